"""The texts of our code and templates, as gettext would gather them, and their English."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.house.tree import ROOT, code_files, files, name, tree_of

ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
ONE = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
MANY = frozenset({"ngettext", "ngettext_lazy"})
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%%")
QUOTED = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?<![\w.])(?:n?p?gettext|_)\({QUOTED}(?:,\s*{QUOTED})?", re.DOTALL)


def of_python(source: ast.Module) -> Iterator[tuple[str, ...]]:
    """(text,) or (one, many). A name stands for a text gathered elsewhere; what is put together is refused."""
    for node in ast.walk(source):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in ONE | MANY and node.args and not isinstance(node.args[0], ast.Name):
            yield tuple(ast.literal_eval(given) for given in node.args[: 2 if called in MANY else 1])


def of_template(source: str) -> Iterator[tuple[str, ...]]:
    for found in CALL.finditer(templatize(source)):
        yield tuple(ast.literal_eval(given) for given in found.groups() if given)


@cache
def texts() -> dict[tuple[str, ...], str]:
    """Every text, and a place in which it stands."""
    found: dict[tuple[str, ...], str] = {}
    for path in code_files():
        if not name(path).startswith("market/sandbox/"):
            found.update(dict.fromkeys(of_python(tree_of(path)), name(path)))
    for path in files(".html", ".txt"):
        if name(path).startswith("frontend_templates/"):
            found.update(dict.fromkeys(of_template(path.read_text(encoding="utf-8")), name(path)))
    return found


@cache
def english() -> dict[tuple[str, ...], Any]:
    """The English catalogue by text: messages of Babel."""
    with ENGLISH.open("rb") as file:
        catalogue = read_po(file, locale="en")
    return {(one.id,) if isinstance(one.id, str) else tuple(one.id): one for one in catalogue if one.id}


def strings_of(message: Any) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def placeholders(words: str) -> list[str]:
    return sorted(found.group() for found in PLACEHOLDER.finditer(words))
