"""`{% load show %}`: how numbers, times, phones, signs and photographs are written on every page and in every message.

Templates hold `if` and `for` only; whatever needs a rule of writing is here, and the rules themselves are plain
functions in `market.core`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from market.core import dates, money, phones

register = template.Library()


@register.filter
def rupiah(amount: int | Decimal | None) -> str:
    """`Rp12.500`; nothing for nothing."""
    return "" if amount is None else money.rupiah(amount)


@register.filter
def thousandths(value: int) -> str:
    """`1500` thousandths is `1,5`; `1000` is `1`."""
    whole, rest = divmod(int(value), 1000)
    dotted = f"{whole:,}".replace(",", ".")
    return f"{dotted},{rest:03d}".rstrip("0") if rest else dotted


@register.filter
def percent(basis_points: int) -> str:
    """`450` basis points are `4,5 %`."""
    return f"{basis_points / 100:g} %".replace(".", ",")


@register.filter
def grams(value: int) -> str:
    """`250 g`, `1,5 kg`."""
    return f"{value} g" if value < 1000 else f"{thousandths(value)} kg"


@register.filter
def day(value: date | None) -> str:
    """`22 November 2026`."""
    return dates.day(value) if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """`Minggu, 22 November 2026`."""
    return dates.weekday(value) if value else ""


@register.filter
def moment(value: datetime | None, region_code: str = "") -> str:
    """`Minggu, 22 November 2026 pukul 14.05 WIB`; the argument is the code of the place whose clock counts."""
    return dates.moment(value, region_code) if value else ""


@register.filter
def short_moment(value: datetime | None, region_code: str = "") -> str:
    """`22 Nov 2026 14.05 WIB`."""
    return dates.short_moment(value, region_code) if value else ""


@register.simple_tag
def when(value: datetime, region_code: str = "") -> SafeString:
    """A `<time>`: ISO 8601 with offset for machines, `Minggu, 22 November 2026 pukul 14.05 WIB` for people."""
    local = value.astimezone(dates.clock_of(region_code))
    iso = local.isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', iso, dates.moment(value, region_code))


@register.filter
def phone(value: str) -> str:
    """`0812-3456-7890`."""
    return phones.shown(value)


@register.filter
def phone_masked(value: str) -> str:
    """`0812-••••-7890`."""
    return phones.masked(value)


@register.simple_tag
def whatsapp_link(number: str, text: str = "") -> str:
    """`https://wa.me/62…?text=…`; empty when there is no Indonesian number."""
    return phones.whatsapp(number, text)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign from `img/icons.svg`, hidden from screen readers: a word always stands beside it."""
    return format_html(
        '<svg aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', static("img/icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def here(context: Mapping[str, Any], prefix: str) -> SafeString:
    """`aria-current="page"` when the page lies under `prefix` (the home page only under itself)."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    is_here = path == prefix if prefix == "/" else path.startswith(prefix)
    return SafeString('aria-current="page"' if is_here else "")


@register.filter
def largest(photo: Mapping[str, Any]) -> str:
    """The address of a photograph in its full size."""
    return f"{default_storage.url(photo['stem'])}-{photo['sizes'][-1][0]}.jpg"


@register.simple_tag
def picture(
    photo: Mapping[str, Any] | None, alt: str, sizes: str = "100vw", most: int = 640, eager: bool = False
) -> SafeString:
    """A `<picture>` of what `market.catalogue.photos` keeps on a row: AVIF or WebP, and JPEG for all others.

    `alt` is "" where the words beside it say the same; `eager` for the one photograph that is seen first. No file wider
    than `most` is offered, however fine the screen: a phone with three dots for one would fetch nine times the data.
    """
    if not photo:
        return SafeString("")
    base, every = default_storage.url(photo["stem"]), [width for width, _height in photo["sizes"]]
    widths = [width for width in every if width <= most] or every[:1]
    modern = next((kind for kind in ("avif", "webp") if kind in photo["formats"]), "")
    source = format_html(
        '<source type="image/{}" srcset="{}" sizes="{}">', modern, _srcset(base, widths, modern), sizes
    )
    largest_width, largest_height = photo["sizes"][-1]
    return format_html(
        '<picture>{}<img src="{}-{}.jpg" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}></picture>',
        source if modern else "",
        base,
        widths[0],
        _srcset(base, widths, "jpg"),
        sizes,
        largest_width,
        largest_height,
        alt,
        SafeString('fetchpriority="high"' if eager else 'loading="lazy" decoding="async"'),
    )


def _srcset(base: str, widths: Sequence[int], kind: str) -> str:
    return ", ".join(f"{base}-{width}.{kind} {width}w" for width in widths)
