"""The operator's desk."""

from tests.house.screens import Walk
from tests.village import Cast


def go(walk: Walk, cast: Cast, order: object) -> None:
    lurah = walk.browser()
    lurah.force_login(next(person for key, person in cast.people.items() if "lurah" in key))
    walk.keep("desk", lurah.get("/desa/kelola/"))
    andi = walk.browser()
    andi.force_login(cast.people["andi"])
    walk.keep("desk closed", andi.get("/desa/kelola/"), 403)
