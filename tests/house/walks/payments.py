"""How Andi pays by hand, and what the treasurer sees of it."""

from market.payments.models import PaymentAttempt
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
    walk.keep("review: nothing", treasurer.get("/desa/kelola/pembayaran/periksa/"))
    odd = attempts.open_attempt(andis_order("LD-261122-GANJIL"), code="midtrans")
    PaymentAttempt.objects.filter(pk=odd.pk).update(state="review", error="amount", paid_rupiah=odd.amount_rupiah + 500)
    here = f"/desa/kelola/pembayaran/periksa/{odd.pk}/"
    walk.keep("review", treasurer.get("/desa/kelola/pembayaran/periksa/"))
    walk.keep("review: no reason", treasurer.post(here, {"do": "accept"}), 422)
    walk.keep("review: sure", treasurer.post(here, {"do": "accept", "reason": "x"}))
    walk.keep("review: sure of back", treasurer.post(here, {"do": "back", "reason": "x"}))
    PaymentAttempt.objects.filter(pk=odd.pk).update(state="cancelled", paid_rupiah=0)
