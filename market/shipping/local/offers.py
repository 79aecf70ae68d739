"""What a village offers by itself, read from its rows: no call outside, so it is there when every courier is silent."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from market.core.http import Http
from market.shipping.couriers import ojek
from market.shipping.couriers.base import Courier, RateRequest
from market.shipping.couriers.ojek import Collect, Ojek
from market.shipping.local.models import CollectionPoint, Zone, words_of

WHY_NOT: dict[str, str | Promise] = {
    ojek.OUTSIDE: _("Ojek desa belum melayani dusun atau RW ini."),
    ojek.UNSAID: _("Ada ojek desa: isi dusun atau RW pada alamat untuk melihat harganya."),
    ojek.HEAVY: _("Terlalu berat untuk ojek desa (paling berat 20 kg)."),
    ojek.LARGE: _("Terlalu besar untuk ojek desa (sisi terpanjang 70 cm)."),
}
NEAR = 5  # signs of the official code that name the regency: a buyer within it may come himself


def couriers_of(village_codes: Iterable[str]) -> list[Courier]:
    """The ojek and the points of these villages, with their rows. Two queries."""
    codes = set(village_codes)
    zones = [
        {**row, "dusun": words_of(row["dusun"]), "rw": words_of(row["rw"])}
        for row in Zone.objects.filter(village__in=codes, is_open=True).values(
            "village", "destination", "name", "dusun", "rw", "price_rupiah"
        )
    ]
    points = list(CollectionPoint.objects.filter(village__in=codes, is_open=True).values("id", "village", "name"))
    built: list[Courier] = [Ojek(http=Http(provider=Ojek.code), options={"zones": zones})] if zones else []
    if points:
        built.append(Collect(http=Http(provider=Collect.code), options={"points": points}))
    return built


def may_collect(request: RateRequest) -> bool:
    """Whether the buyer lives near enough to come himself of his own accord."""
    return request.origin.village_code[:NEAR] == request.destination.village_code[:NEAR]
