"""The public read API and its description. Routes below v1/ keep their meaning; what breaks it is v2/."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from market.api import ladders, views

CODE = "(?P<code>[0-9]{2}[.][0-9]{2}[.][0-9]{2}[.][0-9]{4})"

# Swagger UI brings a style element of its own; scripts and all else stay with the house's policy.
docs = csp_update({"style-src": [UNSAFE_INLINE]})(SpectacularSwaggerSplitView.as_view(url_name="schema"))

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="api-docs"),
    path("v1/categories/", views.CategoryList.as_view(), name="api-categories"),
    path("v1/products/", views.ProductList.as_view(), name="api-products"),
    path("v1/products/<int:pk>/", views.ProductDetail.as_view(), name="api-product"),
    path("v1/search/", views.Search.as_view(), name="api-search"),
    path("v1/sellers/", views.SellerList.as_view(), name="api-sellers"),
    path("v1/sellers/<slug:code>/", views.SellerDetail.as_view(), name="api-seller"),
    path("v1/villages/", views.VillageList.as_view(), name="api-villages"),
    re_path(rf"^v1/villages/{CODE}/$", views.VillageDetail.as_view(), name="api-village"),
    path("v1/rates/", views.Rates.as_view(), name="api-rates"),
    path("v1/orders/<str:number>/<str:secret>/ladder/", ladders.Ladder.as_view(), name="api-ladder"),
    path("v1/<path:rest>/", views.Nothing.as_view(), name="api-nothing"),
]
