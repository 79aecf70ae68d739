"""Every page that is measured, through its own door, as a buyer without JavaScript walks."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse

from market.address.models import Village
from market.catalogue.models import Category, Product
from market.storefront.wanted import PAGE_SIZE
from tests.bench.measure import Step
from tests.market.checkout.walk import ADDRESS, Andi, form_of
from tests.stand_ins import keep_codes

WORDS = "sambal pedas"  # a kind of good without a category of its own: one in twenty
DEEP_PAGE = 50


class Cast:
    """A category with many goods, a good, and three goods of two sellers that Andi orders again and again."""

    def __init__(self) -> None:
        self.category = Category.objects.filter(depth=1).order_by("path")[0]
        inside = Product.objects.filter(listed=True, category_path__startswith=self.category.path).count()
        self.deep_page = max(min(DEEP_PAGE, inside // PAGE_SIZE), 1)
        goods = list(Product.objects.filter(listed=True).select_related("partner__village").order_by("pk")[:1_000])
        first = goods[0]
        self.good = goods[len(goods) // 2]
        sister = next(one for one in goods[1:] if one.partner_id == first.partner_id)
        other = next(one for one in goods if one.partner_id != first.partner_id)
        self.lines = (first, sister, other)
        keep_codes(first.partner.village, other.partner.village, Village.objects.get(pk="31.71.06.1002"))


def paths(cast: Cast) -> dict[str, str]:
    """The pages that are the same for all, and the API."""
    category = reverse("catalogue:category", kwargs={"category_slug": cast.category.slug, "pk": cast.category.pk})
    good = reverse("catalogue:detail", kwargs={"product_slug": cast.good.slug, "pk": cast.good.pk})
    return {
        "home": "/",
        "category": category,
        "category_50": f"{category}?halaman={cast.deep_page}",
        "search": f"/cari/?q={WORDS.split()[0]}",
        "search_2_words": f"/cari/?q={WORDS.replace(' ', '+')}",
        "search_misspelt": "/cari/?q=smabal+pdeas",
        "product": good,
        "seller": reverse("storefront:shop", kwargs={"slug": cast.good.partner.code}),
        "village": reverse("storefront:village", kwargs={"code": cast.good.partner.village_id}),
        "api_category": f"/api/v1/products/?category={cast.category.pk}",
        "api_search": f"/api/v1/search/?q={WORDS.split()[0]}",
        "api_product": f"/api/v1/products/{cast.good.pk}/",
    }


def reading(cast: Cast) -> Iterator[Step]:
    """Those pages without a cookie, as at a first visit."""
    client = Client()
    for name, path in paths(cast).items():
        yield Step(name, lambda _none, path=path: client.get(path), buyer_page=not name.startswith("api_"))


def newcomer() -> Client:
    """A browser that has seen a page (the test client reads the middleware at its first one)."""
    client = Client()
    client.get("/livez")
    return client


def filled(cast: Cast, steps: int = 1) -> Andi:
    andi = Andi(Client())
    for good in cast.lines:
        andi.client.post(f"/keranjang/tambah/{good.pk}/", {"quantity": str(steps)})
    return andi


def at_review(cast: Cast) -> tuple[Andi, dict[str, str]]:
    andi = filled(cast).walks_to_the_review()
    return andi, andi.review_form()


def buying(cast: Cast) -> Iterator[Step]:
    """From an empty basket to the order's page; what is sent (POST) is no page of its own."""
    amounts = count(1)
    andi, _form = at_review(cast)
    where = address_form(andi)
    couriers = courier_form(andi)

    def page(name: str, path: str) -> Step:
        return Step(name, lambda _none: andi.client.get(path))

    def sent(name: str, ask: Any, ready: Any = lambda: None) -> Step:
        return Step(name, ask, ready, buyer_page=False)

    add = f"/keranjang/tambah/{cast.lines[0].pk}/"
    yield sent("basket_add", lambda client: client.post(add, {"quantity": "1"}), newcomer)
    yield page("basket", "/keranjang/")
    yield page("checkout_address", "/pesan/alamat/")
    yield sent(
        "checkout_address_sent",  # both couriers are asked over the wire for a parcel that is new to them
        lambda new: new.client.post("/pesan/alamat/", where),
        lambda: filled(cast, next(amounts)),
    )
    yield page("checkout_couriers", "/pesan/kurir/")
    yield sent("checkout_couriers_sent", lambda _none: andi.client.post("/pesan/kurir/", couriers))
    yield page("checkout_review", "/pesan/periksa/")
    yield sent("place_order", lambda made: made[0].client.post("/pesan/buat/", made[1]), lambda: at_review(cast))
    buyer, form = at_review(cast)
    paying = buyer.client.post("/pesan/buat/", form).headers["Location"]
    yield Step("checkout_pay", lambda _none: buyer.client.get(paying))
    yield Step("order", lambda _none: buyer.client.get(paying.removesuffix("bayar/")))


def address_form(andi: Andi) -> dict[str, str]:
    return {**form_of(andi.html("/pesan/alamat/"), "street")["fields"], **ADDRESS}


def courier_form(andi: Andi) -> dict[str, str]:
    return form_of(andi.html("/pesan/kurir/"), "kurir-")["fields"]
