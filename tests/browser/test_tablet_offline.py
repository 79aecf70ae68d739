"""The tablet with its server taken away for real: it opens, sells, prints, waits, and sends each thing once."""

import contextlib
import gzip
import json
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError

from tests.browser.tablets import OWNER_PIN, Screen, open_point

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 640}
OPENINGS = 20


def ids_in(request):
    """What a request to `operations` carries."""
    if not request.url.endswith("/operations"):
        return []
    body = request.post_data_buffer
    told = json.loads(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
    return [one["id"] for one in told["operations"]]


FILL = """async () => {
  const asked = indexedDB.open("penuh", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("isi", { autoIncrement: true });
  const base = await new Promise((found) => { asked.onsuccess = () => found(asked.result); });
  let written = 0;
  const put = (size) => new Promise((done) => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65536)));
    const deal = base.transaction("isi", "readwrite");
    deal.objectStore("isi").add(bytes);
    deal.oncomplete = () => done(true);
    deal.onabort = () => done(false);
  });
  for (const size of [4194304, 262144, 16384, 1024, 64, 1])
    while (written < 60000000 && await put(size)) written += size;
  base.close();
  return written;
}"""


@pytest.fixture(scope="module")
def point(tmp_path_factory):
    with open_point(tmp_path_factory.mktemp("point")) as store:
        yield store


@pytest.fixture
def running(point):
    yield point
    if point.server is None:
        point.start()


@pytest.fixture
def tablet(chromium, running):
    context = chromium.new_context(viewport=PHONE, locale="id-ID", service_workers="allow")
    yield Screen(context.new_page(), running).open().pair().sign_in()
    context.close()


def orders(point, *ids):
    marks = ",".join("?" * len(ids))
    return point.count("warung_warungorder", f"id IN ({marks})", *[one.replace("-", "") for one in ids])


def operations(point, *ids):
    marks = ",".join("?" * len(ids))
    return point.count("warung_operation", f"key IN ({marks})", *[one.replace("-", "") for one in ids])


def test_without_a_server_it_opens_sells_and_later_sends_each_sale_once(tablet, running):
    running.stop()
    tablet.page.reload()
    tablet.page.locator(".ware").first.wait_for()
    first, second = tablet.sell("Pak Karto"), tablet.sell("Bu Sri", kinds=2)
    assert "Akan terkirim saat ada sinyal" in tablet.page.locator("main").inner_text()
    assert "Bu Sri" in tablet.page.get_by_label("Nota").inner_text()
    for path in ("jual", "titipan", "tindakan", "kas", "lainnya", "riwayat", f"nota/{first}"):
        tablet.see(path)
        assert tablet.unsent() == 2
        assert tablet.page.locator("#unsent").is_visible()
    running.start()
    tablet.wait_until_sent()
    assert operations(running, first, second) == 2
    assert orders(running, first, second) == 2
    tablet.see(f"nota/{first}")
    code = running.rows("SELECT claim_code FROM warung_warungorder WHERE id = ?", first.replace("-", ""))[0][0]
    assert code in tablet.page.locator(".claim").inner_text()


def test_a_kill_right_after_the_sale_loses_nothing_and_doubles_nothing(tablet, running):
    running.stop()
    sold = tablet.sell()
    with contextlib.suppress(PlaywrightError):  # the tab dies before it can answer
        tablet.page.goto("chrome://crash", timeout=5000)
    again = Screen(tablet.page.context.new_page(), running)
    for _try in range(OPENINGS):  # the browser may still be burying the worker with the tab
        with contextlib.suppress(PlaywrightError):
            again.open()
            break
        time.sleep(0.5)
    assert again.unsent() == 1
    assert [one["id"] for one in again.stored() if one["state"] == "waiting"] == [sold]
    running.start()
    again.wait_until_sent()
    assert operations(running, sold) == 1
    assert orders(running, sold) == 1


def test_an_answer_that_is_lost_is_asked_for_again_and_nothing_is_done_twice(tablet, running):
    lost = []

    def drop(route):
        if len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    tablet.page.route("**/api/warung/v1/operations", drop)
    sold = tablet.sell()
    tablet.page.wait_for_timeout(300)
    tablet.wait_until_sent()
    assert lost == [200, 200]
    assert operations(running, sold) == 1
    assert orders(running, sold) == 1


def test_two_tabs_make_their_own_numbers_and_one_of_them_sends(tablet, running):
    sent = []
    other = Screen(tablet.page.context.new_page(), running).open()
    for one in (tablet, other):
        one.page.on("requestfinished", lambda request: sent.extend(ids_in(request)))
    running.stop()
    sold = [tablet.sell("Satu"), other.sell("Dua"), tablet.sell("Tiga"), other.sell("Empat")]
    numbers = [one["seq"] for one in tablet.stored()]
    assert len(set(numbers)) == len(numbers) == 4
    tablet.count_is(4)
    running.start()
    tablet.page.evaluate("window.dispatchEvent(new Event('online'))")
    other.page.evaluate("window.dispatchEvent(new Event('online'))")
    tablet.wait_until_sent()
    other.count_is(0)
    assert sorted(sent) == sorted(sold)
    assert operations(running, *sold) == 4
    assert orders(running, *sold) == 4


def test_a_full_disk_says_so_and_keeps_the_basket(chromium, running):
    context = chromium.new_context(viewport=PHONE, locale="id-ID")
    page = context.new_page()
    page.goto(f"{running.address}/livez")  # before the app opens its store, for the browser remembers how much is free
    limit = {"origin": running.address, "quotaSize": 30_000_000}
    context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)
    tablet = Screen(page, running).open().pair().sign_in()
    tablet.take()
    tablet.see("keranjang")
    page.get_by_label("Nama pembeli").fill("Pak Karto")
    page.get_by_role("button", name="Lanjut bayar").click()
    page.get_by_role("button", name="Uang pas").click()
    before = len(tablet.stored())
    assert 5_000_000 < page.evaluate(FILL) < 30_000_000
    page.get_by_role("button", name="Terima tunai").click()
    page.get_by_text("BELUM tersimpan").wait_for()
    assert len(tablet.stored()) == before
    page.evaluate("new Promise((done) => { indexedDB.deleteDatabase('penuh').onsuccess = () => done(); })")
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Terima tunai").click()
    page.locator(".claim").wait_for()
    tablet.wait_until_sent()
    assert orders(running, str(page.evaluate("location.hash")).split("/")[-1]) == 1
    context.close()


def test_a_small_disk_is_warned_of_before_anything_is_lost(tablet, running):
    little = "navigator.storage.estimate = async () => ({ quota: 60000000, usage: 55000000 })"
    tablet.page.add_init_script(little)
    tablet.page.reload()
    tablet.page.get_by_text("Ruang tablet hampir habis").wait_for()


def test_a_cursor_that_is_too_old_pulls_anew_and_keeps_what_is_unsent(tablet, running):
    running.stop()
    sold = tablet.sell()
    running.start()
    expired = []

    def answer(route):
        if "after=" in route.request.url and not expired:
            expired.append(1)
            route.fulfill(
                status=410, content_type="application/problem+json", body='{"code": "cursor_expired", "status": 410}'
            )
        else:
            route.continue_()

    tablet.page.route("**/api/warung/v1/changes?*", answer)
    tablet.wait_until_sent()
    tablet.page.locator(".signal.has").wait_for()
    tablet.see("jual")
    tablet.page.locator(".ware").first.wait_for()
    assert expired == [1]
    assert operations(running, sold) == 1
    assert sold in [one["id"] for one in tablet.stored()]


def test_a_revoked_tablet_keeps_what_is_unsent_and_says_how_much(tablet, running):
    running.stop()
    tablet.sell()
    device = tablet.page.evaluate(
        """() => new Promise((found) => { const asked = indexedDB.open("lumbung-warung"); asked.onsuccess = () => {
        const one = asked.result.transaction("meta").objectStore("meta").get("device");
        one.onsuccess = () => { asked.result.close(); found(one.result); } } })"""
    )
    running.rows("UPDATE warung_device SET revoked_at = '2026-01-01 00:00:00' WHERE id = ?", device.replace("-", ""))
    running.start()
    tablet.page.evaluate("window.dispatchEvent(new Event('online'))")
    tablet.page.get_by_role("heading", name="Tablet dicabut").wait_for()
    assert "1 catatan belum terkirim" in tablet.page.locator("main").inner_text()
    assert len(tablet.stored()) == 1
    tablet.page.reload()
    tablet.page.get_by_role("heading", name="Tablet dicabut").wait_for()


def test_a_wrong_clock_is_named_and_the_sale_still_arrives(chromium, running):
    context = chromium.new_context(viewport=PHONE, locale="id-ID")
    page = context.new_page()
    page.clock.install(time="2026-01-05T03:00:00")
    tablet = Screen(page, running).open()
    page.clock.resume()
    tablet.pair().sign_in()
    sold = tablet.sell()
    tablet.wait_until_sent()
    assert orders(running, sold) == 1
    tablet.see("lainnya")
    page.get_by_text("Jam tablet meleset").wait_for()
    context.close()


def test_five_wrong_pins_lock_one_name_without_a_server(tablet, running):
    tablet.see("lainnya")
    tablet.page.get_by_role("button", name="Keluar", exact=True).click()
    running.stop()
    tablet.page.get_by_role("button", name="Wati").click()
    for _ in range(5):
        tablet.type_pin("1111")
    tablet.page.get_by_text("terkunci").wait_for()
    tablet.type_pin("4826")
    tablet.page.get_by_text("Terkunci. Coba lagi").wait_for()
    tablet.page.get_by_role("button", name="Bukan saya").click()
    tablet.sign_in()


def test_signing_out_and_closing_the_till_warn_with_the_number(tablet, running):
    tablet.see("kas")
    tablet.page.get_by_label("Uang awal di laci").fill("200.000")
    tablet.page.get_by_role("button", name="Buka kas").click()
    tablet.page.get_by_role("heading", name="Tutup kas").wait_for()
    tablet.wait_until_sent()
    running.stop()
    tablet.sell()
    tablet.see("lainnya")
    tablet.page.get_by_role("button", name="Keluar", exact=True).click()
    tablet.page.get_by_role("dialog", name="1 belum terkirim").wait_for()
    tablet.page.get_by_role("button", name="Kembali", exact=True).click()
    tablet.see("kas")
    tablet.page.get_by_label("Uang dihitung").fill("200.000")
    tablet.page.get_by_label("Sebab selisih").fill("belum tahu")
    tablet.page.get_by_role("button", name="Tutup kas").click()
    tablet.page.get_by_role("dialog", name="1 belum terkirim").wait_for()
    tablet.page.get_by_role("button", name="Tutup kas dengan PIN pemilik").click()
    tablet.type_pin(OWNER_PIN)
    tablet.page.get_by_text("Kas belum dibuka.").wait_for()
    running.start()
    tablet.wait_until_sent()
    forced = running.rows("SELECT is_forced, difference_rupiah FROM warung_shift ORDER BY opened_at DESC LIMIT 1")[0]
    assert forced[0] == 1
    assert forced[1] < 0


@pytest.mark.parametrize("width", [360, 800])
def test_every_screen_fits_can_be_read_and_touched(chromium, running, width):
    context = chromium.new_context(viewport={"width": width, "height": 740}, locale="id-ID")
    tablet = Screen(context.new_page(), running).open().pair().sign_in()
    sold = tablet.sell()
    tablet.take(2)
    seen = 0
    for path in (
        "jual",
        "keranjang",
        "bayar",
        f"nota/{sold}",
        "titipan",
        "status",
        "tindakan",
        "kas",
        "setoran",
        "lainnya",
        "riwayat",
        "usul",
    ):
        tablet.see(path)
        tablet.page.wait_for_timeout(100)
        assert tablet.page.evaluate("document.documentElement.scrollWidth") <= width, path
        small = tablet.page.evaluate(
            """() => [...document.querySelectorAll("a, button, input, select, textarea")]
            .filter((one) => one.offsetParent).map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 90)])
            .filter(([box]) => box.height < 44 || box.width < 44)
            .map(([box, html]) => `${box.width}x${box.height} ${html}`)"""
        )
        assert small == [], path
        assert [one["id"] for one in Axe().run(tablet.page).response["violations"]] == [], path
        seen += 1
    assert seen == 12
    context.close()
