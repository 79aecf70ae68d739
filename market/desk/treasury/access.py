"""Which rows a treasurer may see: all of the house, or those of the villages of their role."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from market.core.errors import NotAllowed, NotFound
from market.partner.models import Partner
from market.payments.models import Payout, PayoutBatch
from market.users.access import DeskRequest, treasurer_page

View = Callable[..., HttpResponse]


def house_page(view: View) -> View:
    """Only for treasurers of the whole house: the books are one."""

    @treasurer_page
    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.whole_house:
            raise NotAllowed("not of the whole house")
        return view(request, *args, **kwargs)

    return guarded


def partners_of(request: DeskRequest) -> QuerySet[Partner]:
    rows = Partner.objects.all()
    return rows if request.whole_house else rows.filter(village_id__in=request.village_codes)


def batch_of(request: DeskRequest, number: str) -> PayoutBatch:
    """One batch of which every seller is this person's to pay; `NotFound` for any other."""
    found = PayoutBatch.objects.filter(number=number).select_related("made_by", "checked_by").first()
    if found is None or (not request.whole_house and _reaches_beyond(request, found)):
        raise NotFound(number)
    return found


def batches_of(request: DeskRequest) -> QuerySet[PayoutBatch]:
    rows = PayoutBatch.objects.select_related("made_by", "checked_by").order_by("-pk")
    if request.whole_house:
        return rows
    beyond = Payout.objects.exclude(partner__village_id__in=request.village_codes).values("batch")
    return rows.exclude(pk__in=beyond)


def _reaches_beyond(request: DeskRequest, batch: PayoutBatch) -> bool:
    return batch.payouts.exclude(partner__village_id__in=request.village_codes).exists()
