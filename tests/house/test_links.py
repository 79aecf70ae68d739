"""Whoever reads the documents finds what they point at."""

import re
from pathlib import Path

from tests.house.tree import ROOT, files, name

LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
NAMED = re.compile(r"(?<![\w/.-])(docs/[\w/-]+\.md)")
PLACE = re.compile(r"`((?:market|sellers|tests|docs|frontend_templates)/[\w/-]+(?:\.\w+)?/?)`")


def pages() -> list[Path]:
    return list(files(".md", "NOTICE"))


def missing(path: Path, targets: list[str], start: Path) -> list[str]:
    return [f"{name(path)}: {one}" for one in targets if not (start / one.split("#")[0]).exists()]


def test_the_first_pages_are_there():
    for one in (
        "README.md",
        "CHANGELOG.md",
        "NOTICE",
        "LICENSE",
        "docs/house.md",
        "docs/operations.md",
        "docs/testing.md",
    ):
        assert (ROOT / one).stat().st_size > 50, one


def test_every_link_of_the_documents_leads_somewhere():
    broken: list[str] = []
    count = 0
    for path in pages():
        words = path.read_text(encoding="utf-8")
        inside = [one for one in LINK.findall(words) if not re.match(r"[a-z]+:|#", one)]
        named = NAMED.findall(words)
        count += len(inside) + len(named)
        broken += missing(path, inside, path.parent) + missing(path, named, ROOT)
    assert count > 20
    assert broken == []


def test_every_place_in_the_code_that_a_document_names_is_there():
    broken: list[str] = []
    count = 0
    for path in pages():
        named = PLACE.findall(path.read_text(encoding="utf-8"))
        count += len(named)
        broken += missing(path, named, ROOT)
    assert count > 30
    assert broken == []
