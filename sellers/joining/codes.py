"""A one-time code for a phone that has no account yet. Every number gets the same answer; codes cost, so they are few.

The code itself is kept nowhere: the visitor's session holds its keyed hash, for ten minutes and three tries.
"""

import secrets
import time

from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.utils.crypto import constant_time_compare, salted_hmac

from market.communication import phone as phones

HOUR, DAY = 3_600, 86_400
PER_NUMBER_HOUR, PER_NUMBER_DAY, PER_ADDRESS_HOUR, ALL_DAY = 3, 6, 20, 1_000
LIFE_SECONDS, TRIES, SIGNS = 600, 3, 6
KEY = "join_code"  # session


def may_send(number: str, address: str) -> bool:
    """Count this wish; False over a limit: of the number, of the visitor's address, of the whole store's day."""
    limits = (
        (f"join:from:{address}", PER_ADDRESS_HOUR, HOUR),
        (f"join:hour:{number}", PER_NUMBER_HOUR, HOUR),
        (f"join:day:{number}", PER_NUMBER_DAY, DAY),
        ("join:all", ALL_DAY, DAY),
    )
    return all(_count(key, seconds) <= most for key, most, seconds in limits)


def _count(key: str, seconds: int) -> int:
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1


def send(session: SessionBase, number: str) -> None:
    """Send a new code and remember its hash. Raises the channel's `MarketError` when nobody took it."""
    code = f"{secrets.randbelow(10**SIGNS):0{SIGNS}d}"
    phones.send_code(number, code)
    session[KEY] = {"phone": number, "hash": _hash(number, code), "until": time.time() + LIFE_SECONDS, "tries": 0}


def waiting_for(session: SessionBase) -> str:
    """The number that a code was sent to; "" when there is none that still holds."""
    kept = session.get(KEY)
    return kept["phone"] if kept and kept["until"] > time.time() and kept["tries"] < TRIES else ""


def check(session: SessionBase, typed: str) -> str:
    """The number that this code proves; "" for a wrong one. The third wrong one ends it."""
    number = waiting_for(session)
    if not number:
        return ""
    kept = session[KEY]
    if constant_time_compare(kept["hash"], _hash(number, typed.strip())):
        del session[KEY]
        return number
    session[KEY] = {**kept, "tries": kept["tries"] + 1}
    return ""


def _hash(number: str, code: str) -> str:
    return salted_hmac("sellers.joining.codes", f"{number}:{code}").hexdigest()
