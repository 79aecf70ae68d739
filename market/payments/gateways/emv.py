"""A QRIS that a merchant shows (EMVCo, merchant-presented): reading it, its checksum, a sum put into a static one.

A converted code is a help for the buyer's fingers, no registered dynamic QRIS: it can be paid twice, never ends at the
acquirer and reports to nobody. So a person, or the bank's list, says whether the money has come.
"""

from __future__ import annotations

from collections.abc import Iterable

from market.core.errors import Refused

FORMAT, INITIATION, AMOUNT, CURRENCY, COUNTRY, EXTRA, CRC = "00", "01", "54", "53", "58", "62", "63"
TIPS = ("55", "56", "57")
RUPIAH, INDONESIA, STATIC, DYNAMIC = "360", "ID", "11", "12"
ACQUIRERS = range(26, 46)
NATIONAL = "51"
MAX_AMOUNT_DIGITS = 13
BILL_NUMBER = "01"

Fields = list[tuple[str, str]]


def crc(text: str) -> str:
    """CRC-16/CCITT-FALSE in four capital hex digits: `123456789` is `29B1`."""
    value = 0xFFFF
    for byte in text.encode("ascii"):
        value ^= byte << 8
        for _bit in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return f"{value:04X}"


def read(text: str) -> Fields:
    """The fields in order, the checksum verified and left out. `Refused` when it is no whole, unharmed code."""
    if not text.isascii():
        raise _refused("letters beyond ASCII", "not_ascii")
    if text[-8:-4] != CRC + "04" or crc(text[:-4]) != text[-4:]:
        raise _refused("the checksum does not fit", "bad_crc")
    return _split(text[:-8])


def with_amount(static: str, amount_rupiah: int, bill: str = "") -> str:
    """The static code with a sum, and a short bill number where one is given. `Refused` when it is not ours to change:
    not Indonesian, not in rupiah, no merchant, or with a sum already."""
    fields = read(static)
    known = dict(fields)
    if known.get(COUNTRY) != INDONESIA or known.get(CURRENCY) != RUPIAH:
        raise _refused("not an Indonesian code in rupiah", "not_rupiah")
    if not any(tag == NATIONAL or int(tag) in ACQUIRERS for tag in known):
        raise _refused("no merchant in it", "no_merchant")
    if AMOUNT in known:
        raise _refused("it has a sum already", "has_amount")
    amount = str(amount_rupiah)
    if amount_rupiah <= 0 or len(amount) > MAX_AMOUNT_DIGITS:
        raise _refused("no sum that fits", "bad_amount")
    changed = [(tag, DYNAMIC if tag == INITIATION else value) for tag, value in fields if tag not in TIPS]
    if INITIATION not in known:
        changed.insert(1, (INITIATION, DYNAMIC))
    if bill:
        inner = [(tag, value) for tag, value in _split(known.get(EXTRA, "")) if tag != BILL_NUMBER]
        changed = [(tag, value) for tag, value in changed if tag != EXTRA]
        changed.append((EXTRA, _joined([(BILL_NUMBER, bill), *inner])))
    changed.append((AMOUNT, amount))
    body = _joined(sorted(changed, key=lambda field: int(field[0]))) + CRC + "04"
    return body + crc(body)


def _split(text: str) -> Fields:
    fields, at = [], 0
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        if not (len(tag) == 2 and tag.isdigit() and len(length) == 2 and length.isdigit()):
            raise _refused("not made of fields", "bad_shape")
        value = text[at + 4 : at + 4 + int(length)]
        if len(value) != int(length):
            raise _refused("a field is cut off", "bad_shape")
        fields.append((tag, value))
        at += 4 + int(length)
    return fields


def _joined(fields: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{tag}{len(value):02}{value}" for tag, value in fields)


def _refused(why: str, code: str) -> Refused:
    return Refused(f"no QRIS that can be used: {why}", provider="qris_static", operation="read", code=code)
