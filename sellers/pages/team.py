"""Family and staff: who may pack, who may do all but money; let in by the owner, by phone, and out again (SE-21)."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from market.core.errors import NotFound, RuleBroken
from market.core.phones import PhoneField
from market.partner.models import Partner
from market.users.models import User
from sellers.access import OWN, SellerRequest, seller_page
from sellers.models import Helper

MOST_HELPERS = 10


class HelperForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Nama"), max_length=80, error_messages={"required": gettext_lazy("Isi namanya.")}
    )
    phone = PhoneField(label=gettext_lazy("Nomor HP"))
    task = forms.ChoiceField(label=gettext_lazy("Boleh apa?"), choices=Helper.Task.choices)


@seller_page(OWN)
@require_http_methods(["GET", "POST"])
def team(request: SellerRequest) -> HttpResponse:
    form = HelperForm(request.POST or None, initial={"task": Helper.Task.PACKING})
    if request.method == "POST" and form.is_valid():
        try:
            helper = let_in(request.partner, by=request.user, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error("phone", error.message)
        else:
            messages.success(request, _("%(name)s sekarang bisa masuk dengan kode WhatsApp.") % {"name": helper.user})
            return redirect("sellers:team")
    helpers = request.partner.helpers.select_related("user").order_by("pk")  # type: ignore[attr-defined]
    context = {"form": form, "helpers": helpers, "section": "more"}
    return render(request, "sellers/team.html", context, status=422 if form.errors else 200)


def let_in(partner: Partner, *, name: str, phone: str, task: str, by: User) -> Helper:
    """A helper with this phone; a known one gets the new task. `RuleBroken` for an owner, or one too many."""
    with transaction.atomic():
        owns = partner.users.filter(phone=phone).exclude(helps_in__partner=partner).exists()
        if owns:
            raise RuleBroken(_("Nomor ini pemilik toko."))
        if partner.helpers.exclude(user__phone=phone).count() >= MOST_HELPERS:  # type: ignore[attr-defined]
            raise RuleBroken(_("Paling banyak 10 orang."))
        user = User.objects.filter(phone=phone).first() or User.objects.create_person(phone=phone, name=name)
        helper, _new = Helper.objects.update_or_create(
            partner=partner, user=user, defaults={"task": task}, create_defaults={"task": task, "made_by": by}
        )
        partner.users.add(user)
        return helper


@seller_page(OWN)
@require_POST
def let_out(request: SellerRequest, pk: int) -> HttpResponse:
    """From this moment on they see nothing of the shop."""
    helper = Helper.objects.filter(partner=request.partner, pk=pk).select_related("user").first()
    if helper is None:
        raise NotFound(str(pk))
    with transaction.atomic():
        request.partner.users.remove(helper.user)
        helper.delete()
    messages.success(request, _("%(name)s tidak bisa masuk lagi.") % {"name": helper.user})
    return redirect("sellers:team")
