"""The cash book (OP-08): what lay in a cash account before, what came in and went out, what lies there now; and the
trial balance of everything. Read from the entries, so that a month that is over never changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from market.ledger.chart import BY_NAME, CHART, Kind, Title
from market.ledger.models import Entry

CASH = tuple(title for title in CHART if title.kind is Kind.ASSET)


@dataclass(frozen=True, slots=True)
class Book:
    """`opening + came_in - went_out = closing`, by the way they are counted."""

    opening_rupiah: int
    came_in_rupiah: int
    went_out_rupiah: int

    @property
    def closing_rupiah(self) -> int:
        return self.opening_rupiah + self.came_in_rupiah - self.went_out_rupiah


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One title of the chart at the end of a day: debit or credit, and what moved in the month."""

    title: Title
    debit_rupiah: int
    credit_rupiah: int


def month_of(first_on: date) -> tuple[datetime, datetime]:
    """The first moment of that month and of the next, on the house's clock."""
    following = (first_on.replace(day=28) + timedelta(days=4)).replace(day=1)
    zone = timezone.get_current_timezone()
    return (
        datetime.combine(first_on.replace(day=1), time(), zone),
        datetime.combine(following, time(), zone),
    )


def book(titles: Iterable[Title], first_on: date) -> Book:
    """The sums of those titles together for that month. A transfer between them counts on both sides. One query."""
    since, until = month_of(first_on)
    inside = Q(journal__at__gte=since)
    found = _of(titles).filter(journal__at__lt=until).aggregate(
        opening=Sum("amount_rupiah", filter=~inside, default=0),
        came_in=Sum("amount_rupiah", filter=inside & Q(amount_rupiah__gt=0), default=0),
        went_out=Sum("amount_rupiah", filter=inside & Q(amount_rupiah__lt=0), default=0),
    )  # fmt: skip
    return Book(int(found["opening"]), int(found["came_in"]), -int(found["went_out"]))


def lines(titles: Iterable[Title], first_on: date) -> QuerySet[Entry]:
    """Every movement of that month, oldest first, each with its journal and account."""
    since, until = month_of(first_on)
    rows = _of(titles).filter(journal__at__gte=since, journal__at__lt=until)
    return rows.select_related("journal", "account").order_by("journal__at", "pk")


def trial_balance(until_on: date) -> list[TrialLine]:
    """What stands under each title at the end of that month, in the order of the chart; both columns sum to the same.
    One query."""
    _since, until = month_of(until_on)
    rows = Entry.objects.filter(journal__at__lt=until).values("account__name").annotate(total=Sum("amount_rupiah"))
    totals = {row["account__name"]: int(row["total"]) for row in rows}
    return [
        TrialLine(title, max(totals[title.name], 0), max(-totals[title.name], 0))
        for title in BY_NAME.values()
        if title.name in totals
    ]


def _of(titles: Iterable[Title]) -> QuerySet[Entry]:
    return Entry.objects.filter(account__name__in=[title.name for title in titles])
