"""The real weight after weighing (SE-09): less than was ordered lowers the price at once, more is never charged."""

from django.db import transaction
from django.utils.translation import gettext as _

from market.catalogue import units
from market.communication import outbox
from market.core.errors import RuleBroken, WrongState
from market.core.money import rupiah
from market.lifecycle import books, owed, rows
from market.order.models import Line, SellerOrder
from market.order.processing import EventHandler

State = SellerOrder.State
WEIGHED_UNITS = ("kg", "ons", "liter")
BEFORE_PACKING = (State.NEW, State.ACCEPTED)
LEAST_SHARE = 2  # not less than one half: below that the buyer would rather have nothing


def may_be_weighed(line: Line) -> bool:
    """Sold by weight, and not weighed yet."""
    return line.unit in WEIGHED_UNITS and line.weighed_thousandths is None


def mark_weighed(line_id: int, thousandths: int) -> int:
    """Write down what a line really weighs, in thousandths of its unit; the rupiah that go back to the buyer.

    Before packing, once. The difference is rounded up, for the buyer, and owed at once; the commission falls with it.
    More than was ordered changes nothing: it is a gift, or the buyer orders the rest. `RuleBroken` for goods that are
    not weighed, or with less than a half; `WrongState` when it was weighed or packed.
    """
    with transaction.atomic():
        part = rows.take_part(Line.objects.values_list("seller_order_id", flat=True).get(pk=line_id))
        line = Line.objects.select_for_update().get(pk=line_id)
        if line.weighed_thousandths is not None:
            raise WrongState(_("Barang ini sudah ditimbang."), code="weighed")
        if part.state not in BEFORE_PACKING:
            raise WrongState(_("Timbang sebelum dikemas. Sesudah itu beratnya tetap."), code="packed")
        if not may_be_weighed(line):
            raise RuleBroken(_("Barang ini dijual per buah, bukan ditimbang."), code="not_weighed")
        ordered = line.quantity * line.step_thousandths
        if thousandths * LEAST_SHARE < ordered:
            words = _("Kurang dari separuh pesanan. Hubungi pembeli, atau tolak pesanan ini.")
            raise RuleBroken(words, code="too_little")
        line.weighed_thousandths = thousandths
        line.save(update_fields=["weighed_thousandths"])
        back = back_for(line, thousandths)
        if back:
            _give_back(part, line, back)
        return back


def back_for(line: Line, thousandths: int) -> int:
    """What goes back for so much instead of what was ordered, rounded up, in rupiah. Pure."""
    ordered = line.quantity * line.step_thousandths
    return -(-line.price_rupiah * max(ordered - thousandths, 0) // ordered)


def _give_back(part: SellerOrder, line: Line, back: int) -> None:
    commission = part.commission_rupiah * back // part.goods_rupiah
    part.given_back_rupiah += back
    part.commission_given_back_rupiah += commission
    part.save(update_fields=["given_back_rupiah", "commission_given_back_rupiah"])
    amount = units.amount(1, line.weighed_thousandths or 0, line.unit)
    reason = _("%(title)s ditimbang %(amount)s") % {"title": line.title, "amount": amount}
    key = f"{owed.AFTER_COMPLAINT}weighed:{part.number}:{line.pk}"
    refund = owed.owe(part.order, owed.paid_attempt(part.order), key, back, reason, part)
    EventHandler().money(part.order, "refund_owed", back, refund.key)
    books.complaint_settled(part, refund, goods_rupiah=back, commission_rupiah=commission)
    outbox.tell_buyer(part.order, "weighed", part=part, again=str(line.pk), amount=rupiah(back), reason=reason)
