"""What address fields ask for while one types."""

from django.urls import path

from market.address import views

app_name = "places"

urlpatterns = [
    path("cari", views.search, name="search"),
]
