"""Every setting, command and public route is documented."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.tree import ROOT, code_files, name

pytestmark = pytest.mark.django_db


def doc(page: str) -> str:
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


def environment_names() -> set[str]:
    found: set[str] = set()
    for path in code_files():
        if name(path).startswith("market/settings/"):
            found |= set(re.findall(r'(?:text|flag|number|words)\(\s*"([A-Z][A-Z0-9_]+)"', path.read_text()))
    return found


def test_every_setting_is_documented():
    names = environment_names()
    assert len(names) > 15
    assert sorted(one for one in names if f"`{one}`" not in doc("operations.md")) == []


def test_every_command_is_documented():
    commands = [p.stem for p in code_files() if "/management/commands/" in name(p) and p.stem != "__init__"]
    assert len(commands) >= 4
    assert sorted(one for one in commands if f"`manage.py {one}" not in doc("operations.md")) == []


def routes(resolver=None, prefix: str = ""):
    for one in (resolver or get_resolver()).url_patterns:
        where = prefix + str(one.pattern).replace("^", "").replace("$", "")
        if isinstance(one, URLResolver):
            yield from routes(one, where)
        elif isinstance(one, URLPattern):
            yield "/" + where


def test_every_public_route_is_documented():
    page = doc("routes.md")
    found = [route for route in routes() if not route.startswith("/dashboard/")]
    assert len(found) > 25
    assert sorted({route for route in found if f"`{route}`" not in page}) == []
