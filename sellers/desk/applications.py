"""Who asks to sell (SE-01, SE-02): the operator reads, approves, or says what is to be mended."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from market.core.errors import RuleBroken
from market.users import records
from market.users.access import DeskRequest
from sellers import consents, onboarding
from sellers.desk.access import application_for, applications_for, village_page
from sellers.models import Application

PAGE = 25
State = Application.State
TITLES = {one.kind: one.title for one in consents.QUESTIONS}


@village_page
@require_GET
def applications(request: DeskRequest) -> HttpResponse:
    """GET: those that wait, oldest first; `?tab=selesai` the decided."""
    tab = "selesai" if request.GET.get("tab") == "selesai" else "menunggu"
    rows = applications_for(request)
    rows = rows.filter(state=State.WAITING) if tab == "menunggu" else rows.exclude(state=State.WAITING)
    page = Paginator(rows.order_by("sent_at" if tab == "menunggu" else "-sent_at"), PAGE).get_page(
        request.GET.get("hal")
    )
    return render(request, "desk/people/applications.html", {"page": page, "tab": tab, "section": "applications"})


@village_page
@require_GET
def application(request: DeskRequest, number: str) -> HttpResponse:
    return _page(request, application_for(request, number))


@village_page
@require_POST
def approve(request: DeskRequest, number: str) -> HttpResponse:
    """POST opens the shop, once, however often it is pressed."""
    found = application_for(request, number)
    was_waiting = found.state == State.WAITING
    try:
        partner = onboarding.approve(found, request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect("people:application", number)
    if was_waiting:
        records.note(request.user, "approved", found.number, partner=partner)
    messages.success(request, _("Toko %(shop)s sudah dibuka. Kabari penjualnya.") % {"shop": partner.name})
    return redirect("people:application", number)


@village_page
@require_POST
def refuse(request: DeskRequest, number: str) -> HttpResponse:
    """POST `reason`: the seller reads it and may send again."""
    found = application_for(request, number)
    reason = request.POST.get("reason", "")
    try:
        onboarding.refuse(found, request.user, reason)
    except RuleBroken as error:
        return _page(request, found, reason=reason, wrong=error.message, status=422)
    records.note(request.user, "refused", found.number, reason=reason, village_code=found.village_id)
    messages.success(request, _("Alasan tersimpan. Pendaftar membacanya dan bisa mengirim lagi."))
    return redirect("people:applications")


def _page(
    request: DeskRequest, found: Application, reason: str = "", wrong: str = "", status: int = 200
) -> HttpResponse:
    greeting = _("Halo %(name)s, tentang pendaftaran toko %(shop)s:") % {"name": found.name, "shop": found.shop_name}
    context = {
        "application": found,
        "steps": list(found.steps.select_related("by")),
        "consents": [(TITLES.get(one.kind, one.kind), one) for one in found.consents.order_by("pk")],
        "greeting": greeting,
        "reason": reason,
        "wrong": wrong,
        "section": "applications",
    }
    return render(request, "desk/people/application.html", context, status=status)
