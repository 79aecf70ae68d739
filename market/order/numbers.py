"""Numbers that people read aloud, secrets that open a page. Both random: nobody finds another's order by counting."""

import secrets

from django.utils.timezone import localdate

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U: read aloud and written down without mistake
TAIL_LENGTH = 6  # 30**6 a day: 729 million
COMPLAINT_TAIL = 4  # 810,000 a day; the number opens nothing
SECRET_BYTES = 18  # 24 characters, 144 bits


def order_number() -> str:
    """`LD-261122-7K3QX9`."""
    tail = "".join(secrets.choice(ALPHABET) for _ in range(TAIL_LENGTH))
    return f"LD-{localdate():%y%m%d}-{tail}"


def seller_order_number(order: str, position: int) -> str:
    """`SO-261122-7K3QX9-1` for the first part of `LD-261122-7K3QX9`."""
    return f"SO-{order.removeprefix('LD-')}-{position}"


def complaint_number() -> str:
    """`KEL-261125-7K3Q`."""
    tail = "".join(secrets.choice(ALPHABET) for _ in range(COMPLAINT_TAIL))
    return f"KEL-{localdate():%y%m%d}-{tail}"


def secret() -> str:
    """What stands in the address of the order page."""
    return secrets.token_urlsafe(SECRET_BYTES)


def normal(typed: str) -> str:
    """A number as somebody types it (`ld 261122 7k3qx9`), as we wrote it."""
    plain = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum()).removeprefix("LD")
    return f"LD-{plain[:6]}-{plain[6:]}"
