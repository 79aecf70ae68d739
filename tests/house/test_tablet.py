"""The tablet is plain modules for Chrome 80: every text in two languages, no circles, only `sync` speaks to the API."""

import json
import re

import pytest

from tests.house.tree import ROOT, files, name

TABLET = "market/static/tablet/"
SAID = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')
IMPORT = re.compile(r'^(?:import|export)\b[^;]*?from\s*"(?P<path>[^"]+)"(?P<end>;?)', re.MULTILINE)
YOUNGER = {
    "private fields": r"\bthis\.#|^\s*#\w+\s*[=(;]",
    "logical assignment": r"\?\?=|\|\|=|&&=",
    "replaceAll": r"\.replaceAll\(",
    "at": r"\.at\(",
    "randomUUID": r"randomUUID",
    "structuredClone": r"structuredClone",
    "Object.hasOwn": r"Object\.hasOwn\b",
    "Promise.any": r"Promise\.any",
    "top-level await": r"^(?:const .*= )?await ",
    "static blocks": r"^\s*static \{",
    "HTML": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(",
}
YOUNGER_CSS = {
    "layers": r"@layer",
    "gap in flex": r"(?<![-\w])gap:",
    "is, where, has": r":(?:is|where|has)\(",
    "inset": r"(?<![-\w])inset:",
    "aspect-ratio": r"aspect-ratio",
    "newer units": r"\d(?:dvh|svh|lvh|cqw)\b",
    "nesting": r"^\s+&",
}


def modules():
    return [path for path in files(".js") if name(path).startswith(TABLET)]


def texts() -> dict[str, str]:
    found = {}
    for path in modules():
        if "/english/" in name(path):
            continue
        code = re.sub(r"^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found.update({json.loads(f'"{one}"'): name(path) for one in SAID.findall(code)})
    return found


def english() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in modules():
        if "/english/" in name(path):
            body = path.read_text(encoding="utf-8").split("export default", 1)[1].strip().rstrip(";")
            found.update(json.loads(re.sub(r",\s*}\s*$", "}", body)))
    return found


def test_every_text_of_the_tablet_has_its_english():
    said, known = texts(), english()
    assert len(said) > 200
    assert {text: place for text, place in said.items() if not known.get(text)} == {}
    assert sorted(set(known) - set(said)) == []


def test_both_languages_of_the_tablet_fill_in_the_same_facts():
    facts = re.compile(r"\{\w+\}")
    assert [text for text, words in english().items() if set(facts.findall(text)) != set(facts.findall(words))] == []


def test_texts_are_said_through_the_catalogue_only():
    loose = re.compile(r'(?:el\("[^"]+", \{[^{}]*\}, |button\("\w+", |field\()"[^"]*[a-z]{3} [^"]*"')
    assert {name(path): found for path in modules() if (found := loose.findall(path.read_text()))} == {}
    assert loose.findall('el("p", {}, "Ini teks lepas")')


def imports_of(path) -> list[str]:
    assert all(one["end"] == ";" and one["path"].startswith(".") for one in IMPORT.finditer(path.read_text()))
    return [name((path.parent / one["path"]).resolve()) for one in IMPORT.finditer(path.read_text())]


def test_imports_are_relative_end_and_make_no_circle():
    graph = {name(path): imports_of(path) for path in modules()}
    assert sum(map(len, graph.values())) > 100
    assert {one for lines in graph.values() for one in lines} - set(graph) == set()
    done: set[str] = set()

    def walk(one: str, way: tuple[str, ...]) -> None:
        assert one not in way, " -> ".join((*way, one))
        if one not in done:
            for other in graph[one]:
                walk(other, (*way, one))
            done.add(one)

    for one in graph:
        walk(one, ())


def test_only_sync_reaches_the_api_and_screens_never_fetch():
    reach = {name(path) for path in modules() if f"{TABLET}api.js" in imports_of(path)}
    assert reach == {f"{TABLET}sync.js", f"{TABLET}pull.js"}
    fetching = {name(path) for path in modules() if re.search(r"\bfetch\(|XMLHttpRequest|sendBeacon", path.read_text())}
    assert fetching == {f"{TABLET}api.js", f"{TABLET}worker.js"}


def test_plain_modules_know_neither_the_page_nor_the_store():
    plain = [path for path in modules() if "/plain/" in name(path)]
    assert len(plain) > 5
    assert [name(p) for p in plain if re.search(r"\bdocument\b|\bwindow\b|indexedDB|localStorage", p.read_text())] == []
    assert [name(p) for p in plain for one in imports_of(p) if "/plain/" not in one] == []


def test_the_floor_is_chrome_80():
    code = {name(path): path.read_text() for path in modules()}
    found = {(one, what) for one, text in code.items() for what, sign in YOUNGER.items() if re.search(sign, text, re.M)}
    assert found == set()
    sheets = [path for path in files(".css") if name(path).startswith("market/static/css/tablet/")]
    assert len(sheets) >= 3
    young = {
        (name(path), what)
        for path in sheets
        for what, sign in YOUNGER_CSS.items()
        if re.search(sign, re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL), re.M)
    }
    assert young == set()


@pytest.mark.parametrize("line", ["a ??= 1;", "box.innerHTML = x;", "this.#held = 1;", "x.replaceAll('a', 'b')"])
def test_a_younger_line_would_be_seen(line):
    assert any(re.search(sign, line, re.M) for sign in YOUNGER.values())


def test_the_shell_has_no_script_of_its_own():
    shell = (ROOT / "frontend_templates/tablet/shell.html").read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)", shell) == []
    assert re.findall(r"\son\w+=", shell) == []
    assert re.findall(r"\sstyle=", shell) == []
