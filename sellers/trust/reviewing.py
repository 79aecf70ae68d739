"""A buyer rates the goods of an order that have come (BY-22). No login: the order's own link is the proof of buying."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from market.catalogue.models import Product
from market.checkout.access import order_by_link, secret_page
from market.communication import outbox
from market.core.errors import NotFound
from market.core.once import insert_once
from market.order.models import Line, Order, Review, SellerOrder
from market.order.reviews import SCORES, WORDS_LENGTH, name_shown
from sellers.trust.account.erasing import orders_of

RECEIVED = (SellerOrder.State.DELIVERED, SellerOrder.State.RELEASED)
SCORE_WORDS = {
    5: gettext_lazy("5 · Sangat baik"),
    4: gettext_lazy("4 · Baik"),
    3: gettext_lazy("3 · Cukup"),
    2: gettext_lazy("2 · Kurang"),
    1: gettext_lazy("1 · Buruk"),
}


class ReviewForm(forms.Form):
    score = forms.TypedChoiceField(
        label=gettext_lazy("Bagaimana barangnya?"),
        choices=[(score, SCORE_WORDS[score]) for score in reversed(SCORES)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih satu sampai lima.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Ceritakan untuk pembeli lain"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )
    use_required_attribute = False


@require_http_methods(["GET", "HEAD", "POST"])
@secret_page
def review(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """GET: each good of the order that has come, with its form. POST `line`: one review, once and for ever."""
    order = order_by_link(number, secret)
    lines = _lines(order)
    if not lines:
        raise NotFound(number)
    wanted = request.POST.get("line", "")
    forms_ = {line.pk: ReviewForm(prefix=str(line.pk)) for line in lines if not line.has_review}
    status = 200
    if request.method == "POST":
        line = next((one for one in lines if str(one.pk) == wanted), None)
        if line is None:
            raise NotFound(wanted)
        if line.has_review:
            messages.info(request, _("Barang ini sudah Anda ulas."))
            return redirect("trust:review", number, secret)
        form = ReviewForm(request.POST, prefix=wanted)
        if form.is_valid():
            _keep(order, line, form.cleaned_data)
            messages.success(request, _("Terima kasih. Ulasan Anda tampil di halaman barang."))
            return redirect("trust:review", number, secret)
        forms_[line.pk], status = form, 422
    rows = [(line, forms_.get(line.pk)) for line in lines]
    return render(request, "trust/review.html", {"order": order, "rows": rows}, status=status)


@require_GET
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """From the page of a good to the buyer's own order of it; 403, with the reason, for who never received it."""
    if request.user.is_authenticated:
        mine = orders_of(request.user).values("pk")
        bought = Line.objects.filter(order__in=mine, product_id=pk, seller_order__state__in=RECEIVED)
        line = bought.select_related("order").order_by("-pk").first()
        if line is not None:
            return redirect("trust:review", line.order.number, line.order.secret)
    product = Product.objects.filter(pk=pk, listed=True).first()
    return render(request, "trust/not_bought.html", {"product": product}, status=403)


def _lines(order: Order) -> list[Any]:
    """The lines that have come, each with its review where there is one."""
    rows = Line.objects.filter(order=order, seller_order__state__in=RECEIVED)
    found = list(rows.select_related("review", "seller_order__partner").order_by("pk"))
    for line in found:
        line.has_review = hasattr(line, "review")
    return found


def _keep(order: Order, line: Line, said: dict[str, Any]) -> None:
    row = Review(
        line=line, product_id=line.product_id, partner_id=line.seller_order.partner_id, title=line.title,
        score=said["score"], words=said["words"].strip(), name=name_shown(order.buyer_name) or _("Pembeli"),
    )  # fmt: skip
    if insert_once(row):  # pressed twice at once: the first stands
        part = line.seller_order
        part.order = order
        outbox.tell_seller(part, "review", again=str(line.pk), title=line.title, score=str(said["score"]))
