"""The few of django-allauth's pages that the store uses, under our own words."""

from allauth.account import views
from django.urls import path

from market.signin.views import RequestCode, closed

urlpatterns = [
    path("", views.login, name="account_login"),
    path("keluar/", views.logout, name="account_logout"),
    path("kode/", RequestCode.as_view(), name="account_request_login_code"),
    path("kode/isi/", views.confirm_login_code, name="account_confirm_login_code"),
    path("nonaktif/", views.account_inactive, name="account_inactive"),
    path("daftar/", closed, name="account_signup"),
]
