"""The pages of goods from a spreadsheet: an example to fill in, the upload, what was found, yes, and how far it is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from market.core.errors import NotFound, RuleBroken
from market.core.export import XLSX_TYPE, xlsx_of
from sellers.access import SELL, SellerRequest, seller_page
from sellers.goods import sheet
from sellers.models import GoodsSheet

WRONG_SHOWN = 100


@seller_page(SELL)
@require_http_methods(["GET", "POST"])
def upload(request: SellerRequest) -> HttpResponse:
    """POST `file`: read and checked; nothing is saved. The next page says what was found."""
    error = ""
    if request.method == "POST":
        given = request.FILES.get("file")
        if given is None:
            error = _("Pilih berkasnya dulu.")
        elif (given.size or 0) > sheet.MOST_BYTES:
            error = _("Berkas terlalu besar. Paling besar 2 MB.")
        else:
            try:
                checked = sheet.check(sheet.lines_of(given.read(), given.name or ""), request.partner)
            except RuleBroken as trouble:
                error = trouble.message
            else:
                kept = sheet.keep(request.partner, request.user, given.name or "", checked)
                return redirect("sellers:sheet", kept.pk)
    context = {"error": error, "columns": sheet.COLUMNS, "units": sheet.Unit.choices, "section": "goods"}
    return render(request, "sellers/goods/upload.html", context, status=422 if error else 200)


@seller_page(SELL)
@require_GET
def example(request: SellerRequest) -> HttpResponse:
    answer = HttpResponse(xlsx_of(sheet.COLUMNS, [sheet.EXAMPLE]), content_type=XLSX_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="contoh-barang.xlsx"'
    return answer


@seller_page(SELL)
@require_GET
def found(request: SellerRequest, pk: int) -> HttpResponse:
    """What the sheet holds; while it is saved, the page comes anew every three seconds and says how far it is."""
    kept = _mine(request, pk)
    context = {
        "sheet": kept,
        "wrong": kept.wrong[:WRONG_SHOWN],
        "more": max(len(kept.wrong) - WRONG_SHOWN, 0),
        "first": [one["facts"] for one in kept.good[:5]],
        "section": "goods",
    }
    return render(request, "sellers/goods/found.html", context)


@seller_page(SELL)
@require_POST
def confirm(request: SellerRequest, pk: int) -> HttpResponse:
    """POST: the right lines become drafts. Pressed twice: once."""
    kept = _mine(request, pk)
    if not kept.count:
        messages.error(request, _("Tidak ada barang yang bisa disimpan."))
    else:
        sheet.confirm(kept)
    return redirect("sellers:sheet", pk)


def _mine(request: SellerRequest, pk: int) -> GoodsSheet:
    kept = GoodsSheet.objects.filter(partner=request.partner, pk=pk).first()
    if kept is None:
        raise NotFound(str(pk))
    return kept
