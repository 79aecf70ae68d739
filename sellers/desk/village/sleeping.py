"""Shops that have gone quiet (OP-18): one task for the operator, and not another one until something has happened."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from market.communication import outbox
from market.core.dates import day
from market.order.models import SellerOrder
from market.partner.models import Partner
from sellers.models import CashSale

QUIET = timedelta(days=30)
LIMIT = 500
NEVER = (SellerOrder.State.UNPAID, SellerOrder.State.EXPIRED)


def sleepy(now: datetime | None = None) -> Iterator[tuple[Partner, date]]:
    """Open shops without a paid order, a cash sale, or a new good in thirty days, each with its last sign of life."""
    now = now or timezone.now()
    shops = Partner.objects.filter(approved_at__lt=now - QUIET, suspended_at=None)
    shops = shops.filter(Q(closed_until_on=None) | Q(closed_until_on__lte=timezone.localdate(now)))
    ids = list(shops.values_list("pk", flat=True))
    sold = dict(_latest(SellerOrder.objects.exclude(state__in=NEVER), ids, "paid_at"))
    noted = dict(_latest(CashSale.objects.filter(undone_at=None), ids, "sold_at"))
    listed = dict(shops.values_list("pk").annotate(at=Max("products__date_created")))
    for shop in shops.order_by("pk"):
        signs = [sold.get(shop.pk), noted.get(shop.pk), listed.get(shop.pk), shop.approved_at]
        last = max(sign for sign in signs if sign is not None)
        if last < now - QUIET:
            yield shop, timezone.localdate(last)


def _latest(rows, ids, field):  # type: ignore[no-untyped-def]
    return rows.filter(partner__in=ids).values_list("partner").annotate(at=Max(field))


def tell(limit: int = LIMIT) -> int:
    """The nightly job: one task for each quiet spell of a shop; how many quiet shops there are. May be repeated."""
    count = 0
    for shop, last in sleepy():
        count += 1
        if count > limit:
            break
        with transaction.atomic():
            about = f"{shop.pk}:{last.isoformat()}"
            outbox.tell_house("sleepy_shop", about, partner=shop, seller=shop.name, since=day(last))
    return count
