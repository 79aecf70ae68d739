"""The code that a buyer says at the counter of a warung: eight digits, never used twice."""

import secrets

from market.payments.models import PaymentAttempt

CASH, KASBON = "cash", "kasbon"
DIGITS = 8


def pay_code() -> str:
    """A code that no attempt has had. The database refuses the pair that two makers might draw at one moment."""
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if not PaymentAttempt.objects.filter(pay_code=code).exists():
            return code


def plain(said: str) -> str:
    """The code as it is kept, however it was said: `1234 5678`, `1234-5678`."""
    return "".join(sign for sign in said if sign.isascii() and sign.isdigit())[: DIGITS + 1]
