"""Finding an order again: those placed from this browser, or by number and phone together, not too often."""

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market.checkout.state import Checkout
from market.core.phones import PhoneField
from market.order.models import Order
from market.order.numbers import normal

TRIES_PER_NUMBER = 5  # a wrong phone for one order number, in a window
TRIES_PER_ADDRESS = 60  # a whole village may share one address of the network
WINDOW_SECONDS = 15 * 60


class FindForm(forms.Form):
    """Both must fit; which of the two was wrong is not told."""

    number = forms.CharField(
        label=_("Nomor pesanan"),
        max_length=30,
        help_text=_("Misalnya LD-261122-7K3QX9."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Isi nomor pesanan.")},
    )
    phone = PhoneField(label=_("Nomor HP"), help_text=_("Nomor yang dipakai waktu memesan."))

    def found(self) -> Order | None:
        """The order, if number and phone belong together."""
        number, phone = normal(self.cleaned_data["number"]), self.cleaned_data["phone"]
        return Order.objects.filter(number=number, buyer_phone=phone).first()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def orders(request: HttpRequest) -> HttpResponse:
    """GET lists the orders of this browser; POST leads to the page of the order that was named rightly."""
    form = FindForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if not _may_try(request, normal(form.cleaned_data["number"])):
            form.add_error(None, _("Terlalu sering dicoba. Tunggu seperempat jam, lalu coba lagi."))
            status = 429
        elif (found := form.found()) is not None:
            return redirect("checkout:order", found.number, found.secret)
        else:
            form.add_error(None, _("Pesanan dengan nomor pesanan dan nomor HP itu tidak ditemukan."))
    mine = Order.objects.filter(number__in=Checkout(request).orders).order_by("-date_placed")
    return render(request, "checkout/orders.html", {"form": form, "orders": mine}, status=status)


def _may_try(request: HttpRequest, number: str) -> bool:
    """Count this try; False over the limit. The counter is the cache's: lost with it, which only helps the honest."""
    limits = (
        (f"find-order:number:{number[:20]}", TRIES_PER_NUMBER),
        (f"find-order:from:{request.META.get('REMOTE_ADDR', '')}", TRIES_PER_ADDRESS),
    )
    return all(_count(key) <= most for key, most in limits)


def _count(key: str) -> int:
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1
