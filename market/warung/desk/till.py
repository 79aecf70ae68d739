"""Money of the warungs: shifts with their differences, deposits with both figures, goods held, commission by month."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from market.core.errors import RuleBroken
from market.partner import leases as held
from market.partner.models import StockLease
from market.users.access import DeskRequest, operator_page
from market.warung.counter import deposits as verbs
from market.warung.desk import access
from market.warung.desk.forms import ReceivedForm, SolvedForm
from market.warung.models import Deposit, Shift, WarungOrder

SECTION = "warung"
PAGE = 25


@require_safe
@operator_page
def shifts(request: DeskRequest) -> HttpResponse:
    rows = Shift.objects.filter(warung__village__in=request.village_codes)
    if request.GET.get("selisih"):
        rows = rows.exclude(difference_rupiah=0).exclude(difference_rupiah=None)
    rows = rows.select_related("warung__village", "opened_by", "closed_by").order_by("-opened_at")
    return _list(request, "desk/warung/shifts.html", rows)


@require_safe
@operator_page
def deposits(request: DeskRequest) -> HttpResponse:
    rows = Deposit.objects.filter(warung__village__in=request.village_codes)
    rows = rows.select_related("warung__village", "made_by", "received_by").order_by("-made_at")
    return _list(request, "desk/warung/deposits.html", rows)


@operator_page
def deposit(request: DeskRequest, pk: str) -> HttpResponse:
    """One deposit: write the own figure once, then say how a difference was explained."""
    row = access.deposit(request, pk)
    is_sent = row.state == Deposit.State.SENT
    form = (ReceivedForm if is_sent else SolvedForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if is_sent:
                verbs.confirm(row.pk, form.cleaned_data["received"], request.user)
            else:
                verbs.solve(row.pk, form.cleaned_data["words"], request.user)
        except RuleBroken as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("Setoran sudah dicatat."))
        return redirect("warungs:deposit", row.pk)
    return render(request, "desk/warung/deposit.html", {"section": SECTION, "deposit": row, "form": form})


@operator_page
def leases(request: DeskRequest) -> HttpResponse:
    """What the tablets hold; a POST gives one back to the shop."""
    rows = StockLease.objects.filter(warung__village__in=request.village_codes, ended_at=None)
    if request.method == "POST":
        lease = access.found(rows.filter(pk=request.POST.get("lease") or None))
        held.end(lease)
        messages.success(request, _("Jatah sudah dikembalikan ke toko."))
        return redirect("warungs:leases")
    rows = rows.select_related("warung__village", "device", "stockrecord__product").order_by("until")
    return _list(request, "desk/warung/leases.html", rows)


@require_safe
@operator_page
def commission(request: DeskRequest) -> HttpResponse:
    """By month and warung; what was taken back earns nothing, and what is under way not yet."""
    rows = WarungOrder.objects.filter(warung__village__in=request.village_codes, state=WarungOrder.State.PLACED)
    done = rows.exclude(order__seller_orders__state__in=UNFINISHED)
    months = (
        done.annotate(month=TruncMonth("made_at"))
        .values("month", "warung__name")
        .annotate(orders=Count("pk"), total=Sum("commission_rupiah"))
        .order_by("-month", "warung__name")
    )
    latest = done.select_related("warung__village", "order").order_by("-made_at")
    return _list(request, "desk/warung/commission.html", latest, months=list(months))


UNFINISHED = ("unpaid", "new", "accepted", "packed", "handed_over", "delivered", "cancelled", "returned", "expired")


def _list(request: DeskRequest, template: str, rows: object, **more: object) -> HttpResponse:
    page = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    return render(request, template, {"section": SECTION, "page": page, "page_obj": page, **more})
