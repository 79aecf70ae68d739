"""When a good may be ordered: the seller writes down pre-orders and harvests, and takes them away again."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from market.catalogue import windows
from market.catalogue.models import Product
from market.core.errors import RuleBroken
from sellers.access import SELL, SellerRequest, seller_good, seller_page


def _day(label: object) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Pilih tanggalnya."), "invalid": gettext_lazy("Pilih tanggalnya.")},
    )  # fmt: skip


class WindowForm(forms.Form):
    from_on = _day(gettext_lazy("Mulai bisa dipesan"))
    until_on = _day(gettext_lazy("Terakhir bisa dipesan"))
    ready_on = _day(gettext_lazy("Siap dikirim mulai"))
    use_required_attribute = False


@seller_page(SELL)
@require_http_methods(["GET", "POST"])
def seasons(request: SellerRequest, pk: int) -> HttpResponse:
    """GET: the windows. POST three days: one more; POST `hapus`: its first day, and it is gone."""
    record = seller_good(request.partner, pk)
    form = WindowForm(request.POST if request.method == "POST" and "hapus" not in request.POST else None)
    try:
        if "hapus" in request.POST:
            _take_away(pk, request.POST["hapus"])
            messages.success(request, _("Masa pesan dihapus."))
            return redirect("sellers:good_seasons", pk)
        if form.is_valid():
            _add(pk, windows.OrderWindow(**form.cleaned_data))
            messages.success(request, _("Masa pesan tersimpan. Di luar masa ini barang tidak bisa dipesan."))
            return redirect("sellers:good_seasons", pk)
    except RuleBroken as error:
        form.add_error(None, error.message)
    today, kept = timezone.localdate(), record.product.windows
    context = {
        "product": record.product, "form": form, "section": "goods",
        "rows": [(one, "now" if one.from_on <= today <= one.until_on else "over" if one.until_on < today else "")
                 for one in windows.of(kept)],
        "state": windows.open_words(kept) or windows.closed_words(kept),
    }  # fmt: skip
    return render(request, "sellers/goods/seasons.html", context, status=422 if form.errors else 200)


def _add(pk: int, new: windows.OrderWindow) -> None:
    with transaction.atomic():  # two phones of one shop may write at once
        product = Product.objects.select_for_update().get(pk=pk)
        Product.objects.filter(pk=pk).update(windows=windows.added(product.windows, new))


def _take_away(pk: int, first_day: str) -> None:
    with transaction.atomic():
        product = Product.objects.select_for_update().get(pk=pk)
        left = [one for one in product.windows if one["from"] != first_day]
        Product.objects.filter(pk=pk).update(windows=left)
