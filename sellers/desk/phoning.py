"""The order desk (OP-06): an operator orders for somebody who calls. The same basket, checkout and rules as everybody.

The session remembers the call, from `start` until the order is placed; the order is then the caller's, not the
operator's: no account, source `telepon`, its link and its code sent from the operator's own phone.
"""

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from market.checkout.placing import PHONED, SOURCE
from market.checkout.state import CALL_KEY, Checkout
from market.core.errors import NotFound, RuleBroken
from market.core.money import rupiah
from market.core.phones import shown
from market.order.models import Order
from market.payments.models import PaymentAttempt
from market.users import records
from market.users.access import DeskRequest, desk_page
from market.users.models import Role
from market.warung.models import TextDraft
from market.warung.texting import drafts

SHOWN = 20
call_page = desk_page(Role.Kind.OPERATOR, Role.Kind.SUPPORT)


@call_page
@require_GET
def desk(request: DeskRequest) -> HttpResponse:
    """GET: begin, go on, or what this operator has ordered for callers."""
    mine = records.Deed.objects.filter(by=request.user, what=PHONED).order_by("-pk")[:SHOWN]
    context = {"calling": CALL_KEY in request.session, "mine": list(mine), "section": "phoning"}
    return render(request, "desk/people/phoning.html", context)


@call_page
@require_POST
def start(request: DeskRequest) -> HttpResponse:
    """POST: from now on this browser orders for a caller; `selesai`: no longer; `text`: what an SMS asked for."""
    if request.POST.get("selesai"):
        request.session.pop(CALL_KEY, None)
        messages.success(request, _("Panggilan diakhiri. Keranjang ini kembali milik Anda."))
        return redirect("people:phoning")
    draft = _draft(request)
    if draft is not None:
        return _for_text(request, draft)
    _begin(request)
    messages.info(request, _("Pilih barang seperti biasa. Di alamat, tulis nama dan nomor HP penelepon."))
    return redirect("storefront:home")


def _begin(request: DeskRequest) -> None:
    Checkout(request).forget()
    request.session[CALL_KEY] = reverse("people:phoning")


def _for_text(request: DeskRequest, draft: TextDraft) -> HttpResponse:
    """Order for who sent the SMS, in a basket that holds nobody else's goods; what may not be bought stays waiting."""
    if draft.state == TextDraft.State.OPEN and request.basket.all_lines():
        messages.error(request, _("Keranjang masih berisi barang lain. Selesaikan atau kosongkan dulu."))
        return redirect("basket:summary")
    if not drafts.take(draft, request.user):
        messages.error(request, _("SMS ini sudah ditangani orang lain."))
        return redirect("warungs:texts")
    try:
        request.basket.put(draft.product, draft.steps)
    except RuleBroken as error:
        drafts.reopen(draft)
        messages.error(request, f"{draft.product}: {error.message}")
        return redirect("warungs:texts")
    _begin(request)
    words = _("Telepon %(phone)s dulu, lalu lanjutkan. Di alamat, tulis nama dan nomor HP pengirim SMS.")
    messages.info(request, words % {"phone": shown(draft.phone)})
    return redirect("basket:summary")


def _draft(request: DeskRequest) -> TextDraft | None:
    """The SMS of the own villages that the form names; None when it names none. `NotFound` for another's."""
    given = request.POST.get("text", "")
    if not given:
        return None
    rows = TextDraft.objects.filter(warung__village__in=request.village_codes).exclude(product=None)
    found = drafts.named(rows, given).first()
    if found is None:
        raise NotFound(given)
    return found


@call_page
@require_GET
def done(request: DeskRequest, number: str) -> HttpResponse:
    """GET: what to tell the caller, and two buttons that send it from the operator's phone."""
    order = Order.objects.filter(number=number, source=SOURCE).first()
    mine = records.Deed.objects.filter(by=request.user, what=PHONED, about=number)
    if order is None or not mine.exists():
        raise NotFound(number)
    attempt = PaymentAttempt.objects.filter(order=order, state__in=PaymentAttempt.LIVE).order_by("-pk").first()
    words = _told(order, attempt)
    context = {
        "order": order, "attempt": attempt, "words": words, "section": "phoning",
        "sms": f"sms:{order.buyer_phone}?body={quote(words)}",
    }  # fmt: skip
    return render(request, "desk/people/phoned.html", context)


def _told(order: Order, attempt: PaymentAttempt | None) -> str:
    """The text for the caller: at most two SMS."""
    path = settings.PAYMENT_FINISH_PATH.format(number=order.number, secret=order.secret)
    total = rupiah(order.total_incl_tax)
    if attempt is not None and attempt.pay_code:
        code = f"{attempt.pay_code[:4]} {attempt.pay_code[4:]}"
        words = _("Pesanan %(number)s, %(total)s. Kode bayar di toko smart: %(code)s. %(url)s")
        return words % {"number": order.number, "total": total, "code": code, "url": settings.BASE_URL + path}
    words = _("Pesanan %(number)s, %(total)s. Bayar di sini: %(url)s")
    return words % {"number": order.number, "total": total, "url": settings.BASE_URL + path}
