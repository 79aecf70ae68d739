"""The numbers that people and goods bring to the desk's first page."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from market.desk.waiting import Waiting
from market.order.models import Complaint
from market.users.access import DeskRequest
from market.users.models import Role
from sellers.desk.access import complaints_for


def people(request: DeskRequest) -> list[Waiting]:
    """For operators and support. One query for each list."""
    if not {Role.Kind.OPERATOR, Role.Kind.SUPPORT} & set(request.kinds):
        return []
    return [_complaints(request)]


def _complaints(request: DeskRequest) -> Waiting:
    rows = complaints_for(request).filter(state=Complaint.State.OPEN)
    late = Count("pk", filter=Q(due_at__lt=timezone.now()) | Q(escalated_at__isnull=False))
    found = rows.aggregate(open=Count("pk"), late=late)
    return Waiting(found["open"], _("keluhan terbuka"), reverse("people:complaints"), due=bool(found["late"]))
