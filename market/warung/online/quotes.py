"""What it costs to carry a neighbour's goods: couriers and the village's ojek are asked, outside of a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from market.address.models import Village
from market.core.errors import RuleBroken
from market.lifecycle.counter import CounterLine, groups_of
from market.shipping import quotes, registry
from market.warung.models import Warung
from market.warung.sync import goods


def ask(warung: Warung, lines: Sequence[dict[str, Any]], destination: dict[str, Any]) -> list[dict[str, Any]]:
    """The rates of each seller, cheapest first, with the references that `order.create` names."""
    village = _village(warung, destination)
    wanted = {line["product"]: line["quantity"] for line in lines}
    rows = goods.records(warung).filter(product__in=wanted).select_related("product__partner__village")
    found = [CounterLine(row.product, row, wanted[row.product_id], int(row.price or 0)) for row in rows]
    missing = set(wanted) - {line.product.pk for line in found}
    if missing:
        words = _("Barang ini tidak dijual di toko ini.")
        raise RuleBroken(words, code="invalid", data={"pointer": "/lines"})
    asked = quotes.quotes_for(groups_of(found), village, destination.get("postal_code") or village.postcode)
    return [_seller(one) for one in asked.by_partner.values()]


def _village(warung: Warung, destination: dict[str, Any]) -> Village:
    if not destination.get("village_code"):
        return warung.village
    village = Village.objects.filter(pk=destination["village_code"]).first()
    if village is None:
        words = _("Desa ini tidak dikenal.")
        raise RuleBroken(words, code="invalid", data={"pointer": "/destination/village_code"})
    return village


def _seller(one: quotes.SellerQuotes) -> dict[str, Any]:
    rates = [
        {
            "quote": quote.reference,
            "courier": quote.courier_code,
            "service": quote.service_name,
            "name": registry.service_of(quote.courier_code, quote.service_name),
            "amount": quote.amount_rupiah,
            "expires_at": quote.expires_at.isoformat(),
            "estimate": quote.estimated,
            "days_from": quote.days_from,
            "days_to": quote.days_to,
        }
        for quote in one.quotes
    ]
    seller = {"id": one.partner.pk, "name": one.partner.name}
    return {"seller": seller, "rates": rates, "messages": [str(word) for word in one.messages]}
