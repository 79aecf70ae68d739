"""What tells one payment that people confirm from another: the code said at a counter, and the last digits of a sum."""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from market.core.errors import RuleBroken
from market.payments.models import PaymentAttempt

CASH, KASBON, TRANSFER, STATIC_QRIS = "cash", "kasbon", "transfer", "qris_static"
BY_SUM = (TRANSFER, STATIC_QRIS)
DIGITS = 8
MAX_UNIQUE_RUPIAH = 999
KEPT_AFTER = timedelta(hours=48)  # a sum is not given out again so soon after its attempt has ended


def mark(row: PaymentAttempt) -> None:
    """Give a new attempt its code or its sum. `RuleBroken` (`codes_used_up`) when no sum is free."""
    if row.gateway == CASH:
        row.pay_code = pay_code()
    elif row.gateway in BY_SUM:
        row.transfer_rupiah = unique_sum(row.gateway, row.amount_rupiah)


def pay_code() -> str:
    """A code that no attempt has had. The database refuses the pair that two makers might draw at one moment."""
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if not PaymentAttempt.objects.filter(pay_code=code).exists():
            return code


def plain(said: str) -> str:
    """The code as it is kept, however it was said: `1234 5678`, `1234-5678`."""
    return "".join(sign for sign in said if sign.isascii() and sign.isdigit())[: DIGITS + 1]


def unique_sum(gateway: str, amount_rupiah: int) -> int:
    """The amount plus 1 to 999 rupiah, so that no other open attempt, nor one that ended lately, has the same sum."""
    sums = range(amount_rupiah + 1, amount_rupiah + MAX_UNIQUE_RUPIAH + 1)
    recent = PaymentAttempt.objects.filter(gateway=gateway, expires_at__gt=timezone.now() - KEPT_AFTER)
    taken = set(recent.filter(transfer_rupiah__range=(sums[0], sums[-1])).values_list("transfer_rupiah", flat=True))
    free = [one for one in sums if one not in taken]
    if not free:
        raise RuleBroken(_("Kode unik untuk jumlah ini sedang habis. Pilih cara bayar lain."), code="codes_used_up")
    return secrets.choice(free)
