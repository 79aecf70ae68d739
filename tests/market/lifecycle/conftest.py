"""The steps need couriers that can be booked; nobody is called before a worker runs."""

import pytest

from market.settings.couriers import STAND_INS, couriers


@pytest.fixture(autouse=True)
def _couriers(settings) -> None:
    settings.COURIERS = couriers(STAND_INS)
