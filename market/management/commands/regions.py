"""`manage.py regions`: load the official list of Indonesia's regions, once for each edition."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from market.address.loading import is_loaded, load_regions


class Command(BaseCommand):
    help = "Loads the provinces, regencies, districts and villages; does nothing when this edition is loaded already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="load even if this edition is loaded already")

    def handle(self, *args: Any, again: bool = False, **options: Any) -> None:
        if is_loaded() and not again:
            self.stdout.write("regions: this edition is loaded already")
            return
        started = time.monotonic()
        count = load_regions(say=lambda line: self.stdout.write(f"regions: {line}"))
        self.stdout.write(f"regions: {count:,} villages in {time.monotonic() - started:.1f} s")
