"""/ojek/: the driver's page."""

from django.urls import path

from market.desk.carriage import driver

app_name = "ojek"

urlpatterns = [
    path("", driver.today, name="today"),
    path("<int:pk>/", driver.parcel, name="parcel"),
    path("<int:pk>/bawa/", driver.take, name="take"),
    path("<int:pk>/serahkan/", driver.give, name="give"),
    path("<int:pk>/belum/", driver.not_met, name="not_met"),
]
