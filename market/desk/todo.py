"""What a step asked of a person: every message to the house, for those whom it concerns, until somebody says done.

Money concerns the treasurers, everything else the operators of the sellers' villages and the support of the house.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from market.communication.models import Message
from market.core.errors import NotFound
from market.desk.waiting import Waiting
from market.users.access import DeskRequest, desk_page
from market.users.models import Role

PAGE = 30
PATIENCE_DAYS = 2
Kind = Role.Kind
MONEY = Q()
for word in ("paid", "payment", "refund", "payout", "audit"):
    MONEY |= Q(kind__startswith=word)
PLACES = {  # where a task is done, by how its kind begins
    "paid": "desk:payment_review", "payment": "desk:payment_review", "refund": "desk:refunds", "payout": "desk:payouts",
    "parcel": "desk:parcels", "carried": "desk:parcels", "complaint": "people:complaints", "sleepy": "people:shops",
}  # fmt: skip
todo_page = desk_page(Kind.OPERATOR, Kind.SUPPORT, Kind.FINANCE_MAKER, Kind.FINANCE_CHECKER)


def tasks_for(request: DeskRequest) -> QuerySet[Message]:
    """The tasks that concern this person, done or not."""
    rows, concerns = Message.objects.filter(audience=Message.Audience.HOUSE), Q(pk=None)
    if {Kind.FINANCE_MAKER, Kind.FINANCE_CHECKER} & request.kinds:
        concerns |= MONEY
    if Kind.SUPPORT in request.kinds:
        concerns |= ~MONEY
    if Kind.OPERATOR in request.kinds:
        mine = Q(partner__village__in=request.village_codes)
        of_orders = Q(order__seller_orders__partner__village__in=request.village_codes)
        found = Message.objects.filter(mine | of_orders, audience=Message.Audience.HOUSE)
        concerns |= ~MONEY & Q(pk__in=found.values("pk"))
    return rows.filter(concerns)


@todo_page
@require_GET
def tasks(request: DeskRequest) -> HttpResponse:
    """GET: what is to be done, the oldest first; `?tab=selesai` what was done, with who did it."""
    tab = "selesai" if request.GET.get("tab") == "selesai" else "terbuka"
    rows = tasks_for(request).select_related("order", "partner", "done_by")
    rows = (
        rows.filter(done_at=None).order_by("pk")
        if tab == "terbuka"
        else rows.exclude(done_at=None).order_by("-done_at")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("hal"))
    for one in page.object_list:
        place = PLACES.get(one.kind.split("_")[0])
        one.url = reverse(place) if place else ""
    region = request.village.code if request.village else ""
    return render(request, "desk/tasks.html", {"page": page, "tab": tab, "region": region, "section": "tasks"})


@todo_page
@require_POST
def done(request: DeskRequest, pk: int) -> HttpResponse:
    """POST: it is done, by me, now; POST `lagi` opens it again. Pressed twice: the first stands."""
    mine = tasks_for(request).filter(pk=pk)
    if not mine.exists():
        raise NotFound(str(pk))
    rows = Message.objects.filter(pk=pk)
    if request.POST.get("lagi"):
        rows.update(done_at=None, done_by=None)
        messages.success(request, _("Tugas dibuka lagi."))
    else:
        rows.filter(done_at=None).update(done_at=timezone.now(), done_by=request.user)
        messages.success(request, _("Tugas selesai. Bisa dibuka lagi di tab Selesai."))
    return redirect("desk:tasks")


def counter(request: DeskRequest) -> list[Waiting]:
    """For the desk's first page. One query."""
    found = tasks_for(request).filter(done_at=None).aggregate(count=Count("pk"), oldest=Min("made_at"))
    old = found["oldest"] is not None and (timezone.now() - found["oldest"]).days >= PATIENCE_DAYS
    return [Waiting(found["count"], _("tugas"), reverse("desk:tasks"), due=old)]
