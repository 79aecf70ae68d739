"""The story of one order: Andi in Jakarta, Bu Sari in Krandegan, Pak Joko in Hanura; from the basket to the money.

Pages are walked as a browser without JavaScript would; JNE, Pos and Midtrans are their stand-ins on sockets; tasks
are called as the worker would call them. After every chapter the whole audit is asked.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from market.communication import outbox
from market.communication.tasks import sweep_messages
from market.inbox.models import Push
from market.ledger import balances
from market.lifecycle import tasks
from market.order.models import Order, SellerOrder
from market.partner.models import Partner
from market.payments import attempts
from market.payments.models import PaymentAttempt
from market.shipping.booking import booking
from market.shipping.models import Shipment
from market.users.models import User
from tests.contracts.gateways import KEY
from tests.market.checkout.walk import Andi, form_of
from tests.market.lifecycle.trade import Till, till
from tests.market.stall import CIKINI, HANURA, a_good, a_seller, a_village, record_of
from tests.stand_ins import Carriers, keep_codes

pytestmark = pytest.mark.django_db
BU_SARI, PAK_JOKO = "Keripik Bu Sari", "Kopi Pak Joko"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now()) as moved:
        yield moved


@pytest.fixture
def midtrans() -> Iterator[Till]:
    with till() as shop:
        yield shop


@pytest.fixture
def village(db, carriers: Carriers):
    """Two sellers, one good each, and the couriers' codes of their villages."""
    keripik = a_good(a_seller(BU_SARI), stock=10)
    kopi = a_good(a_seller(PAK_JOKO, HANURA), "Kopi robusta", 45_000, 10, unit="kg", step_thousandths=500)
    keep_codes(a_village(), a_village(HANURA), a_village(CIKINI))
    return keripik, kopi


def seller(name: str, phone: str) -> Client:
    person = User.objects.create_person(phone=phone, name=name, password="rahasia-desa-1")
    Partner.objects.get(name=name).users.add(person)
    browser = Client()
    browser.force_login(person)
    return browser


def midtrans_tells(midtrans: Till, attempt: PaymentAttempt) -> None:
    """The push that Midtrans sends now, signed as only Midtrans can."""
    body = midtrans.notification(attempt)
    text = body["order_id"] + body["status_code"] + body["gross_amount"] + KEY
    body["signature_key"] = hashlib.sha512(text.encode()).hexdigest()
    assert Client().post("/hook/midtrans", json.dumps(body), content_type="application/json").status_code == 200


def the_worker_comes() -> None:
    """What the worker finds in the rows, whatever became of the nudges."""
    for push_id in Push.objects.filter(handled_at=None).values_list("pk", flat=True):
        tasks.handle_push(push_id)
    for shipment_id in Shipment.objects.filter(state="requested").values_list("pk", flat=True):
        booking.book(shipment_id)
    tasks.poll_attempts()
    tasks.poll_parcels()
    tasks.release_due()
    sweep_messages()


def audited() -> None:
    call_command("audit", stdout=StringIO())


def test_one_order_from_two_villages_to_the_city_and_the_money_back(client, village, midtrans, clock):
    # Andi puts two things into the basket, tells where he lives, chooses couriers, and orders.
    andi = Andi(client)
    a_village(CIKINI)
    keripik, kopi = village
    andi.puts(keripik, "2")
    andi.puts(kopi, "1,5")
    andi.walks_to_the_review().orders()
    order = Order.objects.get()
    page = f"/pesanan/{order.number}/{order.secret}/"
    parts = {part.partner.name: part for part in order.seller_orders.select_related("partner")}
    assert set(parts) == {BU_SARI, PAK_JOKO}
    assert all(part.courier_code in ("jne", "pos") and not part.estimated for part in parts.values())
    assert (record_of(keripik).num_allocated, record_of(kopi).num_allocated) == (2, 3)
    audited()

    # He comes back before Midtrans has spoken: no false success.
    attempt = attempts.present(order.attempts.get().pk)
    midtrans.andi("choose", attempt)
    assert "Lunas" not in andi.sees(page)
    midtrans.andi("pay", attempt)
    assert "Lunas" not in andi.sees(page + "?transaction_status=settlement&status_code=200")

    # Midtrans pushes, twice; the worker asks back; the order is paid, once.
    midtrans_tells(midtrans, attempt)
    midtrans_tells(midtrans, attempt)
    assert "Lunas" not in andi.sees(page)
    the_worker_comes()
    assert "Lunas" in andi.sees(page)
    for part in parts.values():
        assert balances.seller_balances(part.partner_id)["seller_held"] == part.net_rupiah
    audited()

    # Each seller sees only the own part, accepts and packs; the worker books the courier; the label is there.
    sari, joko = seller(BU_SARI, "+6281211110011"), seller(PAK_JOKO, "+6281211110012")
    for browser, name, other in ((sari, BU_SARI, PAK_JOKO), (joko, PAK_JOKO, BU_SARI)):
        number = parts[name].number
        assert browser.get(f"/penjual/pesanan/{parts[other].number}/").status_code == 404
        for _press in range(2):
            assert browser.post(f"/penjual/pesanan/{number}/terima/").status_code == 302
            form = form_of(browser.get(f"/penjual/pesanan/{number}/kemas/").content.decode(), "offer")
            assert browser.post(f"/penjual/pesanan/{number}/kemas/", form["fields"]).status_code == 302
        the_worker_comes()
        label = browser.get(f"/penjual/pesanan/{number}/label.pdf")
        assert (label.status_code, label.content[:5]) == (200, b"%PDF-")
    assert set(Shipment.objects.values_list("state", flat=True)) == {"booked"}
    assert Shipment.objects.count() == 2
    audited()

    # The couriers scan, carry and deliver; Andi follows on his page.
    clock.shift(timedelta(hours=7))
    the_worker_comes()
    assert states(order) == {"handed_over"}
    assert record_of(keripik).num_in_stock == 8
    clock.shift(timedelta(hours=63))
    the_worker_comes()
    assert states(order) == {"delivered"}
    followed = andi.sees(page)
    assert Shipment.objects.first().awb in followed
    assert "WIB" in followed
    audited()

    # The hold ends; the money is theirs, every line of it, and the commission is the house's.
    clock.shift(timedelta(days=7))
    the_worker_comes()
    assert states(order) == {"released"}
    order.refresh_from_db()
    assert order.status == "done"
    for part in parts.values():
        sums = balances.seller_balances(part.partner_id)
        assert sums == {"seller_held": 0, "seller_available": part.net_rupiah, "seller_in_transit": 0}
        assert sum(-line.amount_rupiah for line in balances.seller_entries(part.partner_id)) == part.net_rupiah
    assert balances.world_sum() == 0
    assert sari.get("/penjual/uang/").status_code == 200
    audited()

    # Andi was told each thing once.
    told = [message.kind for message in outbox.notices(order)]
    assert sorted(told) == sorted(["paid", *["accepted", "packed", "handed_over", "delivered"] * 2])


def states(order: Order) -> set[str]:
    return set(SellerOrder.objects.filter(order=order).values_list("state", flat=True))
