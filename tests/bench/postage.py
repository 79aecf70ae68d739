"""Postage for a basket of five sellers, asked of three couriers who take 300 ms each: cold, and kept."""

import os
import time
from collections.abc import Iterator
from typing import Any

import requests
from django.core.cache import cache
from django.http import HttpResponse

from market.address.models import Village
from market.catalogue.models import Product
from market.shipping.models import Quote
from market.shipping.parcels import Group
from market.shipping.quotes import quotes_for
from tests.bench.measure import Step
from tests.stand_ins import keep_areas, keep_codes

SELLERS, SLOW_SECONDS = 5, 0.3
COURIERS = ("jne", "pos", "biteship")
CIKINI = "31.71.06.1002"
PAUSE_SECONDS = 1.1  # a test key of Biteship allows five calls a second


class Line:
    def __init__(self, product: Product) -> None:
        self.product, self.quantity = product, product.minimum_steps


def quoting() -> Iterator[Step]:
    """No pages: the question alone, which the courier page waits for."""
    groups, home = basket(), Village.objects.get(pk=CIKINI)
    keep_codes(home, *(group.partner.village for group in groups))
    keep_areas(home, *(group.partner.village for group in groups))
    yield Step("quotes_of_5_sellers_cold", lambda _none: ask(groups, home), lambda: forget(groups), buyer_page=False)
    yield Step("quotes_of_5_sellers_kept", lambda _none: ask(groups, home), calm, buyer_page=False)


def basket() -> list[Group]:
    found: dict[int, Group] = {}
    for product in Product.objects.filter(listed=True).select_related("partner__village").order_by("pk")[:5_000]:
        if len(found) < SELLERS and product.partner_id not in found and product.weight_grams < 20_000:
            found[product.partner_id] = Group(product.partner, [Line(product)])
    return list(found.values())


def ask(groups: list[Group], home: Village) -> HttpResponse:
    answer = quotes_for(groups, home)
    silent = [one for seller in answer.by_partner.values() for one in seller.left_out if one.out == "silent"]
    return HttpResponse(status=500 if silent or not answer.is_complete else 200)


def forget(groups: list[Group]) -> None:
    Quote.objects.filter(partner__in=[group.partner for group in groups]).delete()
    cache.clear()
    for courier in COURIERS:
        door(courier, {"kind": "delay", "operation": "rates", "times": 0, "seconds": SLOW_SECONDS})
    time.sleep(PAUSE_SECONDS)


def calm() -> None:
    """The stand-ins are quick again."""
    for courier in COURIERS:
        door(courier, None)


def door(courier: str, fault: Any) -> None:
    """Order a trouble at the stand-in's control door, or clear it."""
    url = f"http://127.0.0.1:{os.environ[f'SANDBOX_{courier.upper()}_PORT']}/_sim/faults"
    requests.post(url if fault else f"{url}/clear", json=fault or {}, timeout=5).raise_for_status()
