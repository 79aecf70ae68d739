"""Weighing what is sold by weight, before it is packed (SE-09): lighter gives money back, heavier is never charged."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from market.catalogue import units
from market.core.errors import MarketError
from market.core.money import rupiah
from market.lifecycle import weighed
from market.order.models import Line
from sellers.access import SELL, SellerRequest, seller_order, seller_page

WEIGHT = re.compile(r"(\d{1,4})(?:[.,](\d{1,3}))?")


@seller_page(SELL)
@require_http_methods(["GET", "POST"])
def weigh(request: SellerRequest, number: str) -> HttpResponse:
    """GET: the lines that are weighed. POST `line`, `berat`: what would go back; with `yakin` it does."""
    part = seller_order(request.partner, number)
    lines = [one for one in part.lines.order_by("pk") if one.unit in weighed.WEIGHED_UNITS]
    context: dict[str, Any] = {"part": part, "lines": lines, "section": "orders"}
    if request.method == "GET":
        return render(request, "sellers/weigh.html", context)
    line = next((one for one in lines if str(one.pk) == request.POST.get("line", "")), None)
    typed = request.POST.get("berat", "")
    try:
        if line is None:
            raise MarketError(_("Pilih barangnya."))
        thousandths = _thousandths(typed, line.unit)
        if not request.POST.get("yakin"):
            back = weighed.back_for(line, thousandths)
            shown = {"line": line, "typed": typed, "amount": units.amount(1, thousandths, line.unit), "back": back}
            return render(request, "sellers/weigh.html", context | {"asks": shown})
        _say(request, line, weighed.mark_weighed(line.pk, thousandths))
    except MarketError as error:
        wrong = {"line": line.pk if line else None, "typed": typed, "words": error.message or str(error)}
        return render(request, "sellers/weigh.html", context | {"wrong": wrong}, status=422)
    return redirect("sellers:order", number=number)


def _thousandths(typed: str, unit: str) -> int:
    """`1,9`, `1.9 kg`: in thousandths of the unit. `MarketError` in words for anything else."""
    found = WEIGHT.fullmatch(typed.strip().lower().removesuffix(unit).strip())
    if found is None:
        raise MarketError(_("Tulis beratnya dengan angka, misalnya 1,9."))
    return int(found[1]) * units.THOUSAND + int((found[2] or "").ljust(3, "0"))


def _say(request: SellerRequest, line: Line, back: int) -> None:
    if back:
        messages.success(request, _("Tersimpan. %(amount)s kembali ke pembeli.") % {"amount": rupiah(back)})
    else:
        messages.success(request, _("Tersimpan. Harga tetap; kelebihannya tidak ditagih."))
