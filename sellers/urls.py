"""The seller centre."""

from django.urls import path

from sellers.joining import pages as joining
from sellers.pages import money, orders, today

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
    path("pesanan/<str:number>/label.pdf", orders.label, name="label"),
    path("uang/", money.money, name="money"),
]
