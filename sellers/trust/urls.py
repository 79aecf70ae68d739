"""The buyer's side of trust."""

from django.urls import path

from sellers.trust import again, answering, complaining, feed, reviewed, reviewing, shop_record

app_name = "trust"

urlpatterns = [
    path("pesanan/<str:number>/<str:secret>/keluhan/", complaining.complain, name="complain"),
    path("pesanan/<str:number>/<str:secret>/ulasan/", reviewing.review, name="review"),
    path("barang/<int:pk>/ulasan/", reviewing.find, name="find_review"),
    path("penjual/ulasan/", reviewed.reviews, name="seller_reviews"),
    path("penjual/ulasan/<int:pk>/jawab/", reviewed.answer, name="review_answer"),
    path("pesanan/<str:number>/<str:secret>/lagi/", again.again, name="again"),
    path("desa/<str:code>/feed.json", feed.feed, name="feed"),
    path("desa/<str:code>/penjual.geojson", feed.geojson, name="geojson"),
    path("penjual/pesanan/<str:number>/keluhan/", answering.answer, name="seller_answer"),
    path("penjual/catatan/", shop_record.shop_record, name="shop_record"),
    path("penjual/catatan/jawab/", shop_record.answer_suspension, name="answer_suspension"),
]
