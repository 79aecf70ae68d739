"""Parcels: the operator's pages about them, and the driver's."""

from django.utils import timezone, translation

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
    for tab in ("perlu", "siap", "selesai"):
        walk.keep(f"parcels {tab}", lurah.get(f"{KELOLA}/?tab={tab}"))
    walk.keep("parcels not found", lurah.get(f"{KELOLA}/?q=xyzzy"))
    walk.keep("pickups empty", lurah.get(f"{KELOLA}/jemput/"))
    walk.keep("bills", lurah.get(f"{KELOLA}/tagihan/"))
    walk.keep("bill wrong", lurah.post(f"{KELOLA}/tagihan/", {"kind": "tagihan"}), 422)
    walk.keep("tariffs", lurah.get(f"{KELOLA}/tarif/"))
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
    with translation.override(walk.language):
        book(mark_packed(part.pk, collection="pickup")[1].pk)
    delivery = LocalDelivery.objects.get()
    _pickup(walk, cast, delivery)
    lurah, yadi = walk.browser(), walk.browser()
    lurah.force_login(cast.people["lurah-krandegan"])
    yadi.force_login(cast.people["yadi"])
    walk.keep("rides to assign", lurah.get(f"{KELOLA}/ojek/"))
    walk.keep("driver rests", yadi.get("/ojek/"))
    with translation.override(walk.language):
        rides.assign(delivery.pk, Driver.objects.get(name="Mas Yadi"))
    walk.keep("driver today", yadi.get("/ojek/"))
    walk.keep("driver parcel", yadi.get(f"/ojek/{delivery.pk}/"))
    yadi.post(f"/ojek/{delivery.pk}/bawa/")
    walk.keep("driver wrong code", yadi.post(f"/ojek/{delivery.pk}/serahkan/", {"kode": "1"}), 422)
    walk.keep("rides under way", lurah.get(f"{KELOLA}/ojek/"))
    walk.keep("order by ojek", walk.browser().get(f"/pesanan/{order.number}/{order.secret}/"))
    walk.keep("not a driver", lurah.get("/ojek/"), 403)


def _pickup(walk: Walk, cast: Cast, delivery: LocalDelivery) -> None:
    """The parcel as the operator's lists show it, asked for and ended."""
    lurah, number = walk.browser(), delivery.shipment.number
    lurah.force_login(cast.people["lurah-krandegan"])
    marked = {"paket": [number]}
    walk.keep("parcels ready", lurah.get(f"{KELOLA}/?tab=siap"))
    walk.keep("pickup asked", lurah.post(f"{KELOLA}/jemput/minta/", marked))
    facts = {**marked, "simpan": "1", "place": "Balai desa", "day": str(timezone.localdate()), "cost_rupiah": "5000"}
    walk.keep("pickup", lurah.post(f"{KELOLA}/jemput/minta/", facts, follow=True))
    walk.keep("pickups", lurah.get(f"{KELOLA}/jemput/"))
    walk.keep("parcel ending", lurah.get(f"{KELOLA}/paket/{number}/akhir/"))
    sari = walk.browser()
    sari.force_login(cast.sellers["sari"].users.get())
    walk.keep("seller moves", sari.get(f"/penjual/pesanan/{delivery.shipment.seller_order.number}/kurir/"))
    part = delivery.shipment.seller_order
    walk.keep(
        "cancel too late",
        walk.browser().get(f"/pesanan/{part.order.number}/{part.order.secret}/batal/{part.number}/"),
        422,
    )
