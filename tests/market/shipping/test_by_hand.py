"""A courier that is not booked through us: the seller brings the parcel and types the number in."""

import pytest
from django.test import Client

from market.core.errors import RuleBroken
from market.sandbox import rajaongkir as stand_in
from market.settings.couriers import couriers
from market.shipping import shipments, tracking
from market.shipping.booking import booking
from market.shipping.couriers.base import Collection, Progress
from market.shipping.models import Shipment
from market.users.models import User
from tests.market.shipping.shop import CIKINI, KRANDEGAN, group, order, seller, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def rajaongkir(settings):
    with stand_in.stage(port=0) as stage:
        every = couriers({"RAJAONGKIR_BASE_URL": f"{stage.url}/api/v1", "RAJAONGKIR_KEY": stand_in.KEY})
        settings.COURIERS = {code: every[code] for code in ("rajaongkir", "flat")}
        yield stage


@pytest.fixture
def packed(rajaongkir):
    village(CIKINI)
    village(KRANDEGAN)
    sold = order(group(seller()))
    wish = {"courier_code": "rajaongkir", "service_code": "jnt:EZ"}
    return shipments.request_shipment(sold, collection="drop_off", **wish)


def test_nothing_is_booked_and_the_seller_types_the_number(packed, rajaongkir):
    assert shipments.collections_of("rajaongkir") == [Collection.DROP_OFF]
    assert (packed.state, packed.next_try_at) == (Shipment.State.UNCLEAR, None)
    assert "ketik nomor resinya" in packed.error
    assert booking.sweep() == []
    row = shipments.write_awb(packed.pk, " SIMjnt 40 ")
    assert (row.state, row.awb, row.error) == (Shipment.State.BOOKED, "SIMJNT40", "")
    assert row.next_poll_at


def test_the_typed_number_is_followed_with_the_phone(packed, rajaongkir):
    shipments.write_awb(packed.pk, "SIMJNT40")
    Shipment.objects.filter(pk=packed.pk).update(awb="SIMjnt40")  # the stand-in's numbers are in small letters
    facts = tracking.poll(packed.pk)
    assert (facts.error, facts.progress) == ("", Progress.IN_TRANSIT)
    assert [line["body"]["last_phone_number"] for line in rajaongkir.log] == ["67890"]


@pytest.mark.parametrize("number", ["", "12", "A" * 41, "resi?", "<b>123456</b>"])
def test_what_is_no_number_is_refused(packed, number):
    with pytest.raises(RuleBroken) as caught:
        shipments.write_awb(packed.pk, number)
    assert caught.value.code == "awb_form"


def test_another_parcels_number_is_refused(packed):
    shipments.write_awb(packed.pk, "JT0001234")
    second = order(group(seller("Kopi Pak Joko")), number="100002")
    wish = {"courier_code": "rajaongkir", "service_code": "jnt:EZ"}
    other = shipments.request_shipment(second, collection="drop_off", **wish)
    with pytest.raises(RuleBroken) as caught:
        shipments.write_awb(other.pk, "jt0001234")
    assert caught.value.code == "awb_taken"


def test_it_is_called_off_while_nobody_carries_it(packed):
    assert shipments.call_off(packed.pk, "habis").state == Shipment.State.VOID


def test_the_sellers_page_asks_for_the_number(packed, client):
    user = User.objects.create_person(phone="+6281200000077", name="Bu Sari")
    packed.seller_order.partner.users.add(user)
    client.force_login(user)
    packed.seller_order.state = "packed"
    packed.seller_order.save()
    page = f"/penjual/pesanan/{packed.seller_order.number}/"
    assert "Nomor resi dari konter" in client.get(page).content.decode()
    assert client.post(f"{page}resi/", {"resi": "12"}, follow=True).status_code == 200
    packed.refresh_from_db()
    assert packed.awb == ""
    assert "JT0001234" in client.post(f"{page}resi/", {"resi": "jt 0001234"}, follow=True).content.decode()
    assert Client().post(f"{page}resi/", {"resi": "JT0001235"}).status_code == 302  # a stranger is led to the door
