"""An order on a seller's phone: masked until it must be packed, declined, given up when nobody answers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from market.communication.models import Message
from market.lifecycle.accepted import mark_accepted
from market.order.models import SellerOrder
from market.payments.models import Refund
from market.users.models import User
from sellers import tasks
from sellers.models import ContactView, Helper
from sellers.pages import contact, unanswered
from tests.market.lifecycle.trade import BU_SARI, PAK_JOKO, PART_RUPIAH, STEPS, on_shelf

pytestmark = pytest.mark.django_db
PHONE, STREET = "0812-3456-7890", "Jl. Cikini Raya 1"


def part_of(order, name: str) -> SellerOrder:
    return order.seller_orders.get(partner__name=name)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_phone_and_street_open_by_a_press_once_it_must_be_packed_and_the_press_is_kept(bu_sari, order):
    mine = part_of(order, BU_SARI)
    here = f"/penjual/pesanan/{mine.number}/"
    bu_sari.post(f"{here}alamat/")
    page = text_of(bu_sari.get(here))
    assert PHONE not in page
    assert STREET not in page
    assert not ContactView.objects.exists()
    mark_accepted(mine.pk)
    assert STREET not in text_of(bu_sari.get(here))
    for _press in range(2):
        bu_sari.post(f"{here}alamat/")
    page = text_of(bu_sari.get(here))
    assert PHONE in page
    assert STREET in page
    assert "wa.me/6281234567890?text=Halo%20Andi" in page
    assert ContactView.objects.filter(seller_order=mine).count() == 1


def test_the_list_and_the_first_page_never_show_it(bu_sari, order):
    for page in ("", "pesanan/"):
        text = text_of(bu_sari.get(f"/penjual/{page}"))
        assert PHONE not in text
        assert STREET not in text


def test_without_the_rule_a_new_order_would_show_it(bu_sari, order, monkeypatch):
    monkeypatch.setattr(contact, "is_open", lambda *_args: True)
    assert STREET in text_of(bu_sari.get(f"/penjual/pesanan/{part_of(order, BU_SARI).number}/"))


def test_declining_asks_for_a_reason_then_gives_all_back_once(bu_sari, order):
    mine = part_of(order, BU_SARI)
    here = f"/penjual/pesanan/{mine.number}/tolak/"
    assert "Kenapa?" in text_of(bu_sari.get(here))
    for wrong in ({}, {"alasan": "marah"}, {"alasan": "lain", "kata": " "}):
        assert bu_sari.post(here, wrong).status_code == 422
    mine.refresh_from_db()
    assert mine.state == "new"
    for _press in range(2):
        bu_sari.post(here, {"alasan": "habis"})
    mine.refresh_from_db()
    assert (mine.state, mine.reason) == ("cancelled", "Stok habis")
    assert [one.amount_rupiah for one in Refund.objects.all()] == [PART_RUPIAH]
    assert part_of(order, PAK_JOKO).state == "new"
    assert on_shelf(BU_SARI)[1] == 0


def test_another_sellers_order_is_not_declined(bu_sari, order):
    theirs = part_of(order, PAK_JOKO)
    assert bu_sari.post(f"/penjual/pesanan/{theirs.number}/tolak/", {"alasan": "habis"}).status_code == 404
    assert bu_sari.post(f"/penjual/pesanan/{theirs.number}/alamat/").status_code == 404


def pass_hours(order, hours: int) -> None:
    order.seller_orders.update(paid_at=timezone.now() - timedelta(hours=hours))


def sweep() -> None:
    tasks.sweep_unanswered()


def test_nobody_answers_all_are_told_once_then_the_buyer_gets_all_back(order):
    mine, theirs = part_of(order, BU_SARI), part_of(order, PAK_JOKO)
    mark_accepted(theirs.pk)
    pass_hours(order, 23)
    sweep()
    assert not Message.objects.filter(kind="unanswered").exists()
    pass_hours(order, 25)
    sweep()
    sweep()
    told = Message.objects.filter(kind="unanswered")
    assert sorted(told.values_list("audience", flat=True)) == ["buyer", "house", "seller"]
    pass_hours(order, 49)
    sweep()
    sweep()
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == ("cancelled", "accepted")
    assert [one.amount_rupiah for one in Refund.objects.all()] == [PART_RUPIAH]


def test_who_answers_at_the_last_moment_keeps_the_order(order):
    mine = part_of(order, BU_SARI)
    pass_hours(order, 49)
    due = unanswered.too_late()
    assert mine.pk in due
    mark_accepted(mine.pk)
    assert not unanswered.give_up(mine.pk)
    mine.refresh_from_db()
    assert mine.state == "accepted"


def test_cash_at_home_takes_stock_once_and_comes_back(bu_sari, order):
    good = part_of(order, BU_SARI).lines.get().product
    told = {"barang": good.pk, "jumlah": "3", "key": "abc123"}
    for _press in range(2):
        assert bu_sari.post("/penjual/tunai/", told).status_code == 302
    assert on_shelf(BU_SARI) == (7, STEPS)
    page = text_of(bu_sari.get("/penjual/tunai/"))
    assert "tunai dicatat" in page
    assert bu_sari.post("/penjual/tunai/", {**told, "jumlah": "99", "key": "b"}).status_code == 422
    assert bu_sari.post("/penjual/tunai/", {"barang": "", "jumlah": "1"}).status_code == 422
    sale = good.partner.cash_sales.get()
    for _press in range(2):
        bu_sari.post(f"/penjual/tunai/{sale.pk}/batal/")
    assert on_shelf(BU_SARI) == (10, STEPS)


def test_sales_count_shop_and_cash_and_leave_out_what_was_called_off(bu_sari, order):
    good = part_of(order, BU_SARI).lines.get().product
    bu_sari.post("/penjual/tunai/", {"barang": good.pk, "jumlah": "1", "key": "abc123"})
    for per in ("hari", "minggu", "bulan", "apa"):
        assert "Rp37.500" in text_of(bu_sari.get(f"/penjual/penjualan/?per={per}"))
    SellerOrder.objects.filter(pk=part_of(order, BU_SARI).pk).update(state="cancelled")
    page = text_of(bu_sari.get("/penjual/penjualan/"))
    assert "Rp12.500" in page
    assert "Rp37.500" not in page


def test_a_helper_comes_in_by_phone_and_goes_out_at_once(bu_sari, order):
    told = {"name": "Adik", "phone": "0813-0000-0011", "task": "packing"}
    assert bu_sari.post("/penjual/tim/", told).status_code == 302
    adik = Client()
    adik.force_login(User.objects.get(phone="+6281300000011"))
    page = text_of(adik.get("/penjual/"))
    assert "akan diterima" not in page
    assert "Untuk toko" not in text_of(adik.get(f"/penjual/pesanan/{part_of(order, BU_SARI).number}/"))
    for closed in ("uang/", "tim/", "penjualan/", "barang/", "tunai/"):
        assert adik.get(f"/penjual/{closed}").status_code == 403
    assert bu_sari.post("/penjual/tim/", {**told, "phone": "0812-0000-0001"}).status_code == 422  # herself
    bu_sari.post(f"/penjual/tim/{Helper.objects.get().pk}/keluar/")
    assert adik.get("/penjual/").status_code == 403
