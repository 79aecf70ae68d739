"""One coming of a courier for the parcels of several sellers: asked for, called off, its cost shared by weight."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from market.core.errors import RuleBroken, WrongState
from market.core.money import share
from market.shipping.models import Pickup, Shipment
from market.shipping.watching import NOT_MOVING

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
MOST_PARCELS = 200
State = Pickup.State


def ask_pickup(
    parcels: Sequence[Shipment], *, village: Any, place: str, day: date, cost_rupiah: int, by: Any
) -> Pickup:
    """A pickup for booked parcels of one courier that wait in the village. `RuleBroken` says which one does not fit.

    A parcel is in one pickup only; two operators who press at the same moment do not get it twice.
    """
    if not parcels:
        raise RuleBroken(_("Tandai dulu paket yang mau dijemput."))
    if len({one.courier_code for one in parcels}) > 1:
        raise RuleBroken(_("Satu jemputan hanya untuk satu kurir. Pilih paket dari kurir yang sama."))
    if len(parcels) > MOST_PARCELS:
        raise RuleBroken(_("Paling banyak %(most)s paket sekali jemput.") % {"most": MOST_PARCELS})
    with transaction.atomic():
        code = "".join(secrets.choice(ALPHABET) for _place in range(8))
        pickup = Pickup.objects.create(
            number=f"PU-{code}", village=village, courier_code=parcels[0].courier_code, place=place, day=day,
            cost_rupiah=cost_rupiah, made_by=by,
        )  # fmt: skip
        for one in sorted(parcels, key=lambda parcel: parcel.pk):
            free = Shipment.objects.filter(pk=one.pk, pickup=None, state=Shipment.State.BOOKED, progress__in=NOT_MOVING)
            if free.update(pickup=pickup) != 1:
                text = _("%(awb)s sudah dijemput, sudah ada jemputannya, atau belum punya resi.")
                raise RuleBroken(text % {"awb": one.awb or one.number})
        split(pickup, cost_rupiah)
        return pickup


def split(pickup: Pickup, cost_rupiah: int) -> list[Shipment]:
    """Share the cost by weight; the shares sum to it exactly. Inside the caller's transaction."""
    parcels = list(pickup.shipments.select_related("seller_order__partner").order_by("pk"))
    for one, part in zip(parcels, share(cost_rupiah, [max(p.weight_grams, 1) for p in parcels]), strict=True):
        one.pickup_share_rupiah = part
    Shipment.objects.bulk_update(parcels, ["pickup_share_rupiah"])
    Pickup.objects.filter(pk=pickup.pk).update(cost_rupiah=cost_rupiah)
    pickup.cost_rupiah = cost_rupiah
    return parcels


def call_off_pickup(pickup_id: int) -> None:
    """The courier does not come: its parcels may be put in another pickup. `WrongState` once it was there."""
    with transaction.atomic():
        if not Pickup.objects.filter(pk=pickup_id, state=State.REQUESTED).update(state=State.CALLED_OFF):
            raise WrongState(_("Jemputan ini sudah selesai atau dibatalkan."))
        Shipment.objects.filter(pickup=pickup_id).update(pickup=None, pickup_share_rupiah=0)
