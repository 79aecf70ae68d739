"""Lists of goods: a category, a search, and everything. Each is a page that can be narrowed, shared and paged."""

from collections.abc import Sequence
from heapq import nlargest
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from market.catalogue import listing
from market.catalogue.listing import Found, PlaceCount
from market.catalogue.search import search_products
from market.catalogue.tree import CategoryRow
from market.core.money import rupiah
from market.storefront.cache import shared
from market.storefront.cards import cards
from market.storefront.tree import Tree, category_url, linked
from market.storefront.wanted import PAGE_SIZE, SORTS, Wanted

MOST_PLACES = 12  # that are shown to choose from, of each kind


@require_safe
@shared
def categories(request: HttpRequest) -> HttpResponse:
    """All categories, each root with its children."""
    tree = Tree.read()
    groups = [
        {"root": linked([root])[0], "id": root.id, "children": linked(tree.children(root))} for root in tree.roots
    ]
    return render(request, "storefront/categories.html", {"groups": groups})


@require_safe
@shared
def category(request: HttpRequest, category_slug: str, pk: str) -> HttpResponse:
    """The goods of a category and of all below it; 404 for one that is not public."""
    tree = Tree.read()
    node = tree.find(int(pk))
    if node is None:
        raise Http404
    if category_slug != node.slug:
        return HttpResponsePermanentRedirect(category_url(node))
    wanted = Wanted.read(request.GET)
    page = {
        "heading": node.name,
        "intro": node.description,
        "crumbs": crumbs(tree.above(node.path)),
        "children": linked(tree.children(node)),
    }
    found = listing.page(wanted.filters(category_path=node.path), wanted.page, size=PAGE_SIZE, sort=wanted.order)
    return _list(request, found, wanted, page)


@require_safe
@shared
def search(request: HttpRequest) -> HttpResponse:
    """`?q=`: what people mean by the words; without words, everything."""
    wanted = Wanted.read(request.GET)
    heading = _("Hasil untuk “%(words)s”") % {"words": wanted.words} if wanted.words else _("Semua barang")
    answer = search_products(wanted.words, wanted.filters(), wanted.page, size=PAGE_SIZE, sort=wanted.order)
    page = {"heading": heading, "words": wanted.words}
    if answer.corrected:
        page["meant"] = " ".join(answer.words)
    return _list(request, answer.found, wanted, page)


def crumbs(above: list[CategoryRow]) -> list[dict[str, str]]:
    """The way down to a page: all categories, then the given ones."""
    return [{"name": _("Kategori"), "url": reverse("catalogue:index")}, *linked(above)]


def _list(request: HttpRequest, found: Found, wanted: Wanted, page: dict[str, Any]) -> HttpResponse:
    if wanted.page > page_count(found.total):
        raise Http404
    context = page | {
        "cards": cards(found.cards),
        "found": ngettext("%(count)d barang", "%(count)d barang", found.total) % {"count": found.total},
        "filters": filters(request.path, wanted, found),
        "chosen": chosen(request.path, wanted, found),
        "page": paging(request.path, wanted, found.total),
        "empty": empty(request.path, wanted),
    }
    return render(request, "storefront/list.html", context)


def page_count(total: int) -> int:
    return max(-(-total // PAGE_SIZE), 1)


def paging(path: str, wanted: Wanted, total: int) -> dict[str, Any]:
    """What components/pagination.html wants."""
    number, pages = wanted.page, page_count(total)
    return {
        "number": number,
        "count": pages,
        "previous_url": wanted.url(path, page=number - 1) if number > 1 else "",
        "next_url": wanted.url(path, page=number + 1) if number < pages else "",
    }


def filters(path: str, wanted: Wanted, found: Found) -> dict[str, Any]:
    """What storefront/filters.html wants: every choice is an address of its own, with the count that it leads to."""
    sorts = [
        {"name": name, "url": wanted.url(path, sort=sort), "current": sort == wanted.sort}
        for sort, (name, _order) in SORTS.items()
        if sort or wanted.words
    ]
    if not wanted.words and not wanted.sort:
        sorts[0]["current"] = True  # newest first is the order of a list without words
    villages = [one for one in found.villages if one.code.startswith(wanted.district)]
    groups = [
        _places(_("Kecamatan"), found.districts, wanted, path, "district"),
        _places(_("Desa"), villages, wanted, path, "village"),
    ]
    return {
        "action": path,
        "hidden": [pair for pair in wanted.pairs() if pair[0] not in ("harga_dari", "harga_sampai", "halaman")],
        "sorts": sorts,
        "groups": groups,
        "least": "" if wanted.least_rupiah is None else wanted.least_rupiah,
        "most": "" if wanted.most_rupiah is None else wanted.most_rupiah,
    }


def _places(title: str, places: Sequence[PlaceCount], wanted: Wanted, path: str, name: str) -> dict[str, Any]:
    """One group of choices: those with the most goods in the order of names, the chosen one among them, and the way to
    all. A list of every village was most of a page's weight and time, and nobody reads it."""
    chosen_code: str = getattr(wanted, name)
    none: dict[str, Any] = {"district": "", "village": "", "all_places": False}
    shown = places
    if not wanted.all_places and len(places) > MOST_PLACES:
        kept = {one.code for one in nlargest(MOST_PLACES, places, key=lambda one: one.count)} | {chosen_code}
        shown = [one for one in places if one.code in kept]
    choices = [
        {
            "name": one.name,
            "count": one.count,
            "url": wanted.url(path, **(none | {name: one.code})),
            "current": one.code == chosen_code,
        }
        for one in shown
    ]
    more = wanted.url(path, all_places=True, page=wanted.page) if len(shown) < len(places) else ""
    return {"title": title, "choices": choices, "more_url": more, "count": len(places)}


def chosen(path: str, wanted: Wanted, found: Found) -> list[dict[str, str]]:
    """The filters that are on, each with the address of the list without it."""
    on = []
    if wanted.village:
        name = next((one.name for one in found.villages if one.code == wanted.village), wanted.village)
        on.append({"name": _("Desa %(name)s") % {"name": name}, "url": wanted.url(path, village="")})
    if wanted.district:
        name = next((one.name for one in found.districts if one.code == wanted.district), wanted.district)
        on.append({"name": _("Kecamatan %(name)s") % {"name": name}, "url": wanted.url(path, district="")})
    if wanted.least_rupiah is not None:
        words = _("Dari %(price)s") % {"price": rupiah(wanted.least_rupiah)}
        on.append({"name": words, "url": wanted.url(path, least_rupiah=None)})
    if wanted.most_rupiah is not None:
        words = _("Sampai %(price)s") % {"price": rupiah(wanted.most_rupiah)}
        on.append({"name": words, "url": wanted.url(path, most_rupiah=None)})
    return on


def empty(path: str, wanted: Wanted) -> dict[str, str]:
    """What to do when nothing was found: widen the filters, else look elsewhere."""
    if wanted.is_narrowed:
        return {
            "title": _("Tidak ada barang yang cocok"),
            "text": _("Coba lepas saringan desa atau harga."),
            "url": Wanted(words=wanted.words).url(path),
            "action": _("Hapus semua saringan"),
        }
    return {
        "title": _("Barang ini belum ada"),
        "text": _("Coba kata lain yang lebih pendek, atau lihat semua kategori."),
        "url": reverse("catalogue:index"),
        "action": _("Lihat kategori"),
    }
