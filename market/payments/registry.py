"""The gateways of settings.GATEWAYS, built once for each configuration."""

import json
from functools import lru_cache

from django.conf import settings

from market.core.backends import build
from market.core.errors import Misconfigured
from market.core.http import Http
from market.payments.gateways.base import Gateway


def gateway(code: str) -> Gateway:
    """The gateway of that code; `Misconfigured` when the settings know none. Safe to share between threads."""
    config = settings.GATEWAYS.get(code)
    if config is None:
        raise Misconfigured(f"no gateway {code!r} in GATEWAYS")
    return _built(code, json.dumps(config, sort_keys=True))


@lru_cache(maxsize=16)
def _built(code: str, config: str) -> Gateway:
    made: Gateway = build(json.loads(config), http=Http(provider=code))
    return made
