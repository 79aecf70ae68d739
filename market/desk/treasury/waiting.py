"""The numbers that money brings to the desk's first page, for those who keep it."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from market.desk.treasury.access import batches_of
from market.desk.waiting import Waiting
from market.lifecycle.money.refunds import PERSON
from market.payments.codes import BY_SUM
from market.payments.models import BankLine, PaymentAttempt, PayoutBatch, Refund
from market.users.access import DeskRequest
from market.users.models import Role

KINDS = {Role.Kind.FINANCE_MAKER, Role.Kind.FINANCE_CHECKER}


def treasury(request: DeskRequest) -> list[Waiting]:
    """Transfers that are awaited, lines of the bank that fit none, refunds by hand, batches to check. Five queries.

    What one person has proposed counts as due for the other: it is the second pair of eyes that is missing.
    """
    if not KINDS & request.kinds:
        return []
    awaited = PaymentAttempt.objects.filter(gateway__in=BY_SUM, state__in=PaymentAttempt.LIVE).aggregate(
        all=Count("pk"), late=Count("pk", filter=Q(expires_at__lt=timezone.now()))
    )
    review = PaymentAttempt.objects.filter(state=PaymentAttempt.State.REVIEW).count()
    lines = BankLine.objects.filter(state=BankLine.State.WAITING).count()
    mine = Q(proposed_by=request.user)
    by_hand = Refund.objects.filter(channel=PERSON, state__in=(Refund.State.REQUESTED, Refund.State.SENDING)).aggregate(
        all=Count("pk"), second=Count("pk", filter=Q(proposed_by__isnull=False) & ~mine)
    )
    drafts = batches_of(request).filter(state=PayoutBatch.State.DRAFT).exclude(made_by=request.user).count()
    return [
        Waiting(awaited["all"], _("transfer ditunggu"), reverse("desk:payments"), due=awaited["late"] > 0),
        Waiting(review, _("pembayaran untuk diperiksa"), reverse("desk:payment_review"), due=review > 0),
        Waiting(lines, _("mutasi belum cocok"), reverse("desk:payments"), due=lines > 0),
        Waiting(by_hand["all"], _("uang harus dikembalikan"), reverse("desk:refunds"), due=by_hand["second"] > 0),
        Waiting(drafts, _("daftar bayar menunggu Anda periksa"), reverse("desk:payouts"), due=drafts > 0),
    ]
