"""A small street of shops: two villages, three sellers, a handful of goods in two categories."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from oscar.apps.catalogue.categories import create_from_breadcrumbs

from tests.market import stall

PHOTO = {"stem": "barang/ab/abcd", "sizes": [[320, 320], [640, 640]], "formats": ["avif", "jpg"], "colour": "#c9a26b"}


@dataclass
class Street:
    sari: Any
    joko: Any
    rina: Any
    snacks: Any
    coffee: Any
    keripik: Any
    kopi: Any
    gula: Any
    batik: Any


@pytest.fixture
def street(db) -> Street:
    sari = stall.a_seller("Keripik Bu Sari", stall.KRANDEGAN, tagline="Renyah")
    joko = stall.a_seller("Kopi Pak Joko", stall.HANURA)
    rina = stall.a_seller("Batik Mbak Rina", stall.KRANDEGAN)
    snacks, coffee = create_from_breadcrumbs("Makanan > Keripik"), create_from_breadcrumbs("Minuman > Kopi")
    keripik = stall.a_good(sari, "Keripik singkong pedas", 12_500, stock=10, description="Digoreng di tungku kayu.")
    kopi = stall.a_good(joko, "Kopi robusta petik merah", 45_000, stock=3, unit="bungkus", shelf_life_days=180)
    gula = stall.a_good(joko, "Gula aren cetak", 15_000, stock=40, unit="kg", step_thousandths=500)
    batik = stall.a_good(rina, "Batik tulis padi", 385_000, stock=0, unit="lembar")
    for good, category in ((keripik, snacks), (kopi, coffee), (gula, coffee)):
        good.categories.add(category)
    keripik.images.create(sizes=PHOTO, caption="", original="barang/ab/abcd-640.jpg")
    return Street(sari, joko, rina, snacks, coffee, keripik, kopi, gula, batik)


@pytest.fixture
def queries_of(client) -> Callable[[str], int]:
    """How many queries a page takes, for a visitor without cookies."""

    def count(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            response = client.get(path)
        assert response.status_code == 200, path
        return len(caught)

    return count
