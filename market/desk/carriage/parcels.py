"""All parcels of the operator's villages: by state, by number, many at once; and those that want a person."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from market.core.errors import MarketError, RuleBroken
from market.desk.carriage.access import shipment, shipments
from market.lifecycle import rebooked
from market.shipping import registry, watching
from market.shipping import shipments as bookings
from market.shipping.labels import label_pdf
from market.shipping.models import Shipment
from market.users.access import DeskRequest, operator_page

PAGE, MOST_LABELS = 50, 100
State = Shipment.State
TABS: dict[str, tuple[Any, Q | None]] = {
    "perlu": (gettext_lazy("Perlu ditangani"), None),
    "pesan": (gettext_lazy("Sedang dipesan"), Q(state__in=[State.REQUESTED, State.BOOKING, State.UNCLEAR])),
    "siap": (gettext_lazy("Siap dijemput"), Q(state=State.BOOKED, progress__in=watching.NOT_MOVING)),
    "jalan": (gettext_lazy("Di jalan"), Q(state=State.BOOKED, progress__in=watching.MOVING)),
    "gagal": (gettext_lazy("Gagal antar dan retur"), Q(state=State.BOOKED, progress__in=watching.TROUBLE)),
    "selesai": (gettext_lazy("Sampai"), Q(state=State.BOOKED, progress="delivered")),
    "batal": (gettext_lazy("Batal"), Q(state__in=[State.VOID, State.FAILED])),
}  # fmt: skip
PROGRESS = {
    "picked_up": gettext_lazy("Dibawa kurir"),
    "in_transit": gettext_lazy("Di jalan"),
    "out_for_delivery": gettext_lazy("Sedang diantar"),
    "delivery_failed": gettext_lazy("Gagal antar"),
    "on_hold": gettext_lazy("Tertahan"),
    "returning": gettext_lazy("Sedang kembali"),
    "returned": gettext_lazy("Kembali"),
    "delivered": gettext_lazy("Sampai"),
    "cancelled": gettext_lazy("Dibatalkan kurir"),
    "courier_not_found": gettext_lazy("Kurir tidak ditemukan"),
    "lost_or_disposed": gettext_lazy("Hilang"),
}
WHY = {
    "unclear": gettext_lazy("Belum jelas apakah kurir menerimanya"),
    "to_call": gettext_lazy("Kurir perlu ditelepon"),
    "failed": gettext_lazy("Kurir menolak"),
    "trouble": gettext_lazy("Bermasalah di perjalanan"),
    "unknown": gettext_lazy("Kode kurir tidak dikenal"),
    "stale": gettext_lazy("Tidak ada kabar beberapa hari"),
}


@operator_page
@require_safe
def board(request: DeskRequest) -> HttpResponse:
    """At most twelve queries for fifty rows."""
    tab, words = request.GET.get("tab", "perlu"), request.GET.get("q", "").replace("\0", "").strip()[:40]
    tab = tab if tab in TABS else "perlu"
    mine = shipments(request)
    counted = mine.aggregate(**{code: Count("pk", filter=rule) for code, (_name, rule) in TABS.items() if rule})
    counted["perlu"] = watching.for_a_person(mine).count()
    rows = _search(mine, words) if words else _of_tab(mine, tab)
    rows = rows.select_related("seller_order__partner", "seller_order__order__shipping_address__village", "pickup")
    page = Paginator(rows.order_by("-pk"), PAGE).get_page(request.GET.get("hal"))
    context = {
        "section": "parcels",
        "tabs": [(code, name, counted[code]) for code, (name, _rule) in TABS.items()],
        "tab": "" if words else tab,
        "q": words,
        "rows": [_row(one) for one in page.object_list],
        "page": _pages(page, {"q": words} if words else {"tab": tab}),
        "offers": _offers(),
    }
    return render(request, "desk/carriage/parcels.html", context)


@operator_page
@require_POST
def act(request: DeskRequest, number: str) -> HttpResponse:
    """One step for one parcel: `resi`, `ulang`, `selesai`, `dilihat`, `pindah`."""
    one, deed = shipment(request, number), request.POST.get("apa", "")
    try:
        _do(one, deed, request)
        messages.success(request, _("%(number)s: dicatat.") % {"number": one.awb or one.number})
    except RuleBroken as error:
        messages.error(request, f"{one.awb or one.number}: {error.message}")
    return redirect(request.POST["kembali"] if _is_own(request) else "desk:parcels")


@operator_page
@require_POST
def labels(request: DeskRequest) -> HttpResponse:
    """Labels of the marked parcels, A6 or four on A4; those without a number are left out and said."""
    chosen = marked(request, shipments(request).exclude(awb=""))
    if not chosen:
        messages.error(request, _("Tandai dulu paket yang sudah punya nomor resi."))
        return redirect("desk:parcels")
    try:
        paper = label_pdf(chosen[:MOST_LABELS], four=request.POST.get("kertas") == "a4")
    except MarketError as error:
        messages.error(request, error.message)
        return redirect("desk:parcels")
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="label.pdf"'
    return answer


def marked(request: DeskRequest, rows: QuerySet[Shipment]) -> list[Shipment]:
    """The parcels whose boxes were ticked; another village's are not among them."""
    numbers = request.POST.getlist("paket")[:200]
    return list(rows.filter(number__in=numbers).select_related("seller_order__partner").order_by("pk"))


def _do(one: Shipment, deed: str, request: DeskRequest) -> None:
    text = " ".join(request.POST.get("isi", "").split())[:200]
    if deed == "resi":
        if not text.isascii() or not 6 <= len(text) <= 40:
            raise RuleBroken(_("Isi nomor resi dari kurir."))
        bookings.write_awb(one.pk, text)
    elif deed == "ulang":
        bookings.book_again(one.pk)
    elif deed == "selesai":
        bookings.settle(one.pk)
    elif deed == "dilihat":
        watching.looked_at(one.pk, text)
    elif deed == "pindah":
        courier, service, collection = [*request.POST.get("kurir", "").split(":"), "", "", ""][:3]
        if f"{courier}:{service}:{collection}" not in dict(_offers()):
            raise RuleBroken(_("Pilih kurir dari daftar."))
        wish = {"courier_code": courier, "service_code": service, "collection": collection}
        rebooked.rebook(one.seller_order_id, **wish)
    else:
        raise RuleBroken(_("Langkah itu tidak ada."))


def _offers() -> list[tuple[str, str]]:
    """Couriers that may be asked instead, in each way that they take parcels."""
    ways = {"pickup": _("dijemput"), "drop_off": _("antar sendiri")}
    return [
        (
            f"{one.code}:{one.usual_service[0]}:{way}",
            f"{registry.service_of(one.code, one.usual_service[1])}, {ways[way]}",
        )
        for one in registry.bookable()
        for way in bookings.collections_of(one.code)
    ]


def _of_tab(mine: QuerySet[Shipment], tab: str) -> QuerySet[Shipment]:
    rule = TABS[tab][1]
    return watching.for_a_person(mine) if rule is None else watching.watched(mine).filter(rule)


def _search(mine: QuerySet[Shipment], words: str) -> QuerySet[Shipment]:
    """By waybill, by the numbers of shipment, part or order, or by the beginning of the buyer's name."""
    word = words.upper()
    exact = Q(awb=word) | Q(number=word) | Q(reference=word) | Q(seller_order__number=word)
    order = Q(seller_order__order__number=word) | Q(seller_order__order__buyer_name__istartswith=words)
    return watching.watched(mine).filter(exact | order)


def _row(one: Shipment) -> dict[str, Any]:
    order = one.seller_order.order
    village = order.shipping_address.village if order.shipping_address else None
    why = watching.reason_of(one)
    return {
        "one": one,
        "service": registry.service_of(one.courier_code, one.service_name),
        "to": f"{order.buyer_name}, {village.regency_label}" if village else order.buyer_name,
        "why": why,
        "why_words": WHY.get(why, ""),
        "words": _words(one),
        "ending": one.state == State.BOOKED and one.seller_order.state in ("handed_over", "packed") and bool(why),
        "can_move": one.state == State.FAILED or (one.state == State.BOOKED and one.progress in bookings.WAITING),
    }


def _words(one: Shipment) -> str:
    """Where it is, for a stamp."""
    if one.state != State.BOOKED or one.progress in watching.NOT_MOVING:
        return one.get_state_display()
    return str(PROGRESS.get(one.progress, "")) or one.progress


def _pages(page: Any, query: dict[str, str]) -> dict[str, Any]:
    def url(number: int) -> str:
        return f"?{urlencode({**query, 'hal': number})}"

    return {
        "number": page.number,
        "count": page.paginator.num_pages,
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
    }


def _is_own(request: DeskRequest) -> bool:
    """Whether the way back is a list of this very page; never another host."""
    return request.POST.get("kembali", "").startswith("/desa/kelola/kiriman/")


def numbers(rows: Iterable[Shipment]) -> str:
    return ", ".join(one.awb or one.number for one in rows)
