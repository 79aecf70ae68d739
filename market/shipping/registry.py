"""The couriers of settings.COURIERS, built once. Every caller asks here; nobody names an adapter's class."""

import threading
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed

from market.core import backends
from market.core.errors import Misconfigured
from market.core.http import Http
from market.shipping.couriers.base import Can, Courier

_built: dict[str, Courier] = {}
_lock = threading.Lock()


def courier(code: str) -> Courier:
    """The courier of this code; `Misconfigured` when settings do not name it. Shared by all threads."""
    with _lock:
        if code not in _built:
            if code not in settings.COURIERS:
                raise Misconfigured(f"no courier {code!r} in COURIERS")
            config = settings.COURIERS[code]
            http = Http(provider=code, ca_bundle=str(config.get("OPTIONS", {}).get("ca_bundle", "")))
            _built[code] = backends.build(config, http=http)
        return _built[code]


def couriers(able: Can) -> list[Courier]:
    """All configured couriers that can do this, in the order of the settings."""
    return [one for one in map(courier, settings.COURIERS) if able in one.can]


def _forget(*, setting: str, **_more: Any) -> None:
    if setting == "COURIERS":
        with _lock:
            _built.clear()


setting_changed.connect(_forget)
