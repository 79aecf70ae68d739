"""How Andi pays by hand, and what the treasurer sees of it."""

from tests.house.screens import Walk
from tests.market.payments.orders import andis_order
from tests.village import Cast


def go(walk: Walk, cast: Cast, order: object) -> None:
    from market.payments import attempts

    andi = walk.browser()
    for number, code in enumerate(("transfer", "qris_static", "cash")):
        mine = andis_order(f"LD-261122-BAYAR{number}")
        where = next(iter(cast.warungs.values())).pk if code == "cash" and cast.warungs else None
        attempts.present(attempts.open_attempt(mine, code=code, method=code, warung_id=where).pk)
        walk.keep(f"pay by {code}", andi.get(f"/pesanan/{mine.number}/{mine.secret}/bayar/"))
    treasurer = walk.browser()
    treasurer.force_login(next(person for key, person in cast.people.items() if "bendahara" in key))
    walk.keep("desk payments", treasurer.get("/desa/kelola/pembayaran/"))
