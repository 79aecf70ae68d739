"""The reading pages as a visitor's browser shows them: by everybody, in little data, with and without JavaScript."""

from urllib.parse import urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.served import open_store

pytestmark = pytest.mark.browser

PAGES = [
    "/", "/kategori/", "/kategori/keripik-dan-camilan-1/", "/cari/?q=keripik", "/cari/?q=tidakada",
    "/barang/keripik-singkong-1/", "/toko/sari/", "/desa/33.06.08.2007/", "/tentang/", "/bantuan/", "/privasi/",
    "/keluhan/", "/keranjang/", "/tidak-ada/",
]  # fmt: skip
GOOD = "/barang/keripik-singkong-1/"
MOST_BYTES, MOST_REQUESTS, MOST_CSS, MOST_JS, MOST_HTML = 120_000, 25, 12_000, 15_000, 14_000
LEAST_TARGET = 24
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
    .filter(one => !one.closest('p, dd, address, .skip, .hidden'))
    .filter(one => !getComputedStyle(one, '::after').inset.startsWith('0'))
    .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < %d || box.height < %d))
    .map(([text, box]) => `${text} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("store")) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_page_fits_and_can_be_read_by_everybody(chromium, store, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" and "404" not in m.text else None)
    for path in PAGES:
        page.goto(store + path)
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), path
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == [], path
        assert page.evaluate(SMALL_TARGETS % (LEAST_TARGET, LEAST_TARGET)) == [], path
    assert complaints == []
    context.close()


@pytest.mark.parametrize(("width", "dots"), [(360, 3), (1280, 1)])
def test_every_page_is_light_and_asks_nobody_else(chromium, store, width, dots):
    for path in PAGES:
        context = chromium.new_context(viewport={"width": width, "height": 740}, device_scale_factor=dots)
        page = context.new_page()
        asked, got = {}, {}
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", lambda e, asked=asked: asked.update({e["requestId"]: e["request"]["url"]}))
        wire.on("Network.loadingFinished", lambda e, got=got: got.update({e["requestId"]: int(e["encodedDataLength"])}))
        page.goto(store + path, wait_until="networkidle")
        assert {urlparse(url).netloc for url in asked.values()} == {urlparse(store).netloc}, path
        weight = {asked[one]: size for one, size in got.items()}
        assert len(weight) <= MOST_REQUESTS, path
        assert sum(weight.values()) <= MOST_BYTES, (path, sum(weight.values()))
        assert sum(size for url, size in weight.items() if url.endswith(".css")) <= MOST_CSS
        assert sum(size for url, size in weight.items() if url.endswith(".js")) <= MOST_JS
        assert weight[store + path] <= MOST_HTML, path
        assert context.cookies() == [] or path == "/keranjang/", path
        context.close()


def test_the_goods_page_is_readable_soon_on_a_weak_signal(chromium, store):
    """PF-02: 200 kbit/s and 400 ms; the text within 3 s, everything within 8 s."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    weak = {"offline": False, "latency": 400, "downloadThroughput": 25_000, "uploadThroughput": 12_500}
    wire.send("Network.emulateNetworkConditions", weak)
    page.goto(store + GOOD, wait_until="load")
    read = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    done = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert read <= 3_000
    assert done <= 8_000
    context.close()


def test_the_stepper_moves_by_whole_steps_with_javascript(chromium, store):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(store + GOOD)
    amount = page.get_by_label("Jumlah", exact=True)
    first = amount.input_value()
    assert page.get_by_role("button", name="Kurangi").is_disabled()
    page.get_by_role("button", name="Tambah", exact=True).click()
    assert amount.input_value() != first
    page.get_by_role("button", name="Kurangi").click()
    assert amount.input_value() == first
    context.close()


def test_keyboard_focus_is_never_under_the_bar(chromium, store):
    """WCAG 2.4.11: what has the focus is not hidden by the bar at the thumb."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(store + "/")
    bar_top = page.locator(".bar").bounding_box()["y"]
    for _press in range(40):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const one = document.activeElement; if (one.closest('.bar')) return null;"
            " const box = one.getBoundingClientRect(); return [box.top, box.bottom] })()"
        )
        assert box is None or box[0] < bar_top, _press
    context.close()


def test_without_javascript_andi_searches_narrows_and_fills_the_basket(chromium, store):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(store)
    page.get_by_label("Cari barang").fill("kripik")
    page.get_by_role("button", name="Cari").click()
    page.get_by_text("Saring dan urutkan").click()
    page.get_by_role("link", name="Krandegan").first.click()
    assert "desa=33.06.08.2007" in page.url
    page.get_by_role("link", name="Keripik Singkong").first.click()
    page.get_by_role("button", name="Tambah ke keranjang").click()
    page.goto(store + "/keranjang/")
    assert page.get_by_text("Keripik Singkong").first.is_visible()
    assert page.locator(".bar .count").is_visible()
    context.close()


def test_the_postage_is_known_before_buying(chromium, store):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(store + GOOD)
    page.get_by_label("Kirim ke kecamatan atau desa mana?").fill("Tebet")
    page.get_by_role("button", name="Lihat ongkir").click()
    assert "ke=31.74.01" in page.url
    panel = page.locator("section", has_text="Cek ongkir")
    assert "Kec. Tebet" in panel.inner_text()
    assert "Rp" in panel.locator("table").inner_text()
    assert Axe().run(page).response["violations"] == []
    context.close()
