"""/desa/kelola/kiriman/: parcels, the village's own carriage, its rules."""

from django.urls import path

from market.desk.carriage import own, rides

urlpatterns = [
    path("ojek/", rides.board, name="rides"),
    path("ojek/<int:pk>/tugaskan/", rides.assign, name="assign_ride"),
    path("ojek/<int:pk>/buka/", rides.unlock, name="unlock_ride"),
    path("ojek/<int:pk>/serahkan/", rides.give, name="give_ride"),
    path("sendiri/", own.page, name="own_carriage"),
    path("sendiri/<slug:kind>/", own.save, name="save_own"),
    path("sendiri/<slug:kind>/<int:pk>/", own.switch, name="switch_own"),
]
