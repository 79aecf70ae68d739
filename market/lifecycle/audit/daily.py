"""The audit of every day: what `manage.py audit` asks, by the beat; a person is told when a promise is broken."""

import logging
import zlib

from django.utils import timezone

from market.communication import outbox
from market.ledger import audit as ledger
from market.ledger.audit import Result
from market.lifecycle import audit

log = logging.getLogger(__name__)
SHOWN = 3


def results() -> list[Result]:
    """Every promise of the house, in the order of its codes. Reads only."""
    found = [ledger.run(check) for check in [*ledger.checks(), *audit.checks()]]
    return sorted(found, key=lambda result: (int(result.code[1:]), result.promise))


def alert() -> list[Result]:
    """Ask all; each broken promise is logged and told to the house, once a day. The broken ones."""
    broken = [result for result in results() if result.breaches]
    for result in broken:
        log.error("audit %s broken %s times: %s", result.code, result.breaches, result.promise)
        about = f"{timezone.localdate():%Y%m%d}-{result.code}-{zlib.crc32(result.promise.encode()) % 10_000}"
        facts = {"code": result.code, "count": str(result.breaches), "examples": ", ".join(result.examples[:SHOWN])}
        outbox.tell_house("audit_broken", about, **facts)
    return broken
