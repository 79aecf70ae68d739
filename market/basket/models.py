"""The basket: one open one for each owner, whole steps as quantities, changed without losing a change."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine

from market.core.errors import RuleBroken, WrongState
from market.core.money import to_rupiah

MOST_STEPS = 10_000  # of one line
MOST_LINES = 60


class Basket(AbstractBasket):
    """Oscar's basket, whose states are guarded: frozen once, submitted once, thawed only from frozen.

    A basket that was ordered from can therefore not be ordered from again, however often the button is pressed.
    """

    class Meta(AbstractBasket.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=Q(status="Open"), name="one_open_basket_per_owner"),
        ]

    def all_lines(self) -> "Sequence[Line]":
        """The lines in the order of adding, read once with all that pricing and grouping need: one query."""
        if self.pk is None:
            return self.lines.model.objects.none()
        if self._lines is None:
            lines = self.lines.select_related("product__product_class", "stockrecord__partner__village").order_by("pk")
            for line in lines:
                line.basket = self
                line.stockrecord.product = line.product
            self._lines = lines
        return self._lines

    def keep_up(self) -> None:
        """Forget the lines that were read; the next look reads them again."""
        self.reset_offer_applications()

    # --- quantities ---------------------------------------------------------------------------------------------------

    def put(self, product: Any, steps: int) -> "Line":
        """Add `steps` of `product`. Two simultaneous adds both count. `RuleBroken` says why it may not be bought."""
        info = self.strategy.fetch_for_product(product)
        allowed, reason = info.availability.is_purchase_permitted(max(steps, product.minimum_steps))
        if not allowed:
            raise RuleBroken(str(reason))
        if self.pk is None:
            self.save()
        price = info.price.incl_tax
        defaults = {
            "quantity": 0,
            "price_currency": info.price.currency,
            "price_excl_tax": price,
            "price_incl_tax": price,
        }
        reference = self._create_line_reference(product, info.stockrecord, None)
        keys = {"line_reference": reference, "product": product, "stockrecord": info.stockrecord}
        with transaction.atomic():
            if not self._is_open_and_locked():
                raise WrongState(_("Keranjang ini sudah dipesan."))
            line, created = self.lines.get_or_create(**keys, defaults=defaults)
            if created and self.lines.count() > MOST_LINES:
                raise RuleBroken(_("Keranjang sudah penuh. Selesaikan dulu pesanan ini."))
            Line.objects.filter(pk=line.pk).update(quantity=F("quantity") + steps, date_updated=now())
            line.refresh_from_db(fields=["quantity"])
            allowed, reason = info.availability.is_purchase_permitted(line.quantity)
            if not allowed or line.quantity > MOST_STEPS:
                raise RuleBroken(str(reason) or _("Jumlahnya terlalu banyak."))
        self.keep_up()
        return line

    put.alters_data = True  # type: ignore[attr-defined]

    def add_product(self, product: Any, quantity: int = 1, options: Any = None) -> "tuple[Line, bool]":
        """Oscar's name for `put`; our goods have no options."""
        line = self.put(product, quantity)
        return line, line.quantity == quantity

    add_product.alters_data = True  # type: ignore[attr-defined]
    add = add_product

    def set_steps(self, line: "Line", steps: int) -> None:
        """Make the line's quantity `steps`; 0 takes it out. `RuleBroken` when so many may not be bought."""
        if steps > 0:
            allowed, reason = line.purchase_info.availability.is_purchase_permitted(steps)
            if not allowed or steps > MOST_STEPS:
                raise RuleBroken(str(reason) or _("Jumlahnya terlalu banyak."))
        with transaction.atomic():
            if not self._is_open_and_locked():
                raise WrongState(_("Keranjang ini sudah dipesan."))
            rows = self.lines.filter(pk=line.pk)
            if steps > 0:
                rows.update(quantity=steps, date_updated=now())
            else:
                rows.delete()
        self.keep_up()

    set_steps.alters_data = True  # type: ignore[attr-defined]

    def accept_prices(self) -> int:
        """The buyer agrees to today's prices (BY-12): they become the promised ones. The number of lines changed."""
        changed = 0
        with transaction.atomic():
            if not self._is_open_and_locked():
                raise WrongState(_("Keranjang ini sudah dipesan."))
            for line in self.all_lines():
                if line.price_changed:
                    price = line.purchase_info.price.incl_tax
                    changed += self.lines.filter(pk=line.pk).update(price_excl_tax=price, price_incl_tax=price)
        self.keep_up()
        return changed

    accept_prices.alters_data = True  # type: ignore[attr-defined]

    def _is_open_and_locked(self) -> bool:
        """Hold the basket's row until the transaction ends, so that nothing is put into a basket being ordered."""
        return bool(Basket.objects.filter(pk=self.pk, status=self.OPEN).update(status=self.OPEN))

    # --- states -------------------------------------------------------------------------------------------------------

    def _move(self, source: str, target: str, **more: Any) -> None:
        changed = Basket.objects.filter(pk=self.pk, status=source).update(status=target, **more)
        if changed != 1:
            raise WrongState(f"Basket {self.pk}: not {source}", data={"basket": self.pk, "to": target})
        self.status = target

    def freeze(self) -> None:
        """Take the open basket for ordering; `WrongState` when somebody was first. One conditional UPDATE."""
        self._move(self.OPEN, self.FROZEN)

    freeze.alters_data = True  # type: ignore[attr-defined]

    def thaw(self) -> None:
        """Open a frozen basket again. Oscar thaws anything, also what was already ordered; this does not."""
        self._move(self.FROZEN, self.OPEN)

    thaw.alters_data = True  # type: ignore[attr-defined]

    def submit(self) -> None:
        """Mark the frozen basket as ordered."""
        self.date_submitted = now()
        self._move(self.FROZEN, self.SUBMITTED, date_submitted=self.date_submitted)

    submit.alters_data = True  # type: ignore[attr-defined]


class Line(AbstractLine):
    """`quantity` counts steps; `price_incl_tax` is the price of a step that the buyer has seen and agreed to."""

    @property
    def steps(self) -> int:
        return self.quantity

    @property
    def price_rupiah(self) -> int:
        """Today's price of the line, after discounts."""
        price = self.line_price_incl_tax_incl_discounts
        return 0 if price is None else to_rupiah(price)

    @property
    def step_price_rupiah(self) -> int:
        price = self.unit_price_incl_tax
        return 0 if price is None else to_rupiah(price)

    @property
    def agreed_step_price_rupiah(self) -> int:
        return 0 if self.price_incl_tax is None else to_rupiah(self.price_incl_tax)

    @property
    def price_changed(self) -> bool:
        return self.step_price_rupiah != self.agreed_step_price_rupiah

    @property
    def trouble(self) -> str:
        """Why this line may not be bought as it stands; empty when it may."""
        allowed, reason = self.purchase_info.availability.is_purchase_permitted(self.quantity)
        return "" if allowed else str(reason)


def open_basket(owner: Any) -> Basket:
    """The owner's open basket, made when there is none. The database keeps it one; the loser of a race reads again."""
    try:
        with transaction.atomic():
            return Basket.objects.get_or_create(owner=owner, status=Basket.OPEN)[0]
    except IntegrityError:
        return Basket.objects.get(owner=owner, status=Basket.OPEN)


from oscar.apps.basket.models import *  # noqa: E402, F403
