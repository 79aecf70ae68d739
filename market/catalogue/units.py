"""Amounts as people say them: 1,5 kg is three steps of 0,5 kg. Inside, a quantity is a whole number of steps.

Pure functions. A step is given in thousandths of the unit (`Product.step_thousandths`): 500 of kg is half a kilogram.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from market.core.errors import RuleBroken
from market.core.money import rupiah

THOUSAND = 1000
MOST_STEPS = 1000  # of one thing in one basket; also OSCAR_MAX_BASKET_QUANTITY_THRESHOLD
AMOUNT = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,6}))?")


class AmountRefused(RuleBroken):
    """The amount is no whole number of steps. `data["nearest"]`: the amounts that are, as texts to choose from."""

    code = "amount_refused"


def number(thousandths: int) -> str:
    """`1500` -> `1,5`; `1000` -> `1`; `1250000` -> `1.250`."""
    whole, rest = divmod(thousandths, THOUSAND)
    text = f"{whole:,}".replace(",", ".")
    return f"{text},{rest:03d}".rstrip("0") if rest else text


def amount(steps: int, step_thousandths: int, unit: str) -> str:
    """What a quantity of steps is called: `1,5 kg`, `3 bungkus`."""
    return f"{number(steps * step_thousandths)} {name_of(unit)}"


def name_of(unit: str) -> str:
    """`bungkus`, and `pack` for who reads English. The units are those of `market.catalogue.models.Unit`."""
    return _(unit)


def parse(text: str, *, step_thousandths: int, unit: str, minimum_steps: int = 1) -> int:
    """The steps in an amount that a person typed (`1,5`, `1.5`, `1,5 kg`); comma and point both mean the decimals.

    Raises `AmountRefused` for what is no number, no whole number of steps, fewer than the minimum, or too many.
    """
    words = text.strip().lower()
    said = next((one for one in (unit.lower(), name_of(unit).lower()) if words.endswith(one)), "")
    plain = words.removesuffix(said).strip()
    found = AMOUNT.fullmatch(plain)
    if not found:
        raise AmountRefused(
            _("Tulis jumlahnya dengan angka, misalnya %(example)s.")
            % {"example": amount(minimum_steps, step_thousandths, unit)},
            data={"nearest": nearest(0, step_thousandths, unit, minimum_steps)},
        )
    wanted = int(found[1]) * 1_000_000 + int((found[2] or "").ljust(6, "0"))
    steps, rest = divmod(wanted, step_thousandths * THOUSAND)
    if rest or steps < minimum_steps or steps > MOST_STEPS:
        raise _refused(plain, steps, step_thousandths, unit, minimum_steps)
    return steps


def _refused(plain: str, steps: int, step_thousandths: int, unit: str, minimum_steps: int) -> AmountRefused:
    choices = nearest(steps, step_thousandths, unit, minimum_steps)
    if steps < minimum_steps:
        message = _("Paling sedikit %(least)s.") % {"least": choices[0]}
    elif steps >= MOST_STEPS:
        message = _("Paling banyak %(most)s sekali pesan.") % {"most": choices[-1]}
    else:
        message = _("%(wanted)s tidak bisa: dijual per %(step)s. Pilih %(choices)s.") % {
            "wanted": f"{plain.replace('.', ',')} {name_of(unit)}",
            "step": amount(1, step_thousandths, unit),
            "choices": _(" atau ").join(choices),
        }
    return AmountRefused(message, data={"nearest": choices})


def nearest(steps: int, step_thousandths: int, unit: str, minimum_steps: int = 1) -> list[str]:
    """The one or two amounts around `steps` (rounded down) that can be bought."""
    low = min(max(steps, minimum_steps), MOST_STEPS)
    high = min(max(steps + 1, minimum_steps), MOST_STEPS)
    return [amount(one, step_thousandths, unit) for one in sorted({low, high})]


def price_per_unit(price_rupiah: int, step_thousandths: int, unit: str) -> str:
    """`Rp30.000/kg` for a step of 0,5 kg at Rp15.000; the price of a step where a unit's price is not whole rupiah."""
    whole, rest = divmod(price_rupiah * THOUSAND, step_thousandths)
    if rest:
        return f"{rupiah(price_rupiah)}/{amount(1, step_thousandths, unit)}"
    return f"{rupiah(whole)}/{name_of(unit)}"
