"""Money is integer rupiah inside, `Rp12.500` outside. No floats."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

BASIS_POINTS = 10_000


def rupiah(amount: int | Decimal) -> str:
    """`Rp12.500`, `-Rp2.500`; ISO 4217 gives the rupiah two decimals, daily use has none."""
    whole = to_rupiah(amount)
    return f"{'-' if whole < 0 else ''}Rp{abs(whole):,}".replace(",", ".")


def to_rupiah(amount: int | str | Decimal) -> int:
    """The whole rupiah of an amount that must be whole already; ValueError for parts, NaN and words."""
    try:
        value = Decimal(amount)
        whole = int(value)
    except (InvalidOperation, ValueError, OverflowError, TypeError) as error:
        raise ValueError(f"no amount of rupiah: {amount!r}") from error
    if value != whole:
        raise ValueError(f"not whole rupiah: {amount!r}")
    return whole


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` rupiah by `weights` so that the parts add up exactly (largest remainders take the odd rupiah).

    Ties go to the earlier part, so the result is the same every time.
    """
    if not weights:
        raise ValueError("nobody to share with")
    whole = sum(weights)
    if whole == 0:
        weights, whole = [1] * len(weights), len(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def basis_points(amount: int, points: int) -> int:
    """`points`/10,000 of `amount`, half a rupiah rounded up."""
    return (amount * points + BASIS_POINTS // 2) // BASIS_POINTS


def round_rupiah(amount: Decimal, currency: str = "IDR") -> Decimal:
    """Whole rupiah, half down to the buyer's favour in a discount; Oscar's hook for offers."""
    return amount.quantize(Decimal(1))
