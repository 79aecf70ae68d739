"""LG-17: a parcel that comes back ends its part; the goods are on the shelf only when the seller has them in hand."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from market.communication.models import Message
from market.core.errors import WrongState
from market.ledger import audit as ledger_audit
from market.ledger.models import Account
from market.lifecycle import audit as house_audit
from market.lifecycle.parcels import follow_parcel
from market.lifecycle.returned import goods_back, mark_returned
from market.order.models import SellerOrder
from market.payments.models import Refund
from market.settings.couriers import STAND_INS, couriers
from market.shipping.couriers.base import Progress
from market.shipping.models import Shipment
from market.shipping.tracking import Facts
from tests.market.carriage.rows import an_operator
from tests.market.carriage.test_parcels_desk import BOARD, booked
from tests.market.lifecycle.trade import BU_SARI, on_shelf
from tests.market.shipping.shop import HANURA

pytestmark = pytest.mark.django_db
SCANNED_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BACK_AT = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _couriers(settings):
    settings.COURIERS = couriers(STAND_INS)


@pytest.fixture
def parcel():
    """On its way, with the goods gone from the shelf."""
    one = booked(progress="in_transit")
    hears(one, Progress.IN_TRANSIT, Progress.BOOKED)
    return one


def hears(parcel: Shipment, progress: Progress, before: Progress = Progress.IN_TRANSIT) -> str:
    Shipment.objects.filter(pk=parcel.pk).update(progress=str(progress))
    facts = {"occurred_at": BACK_AT, "picked_up_at": SCANNED_AT}
    return follow_parcel(Facts(parcel.pk, parcel.seller_order_id, before, progress, **facts))


def part_of(parcel: Shipment) -> SellerOrder:
    return SellerOrder.objects.get(pk=parcel.seller_order_id)


def balance(name: str) -> int:
    return sum(Account.objects.filter(name=name).values_list("balance_rupiah", flat=True))


def promises_broken() -> list[str]:
    results = [ledger_audit.run(check) for check in [*ledger_audit.checks(), *house_audit.checks()]]
    return [f"{one.code} {one.promise}: {one.examples}" for one in results if one.breaches]


def kinds(audience: str) -> list[str]:
    told = Message.objects.filter(audience=audience, kind__in=["delivery_failed", "returning", "returned", "lost"])
    return sorted(told.values_list("kind", flat=True))


def test_the_courier_brings_it_back_and_the_stock_waits_for_the_seller(parcel):
    assert on_shelf(BU_SARI) == (8, 0)
    for _round in range(2):
        hears(parcel, Progress.DELIVERY_FAILED)
    hears(parcel, Progress.RETURNING, Progress.DELIVERY_FAILED)
    assert part_of(parcel).state == "handed_over"
    assert [hears(parcel, Progress.RETURNED), hears(parcel, Progress.RETURNED)] == ["returned", "none"]
    part = part_of(parcel)
    assert (part.state, part.reason) == ("returned", "Kurir mengembalikan paket")
    assert Refund.objects.get().amount_rupiah == 25_000  # the goods; the way there was driven
    assert on_shelf(BU_SARI) == (8, 0)
    assert kinds("buyer") == kinds("seller") == ["delivery_failed", "returned", "returning"]
    goods_back(part.pk, is_good=True)
    goods_back(part.pk, is_good=True)
    assert on_shelf(BU_SARI) == (10, 0)
    assert promises_broken() == []


def test_the_postage_of_the_way_there_stays_to_pay_the_courier(parcel):
    before = balance("postage_payable")
    mark_returned(parcel.seller_order_id, "Alamat tidak ditemukan")
    assert balance("postage_payable") == before
    assert balance("refund_payable") == -25_000


def test_by_the_houses_rule_the_postage_goes_back_too(parcel, settings):
    settings.RETURN_REFUNDS_POSTAGE = True
    mark_returned(parcel.seller_order_id, "Alamat tidak ditemukan")
    assert Refund.objects.get().amount_rupiah == 36_000
    assert promises_broken() == []


def test_spoiled_goods_do_not_go_back_on_the_shelf(parcel):
    mark_returned(parcel.seller_order_id, "Rusak")
    goods_back(parcel.seller_order_id, is_good=False)
    goods_back(parcel.seller_order_id, is_good=True)  # the first word counts
    assert on_shelf(BU_SARI) == (8, 0)


@pytest.mark.parametrize("pays", [True, False])
def test_a_lost_parcel_is_paid_back_whole_and_the_rule_says_who_bears_it(parcel, settings, pays):
    settings.LOSS_PAYS_SELLER = pays
    mark_returned(parcel.seller_order_id, "Hilang di gudang", is_lost=True)
    assert Refund.objects.get().amount_rupiah == 36_000
    assert balance("losses") == (23_750 if pays else 0)
    assert balance("seller_available") == (-23_750 if pays else 0)
    assert promises_broken() == []
    words = Message.objects.get(audience="seller", kind="lost").text
    assert ("Penjual tetap dibayar toko." in words) is pays


def test_what_has_not_come_back_cannot_be_put_on_the_shelf(parcel):
    with pytest.raises(WrongState):
        goods_back(parcel.seller_order_id, is_good=True)


def test_the_seller_writes_down_how_it_came_back(parcel):
    mark_returned(parcel.seller_order_id, "Penerima pindah")
    sari, joko = Client(), Client()
    part = part_of(parcel)
    for browser, partner in ((sari, part.partner), (joko, part.order.seller_orders.exclude(pk=part.pk).get().partner)):
        from market.users.models import User

        user = User.objects.create_person(phone=f"+62812000010{partner.pk:02d}", name=partner.name)
        partner.users.add(user)
        browser.force_login(user)
    path = f"/penjual/pesanan/{part.number}/"
    assert "Baik, masuk stok lagi" in sari.get(path).content.decode()
    assert joko.post(f"{path}kembali/", {"keadaan": "baik"}).status_code == 404
    assert "pilih baik atau rusak" in sari.post(f"{path}kembali/", {}, follow=True).content.decode()
    assert "Stok bertambah" in sari.post(f"{path}kembali/", {"keadaan": "baik"}, follow=True).content.decode()
    assert on_shelf(BU_SARI) == (10, 0)


def test_the_operator_reads_the_rules_before_ending_a_parcel(parcel):
    lurah, path = an_operator(Client()), f"{BOARD}paket/{parcel.number}/akhir/"
    page = lurah.get(path).content.decode()
    assert "Ongkir balik ditanggung toko." in page
    assert "Penjual tetap dibayar toko." in page
    wrong = lurah.post(path, {"apa": "hilang", "alasan": ""})
    assert wrong.status_code == 422
    assert part_of(parcel).state == "handed_over"
    assert an_operator(Client(), HANURA, "+6281200005003").get(path).status_code == 404
    lurah.post(path, {"apa": "hilang", "alasan": "Gudang kebakaran"})
    assert part_of(parcel).reason == "Gudang kebakaran"


# --- the buyer calls one part off (BY-18, BY-19)


def page_of(part: SellerOrder, what: str = "") -> str:
    return f"/pesanan/{part.order.number}/{part.order.secret}/{what}"


def test_the_buyer_calls_off_one_part_before_it_is_packed(client):
    from tests.market.carriage.rows import paid_part

    part = paid_part()
    path = page_of(part, f"batal/{part.number}/")
    assert "Batalkan bagian ini" in client.get(page_of(part)).content.decode()
    assert "Rp36.000" in client.get(path).content.decode()
    assert client.post(path, {"alasan": "x"}).status_code == 422
    part.refresh_from_db()
    assert part.state == "new"
    client.post(path, {"alasan": "lama"})
    client.post(path, {"alasan": "salah"})
    part.refresh_from_db()
    assert (part.state, part.reason) == ("cancelled", "Terlalu lama menunggu")
    assert Refund.objects.get().amount_rupiah == 36_000
    assert set(part.order.seller_orders.exclude(pk=part.pk).values_list("state", flat=True)) == {"new"}


def test_after_the_hand_over_the_complaint_is_the_way(parcel, client):
    part = part_of(parcel)
    answer = client.post(page_of(part, f"batal/{part.number}/"), {"alasan": "lama"})
    assert answer.status_code == 422
    assert "/keluhan" in answer.content.decode() or "lapor" in answer.content.decode().lower()
    assert part_of(parcel).state == "handed_over"
    assert client.get(f"/pesanan/{part.order.number}/salah/batal/{part.number}/").status_code == 404
    assert client.get(page_of(part, "batal/SO-LAIN-1/")).status_code == 404
