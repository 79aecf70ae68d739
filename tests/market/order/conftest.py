import pytest


@pytest.fixture(autouse=True)
def _no_courier_near(settings):
    """Postage from the stored tariff: these tests are about orders, not about couriers."""
    settings.COURIERS = {"flat": settings.COURIERS["flat"]}
    settings.QUOTE_LIFE_SECONDS = 3600
    settings.COURIER_SECONDS = 8
