"""What of the couriers waits for an operator."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from market.desk.waiting import Waiting
from market.shipping import places
from market.shipping.asking import circuit
from market.users.access import DeskRequest
from market.users.models import Role


def couriers(request: DeskRequest) -> list[Waiting]:
    """Places without a code, and lines that are left alone. One query."""
    if Role.Kind.OPERATOR not in request.kinds:
        return []
    silent = sum(line.is_open for line in circuit.lines(settings.COURIERS).values())
    found = [Waiting(places.unknown_places().count(), _("tempat tanpa kode kurir"), reverse("desk:courier_places"))]
    return [*found, Waiting(silent, _("layanan kurir tidak menjawab"), reverse("desk:couriers"), due=silent > 0)]
