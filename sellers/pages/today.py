"""The first page of a seller's day: three numbers and the one next thing to do."""

from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from market.ledger.balances import seller_balances
from market.order.models import SellerOrder
from sellers.access import PACK, SellerRequest, seller_orders, seller_page

State = SellerOrder.State
TO_PACK = (State.NEW, State.ACCEPTED)
LATEST = 20


@seller_page(PACK)
def today(request: SellerRequest) -> HttpResponse:
    mine = seller_orders(request.partner)
    numbers = mine.aggregate(
        new=Count("pk", filter=Q(state=State.NEW)),
        to_pack=Count("pk", filter=Q(state__in=TO_PACK)),
        waiting=Count("pk", filter=Q(state=State.PACKED)),
        today=Count("pk", filter=Q(paid_at__date=timezone.localdate())),
        coming_rupiah=Sum("goods_rupiah", filter=Q(state__in=[*TO_PACK, State.PACKED, State.HANDED_OVER])),
    )
    waiting = mine.filter(state__in=TO_PACK).order_by("paid_at").select_related("order").prefetch_related("lines")
    context = {
        "numbers": numbers,
        "balances": seller_balances(request.partner.pk),
        "next": waiting.first(),
        "orders": waiting[:LATEST],
        "section": "today",
    }
    return render(request, "sellers/today.html", context)
