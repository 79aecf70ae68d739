"""A buyer's own page."""

from django.urls import path

from sellers.trust.account import consenting, pages

app_name = "account_page"

urlpatterns = [
    path("saya/", pages.account, name="account"),
    path("saya/unduh/", pages.download, name="download"),
    path("saya/izin/", consenting.agreed, name="consents"),
    path("saya/izin/<slug:kind>/", consenting.change, name="consent"),
    path("saya/hapus/", pages.leave, name="leave"),
]
