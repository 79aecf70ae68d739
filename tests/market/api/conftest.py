"""A small market as the API sees it: two villages, two sellers, goods in a tree of categories."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache

from tests.market.catalogue import shelves
from tests.market.catalogue.shelves import HANURA, KRANDEGAN
from tests.market.stall import CIKINI, a_village

PHOTO = {"stem": "barang/ab/abcd", "sizes": [[320, 240], [640, 480]], "formats": ["avif", "jpg"], "colour": "#c9a26b"}


@dataclass
class Market:
    sari: Any
    joko: Any
    food: Any
    snacks: Any
    coffee: Any
    keripik: Any
    kopi: Any
    gula: Any


@pytest.fixture
def market(db) -> Market:
    cache.clear()
    a_village(CIKINI)
    sari = shelves.seller("Keripik Bu Sari", KRANDEGAN, tagline="Renyah", phone="+6281211110001", story="Sejak 1998.")
    joko = shelves.seller("Kopi Pak Joko", HANURA, phone="+6281211110002")
    food = shelves.category("Makanan")
    snacks, coffee = shelves.category("Keripik", food), shelves.category("Kopi")
    size = {"weight_grams": 250, "length_mm": 200, "width_mm": 150, "height_mm": 50}
    keripik = shelves.good("Keripik singkong", sari, 12_500, in_category=snacks, description="Renyah.", **size)
    kopi = shelves.good("Kopi robusta", joko, 45_000, in_category=coffee, unit="kg", step_thousandths=500, **size)
    gula = shelves.good("Gula aren", joko, 15_000, stock=0, in_category=food, **size)
    keripik.images.create(sizes=PHOTO, caption="", original="barang/ab/abcd-640.jpg")
    return Market(sari, joko, food, snacks, coffee, keripik, kopi, gula)


@pytest.fixture
def read(client):
    """The body of an answer that must be 200."""

    def ask(path: str, **params: Any) -> Any:
        response = client.get(f"/api/v1/{path}", params)
        assert response.status_code == 200, response.content
        return response.json()

    return ask


@pytest.fixture
def refused(client):
    """The problem in an answer that must not be 200: its status is asserted to be the header's."""

    def ask(path: str, **params: Any) -> Any:
        response = client.get(f"/api/v1/{path}", params)
        assert response.headers["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert problem["status"] == response.status_code >= 400
        return problem

    return ask
