"""The tablets' API, version 1 (docs/warung-api.md). A change that breaks a tablet in the field is v2/."""

from django.urls import path

from market.warung.api import devices, sync

urlpatterns = [
    path("devices/pair", devices.Pair.as_view(), name="warung-pair"),
    path("devices/me", devices.Me.as_view(), name="warung-me"),
    path("devices/rotate", devices.Rotate.as_view(), name="warung-rotate"),
    path("changes", sync.Changes.as_view(), name="warung-changes"),
    path("operations", sync.Operations.as_view(), name="warung-operations"),
    path("operations/status", sync.Status.as_view(), name="warung-status"),
    path("<path:rest>", sync.Nothing.as_view(), name="warung-nothing"),
]
