"""The ways to pay out of settings.PAYOUT_GATEWAYS, and the file for the bank, which is always there."""

import json
from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from market.core.backends import build
from market.core.errors import Misconfigured
from market.core.http import Http
from market.payments.gateways.payouts import PayoutGateway

BANK_FILE = "bank_file"
NAMES: dict[str, str | Promise] = {BANK_FILE: _("Berkas untuk bank"), "iris": "Midtrans Payouts (IRIS)"}


def payout_gateway(code: str) -> PayoutGateway:
    """The gateway of that code; `Misconfigured` when the settings know none. Safe to share between threads."""
    config = settings.PAYOUT_GATEWAYS.get(code)
    if config is None:
        raise Misconfigured(f"no payout gateway {code!r} in PAYOUT_GATEWAYS")
    return _built(code, json.dumps(config, sort_keys=True))


def channels() -> dict[str, str | Promise]:
    """How money may go out, by code, in the order in which it is offered."""
    return {code: NAMES.get(code, code) for code in (*settings.PAYOUT_GATEWAYS, BANK_FILE)}


@lru_cache(maxsize=8)
def _built(code: str, config: str) -> PayoutGateway:
    made: PayoutGateway = build(json.loads(config), http=Http(provider=code))
    return made
