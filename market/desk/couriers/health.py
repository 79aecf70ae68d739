"""Whether the couriers answer: each line's last answer and last error, what is left alone, what they push, which of
their codes nobody knows."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from market.core.errors import NotFound
from market.inbox.models import Push
from market.shipping import places, registry, words
from market.shipping.asking import circuit
from market.shipping.couriers.base import Can, Courier, Progress
from market.users.access import DeskRequest, operator_page

PUSH_HOURS = 24
NEEDS = {"rates": Can.RATE, "book": Can.BOOK, "fetch": Can.FETCH, "cancel": Can.CANCEL, "track": Can.TRACK}
NAMES: dict[str, str | Promise] = {
    "rates": gettext_lazy("Ongkir"), "book": gettext_lazy("Pemesanan"), "fetch": gettext_lazy("Pemeriksaan pesanan"),
    "cancel": gettext_lazy("Pembatalan"), "track": gettext_lazy("Pelacakan"),
}  # fmt: skip
MEANINGS: dict[Progress, str | Promise] = {
    Progress.PICKED_UP: gettext_lazy("Sudah di tangan kurir"),
    Progress.IN_TRANSIT: gettext_lazy("Dalam perjalanan"),
    Progress.OUT_FOR_DELIVERY: gettext_lazy("Sedang diantar"),
    Progress.DELIVERY_FAILED: gettext_lazy("Gagal diantar, akan dicoba lagi"),
    Progress.ON_HOLD: gettext_lazy("Tertahan"),
    Progress.RETURNING: gettext_lazy("Sedang dikembalikan"),
    Progress.DELIVERED: gettext_lazy("Diterima pembeli"),
    Progress.RETURNED: gettext_lazy("Kembali ke penjual"),
    Progress.LOST_OR_DISPOSED: gettext_lazy("Hilang atau dimusnahkan"),
}


@operator_page
@require_safe
def page(request: DeskRequest) -> HttpResponse:
    """Every courier outside, line by line. Three queries and one look into the cache."""
    context = {
        "section": "couriers",
        "couriers": _couriers(),
        "pushes": _pushes(),
        "unknown": [
            {**row, "courier": registry.name_of(row["shipment__courier_code"])} for row in words.parked()
        ],
        "meanings": [(str(progress), text) for progress, text in MEANINGS.items()],
        "places_count": places.unknown_places().count(),
    }  # fmt: skip
    return render(request, "desk/couriers/health.html", context)


@operator_page
@require_POST
def ask_again(request: DeskRequest, courier: str, operation: str) -> HttpResponse:
    """The operator wants a line tried now."""
    if courier not in settings.COURIERS or operation not in NAMES:
        raise NotFound(courier)
    circuit.close(courier, operation)
    messages.success(request, _("%(courier)s akan dihubungi lagi sekarang.") % {"courier": registry.name_of(courier)})
    return redirect("desk:couriers")


@operator_page
@require_POST
def settle(request: DeskRequest) -> HttpResponse:
    """What an unknown code means: asked once more, because an order moves on by it."""
    courier, code = request.POST.get("courier", ""), request.POST.get("code", "")
    said = next((one for one in MEANINGS if str(one) == request.POST.get("progress", "")), None)
    if not words.is_parked(courier, code):
        raise NotFound(code)
    if said is None:
        messages.error(request, _("Pilih arti kode itu dulu."))
        return redirect("desk:couriers")
    if not request.POST.get("sure"):
        facts = {"courier": courier, "name": registry.name_of(courier), "code": code, "progress": str(said)}
        return render(
            request, "desk/couriers/word_sure.html", {**facts, "meaning": MEANINGS[said], "section": "couriers"}
        )
    count = words.settle(courier, code, said)
    messages.success(request, _("Arti kode disimpan; %(count)s kiriman diperiksa lagi.") % {"count": count})
    return redirect("desk:couriers")


def _couriers() -> list[dict[str, Any]]:
    """Each courier with the lines that were ever asked; the others by name."""
    outside = [one for one in map(registry.courier, settings.COURIERS) if not one.is_local]
    kept = circuit.lines(one.code for one in outside)
    told = []
    for one in outside:
        lines = [(operation, kept[one.code, operation]) for operation in NAMES if NEEDS[operation] in one.can]
        resting = ", ".join(str(NAMES[operation]) for operation, line in lines if line.is_new)
        asked = [_line(one, operation, line) for operation, line in lines if not line.is_new]
        told.append({"name": one.name, "lines": asked, "resting": resting})
    return told


def _line(courier: Courier, operation: str, line: circuit.Line) -> dict[str, Any]:
    return {
        "courier": courier.code,
        "operation": operation,
        "name": NAMES[operation],
        "is_open": line.is_open,
        "is_failing": bool(line.failures),
        "seconds": f"{line.milliseconds / 1_000:.1f}".replace(".", ","),
        "answered_at": _moment(line.answered_at),
        "failed_at": _moment(line.failed_at),
        "error": line.error,
    }


def _pushes() -> list[dict[str, Any]]:
    """What the couriers that push have pushed lately. One query."""
    codes = [one.code for one in registry.couriers(Can.WEBHOOK)]
    since = timezone.now() - timedelta(hours=PUSH_HOURS)
    counted = Push.objects.filter(source__in=codes).values("source").annotate(
        last_at=Max("received_at", filter=Q(signature_ok=True)),
        lately=Count("pk", filter=Q(signature_ok=True, received_at__gte=since)),
        forged=Count("pk", filter=Q(signature_ok=False, received_at__gte=since)),
    )  # fmt: skip
    rows = {row["source"]: row for row in counted}
    empty = {"last_at": None, "lately": 0, "forged": 0}
    return [{**(rows.get(code) or empty), "name": registry.name_of(code)} for code in codes]


def _moment(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
