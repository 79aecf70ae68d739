"""A gateway that is set up wrongly is told at the start, not at a buyer's checkout."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from market.core import backends
from market.core.errors import Misconfigured
from market.payments.gateways.base import Gateway


@register("gateways")
def check_gateways(**_options: Any) -> list[CheckMessage]:
    """Every entry of GATEWAYS: a backend of that code, keys, no http beyond this machine; and the chosen one."""
    found = [message for code in settings.GATEWAYS for message in _messages(code, production=False)]
    if settings.PAYMENT_GATEWAY not in settings.GATEWAYS:
        found.append(Error(f"PAYMENT_GATEWAY {settings.PAYMENT_GATEWAY!r} is not in GATEWAYS", id="payments.E001"))
    return found


@register("gateways", deploy=True)
def check_gateways_of_a_real_place(**_options: Any) -> list[CheckMessage]:
    """What only a real place must not have: a sandbox key, a stand-in, http, an account that is not named."""
    told = {message.id for message in check_gateways()}
    every = [message for code in settings.GATEWAYS for message in _messages(code, production=True)]
    return [message for message in every if message.id not in told]


def _messages(code: str, *, production: bool) -> Iterator[CheckMessage]:
    config = settings.GATEWAYS[code]
    try:
        backend = backends.load(str(config.get("BACKEND", "")))
    except Misconfigured as error:
        yield Error(f"GATEWAYS[{code!r}]: {error.message}", id="payments.E002")
        return
    if not (isinstance(backend, type) and issubclass(backend, Gateway) and backend.code == code):
        yield Error(f"GATEWAYS[{code!r}]: {config['BACKEND']} is not the gateway of that code", id="payments.E003")
        return
    for problem in backend.problems(config.get("OPTIONS", {}), production=production):
        kind = Error if problem.serious else Warning
        yield kind(f"GATEWAYS[{code!r}]: {problem.message}", hint=problem.hint, id=f"payments.{code}.{problem.code}")
