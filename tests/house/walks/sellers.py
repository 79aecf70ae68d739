"""Joining and the seller centre, as far as the walk of an order does not show it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from market.order.models import Line
from market.users.models import User
from sellers import consents, onboarding
from sellers.goods import sheet
from sellers.models import Application, GoodsSheet
from tests.house.screens import Walk
from tests.village import Cast

SHOP = {"name": "Rina", "shop_name": "Batik Rina", "street": "Karangjati 8", "way": "ketik"}


def go(walk: Walk, cast: Cast, order: object) -> None:
    joins(walk, cast)
    lists_goods(walk, cast)
    runs_the_shop(walk, cast, order)


def joins(walk: Walk, cast: Cast) -> None:
    rina = walk.browser()
    walk.keep("join", rina.get("/penjual/daftar/"))
    walk.keep("join wrong", rina.post("/penjual/daftar/", {"phone": "12"}), 422)
    walk.keep("join silent", rina.post("/penjual/daftar/", {"phone": "081200009004"}), 302, 503)
    user = User.objects.create_person(phone="+6281200009004", name="Rina")
    rina.force_login(user)
    walk.keep("join kind", rina.get("/penjual/daftar/jenis/?q=batik"))
    walk.keep("join kind wrong", rina.post("/penjual/daftar/jenis/", {"q": "xyzzy"}), 422)
    rina.post("/penjual/daftar/jenis/", {"q": "batik", "kind": "13134"})
    walk.keep("join shop", rina.get("/penjual/daftar/toko/"))
    walk.keep("join shop wrong", rina.post("/penjual/daftar/toko/", {"name": "", "place": "xyzzy"}), 422)
    place = next(iter(cast.places.values()))
    rina.post("/penjual/daftar/toko/", {**SHOP, "place": place.label, "village": place.code})
    walk.keep("join consents", rina.get("/penjual/daftar/izin/"))
    walk.keep("join consents wrong", rina.post("/penjual/daftar/izin/", {}), 422)
    walk.keep("join sent", rina.post("/penjual/daftar/izin/", {"shop": "on", "public": "on"}, follow=True))
    application = Application.objects.get(phone=user.phone)
    onboarding.refuse(application, None, "Nama dusun kurang jelas")
    walk.keep("join refused", rina.get("/penjual/daftar/kabar/"))
    facts = {"name": "Rina", "shop_name": "Batik Rina", "street": "Karangjati 8", "village": place}
    agreed = {one.kind: one.version for one in consents.QUESTIONS}
    onboarding.approve(onboarding.submit(user.phone, {**facts, "kbli_code": "13134"}, agreed), None)
    walk.keep("join approved", rina.get("/penjual/daftar/kabar/"))


def lists_goods(walk: Walk, cast: Cast) -> None:
    sari = walk.browser()
    sari.force_login(cast.sellers["sari"].users.get())
    for name, path in {
        "goods": "barang/", "goods few": "barang/?tab=habis", "good new": "barang/baru/", "rest": "libur/",
        "more": "lainnya/",
    }.items():  # fmt: skip
        walk.keep(f"seller's {name}", sari.get(f"/penjual/{path}"))
    good = cast.sellers["sari"].products.order_by("pk").first()
    for name, path in {"good": "", "good edit": "ubah/", "good delete": "hapus/"}.items():
        walk.keep(f"seller's {name}", sari.get(f"/penjual/barang/{good.pk}/{path}"))
    told = {"key": "0123456789abcdef", "title": "Peyek kacang", "unit": "bungkus", "draf": "ya"}
    walk.keep("seller's draft", sari.post("/penjual/barang/baru/", told, follow=True))
    walk.keep("seller's good wrong", sari.post("/penjual/barang/baru/", {"title": "", "stock": "x"}), 422)
    walk.keep("seller's stock", sari.post(f"/penjual/barang/{good.pk}/stok/", {"ubah": "1"}, follow=True))
    walk.keep("seller's price", sari.post(f"/penjual/barang/{good.pk}/harga/", {"harga": "999.000"}, follow=True))
    walk.keep("seller's seasons", sari.get(f"/penjual/barang/{good.pk}/masa/"))
    walk.keep("seller's seasons wrong", sari.post(f"/penjual/barang/{good.pk}/masa/", {}), 422)
    days = {"from_on": "2120-01-01", "until_on": "2120-01-05", "ready_on": "2120-01-09"}
    walk.keep("seller's season", sari.post(f"/penjual/barang/{good.pk}/masa/", days, follow=True))
    walk.keep("out of season", sari.get(good.get_absolute_url()))
    sari.post(f"/penjual/barang/{good.pk}/masa/", {"hapus": "2120-01-01"})
    walk.keep("seller's sheet", sari.get("/penjual/barang/lembar/"))
    walk.keep("seller's sheet wrong", sari.post("/penjual/barang/lembar/", {}), 422)
    table = SimpleUploadedFile("barang.csv", b"Nama,Harga,Satuan,Stok\nTempe koro,5000,bungkus,3\nTahu,x,bungkus,1")
    walk.keep("seller's sheet checked", sari.post("/penjual/barang/lembar/", {"file": table}, follow=True))
    kept = GoodsSheet.objects.get()
    walk.keep("seller's sheet saving", sari.post(f"/penjual/barang/lembar/{kept.pk}/simpan/", follow=True))
    sheet.save(kept.pk)
    walk.keep("seller's sheet saved", sari.get(f"/penjual/barang/lembar/{kept.pk}/"))
    walk.keep("seller's rest wrong", sari.post("/penjual/libur/", {"sampai": ""}), 422)
    walk.keep("seller's rest set", sari.post("/penjual/libur/", {"hari": "3"}, follow=True))
    sari.post("/penjual/libur/", {"buka": "ya"})


def runs_the_shop(walk: Walk, cast: Cast, order: object) -> None:
    sari = walk.browser()
    sari.force_login(cast.sellers["sari"].users.get())
    part = order.seller_orders.get(partner=cast.sellers["sari"])
    walk.keep("seller's order done", sari.get(f"/penjual/pesanan/{part.number}/"))
    good = cast.sellers["sari"].products.order_by("pk").first()
    walk.keep("seller's scales, nothing to weigh", sari.get(f"/penjual/pesanan/{part.number}/timbang/"))
    Line.objects.filter(seller_order=part).update(unit="kg")
    walk.keep("seller's scales", sari.get(f"/penjual/pesanan/{part.number}/timbang/"))
    fish = {"line": part.lines.first().pk, "berat": "0,9"}
    walk.keep("seller's scales ask", sari.post(f"/penjual/pesanan/{part.number}/timbang/", fish))
    walk.keep(
        "seller's scales wrong", sari.post(f"/penjual/pesanan/{part.number}/timbang/", {**fish, "berat": "x"}), 422
    )
    walk.keep("seller's data", sari.get("/penjual/data/"))
    walk.keep("seller's papers", sari.get("/penjual/surat/"))
    walk.keep("seller's paper", sari.get("/penjual/surat/halal/"))
    walk.keep("seller's paper wrong", sari.post("/penjual/surat/nib/", {"number": "12"}), 422)
    walk.keep("seller's cash", sari.get("/penjual/tunai/"))
    walk.keep("seller's cash wrong", sari.post("/penjual/tunai/", {"barang": "", "jumlah": "x"}), 422)
    noted = {"barang": good.pk, "jumlah": "1", "key": "abc"}
    walk.keep("seller's cash noted", sari.post("/penjual/tunai/", noted, follow=True))
    for per in ("hari", "minggu", "bulan"):
        walk.keep(f"seller's sales {per}", sari.get(f"/penjual/penjualan/?per={per}"))
    walk.keep("seller's team wrong", sari.post("/penjual/tim/", {"name": "", "phone": "1"}), 422)
    told = {"name": "Adik", "phone": "081200009077", "task": "packing"}
    walk.keep("seller's team", sari.post("/penjual/tim/", told, follow=True))
    adik = walk.browser()
    adik.force_login(User.objects.get(phone="+6281200009077"))
    walk.keep("helper's today", adik.get("/penjual/"))
    walk.keep("helper closed", adik.get("/penjual/uang/"), 403)
    joko = walk.browser()
    joko.force_login(cast.sellers["joko"].users.get())
    his = order.seller_orders.get(partner=cast.sellers["joko"])
    walk.keep("decline", joko.get(f"/penjual/pesanan/{his.number}/tolak/"))
    walk.keep("decline wrong", joko.post(f"/penjual/pesanan/{his.number}/tolak/", {}), 422)
    joko.post(f"/penjual/pesanan/{his.number}/terima/")
    walk.keep("contact open", joko.post(f"/penjual/pesanan/{his.number}/alamat/", follow=True))
