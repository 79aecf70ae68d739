"""/desa/kelola/kiriman/: parcels, the village's own carriage, its rules."""

from django.urls import path

from market.desk.carriage import own, rides, rules

urlpatterns = [
    path("ojek/", rides.board, name="rides"),
    path("ojek/<int:pk>/tugaskan/", rides.assign, name="assign_ride"),
    path("ojek/<int:pk>/buka/", rides.unlock, name="unlock_ride"),
    path("ojek/<int:pk>/serahkan/", rides.give, name="give_ride"),
    path("aturan/", rules.page, name="carriage_rules"),
    path("aturan/jam/", rules.hours, name="pickup_hours"),
    path("aturan/libur/", rules.close_day, name="close_day"),
    path("aturan/libur/<int:pk>/", rules.open_day, name="open_day"),
    path("aturan/kurir/", rules.switch_off, name="switch_off"),
    path("aturan/kurir/<int:pk>/", rules.switch_on, name="switch_on"),
    path("sendiri/", own.page, name="own_carriage"),
    path("sendiri/<slug:kind>/", own.save, name="save_own"),
    path("sendiri/<slug:kind>/<int:pk>/", own.switch, name="switch_own"),
]
