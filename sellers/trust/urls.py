"""The buyer's side of trust."""

from django.urls import path

from sellers.trust import answering, complaining

app_name = "trust"

urlpatterns = [
    path("pesanan/<str:number>/<str:secret>/keluhan/", complaining.complain, name="complain"),
    path("penjual/pesanan/<str:number>/keluhan/", answering.answer, name="seller_answer"),
]
