"""“Uang saya” (SE-13): one line for each sale and each payout, in plain words; the lines sum to what the ledger holds.

A line is all that the ledger says about one thing (a SellerOrder's or a Payout's number) on the seller's three
accounts, so nothing can be missing: their sum is the sum of the accounts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from market.core.dates import day, short_moment
from market.ledger.chart import SELLER_AVAILABLE, SELLER_HELD, SELLER_IN_TRANSIT, SELLER_TITLES
from market.ledger.models import Entry
from market.order.models import SellerOrder
from market.partner.models import Partner
from market.payments.models import PaymentAttempt, Payout

State = SellerOrder.State
HELD, AVAILABLE, TRANSIT = SELLER_HELD.name, SELLER_AVAILABLE.name, SELLER_IN_TRANSIT.name


@dataclass(frozen=True, slots=True)
class Line:
    """`amount_rupiah` is what this thing adds to the seller's money now. `place`: held, available, transit, gone."""

    at: datetime
    number: str
    what: str
    who_holds: str
    proof: str
    goods_rupiah: int
    fee_rupiah: int
    amount_rupiah: int
    part: SellerOrder | None = None
    payout: Payout | None = None


def grouped(partner: Partner, from_on: date | None = None, to_on: date | None = None) -> QuerySet[Any]:
    """One row for each thing: `about`, `total` and the three places, newest first. Lazy; one query."""
    entries = Entry.objects.filter(
        account__owner=str(partner.pk), account__name__in=[title.name for title in SELLER_TITLES]
    )
    if from_on:
        entries = entries.filter(journal__at__date__gte=from_on)
    if to_on:
        entries = entries.filter(journal__at__date__lte=to_on)
    places = {
        name: -Sum("amount_rupiah", filter=Q(account__name=name), default=0) for name in (HELD, AVAILABLE, TRANSIT)
    }
    rows = (
        entries.order_by().values("about").annotate(at=Max("journal__at"), last=Max("pk"), total=-Sum("amount_rupiah"))
    )
    return rows.annotate(**places).order_by("-last")


def total_of(partner: Partner, from_on: date | None = None, to_on: date | None = None) -> int:
    """The sum of all lines. One query."""
    found: dict[str, Any] = grouped(partner, from_on, to_on).aggregate(sum=Sum("total"))
    return int(found["sum"] or 0)


def lines_of(partner: Partner, rows: Sequence[dict[str, Any]]) -> list[Line]:
    """The rows in plain words. Three queries, however many rows."""
    numbers = [row["about"] for row in rows]
    parts = (
        SellerOrder.objects.filter(partner=partner, number__in=numbers)
        .select_related("order")
        .in_bulk(field_name="number")
    )
    payouts = (
        Payout.objects.filter(partner=partner, number__in=numbers)
        .select_related("account", "batch")
        .in_bulk(field_name="number")
    )
    paid = _paid_by(part.order_id for part in parts.values())
    return [_line(partner, row, parts.get(row["about"]), payouts.get(row["about"]), paid) for row in rows]


def _paid_by(order_ids: Iterable[int]) -> dict[int, PaymentAttempt]:
    attempts = PaymentAttempt.objects.filter(order__in=list(order_ids), state=PaymentAttempt.State.PAID).order_by("-pk")
    return {attempt.order_id: attempt for attempt in attempts}


def _line(
    partner: Partner, row: dict[str, Any], part: SellerOrder | None, payout: Payout | None,
    paid: dict[int, PaymentAttempt],
) -> Line:  # fmt: skip
    facts = {"at": row["at"], "number": row["about"], "amount_rupiah": int(row["total"])}
    if payout:
        return Line(**facts, **_of_payout(partner, payout), goods_rupiah=0, fee_rupiah=0, payout=payout)
    if part:
        return Line(
            **facts, **_of_sale(partner, part, paid.get(part.order_id)), goods_rupiah=part.goods_rupiah,
            fee_rupiah=part.commission_rupiah, part=part,
        )  # fmt: skip
    holds = _holder({name: int(row[name]) for name in (HELD, AVAILABLE, TRANSIT)})
    return Line(**facts, what=_("Lain-lain"), who_holds=holds, proof="", goods_rupiah=0, fee_rupiah=0)


def _of_sale(partner: Partner, part: SellerOrder, attempt: PaymentAttempt | None) -> dict[str, str]:
    buyer = (part.order.buyer_name or _("Pembeli")).split()[0]
    way = (attempt.method or attempt.gateway).upper() if attempt else ""
    what = _("%(buyer)s membayar lewat %(way)s") % {"buyer": buyer, "way": way} if way else buyer
    house = settings.SITE_NAME
    if part.state == State.RELEASED:
        holds = _("Milik Anda sejak %(day)s, siap dicairkan atau sudah dikirim") % {"day": day(part.released_at)}
    elif part.state in (State.CANCELLED, State.RETURNED):
        holds = _("Dikembalikan ke pembeli: %(reason)s") % {"reason": part.reason or part.get_state_display()}
    elif part.release_on:
        holds = _("Ditahan %(house)s sampai %(day)s") % {"house": house, "day": day(part.release_on)}
    else:
        holds = _("Ditahan %(house)s sampai barang diterima pembeli") % {"house": house}
    return {"what": what, "who_holds": holds, "proof": attempt.reference if attempt else ""}


def _of_payout(partner: Partner, payout: Payout) -> dict[str, str]:
    bank = {"bank": payout.account.get_bank_code_display(), "number": payout.masked}
    holds = payout.get_state_display()
    if payout.completed_at:
        holds = f"{holds}, {short_moment(payout.completed_at, partner.village_id or '')}"
    return {
        "what": _("Dikirim ke %(bank)s %(number)s") % bank,
        "who_holds": holds,
        "proof": payout.reference or payout.batch.number,
    }


def _holder(places: dict[str, int]) -> str:
    if places[HELD]:
        return _("Ditahan %(house)s") % {"house": settings.SITE_NAME}
    return _("Sedang dikirim ke rekening") if places[TRANSIT] else _("Siap dicairkan")
