"""Orders over the counter: once, whole, and paid into the drawer (WR-12, WR-18 to WR-20, WR-23)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from market.ledger import balances, chart
from market.ledger.models import Account
from market.lifecycle import counter
from market.order.models import Order, SellerOrder
from market.partner import leases, stock
from market.partner.models import Partner, StockMove
from market.payments.models import PaymentAttempt
from market.warung.devices import tokens
from market.warung.models import Event, TillLine, WarungOrder
from tests.market.stall import HANURA, a_good, a_seller, record_of
from tests.market.warung.point import Tablet, a_clerk, a_warung, an_owner
from tests.market.warung.selling import an_order, drawer, line, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def point():
    """Bu Tini's: a tablet, Wati at the counter with her shift open, ten packets of Bu Sari's keripik in the store."""

    class Point:
        warung = a_warung()
        clerk, owner = a_clerk(warung), an_owner(warung)
        tablet, seller = Tablet(warung), a_seller()
        keripik = a_good(seller, price=12_500, stock=10)
        shift = opened(tablet, clerk, 200_000)

        def does(self, kind, data, **more):
            return self.tablet.does(kind, data, staff=self.clerk.pk, shift=self.shift, **more)

        @property
        def till(self):
            return drawer(self.tablet, self.shift)

    return Point()


def balance(title, owner=""):
    row = Account.objects.filter(code=title.of(owner).code).first()
    return abs(row.balance_rupiah) if row else 0


def test_an_order_sent_twice_is_one_order_with_the_same_answer(point):
    data = an_order(line(point.keripik, 3), payment={"cash": {"tendered": 50_000}})
    operation = point.tablet.made("order.create", data, staff=point.clerk.pk, shift=point.shift)
    first, second = point.tablet.send(operation)[0], point.tablet.send(operation)[0]
    assert (first["result"], second["result"]) == ("applied", "already"), first
    assert first["data"] == second["data"]
    assert (first["data"]["total"], first["data"]["change"]) == (37_500, 12_500)
    order = Order.objects.get()
    assert first["data"]["number"] == order.number
    assert first["data"]["order"] == operation["id"]
    assert order.paid_at is not None
    part = SellerOrder.objects.get()
    assert (part.state, part.goods_rupiah, part.courier_code) == ("new", 37_500, "warung")
    assert record_of(point.keripik).net_stock_level == 7
    assert point.till == 237_500
    assert balance(chart.TILL, point.warung.pk) == 37_500
    assert balances.world_sum() == 0


MOST_QUERIES_OF_AN_ORDER = 42  # one good, one seller, cash; 80 until November 2026


def test_each_order_of_a_batch_asks_the_database_no_more_than_it_must(point, django_assert_max_num_queries):
    def batch(count):
        data = an_order(line(point.keripik))
        return [point.tablet.made("order.create", data, staff=point.clerk.pk, shift=point.shift) for _ in range(count)]

    point.tablet.send(*batch(1))
    with django_assert_max_num_queries(200) as few:
        point.tablet.send(*batch(1))
    with django_assert_max_num_queries(1000) as many:
        answers = point.tablet.send(*batch(6))
    assert [one["result"] for one in answers] == ["applied"] * 6
    each, rest = divmod(len(many) - len(few), 5)
    assert (each <= MOST_QUERIES_OF_AN_ORDER, rest) == (True, 0), each


def test_a_claim_code_that_is_taken_is_drawn_again(point, monkeypatch):
    codes = iter(["AAAAAA", "AAAAAA", "BBBBBB"])
    monkeypatch.setattr(tokens, "claim_code", lambda: next(codes))
    answers = [point.does("order.create", an_order(line(point.keripik)))["data"]["claim_code"] for _ in range(2)]
    assert answers == ["AAAAAA", "BBBBBB"]
    assert (Order.objects.count(), record_of(point.keripik).num_allocated) == (2, 2)
    assert point.till == 225_000


def test_an_order_number_that_is_taken_is_drawn_again(point, monkeypatch):
    """A day of 15,000 orders draws one twice every seventh day."""
    numbers = iter(["LD-261126-AAAAAA", "LD-261126-AAAAAA", "LD-261126-BBBBBB"])
    monkeypatch.setattr(counter, "order_number", lambda: next(numbers))
    answers = [point.does("order.create", an_order(line(point.keripik)))["data"]["number"] for _ in range(2)]
    assert answers == ["LD-261126-AAAAAA", "LD-261126-BBBBBB"]
    assert (Order.objects.count(), record_of(point.keripik).num_allocated) == (2, 2)


def test_cash_below_the_total_is_refused_and_nothing_is_left_of_it(point):
    result = point.does("order.create", an_order(line(point.keripik, 3), payment={"cash": {"tendered": 37_499}}))
    assert (result["result"], result["error"]["code"]) == ("refused", "cash_too_little")
    assert result["error"]["pointer"] == "/data/payment/cash/tendered"
    assert (Order.objects.count(), WarungOrder.objects.count(), point.till) == (0, 0, 200_000)
    assert record_of(point.keripik).net_stock_level == 10


def test_kasbon_has_a_name_and_a_limit_and_is_paid_bit_by_bit(point):
    kasbon = {"payment": {"kasbon": True}}
    nameless = point.does("order.create", an_order(line(point.keripik), buyer={"name": ""}, **kasbon))
    assert nameless["error"]["code"] == "buyer_missing"
    point.warung.kasbon_limit_rupiah = 30_000
    point.warung.save()
    bought = point.does("order.create", an_order(line(point.keripik, 2), **kasbon))
    assert (bought["data"]["paid"], bought["data"]["kasbon"]) == (False, 25_000)
    assert (point.till, balance(chart.KASBON, point.warung.pk)) == (200_000, 25_000)
    assert SellerOrder.objects.get().state == "new"
    more = point.does("order.create", an_order(line(point.keripik), **kasbon))
    assert more["error"]["code"] == "kasbon_limit"
    assert "Rp25.000" in more["error"]["detail"]
    paid = point.does("payment.cash", {"order": bought["data"]["order"], "tendered": 20_000})
    assert (paid["data"]["kasbon_left"], paid["data"]["paid"]) == (5_000, False)
    paid = point.does("payment.cash", {"order": bought["data"]["number"], "tendered": 10_000})
    assert (paid["data"]["change"], paid["data"]["paid"]) == (5_000, True)
    assert (point.till, balance(chart.KASBON, point.warung.pk)) == (225_000, 0)


def test_an_order_to_be_paid_later_is_paid_at_the_counter(point):
    bought = point.does("order.create", an_order(line(point.keripik, 2), payment={"later": True}))
    assert (bought["data"]["paid"], point.till) == (False, 200_000)
    assert SellerOrder.objects.get().state == "unpaid"
    paid = point.does("payment.cash", {"order": bought["data"]["order"], "tendered": 30_000})
    assert (paid["data"]["change"], point.till) == (5_000, 225_000)
    assert SellerOrder.objects.get().state == "new"
    again = point.does("payment.cash", {"order": bought["data"]["order"], "tendered": 30_000})
    assert again["error"]["code"] == "already_paid"
    assert point.till == 225_000


def test_a_web_order_is_paid_by_its_code(point):
    from market.lifecycle import placed
    from market.payments.codes import CASH
    from tests.market.buyer import a_wish
    from tests.market.stall import a_basket

    order = placed.place(a_wish(a_basket((point.keripik, 1)), gateway=CASH))
    attempt = PaymentAttempt.objects.get(order=order)
    short = point.does("payment.cash", {"pay_code": attempt.pay_code, "tendered": attempt.amount_rupiah - 1})
    assert (short["error"]["code"], short["error"]["pointer"]) == ("cash_too_little", "/data/tendered")
    paid = point.does("payment.cash", {"pay_code": attempt.pay_code, "tendered": attempt.amount_rupiah})
    assert paid["result"] == "applied"
    assert point.till == 200_000 + attempt.amount_rupiah
    unknown = point.does("payment.cash", {"pay_code": "00000000", "tendered": 5})
    assert (unknown["error"]["code"], unknown["error"]["pointer"]) == ("unknown_code", "/data/pay_code")


def test_goods_that_are_gone_wait_for_a_choice_with_their_money_counted(point):
    result = point.does("order.create", an_order(line(point.keripik, 11)))
    assert result["result"] == "needs_action"
    assert result["error"]["code"] == "out_of_stock"
    assert result["error"]["choices"] == ["reduce", "swap", "wait", "refund_cash"]
    assert (result["data"]["available"], result["data"]["product"]) == (10, point.keripik.pk)
    assert Order.objects.count() == 0
    assert point.till == 337_500
    assert balance(chart.HELD_CASH, point.warung.pk) == 137_500


def test_the_money_goes_back_out_of_the_drawer(point):
    held = point.tablet.made("order.create", an_order(line(point.keripik, 11)), staff=point.clerk.pk, shift=point.shift)
    point.tablet.send(held)
    chosen = point.does("order.resolve", {"order": held["id"], "choice": "refund_cash"})
    assert chosen["data"] == {"order": held["id"], "state": "cancelled", "refund": 137_500}
    assert point.till == 200_000
    assert TillLine.objects.get(kind="refund").amount_rupiah == -137_500
    assert (balance(chart.TILL, point.warung.pk), balance(chart.HELD_CASH, point.warung.pk)) == (0, 0)
    assert point.tablet.send(held)[0]["result"] == "already"
    twice = point.does("order.resolve", {"order": held["id"], "choice": "refund_cash"})
    assert twice["error"]["code"] == "wrong_state"
    assert point.till == 200_000


def test_fewer_are_taken_and_the_rest_of_the_money_goes_back(point):
    held = point.does("order.create", an_order(line(point.keripik, 11)))["data"]["order"]
    chosen = point.does("order.resolve", {"order": held, "choice": "reduce", "lines": [line(point.keripik, 10)]})
    assert chosen["result"] == "applied", chosen
    assert (chosen["data"]["total"], chosen["data"]["change"]) == (125_000, 12_500)
    assert point.till == 325_000
    assert record_of(point.keripik).net_stock_level == 0
    assert WarungOrder.objects.get().state == "placed"
    assert balances.world_sum() == 0


def test_other_goods_may_cost_more(point):
    gethuk = a_good(point.seller, "Gethuk", price=200_000)
    held = point.does("order.create", an_order(line(point.keripik, 11)))["data"]["order"]
    swap = {"order": held, "choice": "swap", "lines": [line(gethuk)]}
    assert point.does("order.resolve", swap)["error"]["code"] == "cash_too_little"
    chosen = point.does("order.resolve", {**swap, "tendered": 70_000})
    assert (chosen["data"]["total"], chosen["data"]["change"], point.till) == (200_000, 7_500, 400_000)


def test_who_waits_can_still_choose_later(point):
    held = point.does("order.create", an_order(line(point.keripik, 11)))["data"]["order"]
    assert point.does("order.resolve", {"order": held, "choice": "wait"})["result"] == "applied"
    stock.receive(record_of(point.keripik), 5)
    chosen = point.does("order.resolve", {"order": held, "choice": "reduce", "lines": [line(point.keripik, 11)]})
    assert (chosen["result"], point.till) == ("applied", 337_500)


def test_an_old_price_is_honoured_inside_the_window_and_not_after(point, settings):
    old = line(point.keripik)
    stock.set_price(record_of(point.keripik), 15_000)
    bought = point.does("order.create", an_order(old))
    assert (bought["result"], bought["data"]["total"]) == ("applied", 12_500)
    assert SellerOrder.objects.get().goods_rupiah == 12_500
    invented = point.does("order.create", an_order({**old, "unit_price": 9_000}))
    assert invented["error"]["code"] == "price_changed"
    with time_machine.travel(timezone.now() + timedelta(hours=settings.WARUNG_PRICE_HOURS + 1)):
        late = point.does("order.create", an_order(old))
    assert (late["result"], late["error"]["code"]) == ("needs_action", "price_changed")
    assert late["data"]["lines"] == [{"product": point.keripik.pk, "unit_price": 15_000, "price_version": 2}]


def test_a_shop_that_rests_and_goods_that_were_withdrawn_wait_for_a_choice(point):
    Partner.objects.update(closed_until_on=timezone.localdate() + timedelta(days=2))
    assert point.does("order.create", an_order(line(point.keripik)))["error"]["code"] == "shop_closed"
    Partner.objects.update(closed_until_on=None)
    type(point.keripik).objects.update(is_public=False)
    assert point.does("order.create", an_order(line(point.keripik)))["error"]["code"] == "out_of_stock"


def test_another_villages_goods_are_not_there(point):
    coffee = a_good(a_seller("Kopi Pak Joko", HANURA), "Kopi")
    result = point.does("order.create", an_order(line(coffee)))
    assert (result["result"], result["error"]["code"]) == ("refused", "not_found")
    assert result["error"]["pointer"] == "/data/lines/0/product"


def lease(point, quantity, hours=48):
    from uuid import uuid4

    until = timezone.now() + timedelta(hours=hours)
    who = {"device_id": point.tablet.device.pk, "warung_id": point.warung.pk}
    return leases.grant(uuid4(), record_of(point.keripik), **who, quantity=quantity, until=until)


def test_what_a_lease_covers_is_always_accepted(point):
    lease(point, 3)
    assert record_of(point.keripik).net_stock_level == 7
    record_of(point.keripik).allocate(7)
    results = [point.does("order.create", an_order(line(point.keripik))) for _ in range(4)]
    assert [one["result"] for one in results] == ["applied"] * 3 + ["needs_action"]
    record = record_of(point.keripik)
    assert (record.num_in_stock, record.num_allocated, record.num_leased) == (10, 10, 0)


def test_another_tablet_cannot_sell_from_a_lease(point):
    lease(point, 10)
    other = Tablet(point.warung)
    result = other.does("order.create", an_order(line(point.keripik)), staff=point.clerk.pk)
    assert result["error"]["code"] == "out_of_stock"


def test_a_lease_that_is_over_is_given_back(point):
    held = lease(point, 4, hours=1)
    point.does("order.create", an_order(line(point.keripik)))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert leases.expire_due() == 1
        assert leases.expire_due() == 0
    held.refresh_from_db()
    assert (held.left, record_of(point.keripik).num_leased, record_of(point.keripik).net_stock_level) == (0, 0, 9)


def test_goods_taken_along_are_a_fact_and_stock_is_never_below_nothing(point):
    record_of(point.keripik).allocate(9)
    data = an_order(line(point.keripik, 3), delivery={"on_the_spot": True})
    result = point.does("order.create", data)
    assert result["result"] == "applied", result
    record = record_of(point.keripik)
    assert (record.num_in_stock, record.num_allocated) == (9, 9)
    assert StockMove.objects.get(reason="counted").quantity == 2
    assert "Keripik singkong: 2" in Event.objects.get(kind="stock_short").words
    assert SellerOrder.objects.get().state == "delivered"


def test_taking_an_order_back_wants_two_people_and_opens_the_drawer(point):
    bought = point.does("order.create", an_order(line(point.keripik, 2)))["data"]
    data = {"order": bought["order"], "reason": "Salah pesan", "approver": point.clerk.pk}
    assert point.does("order.cancel", data)["error"]["code"] == "approver_needed"
    done = point.does("order.cancel", {**data, "approver": point.owner.pk})
    assert (done["result"], done["data"]["refund"]) == ("applied", 25_000)
    assert point.till == 200_000
    assert (balance(chart.TILL, point.warung.pk), balance(chart.REFUND_PAYABLE)) == (0, 0)
    assert record_of(point.keripik).net_stock_level == 10
    assert SellerOrder.objects.get().state == "cancelled"
    assert Event.objects.get(kind="order_cancelled").staff == point.owner
    again = point.does("order.cancel", {**data, "approver": point.owner.pk})
    assert again["error"]["code"] == "wrong_state"


def test_kasbon_that_is_taken_back_is_struck_off(point):
    bought = point.does("order.create", an_order(line(point.keripik), payment={"kasbon": {}}))["data"]
    data = {"order": bought["number"], "reason": "Batal", "approver": point.owner.pk}
    assert point.does("order.cancel", data)["data"]["refund"] == 0
    assert (WarungOrder.objects.get().kasbon_rupiah, balance(chart.KASBON, point.warung.pk)) == (0, 0)


def test_practice_leaves_goods_and_money_alone(point):
    operation = point.tablet.made("order.create", an_order(line(point.keripik)), staff=point.clerk.pk)
    result = point.tablet.send(operation, **{"X-Practice": "1"})[0]
    assert (result["result"], result["data"]["mark"]) == ("applied", "LATIHAN")
    assert (Order.objects.count(), WarungOrder.objects.count(), point.till) == (0, 0, 200_000)
    assert record_of(point.keripik).net_stock_level == 10


def test_the_tablet_sees_its_order_and_nobody_elses(point):
    _all, after = point.tablet.pull()
    bought = point.does("order.create", an_order(line(point.keripik, 2)))["data"]
    items, _next = point.tablet.pull(after)
    (order,) = [one for one in items if one["resource"] == "order"]
    assert (order["id"], order["data"]["number"], order["data"]["paid"]) == (bought["order"], bought["number"], True)
    assert order["data"]["lines"][0]["quantity"] == 2
    (part,) = [one for one in items if one["resource"] == "seller_order"]
    assert part["data"]["order"] == bought["order"]
    other = Tablet(a_warung("Lain"))
    assert [one for one in other.pull()[0] if one["resource"] in ("order", "seller_order")] == []
    named = other.does("order.cancel", {"order": bought["number"], "reason": "x", "approver": point.owner.pk},
                       staff=a_clerk(other.device.warung).pk)  # fmt: skip
    assert named["error"]["code"] in ("approver_needed", "not_found")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [({"lines": []}, "/data/lines"), ({"delivery": {}}, "/data/delivery"), ({"payment": {}}, "/data/payment"),
     ({"buyer": {"phone": "12"}}, "/data/buyer/phone"), ({"delivery": {"quote": "Q1"}}, "/data/buyer/address"),
     ({"payment": {"cash": {"tendered": -1}}}, "/data/payment/cash/tendered")],
)  # fmt: skip
def test_a_mistake_names_its_field(point, change, pointer):
    result = point.does("order.create", {**an_order(line(point.keripik)), **change})
    assert (result["result"], result["error"]["pointer"]) == ("refused", pointer), result
