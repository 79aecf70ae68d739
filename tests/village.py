"""The cast: Bu Sari's keripik, Pak Joko's kopi, Mbak Rina's batik in a hamlet, Andi who buys from Jakarta.

Used by tests, by the demo (`manage.py village`) and by the docs. `build()` makes rows of the plain data in tests/cast;
`build(only={"sari", "joko"}, pictures=False)` makes two sellers, their goods and Andi, in a fraction of a second.
"""

from __future__ import annotations

import io
import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connections, transaction
from django.utils import timezone

from market.address.loading import load_regions
from market.address.models import UserAddress, Village
from market.catalogue import photos
from market.catalogue.models import Category, Product, ProductCategory, ProductClass, VillagePage
from market.partner.models import Partner, PartnerAddress, StockMove, StockRecord
from market.users.models import Role, User
from market.warung.devices import pins
from market.warung.models import Staff, Warung
from sellers.papers import keeping
from tests.cast import rides
from tests.cast.goods_pesawaran import GOODS as OF_PESAWARAN
from tests.cast.goods_purworejo import GOODS as OF_PURWOREJO
from tests.cast.people import PEOPLE, SELLERS
from tests.cast.places import PLACES, POINTS, SHELVES
from tests.cast.shapes import Good, Person, Seller
from tests.pictures import draw

GOODS = OF_PURWOREJO + OF_PESAWARAN
PASSWORD = "lumbung-desa-2026"
CLERK_PIN, OWNER_PIN = "4826", "730519"
CIKINI = "31.71.06.1003"  # where Andi lives
REOPENS_ON = date(2026, 12, 3)
ALWAYS = ("buyer", "finance_maker", "finance_checker")  # of no village
ROLES_WITHOUT_ROW = ("buyer", "seller", "staff", "admin", "driver")
KINDS = {"sari": "10794", "rina": "13134", "wagiyo": "10722", "joko": "10761"}  # KBLI
PAPERS = {"sari": (("nib", "9120001234567"), ("pirt", "206330601012331")), "rina": (("nib", "9120007654321"),)}
Say = Callable[[str], None]


@dataclass
class Cast:
    """What `build` made, by the keys of tests/cast: `cast.goods["gethuk-lindri"]`, `cast.people["andi"]`."""

    sellers: dict[str, Partner] = field(default_factory=dict)
    goods: dict[str, Product] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    warungs: dict[str, Warung] = field(default_factory=dict)
    shelves: dict[str, Category] = field(default_factory=dict)
    places: dict[str, Village] = field(default_factory=dict)

    def stock(self, good: str) -> StockRecord:
        return StockRecord.objects.get(product=self.goods[good])


def is_built() -> bool:
    """Whether the demo village, or a part of it, stands in this database."""
    return Partner.objects.filter(code__in=[one.key for one in SELLERS]).exists()


def build(only: Iterable[str] | None = None, *, pictures: bool = True, say: Say | None = None) -> Cast:
    """Make the village, or the sellers `only` with what they need; not to be repeated in one database (`is_built`).

    Pictures are drawn and encoded by as many processes as there are cores, before any row is written: some 40 s of work
    for one core, nothing with `pictures=False`.
    """
    say = say or (lambda _line: None)
    wanted = set(only) if only is not None else {one.key for one in SELLERS}
    sellers = [one for one in SELLERS if one.key in wanted]
    goods = [one for one in GOODS if one.seller in wanted]
    keys = {one.place for one in sellers}
    drawn = _draw_all(_picture_names(sellers, goods, keys), say) if pictures else {}
    cast = Cast()
    with transaction.atomic():
        _places(cast, keys, drawn)
        _people(cast, keys, whole=only is None)
        _sellers(cast, sellers, drawn)
        _shelves(cast)
        _goods(cast, goods)
        _warungs(cast, keys)
        if "krandegan" in keys:
            rides.add(cast.people)
    say(f"{len(cast.places)} desa, {len(sellers)} penjual, {len(goods)} barang, {len(cast.warungs)} toko smart")
    for one in goods:
        if one.slug in drawn:
            photos.add_photo(cast.goods[one.slug], drawn[one.slug], one.title)
    for one in _first_goods(goods) if pictures else ():
        seller = next(s for s in sellers if s.key == one.seller)
        photos.add_photo(cast.goods[one.slug], drawn[seller.picture], f"Tempat kerja {seller.name}")
    for product in cast.goods.values():
        product.refresh_from_db()
    return cast


# --- rows -------------------------------------------------------------------------------------------------------------


def _places(cast: Cast, keys: set[str], drawn: dict[str, photos.Remade]) -> None:
    codes = [one.code for one in PLACES if one.key in keys] + [CIKINI]
    if Village.objects.filter(code__in=codes).count() < len(codes):
        load_regions(codes)
    for one in PLACES:
        if one.key in keys:
            cast.places[one.key] = Village.objects.get(code=one.code)
            picture = photos.store(drawn[f"desa-{one.key}"], "desa") if drawn else {}
            VillagePage.objects.create(village_id=one.code, story=one.story, picture=picture)


def _people(cast: Cast, keys: set[str], *, whole: bool) -> None:
    hashed = make_password(PASSWORD)
    for one in PEOPLE:
        if whole or one.role in ALWAYS or (one.place in keys and one.place):
            cast.people[one.key] = _person(one, hashed, cast)
    andi = cast.people["andi"]
    UserAddress.objects.create(
        user=andi, first_name=andi.first_name, phone_number=andi.phone, line1="Jl. Cikini Raya 45", rt="003", rw="002",
        village_id=CIKINI, landmark="Seberang stasiun", is_default_for_shipping=True,
    )  # fmt: skip


def _person(one: Person, hashed: str, cast: Cast) -> User:
    is_admin = one.role == "admin"
    user = User.objects.create(
        username=one.phone, phone=one.phone, first_name=one.name, password=hashed, phone_verified_at=timezone.now(),
        is_staff=is_admin, is_superuser=is_admin, email="admin@example.com" if is_admin else "",
    )  # fmt: skip
    if one.role not in ROLES_WITHOUT_ROW:
        village = cast.places.get(one.place)
        Role.objects.create(user=user, kind=one.role, village=village, regency_id=one.regency or None)
    return user


def _sellers(cast: Cast, sellers: list[Seller], drawn: dict[str, photos.Remade]) -> None:
    hashed = make_password(PASSWORD)
    today = timezone.localdate()
    reopens_on = REOPENS_ON if today < REOPENS_ON else today + timedelta(days=11)
    for one in sellers:
        village = cast.places[one.place]
        partner = Partner.objects.create(
            code=one.key, name=one.name, village=village, phone=one.phone, tagline=one.tagline, story=one.story,
            picture=photos.store(drawn[one.picture], "penjual") if drawn else {}, approved_at=timezone.now(),
            closed_until_on=reopens_on if one.is_closed else None, kbli_code=KINDS.get(one.key, ""),
        )  # fmt: skip
        PartnerAddress.objects.create(
            partner=partner, first_name=one.owner, line1=one.street, dusun=one.dusun, rt=one.rt.zfill(3),
            rw=one.rw.zfill(3), landmark=one.landmark, village=village, phone=one.phone,
            latitude=village.latitude, longitude=village.longitude,
        )  # fmt: skip
        owner = Person(one.key, one.owner, one.phone, "seller")
        partner.users.add(_person(owner, hashed, cast))
        cast.sellers[one.key] = partner
        for kind, number in PAPERS.get(one.key, ()):
            keeping.write(partner, kind, number, expires_on=None, file=None, by=None)
        keeping.refresh(partner)


def _shelves(cast: Cast) -> None:
    for one in SHELVES:
        made = {"name": one.name, "slug": one.slug, "description": one.words}
        if one.parent:
            parent = Category.objects.get(pk=cast.shelves[one.parent].pk)
            cast.shelves[one.slug] = Category.objects.add_child(parent, made)
        else:
            cast.shelves[one.slug] = Category.objects.add_root(made)


def _goods(cast: Cast, goods: list[Good]) -> None:
    kind, _new = ProductClass.objects.get_or_create(name="Barang", defaults={"track_stock": True})
    for one in goods:
        length, width, height = one.size_mm
        partner = cast.sellers[one.seller]
        product = Product.objects.create(
            title=one.title, slug=one.slug, description=one.words, product_class=kind, partner=partner,
            unit=one.unit, step_thousandths=one.step, minimum_steps=one.minimum, weight_grams=one.weight_grams,
            length_mm=length, width_mm=width, height_mm=height, shelf_life_days=one.days,
        )  # fmt: skip
        ProductCategory.objects.create(product=product, category=cast.shelves[one.shelf])
        stock = StockRecord.objects.create(
            product=product, partner=partner, partner_sku=one.slug.upper()[:20], price=Decimal(one.price_rupiah),
            num_in_stock=one.stock,
        )  # fmt: skip
        StockMove.objects.create(stockrecord=stock, quantity=one.stock, reason=StockMove.Reason.RECEIVED)
        cast.goods[one.slug] = product


def _warungs(cast: Cast, keys: set[str]) -> None:
    for one in POINTS:
        if one.place in keys:
            warung = Warung.objects.create(
                name=one.name, village=cast.places[one.place], address=one.address, phone=one.phone,
                opening_hours=one.hours,
            )  # fmt: skip
            if one.staff in cast.people:
                warung.staff.add(cast.people[one.staff])
            pins.hire(warung, next(p.name for p in PEOPLE if p.key == one.staff), CLERK_PIN)
            pins.hire(warung, "Bu Tini", OWNER_PIN, Staff.Role.OWNER)
            cast.warungs[one.key] = warung


# --- pictures ---------------------------------------------------------------------------------------------------------


def _first_goods(goods: list[Good]) -> list[Good]:
    """The first good of each seller, whose second photo is the place where it is made."""
    return list({one.seller: one for one in reversed(goods)}.values())


def _picture_names(sellers: list[Seller], goods: list[Good], keys: set[str]) -> list[str]:
    return [g.slug for g in goods] + [s.picture for s in sellers] + [f"desa-{key}" for key in sorted(keys)]


def _draw_all(names: list[str], say: Say) -> dict[str, photos.Remade]:
    """Draw and encode; in child processes where the system can fork, which have no use for our connections."""
    workers = min(os.cpu_count() or 1, 4)
    if workers == 1 or "fork" not in multiprocessing.get_all_start_methods():
        return {name: remade for name in names if (remade := _draw_one(name))}
    if not transaction.get_connection().in_atomic_block:
        connections.close_all()
    with ExitStack() as stack:
        pool = stack.enter_context(ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")))
        waiting: dict[str, Future[Any]] = {name: pool.submit(_draw_one, name) for name in names}
        found = {}
        for done, (name, one) in enumerate(waiting.items(), 1):
            found[name] = one.result()
            if done % 20 == 0:
                say(f"{done} dari {len(names)} gambar")
        return found


def _draw_one(name: str) -> photos.Remade:
    """One picture through the same recipe that a seller's photo goes through."""
    file = io.BytesIO()
    draw(name).save(file, "JPEG", quality=95)
    return photos.remake(file)


# --- logins -----------------------------------------------------------------------------------------------------------


def logins() -> list[tuple[str, str, str]]:
    """(what they are, name, phone) of everybody who can sign in; the password is PASSWORD for all."""
    words = {
        "buyer": "Pembeli", "staff": "Petugas toko smart", "operator": "Operator desa", "dinas": "Petugas dinas",
        "finance_maker": "Bendahara (pembuat)", "finance_checker": "Bendahara (pemeriksa)", "support": "Bantuan",
        "admin": "Admin", "driver": "Pengantar ojek desa",
    }  # fmt: skip
    where = {one.key: f" {one.place.title()}" if one.place else "" for one in PEOPLE}
    found = [(words[one.role] + where[one.key], one.name, one.phone) for one in PEOPLE]
    return found[:2] + [(f"Penjual, {one.name}", one.owner, one.phone) for one in SELLERS] + found[2:]


def counter_pins() -> list[tuple[str, str]]:
    """(who, PIN) at the counters of the smart warungs."""
    return [("Petugas (Wati, Tono, Rudi)", CLERK_PIN), ("Pemilik (Bu Tini)", OWNER_PIN)]
