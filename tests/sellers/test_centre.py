"""Bu Sari's day: she sees her own part only, accepts, packs, prints, and sees where her money is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.ledger.balances import seller_balances
from market.lifecycle.delivered import mark_delivered
from market.lifecycle.handed_over import mark_handed_over
from market.lifecycle.packed import mark_packed
from market.order.models import SellerOrder
from market.shipping.models import Shipment
from market.users.models import User
from sellers import access
from tests.market.lifecycle.trade import (
    BU_SARI,
    COMMISSION_RUPIAH,
    GOODS_RUPIAH,
    PAK_JOKO,
    andi_orders,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10


def part_of(order, name: str) -> SellerOrder:
    return order.seller_orders.get(partner__name=name)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_a_stranger_is_led_to_the_door(client, order):
    for page in ("", "pesanan/", f"pesanan/{part_of(order, BU_SARI).number}/", "uang/"):
        answer = client.get(f"/penjual/{page}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/masuk/")


def test_who_sells_for_nobody_is_told_so(client, order):
    client.force_login(User.objects.create_person(phone="+6281300000009", name="Andi"))
    answer = client.get("/penjual/")
    assert answer.status_code == 403
    assert "Belum ada toko" in answer.content.decode()


def test_bu_sari_sees_what_to_pack_and_the_one_next_thing(bu_sari, order):
    page = text_of(bu_sari.get("/penjual/"))
    assert "Terima dan kemas pesanan ini dulu" in page
    assert part_of(order, BU_SARI).number in page
    assert part_of(order, PAK_JOKO).number not in page


@pytest.mark.parametrize(
    ("path", "method"), [("", "get"), ("terima/", "post"), ("kemas/", "get"), ("label.pdf", "get")]
)
def test_another_sellers_part_does_not_exist_for_bu_sari(bu_sari, order, path, method):
    theirs = part_of(order, PAK_JOKO)
    answer = getattr(bu_sari, method)(f"/penjual/pesanan/{theirs.number}/{path}")
    assert answer.status_code == 404
    assert getattr(bu_sari, method)(f"/penjual/pesanan/NIHIL/{path}").status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "new"


def test_without_the_wall_bu_sari_would_see_pak_jokos_part(bu_sari, order, monkeypatch):
    monkeypatch.setattr(access, "seller_orders", lambda _partner: SellerOrder.objects.all())
    assert "Andi" in text_of(bu_sari.get(f"/penjual/pesanan/{part_of(order, PAK_JOKO).number}/"))


def test_an_order_that_is_not_paid_is_not_the_sellers_yet(bu_sari):
    unpaid = andi_orders("LD-261122-BELUM")
    assert bu_sari.get(f"/penjual/pesanan/{part_of(unpaid, BU_SARI).number}/").status_code == 404


def test_accepting_twice_tells_the_buyer_once(bu_sari, order):
    mine = part_of(order, BU_SARI)
    for _press in range(2):
        assert bu_sari.post(f"/penjual/pesanan/{mine.number}/terima/").status_code == 302
    mine.refresh_from_db()
    assert mine.state == "accepted"
    assert order.messages.filter(kind="accepted", audience="buyer").count() == 1


def test_a_link_alone_accepts_nothing(bu_sari, order):
    assert bu_sari.get(f"/penjual/pesanan/{part_of(order, BU_SARI).number}/terima/").status_code == 405


def test_packing_asks_first_and_books_once(bu_sari, order):
    mine = part_of(order, BU_SARI)
    page = text_of(bu_sari.get(f"/penjual/pesanan/{mine.number}/kemas/"))
    assert "Dijemput kurir" in page
    assert Shipment.objects.count() == 0
    for _press in range(2):
        bu_sari.post(f"/penjual/pesanan/{mine.number}/kemas/", {"offer": "jne:REG23:pickup"})
    assert [one.collection for one in mine.shipments.all()] == ["pickup"]
    assert "Nomor resi sedang dipesan" in text_of(bu_sari.get(f"/penjual/pesanan/{mine.number}/"))


def test_packing_without_a_choice_names_it_and_books_nothing(bu_sari, order):
    answer = bu_sari.post(f"/penjual/pesanan/{part_of(order, BU_SARI).number}/kemas/", {"offer": "jne:YES:drone"})
    assert answer.status_code == 422
    assert "Pilih paket dijemput atau diantar sendiri" in answer.content.decode()
    assert Shipment.objects.count() == 0


def test_where_the_postage_was_an_estimate_the_seller_chooses_who_carries(bu_sari, order):
    mine = part_of(order, BU_SARI)
    SellerOrder.objects.filter(pk=mine.pk).update(courier_code="flat", service_code="FLAT", estimated=True)
    page = text_of(bu_sari.get(f"/penjual/pesanan/{mine.number}/kemas/"))
    assert "JNE REG" in page
    assert "Pos Reguler" in page
    bu_sari.post(f"/penjual/pesanan/{mine.number}/kemas/", {"offer": "pos:240:pickup"})
    assert mine.shipments.get().courier_code == "pos"


def test_there_is_no_label_before_the_courier_gave_a_number(bu_sari, order):
    mine = part_of(order, BU_SARI)
    mark_packed(mine.pk, collection="pickup")
    assert bu_sari.get(f"/penjual/pesanan/{mine.number}/label.pdf").status_code == 404
    mine.shipments.update(state="booked", awb="0109401600067399")
    answer = bu_sari.get(f"/penjual/pesanan/{mine.number}/label.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "Cetak label" in text_of(bu_sari.get(f"/penjual/pesanan/{mine.number}/"))


def test_every_line_of_her_money_adds_up_to_what_the_books_hold(bu_sari, order):
    mine = part_of(order, BU_SARI)
    page = text_of(bu_sari.get("/penjual/uang/"))
    net = GOODS_RUPIAH - COMMISSION_RUPIAH
    sums = seller_balances(mine.partner_id)
    assert sums == {"seller_held": net, "seller_available": 0, "seller_in_transit": 0}
    assert page.count(f"Rp{net:,}".replace(",", ".")) >= 2
    assert mine.number in page
    assert "ditahan" in page


def test_after_delivery_the_page_says_when_the_money_is_hers(bu_sari, order):
    mine = part_of(order, BU_SARI)
    mark_packed(mine.pk, collection="drop_off")
    mark_handed_over(mine.pk)
    mark_delivered(mine.pk)
    assert "cair" in text_of(bu_sari.get("/penjual/uang/"))
    assert mine.number in text_of(bu_sari.get("/penjual/pesanan/?tab=selesai"))


@pytest.mark.parametrize(
    "page", ["", "pesanan/", "pesanan/?tab=jalan&hal=999", "pesanan/?tab=apa", "uang/", "uang/?hal=x"]
)
def test_each_page_takes_few_queries(bu_sari, order, page):
    for number in range(4):
        more = andi_orders(f"LD-261122-LAGI{number}")
        more.seller_orders.update(state="new", paid_at=order.paid_at)
    with CaptureQueriesContext(connection) as asked:
        text_of(bu_sari.get(f"/penjual/{page}"))
    assert len(asked) <= MOST_QUERIES


def test_the_pages_are_kept_by_no_cache(bu_sari):
    assert bu_sari.get("/penjual/")["Cache-Control"] == "no-store"
