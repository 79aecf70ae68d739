"""What the tablet keeps for work without signal: the list of its files, and one name for this edition of them."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

KEPT = (".js", ".svg", ".png")


def folder() -> Path:
    return Path(settings.STATICFILES_DIRS[0]) / "tablet"


def modules() -> list[str]:
    """The modules of the app; the worker is none of them."""
    return sorted(
        path.relative_to(folder().parent).as_posix() for path in folder().rglob("*.js") if path.name != "worker.js"
    )


def names() -> list[str]:
    others = sorted(
        path.relative_to(folder().parent).as_posix()
        for path in folder().iterdir()
        if path.suffix in KEPT and path.suffix != ".js"
    )
    return ["css/tablet.css", *modules(), *others]


def addresses() -> list[str]:
    return [staticfiles_storage.url(name) for name in names()]


def edition() -> str:
    """Changes with any file of the tablet."""
    found = hashlib.sha256()
    for path in sorted([*folder().rglob("*"), *(folder().parent / "css" / "tablet").glob("*.css")]):
        if path.is_file():
            found.update(path.read_bytes())
    found.update((Path(settings.BASE_DIR) / "frontend_templates" / "tablet" / "shell.html").read_bytes())
    return found.hexdigest()[:12]
