"""The seller's money."""

from django.urls import path

from sellers.pages.money import bank, pages

urlpatterns = [
    path("", pages.money, name="money"),
    path("uang-saya.<str:kind>", pages.file, name="money_file"),
    path("rekening/", bank.bank, name="bank"),
]
