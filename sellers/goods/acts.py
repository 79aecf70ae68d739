"""What one tap does to a good: more, fewer, sold out, a price, shown, hidden, away. And the shop's rest."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from market.catalogue.models import Product, Publication
from market.core import dates
from market.core.errors import RuleBroken
from market.core.money import rupiah
from market.partner import stock
from market.partner.models import Partner, StockMove
from sellers import publishing
from sellers.access import SELL, SellerRequest, seller_good, seller_page
from sellers.goods import keeping
from sellers.goods.forms import MOST_STEPS, GoodsForm

LONGEST_REST_DAYS = 365


def _back(request: SellerRequest, pk: int) -> HttpResponse:
    """To the page where the button stood."""
    target = request.POST.get("kembali", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/penjual/"):
        return redirect(target)
    return redirect("sellers:good", pk=pk)


@seller_page(SELL)
@require_POST
def set_stock(request: SellerRequest, pk: int) -> HttpResponse:
    """`ubah`: 1 or -1; or `jumlah`: what was counted. Never below what buyers were promised."""
    record = seller_good(request.partner, pk)
    title = record.product.title
    try:
        move, counted = request.POST.get("ubah", ""), request.POST.get("jumlah", "").strip()
        if move == "1":
            stock.receive(record, 1, by=request.user)
        elif move == "-1":
            stock.take(record, 1, reason=StockMove.Reason.COUNTED, by=request.user)
        elif move == "habis":
            free = record.net_stock_level
            if free > 0:
                stock.take(record, free, reason=StockMove.Reason.COUNTED, by=request.user)
        elif counted.isdecimal() and int(counted) <= MOST_STEPS:
            stock.count(record, int(counted), by=request.user)
        else:
            messages.error(request, _("%(title)s: tulis stok dengan angka, misalnya 10.") % {"title": title})
            return _back(request, pk)
        words = _("%(title)s: stok sekarang %(number)d.")
        messages.success(request, words % {"title": title, "number": record.num_in_stock or 0})
    except RuleBroken as error:
        messages.error(request, f"{title}: {error.message}")
    return _back(request, pk)


@seller_page(SELL)
@require_POST
def set_price(request: SellerRequest, pk: int) -> HttpResponse:
    record = seller_good(request.partner, pk)
    try:
        price = GoodsForm.base_fields["price"].clean(request.POST.get("harga", ""))
        now = publishing.ask_price(record, price or 0, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        words = (
            _("Harga sekarang %(price)s.") if now else _("Harga %(price)s menunggu petugas desa. Harga lama berlaku.")
        )
        messages.success(request, words % {"price": rupiah(price or 0)})
    return _back(request, pk)


@seller_page(SELL)
@require_POST
def publish(request: SellerRequest, pk: int) -> HttpResponse:
    """Hand in. Without photo or price the good stays a draft and says so."""
    record = seller_good(request.partner, pk)
    if not record.price or not record.product.cover:
        messages.error(request, _("Lengkapi foto dan harga dulu."))
        return redirect("sellers:good_edit", pk=pk)
    if publishing.hand_in(record.product, request.user) == Publication.LIVE:
        messages.success(request, _("Barang Anda sudah tayang."))
    else:
        messages.success(request, _("Sudah dikirim. Petugas desa memeriksa, lalu barang Anda tayang."))
    return redirect("sellers:good", pk=pk)


@seller_page(SELL)
@require_POST
def show_or_hide(request: SellerRequest, pk: int) -> HttpResponse:
    """Out of sight, or back: the seller's own switch, undone by pressing again."""
    record = seller_good(request.partner, pk)
    is_shown = request.POST.get("tampil") == "ya"
    Product.objects.filter(pk=record.product.pk).update(is_public=is_shown)
    messages.success(request, _("Barang ditampilkan lagi.") if is_shown else _("Barang disembunyikan dari pembeli."))
    return redirect("sellers:good", pk=pk)


@seller_page(SELL)
@require_http_methods(["GET", "POST"])
def throw_away(request: SellerRequest, pk: int) -> HttpResponse:
    """Asks first; what was ever bought stays and can only be hidden."""
    record = seller_good(request.partner, pk)
    if request.method == "GET":
        return render(request, "sellers/goods/delete.html", {"product": record.product, "section": "goods"})
    try:
        keeping.throw_away(record)
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect("sellers:good", pk=pk)
    messages.success(request, _("Barang dihapus."))
    return redirect("sellers:goods")


@seller_page(SELL)
@require_http_methods(["GET", "POST"])
def rest(request: SellerRequest) -> HttpResponse:
    """Libur until a day: the goods keep their page and cannot be bought; the shop opens by itself (SE-22)."""
    if request.method == "GET":
        return _rest_page(request)
    today = timezone.localdate()
    opens_on = _opens_on(request, today)
    if opens_on is None:
        return _rest_page(request, _("Pilih tanggal buka lagi: besok sampai setahun ke depan."))
    closed_until = opens_on if opens_on > today else None
    Partner.objects.filter(pk=request.partner.pk).update(closed_until_on=closed_until)
    if closed_until:
        messages.success(request, _("Toko libur. Buka lagi sendiri %(day)s.") % {"day": dates.day(closed_until)})
    else:
        messages.success(request, _("Toko buka."))
    return redirect("sellers:rest")


def _opens_on(request: SellerRequest, today: date) -> date | None:
    """The first day on which the shop sells again; today means open now."""
    if "buka" in request.POST:
        return today
    days, typed = request.POST.get("hari", ""), request.POST.get("sampai", "")
    try:
        found = today + timedelta(days=int(days)) if days else date.fromisoformat(typed)
    except (ValueError, OverflowError):
        return None
    return found if today < found <= today + timedelta(days=LONGEST_REST_DAYS) else None


def _rest_page(request: SellerRequest, wrong: str = "") -> HttpResponse:
    today = timezone.localdate()
    closed = request.partner.closed_until_on
    context = {
        "closed": closed if closed and closed > today else None,
        "first": today + timedelta(days=1),
        "last": today + timedelta(days=LONGEST_REST_DAYS),
        "choices": [(days, today + timedelta(days=days)) for days in (1, 3, 7)],
        "typed": request.POST.get("sampai", ""),
        "wrong": wrong,
        "section": "more",
    }
    return render(request, "sellers/goods/rest.html", context, status=422 if wrong else 200)
