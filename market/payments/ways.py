"""The ways to pay that a buyer may choose: what fits the amount, by whom, and what it costs, in plain words (PY-16).

A way is one choice on the page, not one method: "virtual account" is seven banks, of which the gateway's own page lets
the buyer take one. It is offered once, by the first gateway of `GATEWAYS` that carries it and is not in trouble.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from market.address.models import Village
from market.payments.codes import BY_SUM, CASH, STATIC_QRIS, TRANSFER
from market.payments.models import PaymentAttempt
from market.payments.registry import gateway

TROUBLE_MEMORY = timedelta(minutes=10)
COUNTERS_SHOWN = 5
FEE_NONE = _("Tanpa biaya tambahan.")


@dataclass(frozen=True, slots=True)
class Group:
    """One choice: what it is called, what the buyer should know, and the gateways' methods that belong to it."""

    name: str | Promise
    words: str | Promise
    methods: tuple[str, ...]


GROUPS: dict[str, Group] = {
    "qris": Group("QRIS", _("Pindai dengan aplikasi bank atau dompet digital apa saja."), ("qris",)),
    "ewallet": Group(
        _("Dompet digital"), _("GoPay, ShopeePay, dan sejenisnya."),
        ("gopay", "shopeepay", "dana", "ovo", "linkaja"),
    ),
    "va": Group(
        _("Virtual account"), _("BRI, BCA, BNI, Mandiri, BSI, dan bank lain. Bayar dari ATM atau aplikasi bank."),
        ("va_bri", "va_bca", "va_bni", "va_mandiri", "va_bsi", "va_permata", "va_cimb"),
    ),
    "store": Group(_("Kasir Indomaret atau Alfamart"), _("Bayar tunai dengan kode."), ("indomaret", "alfamart")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """What the buyer sees and sends back. `key` names it on the form; `warung_id` is the counter of a cash way."""

    gateway: str
    method: str
    name: str
    words: str
    fee: str
    warung_id: int | None = None

    @property
    def key(self) -> str:
        return f"{self.gateway}:{self.warung_id or self.method}"


def methods_of(choice: str) -> tuple[str, ...]:
    """The gateways' methods behind a choice; a method stands for itself; nothing for nothing."""
    return GROUPS[choice].methods if choice in GROUPS else (choice,) if choice else ()


def offered(amount_rupiah: int, village: Village | None, *, avoid: Collection[str] = ()) -> list[Way]:
    """The ways that can carry this amount for a buyer in that village, the best first. Two queries.

    `avoid`: gateways that just failed this buyer; what only they carry is left out.
    """
    shunned = {*avoid, *troubled()}
    found: list[Way] = []
    for choice, group in GROUPS.items():
        code = _carrier(choice, amount_rupiah, shunned)
        if code:
            found.append(Way(code, choice, str(group.name), str(group.words), str(FEE_NONE)))
    found += _by_sum(amount_rupiah)
    if CASH in settings.GATEWAYS:
        found += _counters(village)
    return found


def chosen(key: str, amount_rupiah: int, village: Village | None) -> Way | None:
    """The offered way of that key; None when it is not offered (any more). Gateways in trouble may be insisted on."""
    code, _colon, choice = key.partition(":")
    if code == CASH and CASH in settings.GATEWAYS:
        return next((way for way in _counters(village) if way.key == key), None)
    if code in BY_SUM:
        return next((way for way in _by_sum(amount_rupiah) if way.key == key), None)
    if choice in GROUPS and code in settings.GATEWAYS and _carries(code, choice, amount_rupiah):
        group = GROUPS[choice]
        return Way(code, choice, str(group.name), str(group.words), str(FEE_NONE))
    return None


def troubled() -> set[str]:
    """Gateways whose latest opening of the last minutes went wrong; they are offered again when one goes well."""
    since = timezone.now() - TROUBLE_MEMORY
    seen: dict[str, bool] = {}
    recent = PaymentAttempt.objects.filter(opening_at__gte=since).order_by("-opening_at")
    for code, state, error in recent.values_list("gateway", "state", "error")[:20]:
        if state != PaymentAttempt.State.OPENING:
            seen.setdefault(code, bool(error) and state in ("created", "unclear", "failed", "cancelled"))
    return {code for code, is_bad in seen.items() if is_bad}


def counter(warung_id: int | None) -> Any:
    """The warung of that id with its village, or None."""
    return points().filter(pk=warung_id).first() if warung_id else None


def points() -> QuerySet[Any]:
    """The warungs. Their room lies above this one; its rows are reached by way of the villages that they stand in."""
    return Village._meta.get_field("warungs").related_model.objects.select_related("village")


def _carrier(choice: str, amount_rupiah: int, shunned: Collection[str]) -> str:
    able = [code for code in settings.GATEWAYS if _carries(code, choice, amount_rupiah)]
    return next((code for code in able if code not in shunned), "")


def _carries(code: str, choice: str, amount_rupiah: int) -> bool:
    if choice == "va" and amount_rupiah < settings.VA_FROM_RUPIAH:
        return False  # its fee eats a small order
    return bool(gateway(code).methods_for(amount_rupiah, GROUPS[choice].methods))


def _by_sum(amount_rupiah: int) -> Iterator[Way]:
    """The ways that people confirm by the sum, as far as this place has set them up."""
    texts = {
        TRANSFER: (_("Transfer bank biasa"), _("Diperiksa petugas, biasanya pada hari kerja yang sama."),
                   _("Bank Anda bisa menarik biaya antarbank.")),
        STATIC_QRIS: (_("QRIS desa"), _("Diperiksa petugas, biasanya pada hari kerja yang sama."), FEE_NONE),
    }  # fmt: skip
    for code, (name, words, fee) in texts.items():
        if code in settings.GATEWAYS and gateway(code).methods_for(amount_rupiah):
            yield Way(code, code, str(name), str(words), str(fee))


def _counters(village: Village | None) -> Iterator[Way]:
    """The warungs of the buyer's own regency, those of the own village first."""
    if village is None:
        return
    near = points().filter(village__code__startswith=f"{village.regency_code}.").order_by("village_id", "pk")
    for point in sorted(near, key=lambda one: one.village_id != village.code)[:COUNTERS_SHOWN]:
        words = f"{point.address}, {point.village.name}. {point.opening_hours}".strip()
        yield Way(CASH, CASH, str(_("Tunai di %(warung)s") % {"warung": point.name}), words, str(FEE_NONE), point.pk)
