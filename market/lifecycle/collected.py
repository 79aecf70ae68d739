"""A courier has fetched the parcels of a pickup: each is handed over, and the cost of the trip is in the books."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import WrongState
from market.lifecycle import books
from market.lifecycle.parcels import follow_parcel
from market.shipping import registry, tracking
from market.shipping.couriers.base import Progress, TrackingEvent
from market.shipping.models import Pickup
from market.shipping.paper import pickups

SOURCE = "local"


def mark_collected(pickup_id: int, cost_rupiah: int) -> Pickup:
    """The operator's word that the courier was there, with what the trip cost. May be repeated.

    Each parcel's share of the cost stands on its row and in the books. `WrongState` for one that was called off.
    """
    with transaction.atomic():
        pickup = Pickup.objects.select_for_update().get(pk=pickup_id)
        if pickup.state == Pickup.State.COLLECTED:
            return pickup
        if pickup.state != Pickup.State.REQUESTED:
            raise WrongState(_("Jemputan ini sudah selesai atau dibatalkan."))
        pickup.state = Pickup.State.COLLECTED
        pickup.save(update_fields=["state"])
        parcels = pickups.split(pickup, cost_rupiah)
        now, name = timezone.now(), registry.name_of(pickup.courier_code)
        words = _("Dijemput %(courier)s, %(number)s") % {"courier": name, "number": pickup.number}
        for one in parcels:
            event = TrackingEvent(now, "PICKUP", words, Progress.PICKED_UP)
            follow_parcel(tracking.record(one.pk, event, SOURCE))
        if cost_rupiah:
            books.pickup_cost(pickup, {one.number: one.pickup_share_rupiah for one in parcels})
        return pickup
