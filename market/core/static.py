"""Static files with a fingerprint in the name; files that were not collected keep their plain name; joined sheets.

The embedded start collects only our own files (collecting Oscar's takes half a minute), so a name that is not in the
manifest, such as one of Oscar's dashboard, is served as it is by the finders.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    manifest_strict = False
    support_js_module_import_aggregation = True

    def hashed_name(self, name, content=None, filename=None):  # type: ignore[no-untyped-def]
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name


class SheetFinder(BaseFinder):
    """`css/shop.css` is every file of the folder `css/shop/`, in the order of their names, joined into one request.

    The sheets are written without the comments and the indentation, to `VAR_DIR/sheets`, again whenever a part is
    newer. They exist for every way of serving alike: collected, or found by the test server.
    """

    def __init__(self, app_names: list[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self.parts = Path(settings.STATICFILES_DIRS[0]) / "css"
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "sheets")

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        folder = self.parts / Path(path).stem
        if not (path.startswith("css/") and path.endswith(".css") and path.count("/") == 1 and folder.is_dir()):
            return []
        sheet = self.write(folder)
        return [sheet] if find_all else sheet

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for folder in sorted(self.parts.iterdir()):
            if folder.is_dir():
                self.write(folder)
                yield f"css/{folder.name}.css", self.storage

    def write(self, folder: Path) -> str:
        """The path of the joined sheet of `folder`, written if it is older than one of its parts."""
        parts = sorted(folder.glob("*.css"))
        sheet = Path(self.storage.path(f"css/{folder.name}.css"))
        if not sheet.exists() or sheet.stat().st_mtime < max(p.stat().st_mtime for p in (folder, *parts)):
            text = COMMENT.sub("", "\n".join(part.read_text() for part in parts))
            sheet.parent.mkdir(parents=True, exist_ok=True)
            draft = sheet.with_suffix(f".{os.getpid()}")
            draft.write_text("\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n")
            draft.replace(sheet)
        return str(sheet)
