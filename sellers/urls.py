"""The seller centre."""

from django.urls import include, path

from sellers.goods import acts, seasons, sheets
from sellers.goods import pages as goods
from sellers.joining import pages as joining
from sellers.pages import carrying, cash, contact, decline, more, orders, sales, takeaway, team, today, weighing
from sellers.papers import pages as papers

app_name = "sellers"

urlpatterns = [
    path("daftar/", joining.start, name="join"),
    path("daftar/kode/", joining.code, name="join_code"),
    path("daftar/jenis/", joining.kind, name="join_kind"),
    path("daftar/toko/", joining.shop, name="join_shop"),
    path("daftar/izin/", joining.agree, name="join_consents"),
    path("daftar/kabar/", joining.state, name="join_state"),
    path("", today.today, name="today"),
    path("pesanan/", orders.orders, name="orders"),
    path("pesanan/<str:number>/", orders.order, name="order"),
    path("pesanan/<str:number>/terima/", orders.accept, name="accept"),
    path("pesanan/<str:number>/kemas/", orders.pack, name="pack"),
    path("pesanan/<str:number>/kurir/", carrying.move, name="move"),
    path("pesanan/<str:number>/kembali/", carrying.back, name="back"),
    path("pesanan/<str:number>/resi/", carrying.typed_awb, name="typed_awb"),
    path("pesanan/<str:number>/label.pdf", orders.label, name="label"),
    path("pesanan/<str:number>/tolak/", decline.decline, name="decline"),
    path("pesanan/<str:number>/timbang/", weighing.weigh, name="weigh"),
    path("pesanan/<str:number>/alamat/", contact.open_contact, name="open_contact"),
    path("uang/", include("sellers.pages.money.urls")),
    path("surat/", papers.papers, name="papers"),
    path("surat/<str:kind>/", papers.paper, name="paper"),
    path("surat/<str:kind>/berkas/", papers.file, name="paper_file"),
    path("tunai/", cash.cash, name="cash"),
    path("tunai/<int:pk>/batal/", cash.undo, name="cash_undo"),
    path("penjualan/", sales.sales, name="sales"),
    path("data/", takeaway.data, name="data"),
    path("data/unduh/", takeaway.download, name="data_file"),
    path("tim/", team.team, name="team"),
    path("tim/<int:pk>/keluar/", team.let_out, name="team_out"),
    path("barang/", goods.goods, name="goods"),
    path("barang/baru/", goods.new, name="good_new"),
    path("barang/lembar/", sheets.upload, name="sheet_upload"),
    path("barang/lembar/contoh.xlsx", sheets.example, name="sheet_example"),
    path("barang/lembar/<int:pk>/", sheets.found, name="sheet"),
    path("barang/lembar/<int:pk>/simpan/", sheets.confirm, name="sheet_confirm"),
    path("barang/hitung/", goods.net, name="good_net"),
    path("barang/<int:pk>/", goods.good, name="good"),
    path("barang/<int:pk>/ubah/", goods.edit, name="good_edit"),
    path("barang/<int:pk>/masa/", seasons.seasons, name="good_seasons"),
    path("barang/<int:pk>/stok/", acts.set_stock, name="good_stock"),
    path("barang/<int:pk>/harga/", acts.set_price, name="good_price"),
    path("barang/<int:pk>/tayang/", acts.publish, name="good_publish"),
    path("barang/<int:pk>/tampil/", acts.show_or_hide, name="good_show"),
    path("barang/<int:pk>/hapus/", acts.throw_away, name="good_delete"),
    path("libur/", acts.rest, name="rest"),
    path("lainnya/", more.more, name="more"),
    path("lainnya/toko/", more.choose_shop, name="choose_shop"),
]
