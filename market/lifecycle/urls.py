"""Where gateways and couriers push. Both forms of the address: none of them follows a redirect."""

from django.urls import path

from market.lifecycle.webhooks import hook

urlpatterns = [
    path("<slug:source>/", hook, name="hook"),
    path("<slug:source>", hook),
]
