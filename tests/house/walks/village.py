"""People and goods at the desk, and the buyer's side of trust."""

from market.order.models import Complaint
from tests.house.screens import Walk
from tests.village import Cast


def go(walk: Walk, cast: Cast, order: object) -> None:
    _complaints(walk, cast, order)


def _complaints(walk: Walk, cast: Cast, order) -> None:
    part = order.seller_orders.get(partner=cast.sellers["sari"])
    here = f"/pesanan/{order.number}/{order.secret}/"
    andi = walk.browser()
    walk.keep("complain", andi.get(f"{here}keluhan/"))
    walk.keep("complain wrong", andi.post(f"{here}keluhan/", {"part": part.number}), 422)
    given = {"part": part.number, "kind": "broken", "words": "Bungkusnya sobek."}
    walk.keep("complained", andi.post(f"{here}keluhan/", given, follow=True))
    complaint = Complaint.objects.get(seller_order=part)
    sari = walk.browser()
    sari.force_login(cast.sellers["sari"].users.get())
    walk.keep("seller reads a complaint", sari.get(f"/penjual/pesanan/{part.number}/"))
    lurah = walk.browser()
    lurah.force_login(cast.people["lurah-krandegan"])
    walk.keep("desk counts", lurah.get("/desa/kelola/"))
    walk.keep("desk complaints", lurah.get("/desa/kelola/keluhan/"))
    one = f"/desa/kelola/keluhan/{complaint.number}/"
    walk.keep("desk complaint", lurah.get(one))
    walk.keep("desk complaint wrong", lurah.post(f"{one}selesai/", {}), 422)
    end = {"outcome": "settled", "answer": "Bu Sari mengirim gantinya."}
    walk.keep("desk complaint sure", lurah.post(f"{one}selesai/", end))
    walk.keep("desk complaint ended", lurah.post(f"{one}selesai/", {**end, "yakin": "ya"}, follow=True))
    walk.keep("desk complaints closed", lurah.get("/desa/kelola/keluhan/?tab=selesai"))
    walk.keep("complaint settled", andi.get(here))
