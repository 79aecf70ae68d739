"""`manage.py audit`: ask every invariant of the house, in SQL, and fail when one is broken. Reads only."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from market.lifecycle.audit import daily


class Command(BaseCommand):
    help = "Check the books, the orders, the stock and the messages against the invariants; exit 1 on a breach."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        results = daily.results()
        broken = [result for result in results if result.breaches]
        if options["json"]:
            self.stdout.write(
                json.dumps({"ok": not broken, "checks": [asdict(result) for result in results]}, indent=1)
            )
        else:
            for result in results:
                sign = f"{result.breaches} BROKEN" if result.breaches else "ok"
                self.stdout.write(f"{result.code:<4}{sign:<11}{result.looked_at:>8}  {result.promise}")
                if result.breaches:
                    self.stdout.write(f"{'':24} {', '.join(result.examples)}")
            self.stdout.write(f"{len(results)} promises, {len(broken)} broken")
        if broken:
            sys.exit(1)
