"""Pages about the couriers themselves."""

from django.urls import path

from market.desk.couriers import health, mapping

urlpatterns = [
    path("", health.page, name="couriers"),
    path("lagi/<slug:courier>/<slug:operation>/", health.ask_again, name="courier_again"),
    path("kode/", health.settle, name="courier_word"),
    path("tempat/", mapping.page, name="courier_places"),
    path("tempat/<int:pk>/", mapping.place, name="courier_place"),
]
