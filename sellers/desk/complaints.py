"""Complaints at the desk (OP-09): the list with ages, one of them with both sides, an answer, and the end."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from market.core.errors import RuleBroken
from market.core.money import rupiah
from market.lifecycle import complained
from market.order.models import Complaint
from market.users.access import DeskRequest
from sellers.desk.access import complaint_for, complaints_for, people_page

PAGE = 25
WORDS_LENGTH = 1_000
Outcome, State = Complaint.Outcome, Complaint.State


class EndForm(forms.Form):
    """How it ends. `goods_rupiah` counts only for money back, and only after the courier has the parcel."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Keputusan"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih keputusan.")},
    )
    goods_rupiah = forms.IntegerField(
        label=gettext_lazy("Uang barang yang dikembalikan"),
        required=False,
        min_value=0,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
        error_messages={
            "invalid": gettext_lazy("Isi dengan angka saja."),
            "min_value": gettext_lazy("Isi dengan angka saja."),
        },
    )
    with_postage = forms.BooleanField(label=gettext_lazy("Ongkir juga, ditanggung Lumbung"), required=False)
    answer = forms.CharField(
        label=gettext_lazy("Penjelasan untuk pembeli dan penjual"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Tulis penjelasannya.")},
    )
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_refund = given.get("outcome") == Outcome.REFUNDED and self.needs_amount
        if is_refund and not given.get("goods_rupiah") and "goods_rupiah" not in self.errors:
            self.add_error("goods_rupiah", _("Isi berapa rupiah yang dikembalikan."))
        return given

    def __init__(self, complaint: Complaint, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.needs_amount = complaint.seller_order.state in complained.ON_THE_WAY


@people_page
@require_GET
def complaints(request: DeskRequest) -> HttpResponse:
    """GET: the open ones, the latest due first; `?tab=selesai` the closed."""
    tab = "selesai" if request.GET.get("tab") == "selesai" else "terbuka"
    is_open = tab == "terbuka"
    rows = complaints_for(request).filter(state=State.OPEN if is_open else State.CLOSED)
    page = Paginator(rows.order_by("due_at" if is_open else "-closed_at"), PAGE).get_page(request.GET.get("hal"))
    return render(request, "desk/people/complaints.html", {"page": page, "tab": tab, "section": "complaints"})


@people_page
@require_GET
def complaint(request: DeskRequest, number: str) -> HttpResponse:
    found = complaint_for(request, number)
    return _page(request, found, EndForm(found, initial={"goods_rupiah": _left(found)}))


@people_page
@require_POST
def answer(request: DeskRequest, number: str) -> HttpResponse:
    """POST `words`: told to the buyer; the complaint stays open."""
    found = complaint_for(request, number)
    words = request.POST.get("words", "").strip()[:WORDS_LENGTH]
    if not words:
        messages.error(request, _("Tulis dulu jawabannya."))
        return redirect("people:complaint", number)
    try:
        complained.answer(found.pk, words)
        messages.success(request, _("Jawaban terkirim ke pembeli."))
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("people:complaint", number)


@people_page
@require_POST
def close(request: DeskRequest, number: str) -> HttpResponse:
    """POST shows once more what will happen; POST with `yakin` does it. Pressed twice: nothing more."""
    found = complaint_for(request, number)
    form = EndForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    given = form.cleaned_data
    if not request.POST.get("yakin"):
        context = {"complaint": found, "given": given, "what": _what(found, given), "section": "complaints"}
        return render(request, "desk/people/complaint_sure.html", context)
    wish = complained.Settlement(
        given["outcome"], given["answer"], given.get("goods_rupiah") or 0, given["with_postage"]
    )
    try:
        complained.close(found.pk, wish, request.user)
    except RuleBroken as error:
        form.add_error(None, error.message)
        return _page(request, found, form, status=422)
    messages.success(request, _("Keluhan %(number)s selesai. Pembeli dan penjual diberi tahu.") % {"number": number})
    return redirect("people:complaints")


def _page(request: DeskRequest, found: Complaint, form: EndForm, status: int = 200) -> HttpResponse:
    part = found.seller_order
    context = {
        "complaint": found,
        "part": part,
        "lines": list(part.lines.order_by("pk")),
        "shipment": part.shipments.order_by("-pk").first(),
        "form": form,
        "chat_text": _("Keluhan %(number)s") % {"number": found.number},
        "section": "complaints",
    }
    return render(request, "desk/people/complaint.html", context, status=status)


def _left(found: Complaint) -> int:
    return found.seller_order.goods_left_rupiah


def _what(found: Complaint, given: dict[str, Any]) -> str:
    """What will happen, in one sentence, before it does."""
    part = found.seller_order
    if given["outcome"] != Outcome.REFUNDED:
        return _("Tidak ada uang yang kembali. Uang penjual tidak ditahan lagi.")
    if part.state not in complained.ON_THE_WAY:
        amount = rupiah(part.goods_left_rupiah + part.postage_rupiah)
        return _("Bagian ini dibatalkan dan %(amount)s kembali ke pembeli.") % {"amount": amount}
    goods = given["goods_rupiah"]
    postage = part.postage_rupiah if given["with_postage"] else 0
    words = _("%(amount)s kembali ke pembeli: %(goods)s dari uang barang, %(postage)s ongkir.")
    return words % {"amount": rupiah(goods + postage), "goods": rupiah(goods), "postage": rupiah(postage)}
