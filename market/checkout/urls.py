"""The buyer's buying door: the basket, five short steps, and the order's own page."""

from django.urls import include, path

from market.checkout import basket_page, cancelling, finding, order_page, paying, placing, steps

basket = [
    path("", basket_page.summary, name="summary"),
    path("tambah/<int:pk>/", basket_page.add, name="add"),
    path("baris/<int:pk>/", basket_page.change, name="line"),
    path("harga/", basket_page.accept, name="accept"),
]
checkout = [
    path("pesan/alamat/", steps.address, name="address"),
    path("pesan/kurir/", steps.couriers, name="couriers"),
    path("pesan/periksa/", steps.review, name="review"),
    path("pesan/buat/", placing.place, name="place"),
    path("pesanan/", finding.orders, name="orders"),
    path("pesanan/<str:number>/<str:secret>/", order_page.order, name="order"),
    path("pesanan/<str:number>/<str:secret>/batal/<str:part>/", cancelling.cancel, name="cancel"),
    path("pesanan/<str:number>/<str:secret>/bayar/", paying.pay, name="pay"),
]
urlpatterns = [
    path("keranjang/", include((basket, "basket"))),
    path("", include((checkout, "checkout"))),
]
