"""The money's pages: fee rules, payouts, the cash book, and the seller's statement."""

from datetime import timedelta

from django.utils import timezone

from market.order.models import FeeRule
from tests.house.screens import Walk
from tests.village import Cast


def go(walk: Walk, cast: Cast, order: object) -> None:
    nia = walk.browser()
    nia.force_login(cast.people["bendahara-pembuat"])
    _fees(walk, cast, nia)


def _fees(walk: Walk, cast: Cast, nia: object) -> None:
    walk.keep("fees empty", nia.get("/desa/kelola/biaya/"))
    today = timezone.localdate()
    for days, about in (
        (-9, {}),
        (3, {"partner": cast.sellers["sari"]}),
        (-3, {"village": cast.sellers["joko"].village}),
    ):
        from_on = today + timedelta(days=days)
        FeeRule.objects.create(name="Komisi toko", basis_points=450, from_on=from_on, **about)
    FeeRule.objects.create(name="Komisi toko", basis_points=1, from_on=today, called_off_at=timezone.now())
    walk.keep("fees", nia.get("/desa/kelola/biaya/"))
    walk.keep("fees wrong", nia.post("/desa/kelola/biaya/", {"percent": "banyak"}), 422)
