"""A page that holds the address form and nothing else, as the checkout and the goods page hold it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from market.address.forms import AddressForm, PlaceForm, submitted
from market.address.places import timezone_of
from market.urls import urlpatterns as market_urls

PAGE = """{% extends "base.html" %}{% load static %}
{% block title %}Alamat{% endblock %}
{% block content %}<h1>Alamat</h1>
{% include "components/errors.html" %}
<form method="{{ method }}" novalidate>{% if method == "post" %}{% csrf_token %}{% endif %}
{% include component %}
<button class="button main">Simpan alamat</button></form>{% endblock %}
{% block scripts %}<script type="module" src="{% static "js/address.js" %}"></script>{% endblock %}"""


def show(request: HttpRequest, form: PlaceForm, component: str, method: str) -> HttpResponse:
    context = {"form": form, "component": f"components/{component}.html", "method": method}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


def address(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request, AddressForm(), "address_form", "post")
    form, is_done = submitted(AddressForm(request.POST))
    return JsonResponse(form.facts()) if is_done else show(request, form, "address_form", "post")


def postage(request: HttpRequest) -> HttpResponse:
    if "place" not in request.GET:
        return show(request, PlaceForm(per_district=True), "place_fields", "get")
    form, is_done = submitted(PlaceForm(request.GET, per_district=True))
    if not is_done:
        return show(request, form, "place_fields", "get")
    village = form.cleaned_data["village"]
    return JsonResponse({"district": village.code[:8], "zone": timezone_of(village)})


urlpatterns = [path("alamat", address), path("ongkir", postage), *market_urls]
