"""One SMS becomes one draft and one answer, however often it is delivered. Nothing is held before a person calls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from market.catalogue import units
from market.catalogue.models import Product
from market.core.money import rupiah, to_rupiah
from market.core.once import insert_once
from market.partner.models import StockRecord
from market.partner.strategy import Strategy
from market.warung.models import TextDraft, Warung
from market.warung.sync.goods import records
from market.warung.texting.reading import fitted, plain, read

MOST_AN_HOUR = 10  # from one telephone; more are kept without an answer, because an answer costs pulsa
WORDS_KEPT = 480
NUMBER_DIGITS = 18  # a big integer's


def receive(warung: Warung, message_id: str, phone: str, words: str) -> str:
    """The answer to one SMS, at most 160 letters; empty for who asks too often. A repeat gets the first answer.

    `phone` as +62…; `message_id` is the gateway's and names the message everywhere.
    """
    known = TextDraft.objects.filter(message_id=message_id).first()
    if known is not None:
        return known.reply
    with translation.override(settings.LANGUAGE_CODE):
        facts = _read(warung, words) if _may_ask(phone) else {"state": TextDraft.State.UNREAD, "reply": ""}
    draft = TextDraft(
        message_id=message_id, warung=warung, phone=phone, words=words[:WORDS_KEPT], received_at=timezone.now(), **facts
    )
    if insert_once(draft):
        return str(draft.reply)
    return TextDraft.objects.get(message_id=message_id).reply


def named(rows: QuerySet[TextDraft], given: str) -> QuerySet[TextDraft]:
    """Of `rows` the one whose number a form gives; none for anything that is no number of a row."""
    return rows.filter(pk=given) if given.isascii() and given.isdigit() and len(given) <= NUMBER_DIGITS else rows.none()


def take(draft: TextDraft, user: Any) -> bool:
    """Somebody orders for the sender now; False when another did already or it was dropped."""
    return _handle(draft, user, TextDraft.State.TAKEN)


def drop(draft: TextDraft, user: Any) -> bool:
    """It comes to nothing; False when it was handled already."""
    return _handle(draft, user, TextDraft.State.DROPPED)


def reopen(draft: TextDraft) -> bool:
    """It waits for a call again, whoever had handled it; False when it waits already or was never an order."""
    handled = [TextDraft.State.TAKEN, TextDraft.State.DROPPED]
    rows = TextDraft.objects.filter(pk=draft.pk, state__in=handled)
    return bool(rows.update(state=TextDraft.State.OPEN, handled_at=None, handled_by=None))


def _handle(draft: TextDraft, user: Any, state: TextDraft.State) -> bool:
    rows = TextDraft.objects.filter(pk=draft.pk, state=TextDraft.State.OPEN)
    return bool(rows.update(state=state, handled_at=timezone.now(), handled_by=user))


def _may_ask(phone: str) -> bool:
    since = timezone.now() - timedelta(hours=1)
    return TextDraft.objects.filter(phone=phone, received_at__gt=since).count() < MOST_AN_HOUR


def _read(warung: Warung, words: str) -> dict[str, Any]:
    asked = read(words)
    record = _record(warung, asked.code) if asked else None
    if asked is None or record is None:
        return {"state": TextDraft.State.UNREAD, "reply": _help(warung, asked.code if asked else "")}
    product = record.product
    try:
        steps = _steps(product, asked.amount)
        allowed, why = Strategy().fetch_for_product(product, record).availability.is_purchase_permitted(steps)
    except units.AmountRefused as error:
        steps, allowed, why = 0, False, error.message
    if not allowed:
        return {"state": TextDraft.State.UNREAD, "reply": fitted("%(title)s: %(why)s", product.title, why=why)}
    total = to_rupiah(record.price or 0) * steps
    frame = _(
        "Dicatat: %(title)s, %(amount)s, %(total)s belum ongkir. %(warung)s akan menelepon Anda. Belum perlu bayar."
    )
    amount = plain(units.amount(steps, product.step_thousandths, product.unit))
    reply = fitted(frame, product.title, amount=amount, total=rupiah(total), warung=plain(warung.name)[:30])
    facts = {"product": product, "steps": steps, "place": asked.place, "total_rupiah": total}
    return {"state": TextDraft.State.OPEN, "reply": reply, **facts}


def _steps(product: Product, amount: str) -> int:
    """`2` of goods sold by half a kilogram is four steps. `units.AmountRefused` says what may be had."""
    if not amount:
        return int(product.minimum_steps)
    return units.parse(
        amount, step_thousandths=product.step_thousandths, unit=product.unit, minimum_steps=product.minimum_steps
    )


def _help(warung: Warung, code: str) -> str:
    start = _("Kode %(code)s tidak ada. ") % {"code": code[:20]} if code else ""
    frame = start + _("Tulis: PESAN KODE JUMLAH DUSUN. Contoh: PESAN 12 2 KRAJAN. Kode barang ada di %(warung)s.")
    return fitted(frame, "", warung=plain(warung.name)[:30])


def _record(warung: Warung, code: str) -> StockRecord | None:
    """The goods of this code that the warung may sell: their number, or the seller's code if only one seller has it."""
    rows = records(warung).select_related("product", "partner")
    wanted = Q(partner_sku__iexact=code)
    if code.isdigit():
        wanted = Q(product_id=min(int(code), 2**31 - 1))
    found = list(rows.filter(wanted).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
