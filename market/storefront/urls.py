"""The reading door. `catalogue:` and `search:` are the names that Oscar's dashboard asks for."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language

from market.core.origin import own_forms_only
from market.storefront import goods, home, lists, pages, shops

storefront = [
    path("", home.home, name="home"),
    path("toko/<slug:slug>/", shops.shop, name="shop"),
    path("desa/<str:code>/", shops.village, name="village"),
    path("tentang/", pages.about, name="about"),
    path("bantuan/", pages.help_page, name="help"),
    path("privasi/", pages.privacy, name="privacy"),
    path("keluhan/", pages.complaint, name="complaint"),
]

catalogue = [
    path("kategori/", lists.categories, name="index"),
    re_path(r"^kategori/(?P<category_slug>[\w/-]+)-(?P<pk>[0-9]{1,9})/$", lists.category, name="category"),
    re_path(r"^barang/(?P<product_slug>[\w-]*)-(?P<pk>[0-9]{1,9})/$", goods.goods, name="detail"),
]

search = [path("cari/", lists.search, name="search")]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((storefront, "storefront"))),
    path("", include((catalogue, "catalogue"))),
    path("", include((search, "search"))),
    path("bahasa/", own_forms_only(set_language), name="set_language"),
    path("robots.txt", pages.robots, name="robots"),
    path("livez", pages.alive, name="alive"),
]
