"""A parcel that the buyer fetches lies at the smart warung: one code, on the order's page and over the counter."""

import pytest

from market.order.models import SellerOrder
from market.warung.models import ParcelAtPoint
from tests.market.carriage.rows import local_parcel
from tests.market.stall import HANURA
from tests.market.warung.point import Tablet, a_clerk, a_warung

pytestmark = pytest.mark.django_db


def test_the_tablet_takes_it_in_and_hands_it_over_against_the_buyers_own_code():
    parcel = local_parcel("ambil")
    tablet = Tablet(warung := a_warung())
    clerk = a_clerk(warung)
    assert tablet.does("parcel.receive", {"awb": parcel.shipment.awb}, staff=clerk.pk)["result"] == "applied"
    assert ParcelAtPoint.objects.get().claim_code == parcel.code
    wrong = tablet.does("parcel.handover", {"claim_code": "000000", "collected_by": "Tamu"}, staff=clerk.pk)
    assert wrong["result"] != "applied"
    right = tablet.does("parcel.handover", {"claim_code": parcel.code, "collected_by": "Andi"}, staff=clerk.pk)
    assert right["result"] == "applied"
    parcel.refresh_from_db()
    assert parcel.delivered_at is not None
    assert parcel.shipment.__class__.objects.get(pk=parcel.shipment_id).progress == "delivered"
    assert SellerOrder.objects.get(pk=parcel.shipment.seller_order_id).state == "delivered"


def test_a_warung_of_another_village_does_not_know_it():
    parcel = local_parcel("ambil")
    tablet = Tablet(other := a_warung("Warkop Digital Hanura", HANURA))
    clerk = a_clerk(other)
    assert tablet.does("parcel.receive", {"awb": parcel.shipment.awb}, staff=clerk.pk)["result"] != "applied"
    assert not ParcelAtPoint.objects.exists()
