"""One line per door. docs/routes.md names every public route; a house test compares the two."""

from django.apps import apps
from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve

from market.warung.relay.page import hand_in_page
from market.warung.texting.door import text_in

urlpatterns = [
    path("desa/kelola/toko-smart/", include("market.warung.desk.urls")),
    path("desa/kelola/", include("market.desk.urls")),  # before a village's page, /desa/<code>/
    path("desa/kelola/", include("sellers.desk.urls")),
    path("", include("sellers.trust.urls")),
    path("", include("market.storefront.urls")),
    path("", include("market.checkout.urls")),
    path("tempat/", include("market.address.urls")),
    path("ojek/", include("market.desk.carriage.driver_urls")),
    path("penjual/", include("sellers.urls")),
    path("hook/", include("market.lifecycle.urls")),
    path("titip/", hand_in_page, name="warung-hand-in"),
    path("sms/<str:secret>/", text_in, name="warung-text-in"),
    path("api/warung/v1/", include("market.warung.api.urls")),
    path("api/", include("market.api.urls")),
    path("warung/", include("market.warung.tablet.urls")),
    path("masuk/", include("market.signin.urls")),
    path("akun/", include("sellers.trust.account.urls")),
    path("akun/", include(([path("", RedirectView.as_view(url="/pesanan/"), name="summary")], "customer"))),
    path("dashboard/", apps.get_app_config("dashboard").urls),
]
if settings.SERVE_MEDIA:
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))
