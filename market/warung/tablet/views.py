"""Three addresses that are the same for everybody: whose tablet it is, only the tablet knows."""

import json
from functools import cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET

from market.warung.tablet import files


@cache
def kept() -> tuple[str, tuple[str, ...]]:
    return files.edition(), tuple(files.addresses())


@require_GET
def shell(request: HttpRequest) -> HttpResponse:
    edition, _ = kept()
    context = {"modules": [static(name) for name in files.modules()], "edition": edition}
    response = render(request, "tablet/shell.html", context)
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    home = reverse("tablet:shell")
    icons = [
        {"src": static(f"tablet/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    told = {
        "id": home,
        "name": "Toko Smart Lumbung Desa",
        "short_name": "Toko Smart",
        "lang": "id",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": "#fffdf7",
        "theme_color": "#1f4a2a",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps before it. Never from a cache, so that an edition arrives."""
    edition, addresses = kept()
    told = {"edition": edition, "home": reverse("tablet:shell"), "files": addresses}
    text = f"self.SHELL = {json.dumps(told)};\n{(files.folder() / 'worker.js').read_text(encoding='utf-8')}"
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
