"""The pages that people see, walked through once: Andi buys from Bu Sari and Pak Joko, Bu Sari packs."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from django.core.cache import cache
from django.test import Client, RequestFactory, override_settings
from django.views.defaults import server_error

from market.lifecycle import news
from market.lifecycle.delivered import mark_delivered
from market.lifecycle.handed_over import mark_handed_over
from market.lifecycle.packed import mark_packed
from market.order.models import Order
from market.payments import attempts
from market.payments.models import PaymentAttempt
from market.settings.couriers import STAND_INS, couriers
from tests import village
from tests.house import walks
from tests.market.checkout.walk import Andi
from tests.market.lifecycle.trade import till

SPOKEN = ("alt", "title", "placeholder", "aria-label", "aria-description")
SILENT = {"script", "style", "template", "svg"}
LOADED = {"src", "srcset", "poster", "action", "formaction", "data", "background", "ping"}
HOLLOW = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Seen(HTMLParser):
    """What a person reads or hears of a page, without what is marked as another language; and what it asks for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = ""
        self.words: list[str] = []
        self.loaded: list[str] = []
        self.links: list[str] = []
        self._hidden: list[bool] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = known.get("lang", "")
        hidden = any(self._hidden) or tag in SILENT or known.get("lang", self.language) != self.language
        if tag not in HOLLOW:
            self._hidden.append(hidden)
        self._asks_for(tag, known)
        if not hidden:
            self.words += [known[name] for name in SPOKEN if known.get(name)]
            if tag == "meta" and known.get("name") == "description":
                self.words.append(known["content"])
            if tag == "input" and known.get("type") in ("submit", "button"):
                self.words.append(known.get("value", ""))

    def _asks_for(self, tag: str, known: dict[str, str]) -> None:
        self.loaded += [part.split()[0] for name in LOADED & set(known) for part in known[name].split(",") if part]
        if known.get("href"):
            (self.links if tag in ("a", "area") else self.loaded).append(known["href"])
        if "url(" in known.get("style", ""):
            self.loaded.append(known["style"])

    def handle_endtag(self, tag: str) -> None:
        if tag not in HOLLOW and self._hidden:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(self._hidden):
            self.words.append(" ".join(data.split()))


class Walk:
    """Pages by name, each in the language that was chosen."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.pages: dict[str, str] = {}

    def browser(self, **how: Any) -> Client:
        client = Client(**how)
        client.cookies["bahasa"] = self.language
        return client

    def keep(self, name: str, answer: Any, *statuses: int) -> str:
        assert answer.status_code in (statuses or (200,)), (name, answer.status_code)
        self.pages[name] = answer.content.decode()
        return self.pages[name]


@contextmanager
def walked(language: str = "id") -> Iterator[dict[str, str]]:
    """Every main page with something on it. Wants a database, and couriers that answer from the stored tariff."""
    cache.clear()  # what other tests of this process counted against a limit is not the walker's
    walk = Walk(language)
    cast = village.build(only={"sari", "joko"}, pictures=False)
    _reads(walk, cast)
    _trips(walk, cast)
    order = _buys(walk, cast)
    with override_settings(COURIERS=couriers(STAND_INS)):
        _sells(walk, cast, order)
        for further in walks.modules():
            further.go(walk, cast, order)
    yield walk.pages


def _reads(walk: Walk, cast: village.Cast) -> None:
    client = walk.browser()
    good = next(iter(cast.goods.values()))
    words = good.get_title().split()[0]
    for name, path in {
        "home": "/", "categories": "/kategori/", "search": f"/cari/?q={words}", "nothing found": "/cari/?q=xyzzy",
        "filtered": "/cari/?harga_dari=1000&urut=termurah", "goods": good.get_absolute_url(),
        "postage": good.get_absolute_url() + f"?ke={village.CIKINI}", "about": "/tentang/", "help": "/bantuan/",
        "privacy": "/privasi/", "complaint": "/keluhan/?tentang=Keripik", "empty basket": "/keranjang/",
        "orders": "/pesanan/", "sign in": "/masuk/", "code": "/masuk/kode/", "sign up": "/masuk/daftar/",
        "inactive": "/masuk/nonaktif/",
    }.items():  # fmt: skip
        walk.keep(name, client.get(path))
    for key, place in cast.places.items():
        walk.keep(f"village {key}", client.get(f"/desa/{place.code}/"))
    for key, seller in cast.sellers.items():
        walk.keep(f"seller {key}", client.get(f"/toko/{seller.code}/"))
    category = good.get_categories().first()
    walk.keep("category", client.get(category.get_absolute_url()))


def _trips(walk: Walk, cast: village.Cast) -> None:
    """What goes wrong, and how it is said."""
    client = walk.browser()
    good = next(iter(cast.goods.values()))
    walk.keep("not found", client.get("/tidak-ada/"), 404)
    if walk.language == "id":
        walk.keep("trouble", server_error(RequestFactory().get("/")), 500)
    stale = walk.browser(enforce_csrf_checks=True)
    walk.keep("stale form", stale.post("/masuk/", {}, headers={"Origin": "https://jahat.example"}), 403)
    walk.keep("sign in empty", client.post("/masuk/", {}))
    walk.keep("sign in wrong", client.post("/masuk/", {"login": "0812 9999 8888", "password": "salah-sekali"}))
    walk.keep("code without phone", client.post("/masuk/kode/", {"phone": "12"}))
    walk.keep("order not found", client.post("/pesanan/", {"number": "LD-1", "phone": "0812-3456-7890"}))
    walk.keep("wrong amount", client.post(f"/keranjang/tambah/{good.pk}/", {"quantity": "banyak"}, follow=True))
    client.force_login(cast.people["andi"])
    walk.keep("sells for nobody", client.get("/penjual/"), 403)
    walk.keep("sign out", client.get("/masuk/keluar/"))


def _buys(walk: Walk, cast: village.Cast) -> Order:
    andi = Andi(walk.browser())
    for key in ("sari", "joko"):
        good = next(one for one in cast.goods.values() if one.partner_id == cast.sellers[key].pk)
        stock = cast.stock(good.slug)
        if stock.num_in_stock < good.minimum_steps:
            stock.num_in_stock = 50
            stock.save()
        answer = andi.client.post(f"/keranjang/tambah/{good.pk}/", {"quantity": ""}, follow=True)
        walk.keep(f"basket with {key}", answer)
    walk.keep("address", andi.client.get("/pesan/alamat/"))
    walk.keep("address wrong", andi.client.post("/pesan/alamat/", {"name": "", "phone": "12"}), 200, 422)
    walk.keep("couriers", andi.tells_where(place="Cikini Menteng", choice=village.CIKINI))
    walk.keep("review", andi.chooses_couriers())
    with till() as shop:
        pay = andi.orders().url
        order = Order.objects.get()
        walk.keep("pay", andi.client.get(pay))
        attempt = PaymentAttempt.objects.filter(order=order).latest("pk")
        here = pay.removesuffix("bayar/")
        walk.keep("order unpaid", andi.client.get(here))
        attempts.present(attempt.pk)
        walk.keep("pay again", andi.client.get(pay))
        shop.andi("pay", attempt)
        assert news.check_attempt(attempt.pk) == "applied"
        walk.keep("order paid", andi.client.get(here))
    walk.keep("my orders", andi.client.get("/pesanan/"))
    return order


def _sells(walk: Walk, cast: village.Cast, order: Order) -> None:
    sari = walk.browser()
    sari.force_login(cast.sellers["sari"].users.get())
    part = order.seller_orders.get(partner=cast.sellers["sari"])
    part.courier_code, part.service_code, part.service_name = "jne", "REG23", "JNE REG"
    part.save()
    here = f"/penjual/pesanan/{part.number}/"
    for name, path in {
        "today": "/penjual/", "parts": "/penjual/pesanan/", "part": here, "pack": f"{here}kemas/",
        "money": "/penjual/uang/",
    }.items():  # fmt: skip
        walk.keep(f"seller's {name}", sari.get(path))
    walk.keep("seller's accepted", sari.post(f"{here}terima/", follow=True))
    walk.keep("seller's pack wrong", sari.post(f"{here}kemas/", {"offer": ""}), 200, 422)
    mark_packed(part.pk, collection="pickup")
    walk.keep("seller's packed", sari.get(here))
    mark_handed_over(part.pk)
    mark_delivered(part.pk)
    walk.keep("seller's delivered", sari.get(here))
    walk.keep("seller's money later", sari.get("/penjual/uang/"))
    walk.keep("order delivered", walk.browser().get(f"/pesanan/{order.number}/{order.secret}/"))
