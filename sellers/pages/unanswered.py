"""A seller does not answer: everybody is told, then the part is called off, the buyer gets all back (SE-11)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.communication.models import Message
from market.lifecycle import rows
from market.lifecycle.cancelled import mark_cancelled
from market.order.models import SellerOrder

State = SellerOrder.State
KIND = "unanswered"
LIMIT = 100


def late() -> list[int]:
    """Paid parts that nobody has accepted within ANSWER_HOURS, and of which nobody has been told yet."""
    told = Message.objects.filter(seller_order=OuterRef("pk"), kind=KIND, audience=Message.Audience.BUYER)
    return _waiting(settings.ANSWER_HOURS, ~Exists(told))


def too_late() -> list[int]:
    """Paid parts that nobody has accepted within ANSWER_LIMIT_HOURS."""
    return _waiting(settings.ANSWER_LIMIT_HOURS)


def _waiting(hours: int, *more: object) -> list[int]:
    since = timezone.now() - timedelta(hours=hours)
    parts = SellerOrder.objects.filter(*more, state=State.NEW, paid_at__lte=since)
    return list(parts.order_by("paid_at").values_list("pk", flat=True)[:LIMIT])


def tell(seller_order_id: int) -> bool:
    """Tell the buyer, the seller and the operator, each once. False when it was answered meanwhile. May be repeated."""
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if part.state != State.NEW:
            return False
        hours = str(max(settings.ANSWER_LIMIT_HOURS - settings.ANSWER_HOURS, 0))
        outbox.tell_buyer(part.order, KIND, part=part, hours=hours)
        outbox.tell_seller(part, KIND, hours=hours)
        outbox.tell_house(KIND, part.number, order=part.order, seller=part.partner.name, phone=part.partner.phone)
        return True


def give_up(seller_order_id: int) -> bool:
    """Call the part off: goods and postage go back to the buyer. False when it was answered meanwhile."""
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if part.state != State.NEW:
            return False
        mark_cancelled(seller_order_id, _("Penjual tidak menjawab"))
        return True
