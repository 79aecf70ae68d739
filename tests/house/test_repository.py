"""What must never stand in the repository: registries, machines' paths, secrets, unpinned packages."""

import re
from pathlib import Path

from tests.house.tree import ROOT, files, name

TEXT_ENDINGS = (
    ".py",
    ".md",
    ".txt",
    ".in",
    ".toml",
    ".html",
    ".js",
    ".css",
    ".json",
    ".svg",
    ".po",
    ".yml",
    "run",
    "file",
    "NOTICE",
)
# Written in two pieces so that this file does not hold what it looks for.
REGISTRIES = re.compile(r"py" r"pi\.org|python" r"hosted|npm" r"js\.(org|com)|deb\.deb" r"ian", re.I)
SECRETS = re.compile(
    r"SB-Mid-server-[A-Za-z0-9_-]{20,}|Mid-server-[A-Za-z0-9_-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY|biteship_live\.",
    re.I,
)


def texts():
    for path in files(*TEXT_ENDINGS):
        yield path, path.read_text(encoding="utf-8", errors="replace")


def test_no_registry_no_secret_no_path_of_one_machine():
    here, home = f"{ROOT.parent}/", f"{Path.home()}/"
    seen = 0
    wrong = []
    for path, text in texts():
        seen += 1
        for what in (REGISTRIES.search(text), SECRETS.search(text)):
            if what and path != Path(__file__):
                wrong.append((name(path), what.group()))
        wrong += [(name(path), place) for place in (here, home) if len(place) > 2 and place in text]
    assert seen > 50
    assert wrong == []


def test_every_package_is_pinned_with_hashes():
    for lock in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
        packages = [line for line in lines if line and not line.startswith(("#", " ", "-"))]
        assert len(packages) > 40
        assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_nothing_is_left_open_in_the_code():
    word = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error)\b")
    wrong = [
        (name(path), found.group())
        for path, text in texts()
        if path.suffix in (".py", ".js") and (found := word.search(text))
    ]
    assert wrong == []
