"""People and goods at the desk, and the buyer's side of trust."""

from django.utils import timezone

from market.catalogue.models import Product
from market.communication import outbox
from market.order.models import Complaint, Order, SellerOrder
from market.users import records
from market.users.models import Role, User
from sellers import consents, onboarding
from tests.house.screens import Walk
from tests.village import Cast


def go(walk: Walk, cast: Cast, order: object) -> None:
    _complaints(walk, cast, order)
    _queues(walk, cast)
    _own_data(walk, cast, order)


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
    sari.force_login(cast.sellers["sari"].users.earliest("pk"))
    walk.keep("seller reads a complaint", sari.get(f"/penjual/pesanan/{part.number}/"))
    lurah = walk.browser()
    lurah.force_login(cast.people["lurah-krandegan"])
    walk.keep("desk counts", lurah.get("/desa/kelola/"))
    walk.keep("phoning", lurah.get("/desa/kelola/telepon/"))
    walk.keep("phoning begun", lurah.post("/desa/kelola/telepon/mulai/", follow=True))
    walk.keep("phoning under way", lurah.get("/desa/kelola/telepon/"))
    walk.keep("phoning over", lurah.post("/desa/kelola/telepon/mulai/", {"selesai": "ya"}, follow=True))
    Order.objects.filter(pk=order.pk).update(source="telepon")
    records.note(cast.people["lurah-krandegan"], "phone_order", order.number)
    walk.keep("phoned", lurah.get(f"/desa/kelola/telepon/{order.number}/"))
    Order.objects.filter(pk=order.pk).update(source=order.source)
    walk.keep("growth", lurah.get("/desa/kelola/perkembangan/"))
    task = outbox.tell_house("complaint_escalated", "KEL-9", partner=part.partner, handler="Bu Camat")
    walk.keep("tasks", lurah.get("/desa/kelola/tugas/"))
    walk.keep("task done", lurah.post(f"/desa/kelola/tugas/{task.pk}/selesai/", follow=True))
    walk.keep("tasks done", lurah.get("/desa/kelola/tugas/?tab=selesai"))
    walk.keep("task again", lurah.post(f"/desa/kelola/tugas/{task.pk}/selesai/", {"lagi": "ya"}, follow=True))
    walk.keep("village settings", lurah.get("/desa/kelola/desa/"))
    walk.keep("village settings wrong", lurah.post("/desa/kelola/desa/", {"phone": "abc"}), 422)
    yoga = walk.browser()
    person = User.objects.create_person(phone="+6281200007009", name="Yoga")
    Role.objects.create(user=person, kind=Role.Kind.SUPPORT)
    yoga.force_login(person)
    new = "/desa/kelola/desa-baru/"
    place = cast.places["krandegan"]
    walk.keep("new village", yoga.get(f"{new}?q={place.code}"))
    walk.keep("new village unknown", yoga.get(f"{new}?q=xyzzy"))
    walk.keep("new village form", yoga.get(f"{new}?kode={place.code}"))
    walk.keep("new village wrong", yoga.post(new, {"kode": place.code}), 422)
    told = {"kode": place.code, "operator_name": "Ratna", "operator_phone": "081200005999"}
    walk.keep("new village open", yoga.post(new, told))
    walk.keep("visits", lurah.get("/desa/kelola/kunjungan/"))
    walk.keep("visit", lurah.get(f"/desa/kelola/kunjungan/{part.partner.code}/"))
    walk.keep("visit wrong", lurah.post(f"/desa/kelola/kunjungan/{part.partner.code}/", {"on": "x"}), 422)
    walk.keep("desk complaints", lurah.get("/desa/kelola/keluhan/"))
    one = f"/desa/kelola/keluhan/{complaint.number}/"
    walk.keep("desk complaint", lurah.get(one))
    walk.keep("desk complaint wrong", lurah.post(f"{one}selesai/", {}), 422)
    end = {"outcome": "settled", "answer": "Bu Sari mengirim gantinya."}
    walk.keep("desk complaint sure", lurah.post(f"{one}selesai/", end))
    walk.keep("desk complaint ended", lurah.post(f"{one}selesai/", {**end, "yakin": "ya"}, follow=True))
    walk.keep("desk complaints closed", lurah.get("/desa/kelola/keluhan/?tab=selesai"))
    walk.keep("complaint settled", andi.get(here))
    _reviews(walk, cast, part, {"andi": andi, "sari": sari, "lurah": lurah})


def _reviews(walk: Walk, cast: Cast, part, people) -> None:
    line, here = part.lines.select_related("product").first(), f"/pesanan/{part.order.number}/{part.order.secret}/"
    andi, sari, lurah = people["andi"], people["sari"], people["lurah"]
    SellerOrder.objects.filter(pk=part.pk).update(state="delivered")
    walk.keep("reviews: form", andi.get(f"{here}ulasan/"))
    walk.keep("reviews: wrong", andi.post(f"{here}ulasan/", {"line": line.pk}), 422)
    said = {"line": line.pk, f"{line.pk}-score": "2", f"{line.pk}-words": "Remuk."}
    walk.keep("reviews: kept", andi.post(f"{here}ulasan/", said, follow=True))
    walk.keep("reviews: not bought", walk.browser().get(f"/barang/{line.product_id}/ulasan/"), 403)
    walk.keep("reviews: seller", sari.get("/penjual/ulasan/"))
    one = f"/penjual/ulasan/{line.review.pk}/jawab/"
    walk.keep("reviews: seller silent", sari.post(one, {"words": ""}, follow=True))
    walk.keep("reviews: answered", sari.post(one, {"words": "Maaf."}, follow=True))
    walk.keep("reviews: good", andi.get(line.product.get_absolute_url()))
    walk.keep("reviews: shop", andi.get(f"/toko/{cast.sellers['sari'].code}/"))
    walk.keep("reviews: desk", lurah.get("/desa/kelola/ulasan/"))
    hide = f"/desa/kelola/ulasan/{line.review.pk}/"
    walk.keep("reviews: no reason", lurah.post(f"{hide}sembunyikan/", {}, follow=True))
    walk.keep("reviews: hidden", lurah.post(f"{hide}sembunyikan/", {"reason": "Kasar"}, follow=True))
    walk.keep("reviews: hidden ones", lurah.get("/desa/kelola/ulasan/?tab=tersembunyi"))
    walk.keep("reviews: shown again", lurah.post(f"{hide}tampilkan/", follow=True))
    SellerOrder.objects.filter(pk=part.pk).update(state=part.state)


def _queues(walk: Walk, cast: Cast) -> None:
    lurah = walk.browser()
    lurah.force_login(cast.people["lurah-krandegan"])
    facts = {"name": "Yuni", "shop_name": "Jamu Yuni", "street": "Jl. Melati 9", "kbli_code": "11040",
             "kbli_edition": "2020", "goods_words": "jamu", "village": cast.places["krandegan"]}  # fmt: skip
    agreed = {"shop": consents.VERSION, "public": consents.VERSION}
    number = onboarding.submit("+6281200003099", facts, agreed).number
    good = next(one for one in cast.goods.values() if one.partner_id == cast.sellers["sari"].pk)
    Product.objects.filter(pk=good.pk).update(publication="waiting", waiting_since=timezone.now())
    shop = f"/desa/kelola/toko/{cast.sellers['sari'].code}/"
    for path in ("pendaftaran/", f"pendaftaran/{number}/", "barang/", f"barang/{good.pk}/", "toko/"):
        walk.keep(f"desk {path}", lurah.get(f"/desa/kelola/{path}"))
    walk.keep("desk refuses without reason", lurah.post(f"/desa/kelola/pendaftaran/{number}/tolak/", {}), 422)
    walk.keep("desk refuses", lurah.post(f"/desa/kelola/pendaftaran/{number}/tolak/", {"reason": "?"}, follow=True))
    walk.keep("desk decided", lurah.get("/desa/kelola/pendaftaran/?tab=selesai"))
    walk.keep("desk sends back wrong", lurah.post(f"/desa/kelola/barang/{good.pk}/kembalikan/", {}), 422)
    walk.keep("desk lets through", lurah.post("/desa/kelola/barang/tayangkan/", {"barang": [good.pk]}, follow=True))
    walk.keep("desk lets nothing through", lurah.post("/desa/kelola/barang/tayangkan/", {}, follow=True))
    walk.keep("desk number wrong", lurah.post(f"{shop}nomor/", {}), 422)
    walk.keep("desk number", lurah.post(f"{shop}nomor/", {"purpose": "Menanyakan stok"}))
    walk.keep("desk price", lurah.post(f"{shop}barang/{good.pk}/", {"price": "13000", "stock": "40"}, follow=True))
    walk.keep("desk price wrong", lurah.post(f"{shop}barang/{good.pk}/", {}, follow=True))
    walk.keep("desk stops a shop", lurah.post(f"{shop}hentikan/", {"reason": "Kemasan bocor"}, follow=True))
    sari = walk.browser()
    sari.force_login(cast.sellers["sari"].users.earliest("pk"))
    walk.keep("seller is stopped", sari.get("/penjual/"))
    walk.keep("seller's record", sari.get("/penjual/catatan/"))
    walk.keep("desk opens again", lurah.post(f"{shop}hentikan/", {"buka": "ya"}, follow=True))


def _own_data(walk: Walk, cast: Cast, order) -> None:
    andi = walk.browser()
    andi.force_login(cast.people["andi"])
    walk.keep("account", andi.get("/akun/saya/"))
    walk.keep("leave asks", andi.get("/akun/saya/hapus/"))
    walk.keep("consents: none", andi.get("/akun/saya/izin/"))
    person = cast.people["andi"]
    person.__class__.objects.filter(pk=person.pk).update(phone_verified_at=timezone.now())
    consents.give(person.phone, {"shop": consents.VERSION, "figures": consents.VERSION})
    walk.keep("consents", andi.get("/akun/saya/izin/"))
    walk.keep("consents: back", andi.post("/akun/saya/izin/figures/", {"izin": "cabut"}, follow=True))
    walk.keep("consents: needed", andi.post("/akun/saya/izin/shop/", {"izin": "cabut"}, follow=True))
    walk.keep("consents: anew", andi.post("/akun/saya/izin/figures/", {"izin": "setuju"}, follow=True))
    walk.keep("order again", andi.post(f"/pesanan/{order.number}/{order.secret}/lagi/", follow=True))
