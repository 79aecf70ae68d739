"""The operator's desk about people and goods."""

from django.urls import path

from sellers.desk import applications, complaints, goods, phoning, reviews, shops
from sellers.desk.village import adoption, opening, visiting

app_name = "people"

urlpatterns = [
    path("keluhan/", complaints.complaints, name="complaints"),
    path("keluhan/<str:number>/", complaints.complaint, name="complaint"),
    path("keluhan/<str:number>/jawab/", complaints.answer, name="complaint_answer"),
    path("keluhan/<str:number>/selesai/", complaints.close, name="complaint_close"),
    path("pendaftaran/", applications.applications, name="applications"),
    path("pendaftaran/<str:number>/", applications.application, name="application"),
    path("pendaftaran/<str:number>/setujui/", applications.approve, name="approve"),
    path("pendaftaran/<str:number>/tolak/", applications.refuse, name="refuse"),
    path("barang/", goods.goods, name="goods"),
    path("barang/tayangkan/", goods.publish, name="publish"),
    path("barang/<int:pk>/", goods.good, name="good"),
    path("barang/<int:pk>/kembalikan/", goods.send_back, name="send_back"),
    path("barang/<int:pk>/dijual-ulang/", goods.resold, name="resold"),
    path("ulasan/", reviews.listed, name="reviews"),
    path("ulasan/<int:pk>/sembunyikan/", reviews.hide, name="review_hide"),
    path("ulasan/<int:pk>/tampilkan/", reviews.show, name="review_show"),
    path("kunjungan/", visiting.visits, name="visits"),
    path("kunjungan/<slug:code>/", visiting.visit, name="visit"),
    path("perkembangan/", adoption.adoption, name="adoption"),
    path("desa-baru/", opening.new, name="village_new"),
    path("desa/", opening.settings, name="village_settings"),
    path("telepon/", phoning.desk, name="phoning"),
    path("telepon/mulai/", phoning.start, name="phoning_start"),
    path("telepon/<str:number>/", phoning.done, name="phoned"),
    path("toko/", shops.shops, name="shops"),
    path("toko/<slug:code>/", shops.shop, name="shop"),
    path("toko/<slug:code>/nomor/", shops.reveal, name="reveal"),
    path("toko/<slug:code>/libur/", shops.holiday, name="holiday"),
    path("toko/<slug:code>/hentikan/", shops.suspend, name="suspend"),
    path("toko/<slug:code>/barang/<int:pk>/", shops.goods_of, name="goods_of"),
]
