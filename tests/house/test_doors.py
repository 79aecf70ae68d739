"""Every route stands in the table of doors, and each door is tried from outside: a stranger, and a buyer who is in.

A new route that no line here names fails. Whose rows a page shows is held by the tests of its own room.
"""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from market.users.models import User
from tests.house.test_docs import routes

pytestmark = pytest.mark.django_db

# The first line that fits a route says who is let in. `secret`: whoever has the order's link.
DOORS = (
    ("/desa/kelola/", "role"),
    ("/penjual/daftar/", "all"),
    ("/penjual/", "seller"),
    ("/ojek/", "driver"),
    ("/akun/saya/", "person"),
    ("/akun/", "all"),
    ("/api/warung/", "tablet"),
    ("/api/", "all"),
    ("/hook/", "signed"),
    ("/sms/", "signed"),
    ("/pesanan/<str:number>/<str:secret>/", "secret"),
    *((path, "all") for path in (
        "/bahasa/", "/bantuan/", "/barang/", "/cari/", "/desa/", "/kategori/", "/keluhan/", "/keranjang/", "/livez",
        "/masuk/", "/media/", "/pesan/", "/pesanan/", "/privasi/", "/robots.txt", "/tempat/", "/tentang/", "/titip/",
        "/toko/", "/warung/",
    )),
)  # fmt: skip
# What a stranger and a signed-in buyer may get behind a door, whatever the method: never a page, never a change.
STRANGER = {"role": {302, 405}, "seller": {302, 405}, "driver": {302, 405}, "person": {302, 405},
            "tablet": {400, 401, 403, 404, 405, 415, 426}, "secret": {404, 405}}  # fmt: skip
BUYER = {"role": {403, 405}, "seller": {403, 405}, "driver": {403, 404, 405}}
FILL = {"int": "999999", "slug": "bukan-ini", "str": "bukan-ini", "path": "x",
        "uuid": "00000000-0000-0000-0000-000000000000"}  # fmt: skip
METHODS = ("get", "post", "put", "delete")


def door_of(route: str) -> str:
    return "all" if route == "/" else next((who for path, who in DOORS if route.startswith(path)), "")


def everything() -> list[str]:
    return sorted({route for route in routes() if not route.startswith("/dashboard/")})


def filled(route: str) -> str:
    return re.sub(r"<(\w+):\w+>", lambda found: FILL[found.group(1)], route)


def cells(doors: set[str]) -> Iterator[tuple[str, str, str]]:
    for route in everything():
        if door_of(route) in doors:
            yield from ((route, method, door_of(route)) for method in METHODS)


def wrong(client: Client, allowed: dict[str, set[int]]) -> tuple[int, list[str]]:
    count, found = 0, []
    for route, method, door in cells(set(allowed)):
        answer = getattr(client, method)(filled(route))
        count += 1
        led = answer.status_code == 302 and not answer["Location"].startswith("/masuk/")
        if answer.status_code not in allowed[door] or led:
            found.append(f"{method} {route}: {answer.status_code}")
    return count, found


def test_every_route_has_its_line():
    found = everything()
    assert len(found) > 100
    assert [route for route in found if not door_of(route)] == []


def test_a_stranger_comes_through_no_closed_door():
    count, found = wrong(Client(), STRANGER)
    assert count > 250
    assert found == []


def test_a_buyer_comes_through_no_door_of_work():
    client = Client()
    client.force_login(User.objects.create_person(phone="+6281200002001", name="Andi"))
    count, found = wrong(client, BUYER)
    assert count > 200
    assert found == []


def test_an_open_door_would_be_seen(monkeypatch):
    """The twin: a public page declared as the desk's is found out."""
    monkeypatch.setattr("tests.house.test_doors.DOORS", (("/tentang/", "role"),))
    assert wrong(Client(), STRANGER)[1][0] == "get /tentang/: 200"
