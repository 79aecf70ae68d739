"""The reading door. `catalogue:` and `search:` are the names that Oscar's dashboard asks for."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from market.core.origin import own_forms_only
from market.storefront import pages

storefront = [
    path("tentang/", pages.about, name="about"),
    path("bantuan/", pages.help_page, name="help"),
    path("privasi/", pages.privacy, name="privacy"),
    path("keluhan/", pages.complaint, name="complaint"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((storefront, "storefront"))),
    path("bahasa/", own_forms_only(set_language), name="set_language"),
    path("robots.txt", pages.robots, name="robots"),
    path("livez", pages.alive, name="alive"),
]
