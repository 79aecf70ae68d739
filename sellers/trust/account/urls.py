"""A buyer's own page."""

from django.urls import path

from sellers.trust.account import pages

app_name = "account_page"

urlpatterns = [
    path("saya/", pages.account, name="account"),
    path("saya/unduh/", pages.download, name="download"),
    path("saya/hapus/", pages.leave, name="leave"),
]
