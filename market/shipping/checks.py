"""A courier that is set up wrongly is told at the start, not at a buyer's checkout."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from market.core import backends
from market.core.errors import Misconfigured
from market.shipping.couriers.base import Courier

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
NEEDED = {
    "jne": ("base_url", "username", "api_key", "branch", "cust_id"),
    "pos": ("base_url", "key", "secret", "customer_id"),
    "biteship": ("base_url", "key"),
    "gosend": ("base_url", "client_id", "pass_key"),
    "rajaongkir": ("base_url", "key"),
    "flat": ("tariffs",),
}


@register("couriers")
def check_couriers(**_options: Any) -> list[CheckMessage]:
    """Every entry of COURIERS: a backend that exists under its own code, credentials, https beyond this machine."""
    return [message for code, config in settings.COURIERS.items() for message in _check(code, config)]


@register("couriers", deploy=True)
def check_stand_ins(**_options: Any) -> list[CheckMessage]:
    """In a real place nobody talks to the stand-ins."""
    return [
        Warning(f"COURIERS[{code!r}]: {name} points at this machine, a stand-in", id="shipping.W001")
        for code, config in settings.COURIERS.items()
        for name, value in config.get("OPTIONS", {}).items()
        if name.endswith("_url") and urlsplit(str(value)).hostname in LOOPBACK
    ]


def _check(code: str, config: Mapping[str, Any]) -> Iterator[CheckMessage]:
    options = config.get("OPTIONS", {})
    try:
        backend = backends.load(str(config.get("BACKEND", "")))
    except Misconfigured as error:
        yield Error(f"COURIERS[{code!r}]: {error.message}", id="shipping.E001")
        return
    if not (isinstance(backend, type) and issubclass(backend, Courier) and backend.code == code):
        yield Error(f"COURIERS[{code!r}]: {config['BACKEND']} is not the courier of that code", id="shipping.E002")
    missing = [name for name in NEEDED.get(code, ()) if not options.get(name)]
    if missing:
        hint = f"Set {', '.join(f'{code}_{name}'.upper() for name in missing)}, or leave {code!r} out of COURIERS."
        yield Error(f"COURIERS[{code!r}] lacks {', '.join(missing)}", hint=hint, id="shipping.E004")
    for name, value in options.items():
        url = urlsplit(str(value))
        if name.endswith("_url") and url.scheme != "https" and url.hostname not in LOOPBACK:
            yield Error(f"COURIERS[{code!r}]: {name} is not https: keys would travel in the clear", id="shipping.E003")
