"""The tablets' API, version 1 (docs/warung-api.md). A change that breaks a tablet in the field is v2/."""

from django.urls import path

from market.warung.api import cards, counter, devices, relay, sync

urlpatterns = [
    path("devices/pair", devices.Pair.as_view(), name="warung-pair"),
    path("devices/me", devices.Me.as_view(), name="warung-me"),
    path("devices/rotate", devices.Rotate.as_view(), name="warung-rotate"),
    path("changes", sync.Changes.as_view(), name="warung-changes"),
    path("operations", sync.Operations.as_view(), name="warung-operations"),
    path("operations/status", sync.Status.as_view(), name="warung-status"),
    path("quotes", counter.Quotes.as_view(), name="warung-quotes"),
    path("orders/<str:order>/payments", counter.Payments.as_view(), name="warung-payments"),
    path("leases", counter.Leases.as_view(), name="warung-leases"),
    path("leases/<uuid:pk>", counter.Lease.as_view(), name="warung-lease"),
    path("photos", counter.Photos.as_view(), name="warung-photos"),
    path("claims/<str:code>", counter.Claim.as_view(), name="warung-claim"),
    path("staff/<int:pk>/pin", counter.Pin.as_view(), name="warung-pin"),
    path("cards", cards.Cards.as_view(), name="warung-cards"),
    path("cards/open", cards.OpenCard.as_view(), name="warung-card-open"),
    path("cards/end", cards.EndCard.as_view(), name="warung-card-end"),
    path("relay", relay.Relay.as_view(), name="warung-relay"),
    path("<path:rest>", sync.Nothing.as_view(), name="warung-nothing"),
]
