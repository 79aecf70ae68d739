"""A buyer complains of a part of an order: what is wrong, in words, with up to three photos (BY-21). No login."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from market.catalogue import photos
from market.checkout.access import order_by_link, secret_page
from market.core.errors import NotFound, RuleBroken
from market.lifecycle.complained import OPEN_TO_COMPLAINTS, mark_complained
from market.order.models import Complaint, Order, SellerOrder

MOST_PHOTOS = 3
MOST_PER_PART = 5
WORDS_LENGTH = 2_000


class PhotosInput(forms.FileInput):
    """A choice of several files at once."""

    allow_multiple_selected = True

    def __init__(self, attributes: dict[str, Any]) -> None:
        super().__init__({**attributes, "multiple": True})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class ManyPhotos(forms.FileField):
    """Several photos in one field; each is made anew, so that neither place nor tricks stay in it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=PhotosInput({"accept": "image/*"}), **options)

    def clean(self, data: Any, initial: Any = None) -> list[photos.Remade]:
        files = [one for one in (data if isinstance(data, list) else [data]) if one]
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(_("Pilih paling banyak %(most)d foto.") % {"most": MOST_PHOTOS})
        try:
            return [photos.remake(one) for one in files]
        except photos.PhotoRefused as error:
            raise forms.ValidationError(error.message) from error


class ComplaintForm(forms.Form):
    part = forms.ChoiceField(
        label=gettext_lazy("Barang dari siapa?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih bagian pesanan.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Apa masalahnya?"),
        choices=Complaint.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih masalahnya.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Ceritakan"),
        min_length=5,
        max_length=WORDS_LENGTH,
        help_text=gettext_lazy("Apa yang terjadi, dan apa yang Anda harapkan: barang pengganti, atau uang kembali."),
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": gettext_lazy("Ceritakan masalahnya."),
            "min_length": gettext_lazy("Ceritakan sedikit lebih panjang."),
        },
    )
    photos = ManyPhotos(
        label=gettext_lazy("Foto"), help_text=gettext_lazy("Paling banyak tiga: barangnya, bungkusnya, labelnya.")
    )
    use_required_attribute = False

    def __init__(self, parts: Sequence[SellerOrder], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["part"].choices = [(one.number, one.partner.display_name) for one in parts]


@require_http_methods(["GET", "HEAD", "POST"])
@secret_page
def complain(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """GET shows the form; POST opens the complaint, once, and leads to the order's page, where it can be followed."""
    order = order_by_link(number, secret)
    parts = _parts(order)
    if not parts:
        raise NotFound(number)
    asked = request.GET.get("bagian", "")
    first = next((one.number for one in parts if one.number == asked), parts[0].number if len(parts) == 1 else "")
    form = ComplaintForm(parts, request.POST or None, request.FILES or None, initial={"part": first})
    if request.method == "POST" and form.is_valid():
        part = next(one for one in parts if one.number == form.cleaned_data["part"])
        if _open(request, part, form):
            return redirect("checkout:order", number, secret)
    status = 422 if form.errors else 200
    return render(request, "trust/complain.html", {"order": order, "form": form, "parts": parts}, status=status)


def _parts(order: Order) -> list[SellerOrder]:
    found = order.seller_orders.filter(state__in=OPEN_TO_COMPLAINTS).select_related("partner")
    return list(found.order_by("number"))


def _open(request: HttpRequest, part: SellerOrder, form: ComplaintForm) -> bool:
    """True when a complaint of that part is open now: the new one, or the one that was there."""
    if part.complaints.count() >= MOST_PER_PART:
        form.add_error(None, _("Bagian ini sudah beberapa kali dikeluhkan. Hubungi kami lewat WhatsApp."))
        return False
    kept = [photos.store(one, "keluhan") for one in form.cleaned_data["photos"]]
    try:
        complaint = mark_complained(part.pk, form.cleaned_data["kind"], form.cleaned_data["words"], kept)
    except RuleBroken as error:
        form.add_error(None, error.message)
        complaint = None
    if complaint is None or complaint.photos != kept:
        for one in kept:
            photos.forget(one)
    if complaint is None:
        return False
    words = _("Keluhan %(number)s kami terima. %(handler)s yang menanganinya.")
    messages.success(request, words % {"number": complaint.number, "handler": complaint.handler_name})
    return True
