"""Parcels: the operator's pages about them, and the driver's."""

from market.lifecycle import rides
from market.lifecycle.packed import mark_packed
from market.order.models import Order, SellerOrder
from market.shipping.booking.booking import book
from market.shipping.models import Driver, LocalDelivery
from tests.house.screens import Walk
from tests.village import Cast

KELOLA = "/desa/kelola/kiriman"


def go(walk: Walk, cast: Cast, order: Order) -> None:
    lurah = walk.browser()
    lurah.force_login(cast.people["lurah-krandegan"])
    walk.keep("rides empty", lurah.get(f"{KELOLA}/ojek/"))
    walk.keep("own carriage", lurah.get(f"{KELOLA}/sendiri/"))
    walk.keep("zone wrong", lurah.post(f"{KELOLA}/sendiri/zona/", {"name": ""}), 422)
    walk.keep("carriage rules", lurah.get(f"{KELOLA}/aturan/"))
    walk.keep("holiday wrong", lurah.post(f"{KELOLA}/aturan/libur/", {"day": "kapan"}), 422)
    _rides(walk, cast, order)


def _rides(walk: Walk, cast: Cast, order: Order) -> None:
    """Bu Sari's part goes by ojek once more, for the pages' sake: only its parcel is new."""
    part = order.seller_orders.get(partner=cast.sellers["sari"])
    part.shipments.update(state="void")
    SellerOrder.objects.filter(pk=part.pk).update(
        state="accepted", courier_code="ojek", service_code="OJEK", service_name="Ojek desa"
    )
    book(mark_packed(part.pk, collection="pickup")[1].pk)
    delivery = LocalDelivery.objects.get()
    lurah, yadi = walk.browser(), walk.browser()
    lurah.force_login(cast.people["lurah-krandegan"])
    yadi.force_login(cast.people["yadi"])
    walk.keep("rides to assign", lurah.get(f"{KELOLA}/ojek/"))
    walk.keep("driver rests", yadi.get("/ojek/"))
    rides.assign(delivery.pk, Driver.objects.get(name="Mas Yadi"))
    walk.keep("driver today", yadi.get("/ojek/"))
    walk.keep("driver parcel", yadi.get(f"/ojek/{delivery.pk}/"))
    yadi.post(f"/ojek/{delivery.pk}/bawa/")
    walk.keep("driver wrong code", yadi.post(f"/ojek/{delivery.pk}/serahkan/", {"kode": "1"}), 422)
    walk.keep("rides under way", lurah.get(f"{KELOLA}/ojek/"))
    walk.keep("order by ojek", walk.browser().get(f"/pesanan/{order.number}/{order.secret}/"))
    walk.keep("not a driver", lurah.get("/ojek/"), 403)
