"""A seller as the shop knows it: Oscar's Partner with a village, and stock that cannot be oversold."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oscar.apps.address.abstract_models import AbstractPartnerAddress
from oscar.apps.partner.abstract_models import AbstractPartner, AbstractStockRecord

from market.address.places import PlaceFields
from market.core.errors import OutOfStock

SEAL_FRESH, SEAL_GOES = timedelta(days=365), timedelta(days=730)


class Partner(AbstractPartner):
    """`code` is the slug of the public page. `closed_until_on`: the first day on which the shop sells again."""

    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, null=True, related_name="partners")
    phone = models.CharField(_("Nomor HP"), max_length=16, blank=True)
    tagline = models.CharField(_("Kalimat pendek"), max_length=120, blank=True)
    story = models.TextField(_("Cerita"), blank=True)
    picture = models.JSONField(default=dict, blank=True)  # what catalogue.photos returns
    closed_until_on = models.DateField(_("Libur sampai"), null=True, blank=True)
    kbli_code = models.CharField(max_length=5, blank=True)  # the kind of business, of the edition in sellers.joining
    badges = models.JSONField(default=list, blank=True)  # valid papers: kind, until; the sellers' side writes them
    duties = models.JSONField(default=list, blank=True)  # papers that the law wants and that are not there
    approved_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_reason = models.CharField(max_length=300, blank=True)
    suspended_answer = models.CharField(max_length=1000, blank=True)  # what the seller says to it
    seen_on = models.DateField(null=True, blank=True)  # the latest day on which somebody of the village saw the work
    seen_by = models.CharField(max_length=100, blank=True)

    @property
    def seal(self) -> str:
        """`fresh` in the year after the latest visit, `old` in the next, then nothing: nobody takes it away (OP-11)."""
        age = timezone.localdate() - self.seen_on if self.seen_on else None
        if age is None or age > SEAL_GOES:
            return ""
        return "fresh" if age <= SEAL_FRESH else "old"


class PartnerAddress(PlaceFields, AbstractPartnerAddress):
    """Where the courier fetches."""

    phone = models.CharField(max_length=16, blank=True)

    class Meta(AbstractPartnerAddress.Meta):
        abstract = False


class StockRecord(AbstractStockRecord):
    """Counts steps (market/catalogue/units.py), priced per step in whole rupiah.

    `num_allocated` is promised to orders, `num_leased` to tablets without signal. The database itself refuses that
    promises exceed what lies on the shelf; oversold is therefore impossible, not unlikely.
    """

    num_leased = models.PositiveIntegerField(default=0)
    price_version = models.PositiveIntegerField(default=1)

    class Meta(AbstractStockRecord.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(num_in_stock__gte=Coalesce(F("num_allocated"), 0) + F("num_leased")),
                name="stock_never_oversold",
            ),
        ]

    @property
    def net_stock_level(self) -> int:
        """Steps that may still be promised to a buyer."""
        return (self.num_in_stock or 0) - (self.num_allocated or 0) - self.num_leased

    def allocate(self, quantity: int) -> None:
        """Promise `quantity` steps to an order; `OutOfStock` when fewer are left. One conditional UPDATE.

        Oscar adds without a condition and oversells under load (measured: 88 sold of 12).
        """
        changed = (
            type(self)
            .objects.annotate(promised=Coalesce(F("num_allocated"), 0) + F("num_leased"))
            .filter(pk=self.pk, num_in_stock__gte=F("promised") + quantity)
            .update(num_allocated=Coalesce(F("num_allocated"), 0) + quantity)
        )
        if changed != 1:
            raise OutOfStock(_("Stok tidak cukup."), data={"stockrecord": self.pk, "wanted": quantity})
        self.num_allocated = (self.num_allocated or 0) + quantity

    allocate.alters_data = True  # type: ignore[attr-defined]

    def is_allocation_consumption_possible(self, quantity: int) -> bool:
        return quantity <= min(self.num_allocated or 0, self.num_in_stock or 0)

    def cancel_allocation(self, quantity: int) -> None:
        """Give `quantity` promised steps back to the shelf's free part; never below zero.

        Who calls it makes sure that a promise is given back once (the order line does, by its own conditional UPDATE).
        """
        promised = Coalesce(F("num_allocated"), 0)
        type(self).objects.filter(pk=self.pk).update(
            num_allocated=Case(When(num_allocated__gte=quantity, then=promised - quantity), default=0)
        )
        self.num_allocated = max((self.num_allocated or 0) - quantity, 0)

    cancel_allocation.alters_data = True  # type: ignore[attr-defined]

    def consume_allocation(self, quantity: int) -> None:
        """The promised steps leave the shelf. `OutOfStock` when so many were not promised. One conditional UPDATE."""
        changed = (
            type(self)
            .objects.filter(pk=self.pk, num_allocated__gte=quantity, num_in_stock__gte=quantity)
            .update(num_allocated=F("num_allocated") - quantity, num_in_stock=F("num_in_stock") - quantity)
        )
        if changed != 1:
            raise OutOfStock(_("Stok tidak cukup."), data={"stockrecord": self.pk, "wanted": quantity})
        self.num_allocated = (self.num_allocated or 0) - quantity
        self.num_in_stock = (self.num_in_stock or 0) - quantity

    consume_allocation.alters_data = True  # type: ignore[attr-defined]


class StockMove(models.Model):
    """One signed change of what lies on the shelf, with its reason. Rows are added, never edited."""

    class Reason(models.TextChoices):
        RECEIVED = "received", _("Barang masuk")
        COUNTED = "counted", _("Hasil hitung")
        SOLD = "sold", _("Terjual")
        SOLD_CASH = "sold_cash", _("Terjual tunai")
        RETURNED = "returned", _("Dikembalikan")
        SPOILED = "spoiled", _("Rusak")

    stockrecord = models.ForeignKey(StockRecord, on_delete=models.PROTECT, related_name="moves")
    quantity = models.IntegerField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    reference = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stockrecord", "reason", "reference"], condition=~Q(reference=""), name="stock_move_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stockrecord_id} {self.quantity:+d} {self.reason}"


class StockLease(models.Model):
    """An allowance of steps held by one warung's tablet until a moment: what it sells inside is always accepted.

    `left` of it counts in `StockRecord.num_leased`; market/partner/leases.py keeps the two equal.
    """

    id = models.UUIDField(primary_key=True)
    stockrecord = models.ForeignKey(StockRecord, on_delete=models.PROTECT, related_name="leases")
    warung = models.ForeignKey("warung.Warung", on_delete=models.PROTECT, related_name="leases")
    device = models.ForeignKey("warung.Device", on_delete=models.PROTECT, related_name="leases")
    quantity = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    until = models.DateTimeField()
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(left__lte=F("quantity")), name="lease_left_within"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(left=0), name="lease_ended_empty"),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(ended_at=None), name="leases_to_end"),
            models.Index(fields=["warung", "stockrecord"], condition=Q(ended_at=None), name="leases_of_warung"),
        ]

    def __str__(self) -> str:
        return f"{self.stockrecord_id} {self.left}/{self.quantity}"


from oscar.apps.partner.models import *  # noqa: E402, F403
