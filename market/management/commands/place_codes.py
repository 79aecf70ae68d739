"""`manage.py place_codes`: read the couriers' own lists of places and keep their codes beside ours."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from market.core.errors import MarketError
from market.shipping import places, registry
from market.shipping.couriers.base import Can


class Command(BaseCommand):
    help = "Looks up the couriers' codes of all places by name; says which ones a person must tell."

    def handle(self, *args: Any, **options: Any) -> None:
        for courier in registry.couriers(Can.FIND_PLACE):
            began = time.monotonic()
            try:
                new = places.fill(courier)
            except MarketError as error:
                self.stderr.write(f"{courier.name}: {error}")
                continue
            counts = ", ".join(f"{end} {count:,}" for end, count in new.items())
            self.stdout.write(f"{courier.name}: new codes {counts} in {time.monotonic() - began:.1f} s")
        for row in places.unknown_places():
            self.stdout.write(f"no code: {row.courier_code} {row.end} {row.place} {row.label}")
