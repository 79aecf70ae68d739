"""Indonesian first, English complete beside it, and no page asks a stranger for anything (PF-08)."""

import ast
import re
from urllib.parse import urlsplit

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from market.settings.couriers import couriers
from tests.house import sentences
from tests.house.screens import Seen, walked
from tests.house.tree import files, name

# Words that no Indonesian sentence has. A name of the trade that is English on every screen stands in `NAMES`.
TELLTALES = re.compile(
    r"\b(the|and|your?|we|our|this|that|these|those|is|not|with|from|to|for|of|or|by|on|please|add(ed)?|remove|change|"
    r"cart|basket|check ?out|orders?|pric(e|es)|search|results?|log ?(in|out)|sign ?(in|up|out)|submit|next|previous|"
    r"errors?|pages?|fields?|required|invalid|valid|enter|value|choices?|select|address|phone|name|seller|buyer|"
    r"payment|paid|pay|password|username|e-?mail|home|category|categories|goods|village|product|more|view|back|"
    r"continue|save|delete|update|edit|show|quantity|available|out of stock|shipping|delivery|delivered|tracking|"
    r"courier|pick ?up|drop ?off|review|help|about|privacy|contact|welcome|download|upload|click|here|loading|yes|no|"
    r"sunday|monday|tuesday|wednesday|thursday|friday|saturday|january|february|march|may|june|july|august|october|"
    r"december|today|tomorrow|days?|new|unpaid|accepted|packed|released|cancelled|expired|held|pending|failed|items?)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"https?://\S+|\S+@\S+|\+?\d[\d \-.]+|\bJNE YES\b|\bDrop-off\b", re.IGNORECASE)
MAY_LINK_TO = {"wa.me", "www.openstreetmap.org", "www.jne.co.id", "www.posindonesia.co.id"}
OURS = {"", "testserver", "127.0.0.1"}  # 127.0.0.1 is where Midtrans' stand-in has its payment page


def english_of(words: list[str]) -> list[str]:
    return [line for line in words if TELLTALES.search(NAMES.sub(" ", line))]


def strangers(seen: Seen) -> list[str]:
    """What a page loads or sends to another host, and links that lead to nobody we know."""
    loads = [one for one in seen.loaded if (urlsplit(one).hostname or "") not in OURS or "url(" in one]
    return loads + [one for one in seen.links if (urlsplit(one).hostname or "") not in OURS | MAY_LINK_TO]


@pytest.fixture
def _stored_tariff(settings):
    settings.COURIERS = {"flat": couriers()["flat"]}


@pytest.fixture
def _english(settings, tmp_path):
    """The catalogue as the repository has it, compiled for this test alone."""
    target = tmp_path / "en" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    with sentences.ENGLISH.open("rb") as source, target.open("wb") as made:
        write_mo(made, read_po(source, locale="en"))
    settings.LOCALE_PATHS = [tmp_path]


def test_every_text_has_its_english():
    known = sentences.english()
    texts = sentences.texts()
    assert len(texts) > 500
    missing = {
        words: place
        for words, place in texts.items()
        if words not in known or known[words].fuzzy or not all(sentences.strings_of(known[words]))
    }
    assert missing == {}


def test_the_english_has_no_texts_that_are_gone():
    assert sorted(set(sentences.english()) - set(sentences.texts())) == []


def test_both_languages_fill_in_the_same_facts():
    known = sentences.english()
    assert sum(bool(sentences.placeholders(words[0])) for words in known) > 60
    differing = {
        words: said
        for words, message in known.items()
        for said in sentences.strings_of(message)
        if sentences.placeholders(words[-1]) != sentences.placeholders(said)
        or words[0].startswith(" ") != said.startswith(" ")
    }
    assert differing == {}


def test_texts_are_found_where_they_hide():
    found = set(sentences.of_python(ast.parse("_('satu'); x(label=gettext_lazy('dua'))\nngettext('a', 'b', 3)")))
    assert found == {("satu",), ("dua",), ("a", "b")}
    page = """{% load i18n %}{% trans 'Cari' %}<a title="{% trans "It's" %}">{{ x|default:_("belum") }}</a>
{% blocktrans with n=x %}Ada {{ n }}{% endblocktrans %}{% if y == _('dua') %}{% endif %}"""
    assert set(sentences.of_template(page)) == {("Cari",), ("It's",), ("belum",), ("Ada %(n)s",), ("dua",)}


@pytest.mark.django_db
@pytest.mark.usefixtures("_stored_tariff")
def test_indonesian_pages_hold_no_english_and_ask_no_stranger():
    with walked("id") as pages:
        seen = {page: Seen(html) for page, html in pages.items()}
    assert len(seen) > 50
    assert sum(len(one.words) for one in seen.values()) > 2000
    assert sum(len(one.loaded) for one in seen.values()) > 200
    assert {page: one.language for page, one in seen.items() if one.language != "id"} == {}
    assert {page: found for page, one in seen.items() if (found := english_of(one.words))} == {}
    assert {page: found for page, one in seen.items() if (found := strangers(one))} == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("_english", "_stored_tariff")
def test_who_chooses_english_reads_english():
    known = sentences.english()
    with walked("en") as pages:
        seen = {page: Seen(html) for page, html in pages.items()}
    assert len(seen) > 50
    assert {page: one.language for page, one in seen.items() if one.language != "en"} == {}
    said = {words[0]: sentences.strings_of(message) for words, message in known.items()}
    left = {line for one in seen.values() for line in one.words if line in said and line not in said[line]}
    assert left == set()
    assert any("per pack" in line for line in seen["goods"].words)
    home = " ".join(seen["home"].words)
    assert all(words in home for words in ("Search", "Basket", "New from the villages", "Seller centre"))


@pytest.mark.django_db
@pytest.mark.usefixtures("_english")
def test_the_switch_leads_to_english_and_back(client):
    home = {"Sec-Fetch-Site": "same-origin"}
    assert "Beranda" in Seen(client.get("/").text).words
    client.post("/bahasa/", {"language": "en", "next": "/"}, headers=home)
    page = Seen(client.get("/").text)
    assert page.language == "en"
    assert "Home" in page.words
    assert "Beranda" not in page.words
    client.post("/bahasa/", {"language": "id", "next": "/"}, headers=home)
    assert "Beranda" in Seen(client.get("/").text).words


@pytest.mark.parametrize(
    "html",
    ["<p>Add to basket</p>", '<img alt="Search">', '<input type="submit" value="Login">', "<title>Page 2</title>",
     '<meta name="description" content="Goods from Krandegan">', "<li>Field ini required.</li>"],
)  # fmt: skip
def test_english_would_be_seen(html):
    assert english_of(Seen(f'<html lang="id">{html}</html>').words)
    assert not english_of(Seen('<html lang="id"><p>Tambah ke keranjang</p><b lang="en">English</b></html>').words)


@pytest.mark.parametrize(
    "html",
    ['<img src="https://cdn.example/a.png">', '<link rel="stylesheet" href="//font.example/a.css">',
     '<form action="https://jahat.example/">', '<img srcset="/a.png 1x, https://cdn.example/b.png 2x">',
     '<p style="background: url(https://cdn.example/c.png)">', '<a href="https://jahat.example/">'],
)  # fmt: skip
def test_a_stranger_would_be_seen(html):
    assert strangers(Seen(html))
    assert not strangers(Seen('<a href="https://wa.me/62812"></a><img src="/static/a.png"><a href="mailto:a@b.c"></a>'))


def test_our_sheets_and_scripts_ask_no_stranger():
    paths = [path for path in files(".css", ".js", ".svg") if name(path).startswith("market/static/")]
    assert len(paths) > 5
    found = {
        name(path): [one for one in re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s\"')]*", path.read_text())
                     if not one.startswith("http://www.w3.org/")]
        for path in paths
    }  # fmt: skip
    assert {page: hosts for page, hosts in found.items() if hosts} == {}
