"""Sold at home for cash: noted in three taps, undone in one. Stock falls, nothing is kept by the house (SE-15)."""

import secrets

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from market.core.errors import NotFound, RuleBroken
from market.partner import stock
from market.partner.models import StockMove, StockRecord
from sellers.access import SELL, SellerRequest, seller_good, seller_goods, seller_page
from sellers.models import CashSale

SHOWN, MOST_GOODS, MOST_STEPS = 10, 200, 10_000


@seller_page(SELL)
@require_http_methods(["GET", "POST"])
def cash(request: SellerRequest) -> HttpResponse:
    goods = list(seller_goods(request.partner).exclude(price=None).order_by("product__title")[:MOST_GOODS])
    wrong = _note(request) if request.method == "POST" else ""
    if request.method == "POST" and not wrong:
        return redirect("sellers:cash")
    context = {
        "goods": goods,
        "chosen": request.POST.get("barang", ""),
        "steps": request.POST.get("jumlah", "1"),
        "key": request.POST.get("key") or secrets.token_hex(8),
        "wrong": wrong,
        "sales": CashSale.objects.filter(partner=request.partner).order_by("-sold_at")[:SHOWN],
        "section": "more",
    }
    return render(request, "sellers/cash.html", context, status=422 if wrong else 200)


def _note(request: SellerRequest) -> str:
    """Write the sale; what is wrong, or ""."""
    chosen, typed = request.POST.get("barang", ""), request.POST.get("jumlah", "").strip()
    if not chosen.isdecimal():
        return _("Pilih barangnya.")
    if not typed.isdecimal() or not 0 < int(typed) <= MOST_STEPS:
        return _("Tulis jumlah dengan angka, misalnya 2.")
    record = seller_good(request.partner, int(chosen))
    try:
        sale = sell(request, record, int(typed), request.POST.get("key", "")[:32])
    except RuleBroken as error:
        return error.message
    messages.success(request, _("Dicatat: %(number)d %(title)s.") % {"number": sale.steps, "title": sale.title})
    return ""


def sell(request: SellerRequest, record: StockRecord, steps: int, key: str) -> CashSale:
    """One sale for each key, with its stock move. `OutOfStock` when fewer are free."""
    key = key or secrets.token_hex(8)
    try:
        with transaction.atomic():
            sale = CashSale.objects.create(
                partner=request.partner,
                product=record.product,
                title=record.product.title,
                steps=steps,
                amount_rupiah=steps * int(record.price or 0),
                key=key,
                noted_by=request.user,
            )
            reference = f"tunai:{sale.pk}"
            stock.take(record, steps, reason=StockMove.Reason.SOLD_CASH, reference=reference, by=request.user)
    except IntegrityError:
        return CashSale.objects.get(partner=request.partner, key=key)
    return sale


@seller_page(SELL)
@require_POST
def undo(request: SellerRequest, pk: int) -> HttpResponse:
    """Take a note back: the goods return to the shelf, once."""
    sale = CashSale.objects.filter(partner=request.partner, pk=pk).first()
    if sale is None:
        raise NotFound(str(pk))
    with transaction.atomic():
        undone = CashSale.objects.filter(pk=pk, undone_at=None).update(undone_at=timezone.now())
        record = seller_goods(request.partner).filter(product_id=sale.product_id).first()
        if undone and record is not None:
            stock.receive(
                record, sale.steps, reason=StockMove.Reason.RETURNED, reference=f"tunai:{sale.pk}", by=request.user
            )
    messages.success(request, _("Catatan dibatalkan. Stok kembali."))
    return redirect("sellers:cash")
