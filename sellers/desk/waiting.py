"""The numbers that people and goods bring to the desk's first page."""

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from market.desk.waiting import Waiting
from market.order.models import Complaint
from market.users.access import DeskRequest
from market.users.models import Role
from market.warung.models import TextDraft
from sellers.desk.access import applications_for, complaints_for, goods_for
from sellers.models import Application

PATIENCE = timedelta(days=2)  # after that a number is due
CALL_WITHIN = timedelta(hours=2)  # who ordered by SMS was told that somebody calls


def people(request: DeskRequest) -> list[Waiting]:
    """For operators and support. One query for each list."""
    if not {Role.Kind.OPERATOR, Role.Kind.SUPPORT} & set(request.kinds):
        return []
    found = [_complaints(request)]
    if Role.Kind.OPERATOR in request.kinds:
        found += [_applications(request), _goods(request), _texts(request)]
    return found


def _applications(request: DeskRequest) -> Waiting:
    rows = applications_for(request).filter(state=Application.State.WAITING)
    found = rows.aggregate(count=Count("pk"), oldest=Min("sent_at"))
    return Waiting(
        found["count"], _("pendaftaran penjual"), reverse("people:applications"), due=_is_old(found["oldest"])
    )


def _goods(request: DeskRequest) -> Waiting:
    rows = goods_for(request).exclude(waiting_since=None)
    found = rows.aggregate(count=Count("pk"), oldest=Min("waiting_since"))
    return Waiting(found["count"], _("barang untuk diperiksa"), reverse("people:goods"), due=_is_old(found["oldest"]))


def _texts(request: DeskRequest) -> Waiting:
    rows = TextDraft.objects.filter(warung__village__in=request.village_codes, state=TextDraft.State.OPEN)
    found = rows.aggregate(count=Count("pk"), oldest=Min("received_at"))
    due = found["oldest"] is not None and found["oldest"] < timezone.now() - CALL_WITHIN
    return Waiting(found["count"], _("pesanan SMS menunggu ditelepon"), reverse("warungs:texts"), due=due)


def _is_old(moment: datetime | None) -> bool:
    return moment is not None and moment < timezone.now() - PATIENCE


def _complaints(request: DeskRequest) -> Waiting:
    rows = complaints_for(request).filter(state=Complaint.State.OPEN)
    late = Count("pk", filter=Q(due_at__lt=timezone.now()) | Q(escalated_at__isnull=False))
    found = rows.aggregate(open=Count("pk"), late=late)
    return Waiting(found["open"], _("keluhan terbuka"), reverse("people:complaints"), due=bool(found["late"]))
