"""The couriers of settings.COURIERS, built once. Every caller asks here; nobody names an adapter's class."""

import ipaddress
import threading
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market.core import backends
from market.core.errors import Misconfigured
from market.core.http import Http
from market.shipping.couriers.base import Can, Courier
from market.shipping.couriers.flat import Flat
from market.shipping.models import Tariff

OWN_NAMES = {"ojek": gettext_lazy("Ojek desa"), "ambil": gettext_lazy("Ambil sendiri")}  # no brands, so translated
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


def live() -> list[Courier]:
    """Those outside that are asked for a price; the stored tariff and the village's own are not among them."""
    return [one for one in couriers(Can.RATE) if not one.is_local]


def bookable() -> list[Courier]:
    """Those outside that a seller may choose where nobody was chosen yet."""
    return [one for one in couriers(Can.BOOK) if not one.is_local and one.usual_service[0]]


def flat() -> Courier:
    """The stored tariff: the operator's rows, over those of the settings. One query."""
    options = dict(settings.COURIERS.get(Flat.code, {}).get("OPTIONS", {}))
    columns = ("first_kg_rupiah", "next_kg_rupiah", "days_from", "days_to")
    rows = {row.pop("distance"): row for row in Tariff.objects.values("distance", *columns)}
    return Flat(http=Http(provider=Flat.code), options={**options, "tariffs": {**options.get("tariffs", {}), **rows}})


def can(code: str) -> frozenset[Can]:
    """What this courier does through us; nothing for one that is no longer in the settings."""
    return courier(code).can if code in settings.COURIERS else frozenset()


def name_of(code: str) -> str:
    """The brand as people know it; the code itself for a courier that is no longer in the settings."""
    if code in OWN_NAMES:
        return str(OWN_NAMES[code])
    return courier(code).name if code in settings.COURIERS else code


def brand_of(code: str, service_code: str) -> str:
    """Who really carries it: `SiCepat` for a service that Biteship sells."""
    if code in OWN_NAMES:
        return name_of(code)
    return courier(code).brand_of(service_code) if code in settings.COURIERS else code


def service_of(code: str, service_name: str) -> str:
    """`JNE REG`, `Pos Reguler`: the brand and its service, the brand once."""
    if code in settings.COURIERS and courier(code).is_broker:
        return service_name
    if code == "ojek":
        return name_of(code)
    courier_name = name_of(code)
    return service_name if courier_name.split()[0] in service_name else f"{courier_name} {service_name}"


def carried_by(promise: Any) -> str:
    """`JNE REG`, of a Quote or a SellerOrder; for a stored tariff nobody is named yet."""
    return _("Kurir yang tersedia") if promise.estimated else service_of(promise.courier_code, promise.service_name)


def is_stand_in(code: str) -> bool:
    """Whether this courier's address is on this very machine, so that its numbers mean nothing outside."""
    options = settings.COURIERS.get(code, {}).get("OPTIONS", {})
    return any(name.endswith("_url") and _is_loopback(str(value)) for name, value in options.items())


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _forget(*, setting: str, **_more: Any) -> None:
    if setting == "COURIERS":
        with _lock:
            _built.clear()


setting_changed.connect(_forget)
