"""A parcel that did not arrive: it came back, or it is lost. The buyer's money is owed at once; the goods are on the
shelf again only when the seller has them in hand."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from market.communication import outbox
from market.core.errors import RuleBroken, WrongState
from market.core.money import rupiah
from market.lifecycle import books, owed, rows
from market.order.models import SellerOrder
from market.order.processing import EventHandler
from market.partner import stock
from market.partner.models import StockMove
from market.shipping.models import Shipment

State = SellerOrder.State
REASON_LENGTH = 200
LOST = "hilang"


def mark_returned(seller_order_id: int, reason: str, *, is_lost: bool = False) -> SellerOrder:
    """The parcel is back at the sender's side, or lost for good. May be repeated.

    The goods are owed to the buyer; the postage too when the parcel is lost, or by the house's rule
    (RETURN_REFUNDS_POSTAGE). `WrongState` when the part has ended otherwise.
    """
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if part.state == State.RETURNED:
            return part
        order, attempt = part.order, owed.paid_attempt(part.order)
        words = (reason.strip() or _("Paket kembali"))[:REASON_LENGTH]
        rows.move(part, State.RETURNED, ended_at=timezone.now(), reason=words)
        postage = part.postage_rupiah if is_lost or settings.RETURN_REFUNDS_POSTAGE else 0
        amount = part.goods_left_rupiah + postage
        refund = owed.owe(order, attempt, f"returned:{part.number}", amount, part.reason, part)
        EventHandler().money(order, "refund_owed", amount, refund.key)
        EventHandler().shipped(part, "returned")
        rows.end_order(order)
        outbox.tell_buyer(order, "lost" if is_lost else "returned", part=part, amount=rupiah(amount))
        outbox.tell_seller(part, "lost" if is_lost else "returned", rule=rule(is_lost=is_lost))
        books.part_returned(part, refund, postage)
        if is_lost and settings.LOSS_PAYS_SELLER:
            books.loss_paid(part)
        return part


def goods_back(seller_order_id: int, *, is_good: bool) -> SellerOrder:
    """The seller has the parcel in hand: what is good goes back on the shelf, once. May be repeated."""
    with transaction.atomic():
        part = rows.take_part(seller_order_id)
        if part.state != State.RETURNED:
            raise WrongState(_("Pesanan ini tidak sedang kembali."))
        shipment = part.shipments.exclude(state__in=[Shipment.State.FAILED, Shipment.State.VOID]).first()
        if shipment is None or shipment.progress == "lost_or_disposed":
            raise RuleBroken(_("Paket ini dinyatakan hilang."))
        if not Shipment.objects.filter(pk=shipment.pk, back_at=None).update(back_at=timezone.now()):
            return part
        for line in part.lines.select_related("stockrecord").order_by("stockrecord_id") if is_good else ():
            if line.stockrecord and not line.num_allocated and not line.allocation_cancelled:
                reference = f"{part.number}/{line.pk}"
                stock.receive(line.stockrecord, line.quantity, reason=StockMove.Reason.RETURNED, reference=reference)
        return part


def rule(*, is_lost: bool = False) -> str:
    """Who bears what, in one or two sentences, by the house's settings."""
    if is_lost:
        seller = _("Penjual tetap dibayar toko.") if settings.LOSS_PAYS_SELLER else _("Penjual tidak dibayar.")
        return _("Harga barang dan ongkir dikembalikan ke pembeli.") + " " + seller
    if settings.RETURN_REFUNDS_POSTAGE:
        return _("Harga barang dan ongkir dikembalikan ke pembeli. Ongkir balik ditanggung toko.")
    return _("Harga barang dikembalikan ke pembeli, ongkir kirim tidak. Ongkir balik ditanggung toko.")
