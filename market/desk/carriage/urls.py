"""/desa/kelola/kiriman/: parcels, the village's own carriage, its rules."""

from django.urls import path

from market.desk.carriage import bills, ending, own, parcels, pickups, rides, rules, tariffs

urlpatterns = [
    path("", parcels.board, name="parcels"),
    path("label/", parcels.labels, name="labels"),
    path("tagihan/", bills.board, name="bills"),
    path("tagihan/<int:pk>/", bills.bill, name="bill"),
    path("tagihan/<int:pk>/tarif/", bills.accept, name="accept_tariff"),
    path("tagihan/cod/<int:pk>/", bills.remittance, name="remittance"),
    path("jemput/", pickups.board, name="pickups"),
    path("jemput/minta/", pickups.ask, name="ask_pickup"),
    path("jemput/<str:number>/", pickups.pickup, name="pickup"),
    path("jemput/<str:number>/manifes.pdf", pickups.manifest, name="manifest"),
    path("paket/<str:number>/akhir/", ending.end_parcel, name="end_parcel"),
    path("paket/<str:number>/", parcels.act, name="act_parcel"),
    path("ojek/", rides.board, name="rides"),
    path("ojek/<int:pk>/tugaskan/", rides.assign, name="assign_ride"),
    path("ojek/<int:pk>/buka/", rides.unlock, name="unlock_ride"),
    path("ojek/<int:pk>/serahkan/", rides.give, name="give_ride"),
    path("tarif/", tariffs.page, name="tariffs"),
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
