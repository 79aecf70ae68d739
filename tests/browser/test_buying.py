"""Andi buys from two villages with his phone: one basket, one payment, two parcels, with JavaScript and without."""

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.served import open_store

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
SLOW_MS = 20_000
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("market"), whole=True) as address:
        yield address


def keep(page, name):
    """A screenshot, when SCREENSHOTS names a folder; and nothing is wider than the phone."""
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), name
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"buying-{name}.png", full_page=True)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def puts_into_the_basket(page, store, words, goods):
    page.goto(f"{store}/cari/?q={words}")
    page.get_by_role("link", name=goods).first.click()
    press(page, "Tambah ke keranjang")


def fills_the_address(page, *, scripts):
    page.get_by_label("Nama penerima").fill("Andi Wijaya")
    page.get_by_label("Nomor HP").fill("0812-3456-7890")
    page.get_by_label("Jalan dan nomor rumah").fill("Jl. Tebet Raya 12")
    page.get_by_label("RT/RW").fill("3/2")
    place = page.get_by_label("Desa atau kelurahan")
    if scripts:
        place.press_sequentially("tebet bar")
        page.get_by_role("option", name="Tebet Barat").first.click()
    else:
        place.fill("Tebet")
        press(page, "Lanjut pilih kurir")
        page.get_by_label(re.compile("Tebet Barat")).first.check()
    press(page, "Lanjut pilih kurir")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_andi_buys_from_two_villages_with_one_payment(chromium, store, scripts):
    context = chromium.new_context(viewport=PHONE, locale="id-ID", java_script_enabled=scripts)
    context.set_default_timeout(SLOW_MS)
    page = context.new_page()
    named = "scripts" if scripts else "plain"
    puts_into_the_basket(page, store, "kripik", "Keripik Singkong")
    puts_into_the_basket(page, store, "kopi", "Kopi")
    page.goto(f"{store}/keranjang/")
    assert page.locator("section.group").count() == 2
    keep(page, f"{named}-basket")
    page.get_by_role("link", name="Isi alamat").click()
    fills_the_address(page, scripts=scripts)
    page.wait_for_url("**/pesan/kurir/")
    groups = page.locator("section.group")
    assert groups.count() == 2
    for number in range(2):
        assert "JNE" in groups.nth(number).inner_text()
        assert "perkiraan" not in groups.nth(number).inner_text()
        groups.nth(number).get_by_role("radio").first.check()
    keep(page, f"{named}-couriers")
    if scripts:
        assert Axe().run(page).response["violations"] == []
    press(page, "Lanjut periksa pesanan")
    total = page.locator("dd.total").first.inner_text()
    press(page, "Buat pesanan dan bayar")
    page.wait_for_url(re.compile(r"/snap/|/bayar/"), timeout=PATIENCE_MS)
    page.wait_for_url("**/snap/**", timeout=PATIENCE_MS)
    assert total in page.locator("body").inner_text()
    page.get_by_label("QRIS").check()
    press(page, "Lanjut")
    press(page, "Bayar")
    page.get_by_role("link", name="Kembali ke toko").click()
    page.wait_for_url("**/pesanan/**")
    sees_that_it_is_paid(page)
    keep(page, f"{named}-paid")
    if scripts:
        assert Axe().run(page).response["violations"] == []
    assert page.locator("section.group").count() == 2
    page.goto(f"{store}/keranjang/")
    assert page.get_by_text("Keranjang masih kosong").is_visible()
    context.close()


def sees_that_it_is_paid(page):
    """The push of Midtrans comes to the worker on its own road; the page asks again by itself, or is asked again."""
    for _look in range(PATIENCE_MS // 1_000):
        if page.get_by_text("Lunas").count():
            return
        page.wait_for_timeout(1_000)
        page.reload()
    pytest.fail("never paid: " + page.locator("main").inner_text()[:500])
