"""A parcel's way in Indonesian words, and the courier's own page for it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from market.shipping.couriers.ojek import Ojek
from market.shipping.couriers.progress import Progress
from market.shipping.models import Shipment

OJEK = Ojek.code

WORDS = {
    Progress.BOOKED: _("Kurir sudah dipesan"),
    Progress.FINDING_COURIER: _("Mencari kurir"),
    Progress.COURIER_ASSIGNED: _("Kurir sudah ditunjuk"),
    Progress.PICKING_UP: _("Kurir menuju penjual"),
    Progress.PICKED_UP: _("Diserahkan ke kurir"),
    Progress.IN_TRANSIT: _("Dalam perjalanan"),
    Progress.OUT_FOR_DELIVERY: _("Sedang diantar ke alamat Anda"),
    Progress.DELIVERY_FAILED: _("Gagal antar"),
    Progress.ON_HOLD: _("Tertahan di kurir"),
    Progress.RETURNING: _("Dalam perjalanan kembali ke penjual"),
    Progress.DELIVERED: _("Diterima"),
    Progress.RETURNED: _("Dikembalikan ke penjual"),
    Progress.CANCELLED: _("Pengiriman dibatalkan"),
    Progress.COURIER_NOT_FOUND: _("Kurir tidak ditemukan"),
    Progress.LOST_OR_DISPOSED: _("Hilang atau dimusnahkan kurir"),
}


def words(progress: str) -> str:
    """Ours for a courier's progress; empty for one that we do not know, then only their own words are shown."""
    return str(next((text for one, text in WORDS.items() if one.value == progress), ""))


def at_the_door(shipment: Shipment | None) -> dict[str, Any] | None:
    """What the buyer says to a driver or at a point of the village, and who comes; None when it is over or no such."""
    if shipment is None or shipment.state in (Shipment.State.VOID, Shipment.State.FAILED):
        return None
    local = getattr(shipment, "local", None)
    if local is None or local.delivered_at:
        return None
    return {
        "code": f"{local.code[:3]} {local.code[3:]}",
        "driver": local.driver,
        "is_ojek": shipment.courier_code == OJEK,
    }


def link(courier_code: str, awb: str) -> str:
    """The courier's public page (settings.TRACKING_PAGES); empty where it has none."""
    return settings.TRACKING_PAGES.get(courier_code, "").format(awb=awb)
