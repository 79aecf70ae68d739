import pytest
from django.core.cache import cache

from tests.market.stall import CIKINI, HANURA, a_good, a_seller, a_village


@pytest.fixture(autouse=True)
def _no_courier_near(settings):
    """Postage from the stored tariff: these tests are about the pages, not about couriers."""
    settings.COURIERS = {"flat": settings.COURIERS["flat"]}
    cache.clear()


@pytest.fixture
def keripik(db):
    return a_good(a_seller(), stock=10)


@pytest.fixture
def kopi(db):
    return a_good(a_seller("Kopi Pak Joko", HANURA), "Kopi robusta", 45_000, 10, unit="kg", step_thousandths=500)


@pytest.fixture
def andi(client, keripik, kopi):
    """Andi with both goods in his basket."""
    from tests.market.checkout.walk import Andi

    a_village(CIKINI)
    walker = Andi(client)
    walker.puts(keripik, "2")
    walker.puts(kopi, "1,5")
    return walker
