"""The fee rules (OP-04): operators make them for their own village and its sellers, treasurers for the whole house."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from market.core.errors import NotFound
from market.desk.treasury.fee_form import FeeForm
from market.order.models import FeeRule
from market.users.access import DeskRequest, desk_page
from market.users.models import Role

KINDS = (Role.Kind.OPERATOR, Role.Kind.FINANCE_MAKER, Role.Kind.FINANCE_CHECKER)
SHOWN = 200


@require_http_methods(["GET", "POST"])
@desk_page(*KINDS)
def fees(request: DeskRequest) -> HttpResponse:
    """What holds now, what is coming, what was; and one form to add a rule."""
    form = FeeForm(request.POST or None, desk=request)
    if request.method == "POST" and form.is_valid():
        rule = form.save(by=request.user)
        words = _("Aturan “%(name)s” disimpan. Pesanan mulai %(day)s memakainya; pesanan sebelumnya tetap.")
        messages.success(request, words % {"name": rule.name, "day": rule.from_on.strftime("%d-%m-%Y")})
        return redirect("desk:fees")
    context = {"form": form, **_shown(visible(request)), "section": "fees"}
    return render(request, "desk/treasury/fees.html", context, status=422 if form.errors else 200)


@require_POST
@desk_page(*KINDS)
def call_off(request: DeskRequest, pk: int) -> HttpResponse:
    """Only what has not begun; what has begun is followed by another rule."""
    rule = changeable(request).filter(pk=pk).first()
    if rule is None:
        raise NotFound(str(pk))
    coming = FeeRule.objects.filter(pk=pk, called_off_at=None, from_on__gt=timezone.localdate())
    if coming.update(called_off_at=timezone.now(), called_off_by=request.user):
        messages.success(request, _("Aturan “%(name)s” dibatalkan sebelum berlaku.") % {"name": rule.name})
    else:
        messages.error(request, _("Aturan ini sudah berlaku. Buat aturan baru yang menggantikannya."))
    return redirect("desk:fees")


def changeable(request: DeskRequest) -> QuerySet[FeeRule]:
    """The rules that this person may call off."""
    rules = FeeRule.objects.select_related("village", "partner", "category", "made_by")
    if request.whole_house:
        return rules
    codes = request.village_codes
    return rules.filter(Q(village_id__in=codes) | Q(partner__village_id__in=codes))


def visible(request: DeskRequest) -> QuerySet[FeeRule]:
    """Those, and for an operator also the rules of the whole house, which hold for the village too."""
    if request.whole_house:
        return changeable(request)
    house = FeeRule.objects.select_related("village", "partner", "category", "made_by").filter(
        village=None, partner=None
    )
    return changeable(request) | house


def _shown(rules: QuerySet[FeeRule]) -> dict[str, Any]:
    today = timezone.localdate()
    rows = list(rules.order_by("-from_on", "-pk")[:SHOWN])
    living = [row for row in rows if row.called_off_at is None]
    past = [row for row in rows if row.called_off_at or (row.until_on and row.until_on < today)]
    return {
        "coming": [row for row in living if row.from_on > today],
        "standing": [row for row in living if row.from_on <= today and row not in past],
        "past": past,
    }
