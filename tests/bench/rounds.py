"""One round over all: first in process, then through the server."""

from django.db import connections
from django.test import override_settings

from tests.bench import doors, parcels, postage, server, tablets
from tests.bench.measure import Row, bare_view, measure

ORDERS = 80
WITH_BASKET = {
    "basket": "/keranjang/",
    "checkout_address": "/pesan/alamat/",
    "checkout_couriers": "/pesan/kurir/",
    "checkout_review": "/pesan/periksa/",
}


@override_settings(ALLOWED_HOSTS=["*"])
def measure_all(with_server: bool = True) -> list[Row]:
    cast = doors.Cast()
    bare = bare_view()
    steps = [*doors.reading(cast), *doors.buying(cast), *parcels.desk(cast.good.partner), *postage.quoting(),
             *tablets.counter()]  # fmt: skip
    rows = [bare, *(measure(step, bare.median_ms) for step in steps)]
    bare.ratio_floor = None
    if with_server:
        rows += through_the_server(cast, {row.name: row for row in rows})
    return rows


def through_the_server(cast: doors.Cast, rows: dict[str, Row]) -> list[Row]:
    """Fill in the requests a second; the rows of what only many at once show. Baskets are made here: session and
    database are the server's own."""
    andi, _form = doors.at_review(cast)
    cookies = server.cookies_of(andi.client)
    orders = []
    for _number in range(ORDERS):
        buyer, form = doors.at_review(cast)
        orders.append(server.sending("/pesan/buat/", form, server.cookies_of(buyer.client)))
    connections.close_all()
    with server.running("tests.bench.bare:application") as port:
        rows["bare_view"].rps = server.again(port, server.reading("/"))
    with server.running() as port:
        for name, path in doors.paths(cast).items():
            rows[name].rps = server.again(port, server.reading(path))
        for name, path in WITH_BASKET.items():
            rows[name].rps = server.again(port, server.reading(path, cookies))
        rows["place_order"].rps = server.each(port, orders)
        return tablets.at_the_server(port)
