"""The buyer's order, and one SellerOrder for each seller in it."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oscar.apps.address.abstract_models import AbstractShippingAddress
from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder

from market.address.places import PlaceFields
from market.catalogue import units
from market.core.money import to_rupiah
from market.core.states import States
from market.order.complaints import Complaint as Complaint
from market.order.reviews import Review as Review

SECRET_BYTES = 18  # 24 signs in the link: not to be guessed


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


class Order(AbstractOrder):
    """The intent to pay. Whether it is paid is computed from its attempts and refunds, never set by a webhook.

    `secret` opens the order page without a login; `placement_key` makes a repeated submit find the same order.
    """

    secret = models.CharField(max_length=32, unique=True, default=new_secret)
    placement_key = models.CharField(max_length=64, unique=True, default=new_secret)
    buyer_name = models.CharField(_("Nama"), max_length=100, blank=True)
    buyer_phone = models.CharField(_("Nomor HP"), max_length=16, blank=True)
    source = models.CharField(max_length=12, default="web")
    pay_by = models.DateTimeField(default=timezone.now)
    paid_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractOrder.Meta):
        abstract = False
        indexes = [
            models.Index(
                fields=["pay_by"], condition=Q(paid_at=None, expired_at=None), name="order_waiting_for_payment"
            ),
        ]


class ShippingAddress(PlaceFields, AbstractShippingAddress):
    """Where the parcels go. Written in the same transaction as the order, so a failed attempt leaves no address."""

    class Meta(AbstractShippingAddress.Meta):
        abstract = False


class SellerOrder(models.Model):
    """The part of one Order that one Partner sells, packs and is paid for.

    Money and carriage are frozen here at placing: later changes of price, fee or tariff do not touch it.
    `quote_reference` names the promise that was honoured.
    """

    class State(models.TextChoices):
        UNPAID = "unpaid", _("Menunggu pembayaran")
        NEW = "new", _("Pesanan baru")
        ACCEPTED = "accepted", _("Diterima penjual")
        PACKED = "packed", _("Dikemas")
        HANDED_OVER = "handed_over", _("Diserahkan ke kurir")
        DELIVERED = "delivered", _("Diterima")
        RELEASED = "released", _("Selesai")
        CANCELLED = "cancelled", _("Dibatalkan")
        RETURNED = "returned", _("Dikembalikan")
        EXPIRED = "expired", _("Kedaluwarsa")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="seller_orders")
    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="seller_orders")
    number = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNPAID)

    goods_rupiah = models.PositiveBigIntegerField()
    postage_rupiah = models.PositiveBigIntegerField()
    commission_rupiah = models.PositiveBigIntegerField(default=0)
    fees = models.JSONField(default=list, blank=True)  # what the commission is made of: market.order.fees.Fee

    courier_code = models.CharField(max_length=20)
    service_code = models.CharField(max_length=30)
    service_name = models.CharField(max_length=60)
    quote_reference = models.CharField(max_length=32)
    estimated = models.BooleanField(default=False)  # the postage is a stored tariff ("perkiraan"), not the courier's
    days_from = models.PositiveSmallIntegerField(null=True, blank=True)
    days_to = models.PositiveSmallIntegerField(null=True, blank=True)
    weight_grams = models.PositiveIntegerField()

    placed_at = models.DateTimeField(auto_now_add=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    packed_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    release_on = models.DateField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    given_back_rupiah = models.PositiveBigIntegerField(default=0)  # of the goods, after a complaint
    commission_given_back_rupiah = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "partner"], name="one_seller_order_per_partner"),
            models.CheckConstraint(
                condition=Q(commission_rupiah__lte=models.F("goods_rupiah")), name="commission_within_goods"
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "state", "-placed_at"], name="seller_orders_of_partner"),
            models.Index(fields=["release_on"], condition=Q(state="delivered"), name="seller_orders_to_release"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def net_rupiah(self) -> int:
        """What the seller keeps of the goods."""
        return self.goods_rupiah - self.commission_rupiah

    @property
    def goods_left_rupiah(self) -> int:
        """The goods, less what was given back of them: all that may still go back to the buyer."""
        return self.goods_rupiah - self.given_back_rupiah

    @property
    def commission_left_rupiah(self) -> int:
        """The commission, less its share of what a complaint gave back."""
        return self.commission_rupiah - self.commission_given_back_rupiah

    @property
    def net_left_rupiah(self) -> int:
        """What the seller is to get in the end: the net, less the seller's share of what a complaint gave back."""
        return self.goods_rupiah - self.given_back_rupiah - self.commission_left_rupiah


class FeeRule(models.Model):
    """What the house keeps of the goods from a day on: of one seller, a category, a village, or everybody.

    Never edited: a new rule takes over on its day, and one that has not begun may be called off. Which of several
    holds, `market.order.fees` says.
    """

    MOST_BASIS_POINTS = 3_000

    name = models.CharField(_("Nama biaya"), max_length=40)
    basis_points = models.PositiveSmallIntegerField()
    village = models.ForeignKey("address.Village", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    category = models.ForeignKey(
        "catalogue.Category", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_on = models.DateField(_("Mulai berlaku"))
    until_on = models.DateField(_("Sampai"), null=True, blank=True)  # the last day
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(basis_points__lte=3_000), name="fee_rule_within_reason"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")), name="fee_rule_dates_in_order"
            ),
            models.CheckConstraint(condition=Q(partner=None) | Q(village=None), name="fee_rule_seller_or_village"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.basis_points} {self.from_on}"


_S = SellerOrder.State
SELLER_ORDER_STATES = States(
    "SellerOrder",
    {
        _S.UNPAID: frozenset({_S.NEW, _S.EXPIRED, _S.CANCELLED}),
        _S.NEW: frozenset({_S.ACCEPTED, _S.PACKED, _S.CANCELLED}),
        _S.ACCEPTED: frozenset({_S.PACKED, _S.CANCELLED}),
        _S.PACKED: frozenset({_S.HANDED_OVER, _S.DELIVERED, _S.CANCELLED, _S.RETURNED}),
        _S.HANDED_OVER: frozenset({_S.DELIVERED, _S.RETURNED}),
        _S.DELIVERED: frozenset({_S.RELEASED, _S.RETURNED}),
        _S.EXPIRED: frozenset({_S.NEW}),  # a payment that came late, with the stock still there
    },
)


class Line(AbstractLine):
    """Frozen at placing: the unit and step in which the buyer read the quantity, and the weight of one step."""

    seller_order = models.ForeignKey(SellerOrder, on_delete=models.PROTECT, null=True, related_name="lines")
    unit = models.CharField(max_length=10, default="buah")
    step_thousandths = models.PositiveIntegerField(default=1000)
    weight_grams = models.PositiveIntegerField(default=0)
    weighed_thousandths = models.PositiveIntegerField(null=True, blank=True)  # of its unit, as the seller weighed it

    @property
    def amount(self) -> str:
        """As the buyer read it: `1,5 kg`, `2 bungkus`."""
        return units.amount(self.quantity, self.step_thousandths, self.unit)

    @property
    def price_rupiah(self) -> int:
        """What the buyer pays for the line."""
        return to_rupiah(self.line_price_incl_tax)

    def release(self) -> bool:
        """Give back what this line was promised; False when that was done before. One conditional UPDATE."""
        rows = Line.objects.filter(pk=self.pk, allocation_cancelled=False, num_allocated__gt=0)
        if not rows.update(num_allocated=0, allocation_cancelled=True):
            return False
        self.num_allocated, self.allocation_cancelled = 0, True
        self.stockrecord.cancel_allocation(self.quantity)
        return True

    release.alters_data = True  # type: ignore[attr-defined]

    def allocate_again(self) -> bool:
        """Promise the steps once more after `release`; False when nothing was given back. `OutOfStock` if gone."""
        rows = Line.objects.filter(pk=self.pk, allocation_cancelled=True)
        if not rows.update(num_allocated=self.quantity, allocation_cancelled=False):
            return False
        self.num_allocated, self.allocation_cancelled = self.quantity, False
        self.stockrecord.allocate(self.quantity)
        return True

    allocate_again.alters_data = True  # type: ignore[attr-defined]

    def hand_out(self) -> bool:
        """The promise is kept: the steps leave the shelf next (`market.order.stock`). False when they left before."""
        rows = Line.objects.filter(pk=self.pk, allocation_cancelled=False, num_allocated__gt=0)
        if not rows.update(num_allocated=0):
            return False
        self.num_allocated = 0
        return True

    hand_out.alters_data = True  # type: ignore[attr-defined]

    def cancel_allocation(self, quantity: int) -> None:
        """Oscar's name for `release`; our lines are given back whole."""
        if quantity == self.quantity:
            self.release()

    cancel_allocation.alters_data = True  # type: ignore[attr-defined]


from oscar.apps.order.models import *  # noqa: E402, F403
