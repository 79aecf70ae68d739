"""The seller centre."""

from django.urls import path

from sellers.pages import money, orders, today

app_name = "sellers"

urlpatterns = [
    path("", today.today, name="today"),
    path("pesanan/", orders.orders, name="orders"),
    path("pesanan/<str:number>/", orders.order, name="order"),
    path("pesanan/<str:number>/terima/", orders.accept, name="accept"),
    path("pesanan/<str:number>/kemas/", orders.pack, name="pack"),
    path("pesanan/<str:number>/label.pdf", orders.label, name="label"),
    path("uang/", money.money, name="money"),
]
