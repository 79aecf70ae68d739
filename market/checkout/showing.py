"""Rows turned into the plain dicts that components/group.html and components/steps.html show."""

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from market.basket.groups import Group
from market.basket.models import Line as BasketLine
from market.catalogue import units
from market.order.models import Line as OrderLine
from market.shipping import registry
from market.shipping.models import Quote


def steps(now: str) -> list[dict[str, str]]:
    """Where in the buying one stands; a step that is done leads back to it."""
    names = {
        "basket:summary": _("Keranjang"),
        "checkout:address": _("Alamat"),
        "checkout:couriers": _("Kurir"),
        "checkout:review": _("Periksa"),
        "checkout:pay": _("Bayar"),
    }
    order = list(names)
    done = order[: order.index(now)]
    return [
        {"name": name, "state": "done" if step in done else "now" if step == now else "", "url": _url(step, done)}
        for step, name in names.items()
    ]


def _url(step: str, done: Iterable[str]) -> str:
    return reverse(step) if step in done and step != "checkout:pay" else ""


def basket_group(group: Group) -> dict[str, Any]:
    """One seller's part of the basket."""
    return {
        "seller": group.partner.display_name,
        "seller_url": _page("storefront:seller", group.partner.code),
        "village": group.partner.village.name if group.partner.village else "",
        "lines": [basket_line(line) for line in group.lines],
        "subtotal_rupiah": group.goods_rupiah,
    }


def basket_line(line: BasketLine) -> dict[str, Any]:
    """One good, with what its form needs: the amount as people write it, the step, the least."""
    product = line.product
    return {
        "id": line.pk,
        "key": str(line.pk),
        "title": product.get_title(),
        "picture": product.cover,
        "quantity": units.amount(line.steps, product.step_thousandths, product.unit),
        "value": units.number(line.steps * product.step_thousandths),
        "step": units.number(product.step_thousandths),
        "least": units.number(product.minimum_steps * product.step_thousandths),
        "unit": units.name_of(product.unit),
        "price_rupiah": line.price_rupiah,
        "note": units.price_per_unit(line.step_price_rupiah, product.step_thousandths, product.unit),
        "old_rupiah": line.agreed_step_price_rupiah * line.steps if line.price_changed else None,
        "warning": line.trouble,
    }


def with_postage(shown: dict[str, Any], quote: Quote) -> dict[str, Any]:
    """The same group with its courier and postage."""
    return {**shown, "postage": carriage(quote), "postage_rupiah": quote.amount_rupiah}


def carriage(quote: Any) -> str:
    """`Ongkir JNE REG (2–3 hari)` or `Ongkir perkiraan (4–9 hari)`, for a Quote or a SellerOrder."""
    words = _("Ongkir perkiraan") if quote.estimated else _("Ongkir %(service)s") % {"service": service(quote)}
    return f"{words} ({arrival(quote)})" if arrival(quote) else words


def service(quote: Any) -> str:
    """`JNE REG`: the brand and its service, the brand once; for a stored tariff nobody is named yet."""
    return registry.carried_by(quote)


def arrival(quote: Any) -> str:
    """`2–3 hari`, as the courier says; nothing when it does not say."""
    if quote.days_to is None:
        return ""
    if (quote.days_from, quote.days_to) == (0, 1):
        return _("hari ini atau besok")
    if quote.days_from in (None, quote.days_to):
        return _("%(days)s hari") % {"days": quote.days_to}
    return _("%(from)s–%(to)s hari") % {"from": quote.days_from, "to": quote.days_to}


def order_line(line: OrderLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "picture": line.product.cover if line.product else None,
        "quantity": units.amount(line.quantity, line.step_thousandths, line.unit),
        "price_rupiah": line.price_rupiah,
    }


def _page(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
