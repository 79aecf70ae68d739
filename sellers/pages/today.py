"""The first page of a seller's day: three numbers and the one next thing to do."""

from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from market.catalogue.models import Publication
from market.ledger.balances import seller_balances
from market.order.models import SellerOrder
from sellers.access import OWN, PACK, SELL, SellerRequest, seller_goods, seller_orders, seller_page
from sellers.goods.pages import running_out

State = SellerOrder.State
TO_PACK = (State.NEW, State.ACCEPTED)
LATEST = 20


class Next(NamedTuple):
    """The one thing to do now: a sign, what it is, where."""

    sign: str
    words: str
    about: str
    url: str
    action: str


@seller_page(PACK)
@require_GET
def today(request: SellerRequest) -> HttpResponse:
    mine = seller_orders(request.partner)
    numbers = mine.aggregate(
        to_pack=Count("pk", filter=Q(state__in=TO_PACK)),
        waiting=Count("pk", filter=Q(state=State.PACKED)),
    )
    waiting = mine.filter(state__in=TO_PACK).order_by("paid_at").select_related("order").prefetch_related("lines")
    orders = list(waiting[:LATEST])
    context = {"numbers": numbers, "orders": orders, "section": "today"}
    if OWN in request.may:
        sums = seller_balances(request.partner.pk)
        context["coming_rupiah"] = sum(sums.values())
        context["ready_rupiah"] = sums["seller_available"]
    goods = _goods(request) if SELL in request.may else {}
    context |= {"goods": goods, "next": _next(orders, numbers["waiting"], goods)}
    return render(request, "sellers/today.html", context)


def _goods(request: SellerRequest) -> dict[str, Any]:
    counted = seller_goods(request.partner).aggregate(
        all=Count("pk"), refused=Count("pk", filter=Q(product__publication=Publication.REFUSED))
    )
    return {**counted, "few": running_out(request.partner).count()}


def _next(orders: list[SellerOrder], to_hand_over: int, goods: dict[str, Any]) -> Next | None:
    if orders:
        first = orders[0]
        is_new = first.state == State.NEW
        words = _("Terima dan kemas pesanan ini dulu") if is_new else _("Kemas pesanan ini dulu")
        about = ", ".join(f"{line.amount} {line.title}" for line in first.lines.all()[:3])
        return Next(
            "truck", words, f"{first.order.buyer_name}: {about}", reverse("sellers:order", args=[first.number]),
            _("Buka pesanan"),
        )  # fmt: skip
    if goods.get("refused"):
        url = f"{reverse('sellers:goods')}?tab=belum"
        return Next("warn", _("Ada barang yang perlu diperbaiki"), "", url, _("Lihat barang"))
    if to_hand_over:
        url = f"{reverse('sellers:orders')}?tab=kurir"
        return Next("truck", _("Paket menunggu kurir"), "", url, _("Lihat paket"))
    if goods.get("few"):
        url = f"{reverse('sellers:goods')}?tab=habis"
        return Next("basket", _("Ada barang yang hampir habis"), "", url, _("Tambah stok"))
    if goods and not goods["all"]:
        return Next("photo", _("Tambah barang pertama Anda"), "", reverse("sellers:good_new"), _("Tambah barang"))
    return None
