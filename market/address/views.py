"""Suggestions for those who type with JavaScript on; the form does the same without it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from market.address.models import RegionDataset, Village
from market.address.places import district_text
from market.address.regions import search_districts, search_villages

MIN_LETTERS = 2
MAX_HITS = 10
CACHE_SECONDS = 3_600


def _edition(request: HttpRequest) -> str | None:
    """The answer depends on the question, which is in the address, and on the edition of the list."""
    version = RegionDataset.objects.order_by("-pk").values_list("version", flat=True).first()
    return f'"{version}"' if version else None


@require_safe
@cache_control(public=True, max_age=CACHE_SECONDS)
@condition(etag_func=_edition)
def search(request: HttpRequest) -> HttpResponse:
    """`?q=krandegan&per=kecamatan` -> `{"places": [{"code", "label", "postcode"}]}`, best first; `per` is optional."""
    text = request.GET.get("q", "").strip()
    per_district = request.GET.get("per") == "kecamatan"
    find = search_districts if per_district else search_villages
    hits = find(text, limit=MAX_HITS) if len(text) >= MIN_LETTERS else []
    return JsonResponse({"places": [_shown(village, per_district) for village in hits]})


def _shown(village: Village, per_district: bool) -> dict[str, str]:
    label = district_text(village) if per_district else village.label
    return {"code": village.code, "label": label, "postcode": village.postcode}
