"""A day at the counter: the tray and its choices, the till, practice, copies, codes, the visitors' screen."""

from contextlib import contextmanager

import pytest

from tests.browser.tablets import CLERK, CLERK_PIN, OWNER, Screen, open_point

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 640}


@pytest.fixture(scope="module")
def point(tmp_path_factory):
    with open_point(tmp_path_factory.mktemp("point")) as store:
        yield store


@pytest.fixture
def tablet(chromium, point):
    if point.server is None:
        point.start()
    context = chromium.new_context(viewport=PHONE, locale="id-ID")
    yield Screen(context.new_page(), point).open().pair().sign_in()
    context.close()


def bare(key):
    return key.replace("-", "")


def open_till(tablet, amount="200.000"):
    tablet.see("kas")
    tablet.page.get_by_label("Uang awal di laci").fill(amount)
    tablet.page.get_by_role("button", name="Buka kas").click()
    tablet.page.get_by_role("heading", name="Tutup kas").wait_for()


def test_what_is_sold_out_waits_in_the_tray_and_the_money_goes_back(tablet, point):
    open_till(tablet)
    tablet.wait_until_sent()
    point.stop()
    sold = tablet.sell("Bu Sri")
    operation = next(one for one in tablet.stored() if one["id"] == sold)
    product = operation["data"]["lines"][0]["product"]
    before = point.rows("SELECT num_in_stock FROM partner_stockrecord WHERE product_id = ?", product)[0][0]
    point.rows("UPDATE partner_stockrecord SET num_in_stock = num_allocated WHERE product_id = ?", product)
    point.start()
    tablet.wait_until_sent()
    tablet.see("tindakan")
    matter = tablet.page.locator(f".matter[data-id='{sold}']")
    matter.wait_for()
    assert tablet.page.locator(".bar .badge").inner_text() == "1"
    names = [one.inner_text() for one in matter.get_by_role("button").all()]
    assert names == ["Kurangi", "Ganti barang", "Tunggu", "Kembalikan uang"]
    matter.get_by_role("button", name="Kembalikan uang").click()
    tablet.page.get_by_role("dialog").get_by_role("button", name="Kembalikan uang").click()
    tablet.wait_until_sent()
    tablet.page.get_by_text("Tidak ada yang perlu tindakan.").wait_for()
    state, cash = point.rows("SELECT state, cash_rupiah FROM warung_warungorder WHERE id = ?", bare(sold))[0]
    assert (state, cash) == ("cancelled", 0)
    tablet.see("kas")
    assert tablet.page.locator(".sums div:last-child dd").inner_text() == "Rp200.000"
    point.rows("UPDATE partner_stockrecord SET num_in_stock = ? WHERE product_id = ?", before, product)


@contextmanager
def sold_too_late(tablet, point, left):
    """An order for three, sold without a signal while the store came down to `left`: its operation, in the tray."""
    open_till(tablet)
    tablet.wait_until_sent()
    point.stop()
    tablet.take()
    for _more in range(2):
        tablet.page.locator(".ware .put").first.click()
    tablet.see("keranjang")
    tablet.page.get_by_label("Nama pembeli").fill("Bu Sri")
    tablet.page.get_by_role("button", name="Lanjut bayar").click()
    tablet.page.get_by_role("button", name="Uang pas").click()
    tablet.page.get_by_role("button", name="Terima tunai").click()
    tablet.page.locator(".claim").wait_for()
    sold = str(tablet.page.evaluate("location.hash")).split("/")[-1]
    operation = next(one for one in tablet.stored() if one["id"] == sold)
    [line] = operation["data"]["lines"]
    assert line["quantity"] == 3
    product = line["product"]
    before = point.rows("SELECT num_in_stock FROM partner_stockrecord WHERE product_id = ?", product)[0][0]
    stock = "UPDATE partner_stockrecord SET num_in_stock = COALESCE(num_allocated, 0) + ? WHERE product_id = ?"
    point.rows(stock, left, product)
    point.start()
    tablet.wait_until_sent()
    tablet.see("tindakan")
    tablet.page.locator(f".matter[data-id='{sold}']").wait_for()
    try:
        yield operation
    finally:
        point.rows("UPDATE partner_stockrecord SET num_in_stock = ? WHERE product_id = ?", before + 3, product)


def order_of(point, sold):
    return point.rows("SELECT state, cash_rupiah, order_id FROM warung_warungorder WHERE id = ?", bare(sold))[0]


def lines_of(point, order):
    return point.rows("SELECT product_id, quantity FROM order_line WHERE order_id = ?", order)


def choose(tablet, sold, word):
    tablet.page.locator(f".matter[data-id='{sold}']").get_by_role("button", name=word).click()
    return tablet.page.get_by_role("dialog")


def test_what_is_there_is_sold_and_the_rest_is_paid_back(tablet, point):
    with sold_too_late(tablet, point, left=1) as made:
        dialog = choose(tablet, made["id"], "Kurangi")
        dialog.get_by_role("spinbutton").fill("4")
        dialog.get_by_role("button", name="Simpan jumlah").click()
        dialog.get_by_text("Isi 0 sampai 3.").wait_for()
        dialog.get_by_role("spinbutton").fill("1")
        dialog.get_by_role("button", name="Simpan jumlah").click()
        tablet.wait_until_sent()
        tablet.page.get_by_text("Tidak ada yang perlu tindakan.").wait_for()
        state, cash, order = order_of(point, made["id"])
        [line] = made["data"]["lines"]
        assert (state, cash) == ("placed", line["unit_price"])
        assert lines_of(point, order) == [(line["product"], 1)]


def test_other_goods_take_the_place_of_what_is_gone(tablet, point):
    with sold_too_late(tablet, point, left=0) as made:
        dialog = choose(tablet, made["id"], "Ganti barang")
        other = dialog.get_by_label("Diganti dengan").input_value()
        [line] = made["data"]["lines"]
        assert int(other) != line["product"]
        dialog.get_by_role("button", name="Ganti", exact=True).click()
        tablet.wait_until_sent()
        tablet.page.get_by_text("Tidak ada yang perlu tindakan.").wait_for()
        state, cash, order = order_of(point, made["id"])
        assert state == "placed"
        assert lines_of(point, order) == [(int(other), 3)]
        price = point.rows("SELECT price FROM partner_stockrecord WHERE product_id = ?", other)[0][0]
        assert cash == 3 * int(price)


def test_an_order_that_waits_keeps_its_money_and_its_place(tablet, point):
    with sold_too_late(tablet, point, left=0) as made:
        choose(tablet, made["id"], "Tunggu").get_by_role("button", name="Tunggu").click()
        tablet.wait_until_sent()
        tablet.page.get_by_text("Sudah dipilih: Tunggu.").wait_for()
        assert order_of(point, made["id"])[0] == "held"


def test_the_till_closes_with_its_difference_and_the_store_counts_the_same(tablet, point):
    open_till(tablet)
    sold = tablet.sell()
    total = next(one for one in tablet.stored() if one["id"] == sold)["show"]["total"]
    tablet.see("kas")
    tablet.page.get_by_role("link", name="Setor ke BUMDes").click()
    tablet.page.get_by_label("Jumlah disetor").fill("100.000")
    tablet.page.get_by_role("button", name="Catat setoran").click()
    tablet.page.get_by_role("heading", name="Tutup kas").wait_for()
    tablet.wait_until_sent()
    should = 200_000 + total - 100_000
    tablet.page.get_by_label("Uang dihitung").fill(str(should - 2500))
    tablet.page.get_by_label("Sebab selisih").fill("Salah kembalian")
    tablet.page.get_by_role("button", name="Tutup kas").click()
    tablet.page.get_by_text("Kas belum dibuka.").wait_for()
    tablet.wait_until_sent()
    shift = next(one["id"] for one in tablet.stored() if one["kind"] == "shift.open")
    kept = "SELECT expected_rupiah, counted_rupiah, difference_rupiah, reason FROM warung_shift WHERE id = ?"
    assert point.rows(kept, bare(shift))[0] == (should, should - 2500, -2500, "Salah kembalian")


def test_practice_sells_nothing_and_says_so_everywhere(tablet, point):
    before = point.count("warung_warungorder")
    tablet.see("lainnya")
    tablet.page.get_by_role("button", name="Mode latihan").click()
    sold = tablet.sell()
    assert tablet.page.locator(".stripe").inner_text().startswith("LATIHAN")
    assert "LATIHAN" in tablet.page.get_by_label("Nota").inner_text()
    tablet.wait_until_sent()
    assert point.count("warung_warungorder") == before
    assert point.rows("SELECT is_practice FROM warung_operation WHERE key = ?", bare(sold)) == [(1,)]


def test_the_second_print_says_salinan(tablet):
    sheets = []
    tablet.page.expose_function("seen", lambda text: sheets.append(text))
    tablet.page.add_init_script(
        "window.print = () => window.seen(document.querySelector('.print-only').innerText);"
        "Object.defineProperty(navigator, 'bluetooth', { value: undefined });"
    )
    tablet.page.reload()
    tablet.sell()
    tablet.page.get_by_role("button", name="Cetak nota").click()
    tablet.page.get_by_role("button", name="Cetak ulang (SALINAN)").click()
    tablet.page.wait_for_timeout(500)
    assert len(sheets) == 2
    assert "SALINAN" not in sheets[0]
    assert "SALINAN" in sheets[1]
    assert all("TOTAL" in sheet and "Toko Smart" in sheet for sheet in sheets)


def test_three_codes_from_a_reader_make_a_basket_of_three_without_a_server(tablet, point):
    tablet.see("jual")
    ready = tablet.page.locator(".ware:not(.out)")
    ready.first.wait_for()
    codes = [ready.nth(place).get_attribute("data-id") for place in (0, 1)]
    point.stop()
    once = ""
    for code in (codes[0], codes[1], codes[1]):
        once = once or (tablet.page.locator(f".ware[data-id='{codes[1]}'] b").all_inner_texts() or [""])[0]
        field = tablet.page.get_by_role("searchbox")
        field.fill(code)
        field.press("Enter")
        tablet.page.locator(f".ware[data-id='{code}'].chosen").wait_for()
    tablet.see("keranjang")
    assert tablet.page.locator(".line").count() == 2
    assert once != tablet.page.locator(".line b").nth(1).inner_text()


def test_kasbon_stops_at_its_limit_without_a_server(tablet, point):
    point.rows("UPDATE warung_warung SET kasbon_limit_rupiah = 1000")
    point.stop()
    point.start()
    tablet.page.evaluate("window.dispatchEvent(new Event('online'))")
    tablet.page.wait_for_timeout(2000)
    tablet.take(2)
    tablet.see("keranjang")
    tablet.page.get_by_label("Nama pembeli").fill("Pak Karto")
    tablet.page.get_by_role("button", name="Lanjut bayar").click()
    tablet.page.get_by_role("heading", name="Kasbon").wait_for()
    shown = tablet.page.locator("main").inner_text()
    point.rows("UPDATE warung_warung SET kasbon_limit_rupiah = 200000")
    assert "Lewat batas kasbon" in shown
    assert tablet.page.get_by_role("button", name="Catat kasbon").count() == 0


def test_a_card_and_its_pin_fill_in_the_neighbour_and_a_tap_alone_nothing(chromium, point):
    if point.server is None:
        point.start()
    context = chromium.new_context(viewport=PHONE, locale="id-ID")
    page = context.new_page()
    tablet = Screen(page, point).open().pair().sign_in()

    def taps(number: str) -> None:
        page.locator("input[name=card]").fill(number)
        page.keyboard.press("Enter")

    tablet.see("lainnya")
    page.get_by_role("button", name="Daftarkan kartu").click()
    taps("04A1B2C3D4E5F6")
    page.get_by_label("sekali lagi").wait_for()
    taps("04A1B2C3D4E5F6")
    page.get_by_label("Nama", exact=True).fill("Bu Darmi")
    page.get_by_label("Nomor HP (boleh kosong)").fill("0812-3456-7890")
    page.get_by_role("button", name="Lanjut ke PIN").click()
    tablet.type_pin("4826")
    page.get_by_text("Kartu Bu Darmi terdaftar.").wait_for()
    assert point.count("warung_card", "name = 'Bu Darmi'") == 1
    assert point.count("warung_card", "key LIKE '%A1B2C3%'") == 0
    tablet.take()
    tablet.see("keranjang")
    page.get_by_role("button", name="Pakai kartu").click()
    taps("04A1B2C3D4E5F6")
    page.get_by_text("PIN kartu").wait_for()
    assert page.get_by_label("Nama pembeli").input_value() == ""
    tablet.type_pin("9999")
    page.get_by_text("Kartu atau PIN salah.").wait_for()
    tablet.type_pin("4826")
    page.locator(".sheet").wait_for(state="detached")
    assert page.get_by_label("Nama pembeli").input_value() == "Bu Darmi"
    context.close()


def test_a_tablet_paired_for_visitors_opens_for_them_and_has_no_door_to_the_counter(chromium, point):
    if point.server is None:
        point.start()
    context = chromium.new_context(viewport=PHONE, locale="id-ID")
    page = context.new_page()
    tablet = Screen(page, point).open()
    page.get_by_label("Kode pasang").fill(point.pairing_code("kiosk"))
    page.get_by_role("button", name="Pasangkan").click()
    page.get_by_label("Kode ambil atau nomor pesanan").wait_for()
    assert page.get_by_role("button", name="Petugas").count() == 0
    assert page.locator(".bar").is_hidden()
    tablet.open()
    page.evaluate("location.hash = '#/jual'")
    page.get_by_label("Kode ambil atau nomor pesanan").wait_for()
    assert page.get_by_role("button", name=OWNER).count() == 0
    context.close()


def test_the_visitors_screen_clears_itself_after_a_minute(chromium, point):
    if point.server is None:
        point.start()
    context = chromium.new_context(viewport=PHONE, locale="id-ID")
    page = context.new_page()
    page.clock.install()
    tablet = Screen(page, point).open().pair().sign_in()
    sold = tablet.sell("Bu Rahasia")
    tablet.wait_until_sent()
    code = point.rows("SELECT claim_code FROM warung_warungorder WHERE id = ?", bare(sold))[0][0]
    tablet.see("lainnya")
    page.get_by_role("button", name="Layar pengunjung").click()
    page.get_by_label("Kode ambil atau nomor pesanan").fill(code)
    page.get_by_role("button", name="Cek").click()
    page.locator(".status").wait_for()
    assert "Bu Rahasia" not in page.locator("main").inner_text()
    page.clock.fast_forward(70_000)
    page.locator(".status").wait_for(state="detached")
    assert page.get_by_label("Kode ambil atau nomor pesanan").input_value() == ""
    assert page.locator(".bar").is_hidden()
    page.get_by_role("button", name="Petugas").click()
    page.get_by_label("Petugas", exact=True).select_option(label=OWNER)
    tablet.type_pin("730519")
    page.get_by_role("button", name=OWNER).wait_for()
    context.close()


def test_an_order_is_called_off_by_two_people(tablet, point):
    sold = tablet.sell()
    tablet.wait_until_sent()
    tablet.page.get_by_role("button", name="Batalkan pesanan").click()
    tablet.page.get_by_label("Alasan batal").fill("Pembeli pulang")
    tablet.page.get_by_label("Disetujui oleh").select_option(label=CLERK)
    tablet.type_pin(CLERK_PIN)
    tablet.page.get_by_text("Pesanan ini dibatalkan.").wait_for()
    tablet.wait_until_sent()
    assert point.rows("SELECT state FROM warung_warungorder WHERE id = ?", bare(sold))[0][0] == "cancelled"


def test_another_phone_carries_a_sealed_packet_and_nothing_is_done_twice(tablet, point, chromium, tmp_path):
    point.stop()
    sold = tablet.sell("Pak Karto")
    tablet.see("lainnya")
    tablet.page.get_by_role("button", name="Titip kirim lewat HP lain").click()
    with tablet.page.expect_download() as made:
        tablet.page.get_by_role("button", name="Buat berkas").click()
    made.value.save_as(tmp_path / "titipan.json")
    packet = (tmp_path / "titipan.json").read_text()
    assert "Karto" not in packet
    assert tablet.unsent() == 1
    tablet.page.context.set_offline(True)
    point.start()
    phone = chromium.new_context().new_page()
    for text, count in ((packet.replace('"sealed":"', '"sealed":"AAAA'), 0), (packet, 1), (packet, 1)):
        phone.goto(f"{point.address}/titip/")
        phone.locator("textarea").fill(text)
        phone.locator("main form button").first.click()
        phone.wait_for_load_state()
        assert point.count("warung_warungorder", "id = ?", bare(sold)) == count
    phone.context.close()
    tablet.page.context.set_offline(False)
    tablet.wait_until_sent()
    assert point.count("warung_warungorder", "id = ?", bare(sold)) == 1


def test_goods_are_held_for_the_warung_and_given_back(tablet, point):
    """The store counts what the tablet holds; asked without a signal nothing is held, and it says so."""
    page = tablet.see("lainnya").page
    page.get_by_role("link", name="Simpan barang").click()
    page.get_by_text("Belum ada barang yang disimpan.").wait_for()
    page.get_by_label("Jumlah").fill("0")
    page.get_by_role("button", name="Simpan untuk warung ini").click()
    page.get_by_text("Isi jumlah, kelipatan").wait_for()
    page.get_by_label("Jumlah").fill("2")
    before = point.count("partner_stocklease")
    point.stop()
    page.get_by_role("button", name="Simpan untuk warung ini").click()
    page.get_by_role("alert").get_by_text("Menyimpan barang perlu sinyal").wait_for()
    point.start()
    page.get_by_role("button", name="Simpan untuk warung ini").click()
    page.locator("li.card").wait_for()
    assert page.locator("li.card").count() == 1
    lease, left = point.rows("SELECT id, quantity FROM partner_stocklease WHERE ended_at IS NULL")[0]
    assert point.count("partner_stocklease") == before + 1
    product = page.get_by_label("Barang", exact=True).input_value()
    size = point.rows("SELECT step_thousandths FROM catalogue_product WHERE id = ?", product)[0][0]
    assert left == 2_000 // size
    assert page.locator("li.card").get_attribute("data-lease").replace("-", "") == lease
    page.get_by_role("button", name="Kembalikan", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Kembalikan ke toko").click()
    page.get_by_text("Belum ada barang yang disimpan.").wait_for()
    assert point.count("partner_stocklease", "ended_at IS NULL") == 0
