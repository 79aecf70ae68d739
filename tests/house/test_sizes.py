"""A file is one sitting. An exception is one line here, with its reason."""

import ast

import pytest

from tests.house.tree import ROOT, code_files, files, name, tree_of

FILE_LINES, TEST_LINES, FUNCTION_LINES, CLASS_LINES = 400, 500, 70, 250
TEMPLATE_LINES, MODULE_LINES, PARAMETERS, FOLDER_ENTRIES, ROOM_LINES = 150, 150, 6, 15, 2500

LONGER_FILES: dict[str, str] = {
    "market/settings/base.py": "one list of settings, read from top to bottom",
}
LONGER_FUNCTIONS: dict[str, str] = {}
MORE_PARAMETERS: dict[str, str] = {
    "market/core/http.py:send": "the request's own parts, all by name",
    "market/core/errors.py:__init__": "where it failed, all by name",
}
FULLER_FOLDERS: dict[str, str] = {
    "market/core": "small things that know nothing of one another",
    "market": "the rooms of the house",
    "market/sandbox": "one stand-in for each company that the store speaks with",
    "market/lifecycle": "one file per step of an order's life",
    "market/shipping": "the fork with its seams beside the floors inside",
}


FLOORS = ("market/shipping/couriers", "sellers", "market/desk", "market/warung", "market/shipping", "market/payments",
          "market/sandbox", "market/lifecycle")  # fmt: skip
"""Where a folder inside is a room of its own (docs/decisions/0007)."""


def room_depth(parts) -> int:
    floor = next((one.split("/") for one in FLOORS if parts[: one.count("/") + 1] == one.split("/")), None)
    if floor is None:
        return 2
    return len(floor) + (len(parts) > len(floor) + 1)


def lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_are_one_sitting():
    long = {name(p): lines(p) for p in code_files() if lines(p) > FILE_LINES}
    assert {k: v for k, v in long.items() if k not in LONGER_FILES} == {}
    tests = {name(p): lines(p) for p in files(".py") if name(p).startswith("tests/") and lines(p) > TEST_LINES}
    assert tests == {}


def functions():
    for path in code_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_functions_and_classes_are_short():
    measured = 0
    long = {}
    for path, node in functions():
        measured += 1
        key = f"{name(path)}:{node.name}"
        if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES and key not in LONGER_FUNCTIONS:
            long[key] = (node.end_lineno or 0) - node.lineno + 1
    assert measured > 100
    assert long == {}
    classes = {
        f"{name(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in code_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno + 1 > CLASS_LINES
    }
    assert classes == {}


def test_functions_take_few_parameters():
    many = {}
    for path, node in functions():
        arguments = [a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
        count = len([a for a in arguments if a not in ("self", "cls")])
        key = f"{name(path)}:{node.name}"
        if count > PARAMETERS and key not in MORE_PARAMETERS:
            many[key] = count
    assert many == {}


def test_templates_and_scripts_are_short():
    templates = [p for p in files(".html") if name(p).startswith("frontend_templates/")]
    assert {name(p): lines(p) for p in templates if lines(p) > TEMPLATE_LINES} == {}
    scripts = [p for p in files(".js") if name(p).startswith("market/")]
    assert {name(p): lines(p) for p in scripts if lines(p) > MODULE_LINES} == {}


def test_folders_and_rooms_are_small():
    full = {}
    rooms: dict[str, int] = {}
    entries: dict[str, set[str]] = {}
    for path in code_files():
        parts = name(path).split("/")
        if parts[0] not in ("market", "sellers"):
            continue
        for depth in range(1, len(parts)):
            if parts[depth] != "__init__.py":
                entries.setdefault("/".join(parts[:depth]), set()).add(parts[depth])
        room = "/".join(parts[: room_depth(parts)])
        rooms[room] = rooms.get(room, 0) + lines(path)
    full = {k: len(v) for k, v in entries.items() if len(v) > FOLDER_ENTRIES and k not in FULLER_FOLDERS}
    assert full == {}
    assert {k: v for k, v in rooms.items() if v > ROOM_LINES} == {}
    assert len(rooms) > 10


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "services", "managers"])
def test_no_drawer_for_everything(word):
    allowed = {"market/order/utils.py", "market/communication/utils.py", "market/checkout/utils.py"}  # Oscar's seams
    wrong = [name(p) for p in code_files() if p.stem == word and name(p) not in allowed]
    assert wrong == []


def test_the_top_level_is_as_written():
    top = {name(p).split("/")[0] for p in files("")}
    allowed = {
        "market",
        "sellers",
        "frontend_templates",
        "tests",
        "docs",
        "locale",
        "manage.py",
        "pyproject.toml",
        "Makefile",
        "README.md",
        ".ci",
        ".gitignore",
        "CHANGELOG.md",
        "NOTICE",
        "LICENSE",
        "Procfile",
        "requirements.in",
        "requirements.txt",
        "requirements-dev.in",
        "requirements-dev.txt",
        "bench",
    }
    assert top - allowed == set()
    assert (ROOT / ".ci/run").exists()
