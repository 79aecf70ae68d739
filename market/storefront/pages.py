"""The pages that say who we are and what we promise, and the two addresses for machines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from market.core import phones
from market.storefront.cache import shared

ABOUT_LENGTH = 200
ROBOTS = """User-agent: *
Disallow: /keranjang/
Disallow: /pesanan/
Disallow: /masuk/
Disallow: /penjual/
Disallow: /dashboard/
Disallow: /cari/
Disallow: /*?ke=
Disallow: /*?tujuan=
"""


@require_safe
@shared
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/pages/about.html")


@require_safe
@shared
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/pages/help.html")


@require_safe
@shared
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/pages/privacy.html")


@require_safe
@shared
def complaint(request: HttpRequest) -> HttpResponse:
    """`?tentang=` names what the complaint is about (a good, an order); it goes into the message as typed text."""
    about_what = request.GET.get("tentang", "")[:ABOUT_LENGTH]
    message = _("Halo, saya ingin menyampaikan keluhan.")
    if about_what:
        message += " " + _("Tentang: %(what)s") % {"what": about_what}
    chat = phones.whatsapp(settings.OPERATOR["phone"], message)
    return render(request, "storefront/pages/complaint.html", {"about": about_what, "chat": chat})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For whoever watches the process: it answers. It asks no database, so it says nothing about one."""
    return HttpResponse("hidup\n", content_type="text/plain; charset=utf-8")
