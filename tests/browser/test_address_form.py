"""The address form in a real browser, with JavaScript on and off, at the width of a cheap phone."""

import json
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from market.address.loading import load_regions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.market.address.page"),
    pytest.mark.django_db(transaction=True),
]

PHONE = {"width": 360, "height": 740}
SLOW_MS = 15_000


@pytest.fixture
def regions(transactional_db):
    load_regions(only=["33.06.08", "33.06.07", "18.09.10", "31.71.06", "33.04.06.1012", "33.26.02.2003"])


@pytest.fixture
def open_page(chromium, live_server, regions):
    contexts = []

    def opened(path="/alamat", **options):
        context = chromium.new_context(viewport=PHONE, locale="id-ID", **options)
        context.set_default_timeout(SLOW_MS)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def keep(page, name):
    """A screenshot, when SCREENSHOTS names a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def fill_who(page):
    page.get_by_label("Nama penerima").fill("Andi Wijaya")
    page.get_by_label("Nomor HP").fill("0812 3456 7890")
    page.get_by_label("Jalan dan nomor rumah").fill("Jl. Melati 5")
    page.get_by_label("RT/RW").fill("3/2")


def facts(page):
    return json.loads(page.locator("body").inner_text())


def test_with_javascript_a_place_is_suggested_chosen_by_keys_and_brings_its_postcode(open_page):
    page = open_page()
    fill_who(page)
    place = page.get_by_role("combobox", name="Desa atau kelurahan")
    place.press_sequentially("krande")
    options = page.get_by_role("option")
    options.first.wait_for()
    assert options.count() == 3
    keep(page, "address-suggestions")
    place.press("ArrowDown")
    place.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert place.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    place.press("Enter")
    assert place.input_value() == "Krandegan, Bayan, Kab. Purworejo, Jawa Tengah 54224"
    assert page.get_by_label("Kode pos").input_value() == "54224"
    assert place.get_attribute("aria-expanded") == "false"
    assert page.complaints == []
    page.get_by_role("button", name="Simpan alamat").click()
    assert facts(page)["village"] == "33.06.08.2007"
    assert facts(page)["postcode"] == "54224"


def test_another_place_by_tap_takes_its_own_postcode_along_and_a_corrected_one_stays(open_page):
    page = open_page()
    place = page.get_by_role("combobox", name="Desa atau kelurahan")
    for typed, label, postcode in [("krandegan bay", "Krandegan, Bayan", "54224"), ("hanura", "Hanura", "35450")]:
        place.fill(typed)
        page.get_by_role("option", name=label).click()
        assert page.get_by_label("Kode pos").input_value() == postcode
    page.get_by_label("Kode pos").fill("35399")
    place.fill("menteng")
    page.get_by_role("option", name="Menteng, Menteng").click()
    assert page.get_by_label("Kode pos").input_value() == "35399"
    place.press("Escape")
    assert page.complaints == []


def test_without_javascript_namesakes_are_offered_and_everything_typed_stays(open_page):
    page = open_page(java_script_enabled=False)
    fill_who(page)
    page.get_by_label("Desa atau kelurahan").fill("Krandegan")
    page.get_by_label("Patokan").fill("Depan musala")
    page.get_by_label("Patokan").press("Enter")
    keep(page, "address-choices")
    assert page.get_by_role("radio").count() == 3
    assert page.get_by_label("RT/RW").input_value() == "3/2"
    page.get_by_label("Desa Krandegan, Bayan").check()
    page.get_by_role("button", name="Simpan alamat").click()
    assert facts(page)["village"] == "33.06.08.2007"
    assert (facts(page)["rt"], facts(page)["rw"], facts(page)["landmark"]) == ("003", "002", "Depan musala")


def test_without_javascript_one_goes_down_the_official_list(open_page):
    page = open_page(java_script_enabled=False)
    fill_who(page)
    page.get_by_role("button", name="Pilih dari daftar provinsi").click()
    for level, name in [
        ("Provinsi", "Jawa Tengah"), ("Kabupaten atau kota", "Kab. Purworejo"), ("Kecamatan", "Bayan"),
        ("Desa atau kelurahan", "Desa Krandegan"),
    ]:  # fmt: skip
        page.get_by_label(level, exact=True).select_option(label=name)
        page.get_by_role("button", name=f"Lanjut {level}").click()
    assert page.get_by_label("Kode pos").input_value() == "54224"
    keep(page, "address-steps")
    page.get_by_role("button", name="Simpan alamat").click()
    assert facts(page)["village"] == "33.06.08.2007"


def axe_finds(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_form(open_page, scheme):
    page = open_page(color_scheme=scheme)
    assert axe_finds(page) == []
    page.get_by_role("combobox", name="Desa atau kelurahan").press_sequentially("krande")
    page.get_by_role("option").first.wait_for()
    assert axe_finds(page) == []
    page.get_by_role("button", name="Simpan alamat").click()
    page.get_by_role("radio").first.wait_for()
    assert axe_finds(page) == []
    keep(page, f"address-choices-{scheme}")
    page.get_by_role("button", name="Pilih dari daftar provinsi").click()
    page.get_by_label("Provinsi").select_option(label="Lampung")
    page.get_by_role("button", name="Lanjut Provinsi").click()
    page.get_by_role("button", name="Simpan alamat").click()
    page.get_by_role("alert").wait_for()
    keep(page, f"address-steps-{scheme}")
    assert axe_finds(page) == []


@pytest.mark.parametrize("path", ["/alamat", "/ongkir"])
def test_nothing_is_wider_than_the_phone(open_page, path):
    page = open_page(path)
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("button", name="Simpan alamat").click()
    page.get_by_role("alert").wait_for()
    page.wait_for_load_state("networkidle")  # a page without its sheet yet is as wide as it likes
    keep(page, f"address-mistakes{path.replace('/', '-')}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.get_by_role("alert").is_visible()
