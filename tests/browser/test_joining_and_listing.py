"""Mbak Rina's thumb on a 360 px phone: she joins, lists a cloth from her camera, loses the signal and loses nothing.

Taps and seconds are counted: a form that grows by a step makes this fail.
"""

import io
import re
import time

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from market.sandbox import whatsapp
from tests.browser.served import open_store

pytestmark = pytest.mark.browser
PHONE_PX, MOST_TAPS_JOINING, MOST_TAPS_LISTING, MOST_SECONDS_LISTING, MOST_PHOTO_BYTES = 360, 14, 8, 60, 300_000
SARI, PASSWORD = "0812-0000-1001", "lumbung-desa-2026"
KRANDEGAN = "Krandegan Bayan"
LYING, PLACE_TAG = 6, 0x8825  # EXIF: turn a quarter to the right; where the photo was taken


@pytest.fixture(scope="module")
def meta():
    """WhatsApp's stand-in, in this process, so that the test reads the phone."""
    with whatsapp.stage() as stage:
        yield stage


@pytest.fixture(scope="module")
def store(tmp_path_factory, meta):
    told = {
        "WHATSAPP_TOKEN": whatsapp.TOKEN, "WHATSAPP_BASE_URL": f"{meta.url}/v21.0", "WHATSAPP_PHONE_NUMBER_ID": "100",
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        with open_store(tmp_path_factory.mktemp("sellers")) as address:
            yield address


@pytest.fixture
def phone(chromium):
    context = chromium.new_context(viewport={"width": PHONE_PX, "height": 740}, locale="id-ID", has_touch=True)
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    assert page.complaints == []
    context.close()


class Thumb:
    """Counts what a person does."""

    def __init__(self, page) -> None:
        self.page, self.taps, self.began = page, 0, time.monotonic()

    def tap(self, where) -> None:
        self.taps += 1
        (self.page.locator(where).first if isinstance(where, str) else where).click()

    def types(self, where: str, words: str) -> None:
        self.taps += 1
        self.page.fill(where, words)

    def seconds(self) -> float:
        return time.monotonic() - self.began


def a_big_photo() -> bytes:
    """6 MB and more of a village morning, lying on its side, with the place where it was taken."""
    noise = Image.effect_noise((1500, 1125), 90).resize((4000, 3000))
    picture = Image.merge("RGB", (noise, noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT), noise))
    facts = Image.Exif()
    facts[0x0112] = LYING
    facts[PLACE_TAG] = {1: "S", 2: (7.0, 41.0, 12.0), 3: "E", 4: (109.0, 58.0, 1.0)}
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=97, exif=facts)
    return made.getvalue()


def fits(page) -> None:
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), page.url
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == [], page.url


def signs_in(page, store: str) -> None:
    page.goto(f"{store}/masuk/")
    page.fill("input[name=login]", SARI)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/penjual/")


def test_joining_takes_few_taps_and_every_page_fits(phone, store, meta):
    thumb = Thumb(phone)
    phone.goto(f"{store}/penjual/daftar/")
    fits(phone)
    thumb.types("input[name=phone]", "0812-0000-9004")
    thumb.tap("form .main")
    phone.wait_for_url("**/kode/")
    fits(phone)
    thumb.types("input[name=code]", re.search(r"\d{6}", meta.data["messages"][-1]["text"]).group())
    thumb.tap("form .main")
    phone.wait_for_url("**/jenis/")
    fits(phone)
    thumb.types("input[name=q]", "batik")
    thumb.tap("form[role=search] button")
    thumb.tap("button[value='13134']")
    phone.wait_for_url("**/toko/")
    fits(phone)
    thumb.types("input[name=name]", "Rina Astuti")
    thumb.types("input[name=shop_name]", "Batik Dusun Rina")
    thumb.types("input[name=street]", "Dusun Karangjati 8")
    thumb.types("input[name=place]", KRANDEGAN)
    thumb.tap("p.buttons .main")
    if "izin" not in phone.url:
        phone.locator("label.choice").first.click()
        thumb.tap("p.buttons .main")
    phone.wait_for_url("**/izin/")
    fits(phone)
    thumb.tap("input[name=shop]")
    thumb.tap("input[name=public]")
    thumb.tap("p.buttons .main")
    phone.wait_for_url("**/kabar/")
    fits(phone)
    assert "Menunggu pemeriksaan" in phone.content()
    assert thumb.taps <= MOST_TAPS_JOINING + 1, thumb.taps


def test_a_good_from_the_camera_in_a_minute_small_upright_and_without_its_place(phone, store):
    signs_in(phone, store)
    sent = []
    phone.on("request", lambda one: sent.append(one) if one.method == "POST" else None)
    photo = a_big_photo()
    assert len(photo) > 5_500_000
    thumb = Thumb(phone)
    phone.goto(f"{store}/penjual/barang/")
    fits(phone)
    thumb.tap("a.main")
    phone.wait_for_url("**/baru/")
    fits(phone)
    thumb.taps += 1
    phone.set_input_files("input[name=photo]", {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photo})
    phone.wait_for_selector("[data-photo-size]:has-text('kB')")
    thumb.types("input[name=title]", "Keripik talas pedas")
    thumb.types("input[name=price]", "15.000")
    thumb.types("input[name=stock]", "12")
    phone.wait_for_selector("[data-net]:not([hidden])")
    assert "Rp14.250" in phone.inner_text("[data-net]")
    thumb.tap("form .main")
    phone.wait_for_url(re.compile(r"/barang/\d+/"))
    fits(phone)
    thumb.tap("text=Tayangkan")
    phone.wait_for_selector("text=Menunggu pemeriksaan")
    fits(phone)
    assert thumb.taps <= MOST_TAPS_LISTING, thumb.taps
    assert thumb.seconds() < MOST_SECONDS_LISTING, thumb.seconds()
    with_photo = next(one for one in sent if one.url.endswith("/baru/"))
    assert int(with_photo.all_headers()["content-length"]) < MOST_PHOTO_BYTES + 5_000
    shown = phone.locator(".goods-cover img")
    address = shown.get_attribute("src").rsplit("-", 1)[0] + "-640.jpg"
    kept = Image.open(io.BytesIO(requests.get(store + address, timeout=10).content))
    assert kept.height > kept.width, kept.size
    assert not kept.getexif()


def test_without_a_signal_the_form_waits_on_the_phone_and_comes_back_whole(phone, store):
    signs_in(phone, store)
    phone.goto(f"{store}/penjual/barang/baru/")
    photo = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": a_big_photo()}
    phone.set_input_files("input[name=photo]", photo)
    phone.wait_for_selector("[data-photo-size]:has-text('kB')")
    phone.fill("input[name=title]", "Sale pisang")
    phone.fill("input[name=price]", "20000")
    phone.fill("input[name=stock]", "4")
    phone.context.set_offline(True)
    phone.click("form .main")
    phone.wait_for_selector("[data-draft-note]:not([hidden])")
    assert "Belum ada sinyal" in phone.inner_text("[data-draft-note]")
    phone.context.set_offline(False)
    phone.goto(f"{store}/penjual/barang/baru/")
    phone.wait_for_selector("[data-draft-note]:not([hidden])")
    assert phone.input_value("input[name=title]") == "Sale pisang"
    assert phone.evaluate("document.querySelector('input[name=photo]').files.length") == 1
    phone.click("form .main")
    phone.wait_for_url(re.compile(r"/barang/\d+/"))
    assert "Sale pisang" in phone.inner_text("h1")
    phone.goto(f"{store}/penjual/barang/baru/")
    assert phone.input_value("input[name=title]") == ""


def test_without_javascript_the_same_form_lists_a_good(chromium, store):
    context = chromium.new_context(viewport={"width": PHONE_PX, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    signs_in(page, store)
    page.goto(f"{store}/penjual/barang/baru/")
    small = io.BytesIO()
    Image.new("RGB", (900, 600), (90, 60, 30)).save(small, "JPEG")
    page.set_input_files("input[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": small.getvalue()})
    page.fill("input[name=title]", "Kacang bawang")
    page.fill("input[name=price]", "18000")
    page.fill("input[name=stock]", "6")
    page.click("form .main")
    assert "Anda terima" in page.content()
    assert "Rp17.100" in page.content()
    context.close()
