"""The treasurers' pages."""

from django.urls import path

from market.desk.treasury import fees

urlpatterns = [
    path("biaya/", fees.fees, name="fees"),
    path("biaya/<int:pk>/batal/", fees.call_off, name="fee_call_off"),
]
