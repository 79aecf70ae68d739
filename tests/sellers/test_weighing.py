"""Two kilograms of fish were ordered, 1.9 were caught: the difference goes back; more is never charged (SE-09)."""

import pytest

from market.catalogue.models import Product
from market.communication.models import Message
from market.core.errors import RuleBroken, WrongState
from market.ledger import audit
from market.lifecycle import weighed
from market.lifecycle.accepted import mark_accepted
from market.lifecycle.audit import checks
from market.lifecycle.cancelled import mark_cancelled
from market.order.models import Line, SellerOrder
from market.payments.models import Refund
from tests.market.checkout.walk import text_of
from tests.market.ledger.test_promises import together
from tests.market.lifecycle.trade import BU_SARI

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(order) -> SellerOrder:
    return order.seller_orders.get(partner__name=BU_SARI)


@pytest.fixture
def fish(part) -> Line:
    """The part's one line, as if it were sold by the kilogram: two of them."""
    line = part.lines.get()
    Product.objects.filter(pk=line.product_id).update(unit="kg")
    Line.objects.filter(pk=line.pk).update(unit="kg", step_thousandths=1000)
    line.refresh_from_db()
    assert line.quantity == 2
    return line


def broken_promises() -> list[str]:
    return [f"{found.promise}: {found.examples}" for found in map(audit.run, checks()) if found.breaches]


def test_lighter_gives_the_difference_back_and_the_books_are_right(fish, part):
    before = part.net_rupiah
    back = weighed.mark_weighed(fish.pk, 1_900)
    assert back == -(-fish.price_rupiah * 100 // 2_000)
    part.refresh_from_db()
    assert part.given_back_rupiah == back
    assert part.net_left_rupiah == before - back + part.commission_given_back_rupiah
    refund = Refund.objects.get()
    assert (refund.amount_rupiah, refund.seller_order_id) == (back, part.pk)
    assert Message.objects.filter(order=part.order, kind="weighed").count() == 1
    assert broken_promises() == []


@pytest.mark.parametrize("thousandths", [2_000, 2_400])
def test_as_much_or_more_changes_no_price(fish, part, thousandths):
    assert weighed.mark_weighed(fish.pk, thousandths) == 0
    part.refresh_from_db()
    assert (part.given_back_rupiah, Refund.objects.count()) == (0, 0)


def test_once_only_before_packing_and_not_below_a_half(fish, part):
    with pytest.raises(RuleBroken):
        weighed.mark_weighed(fish.pk, 900)
    weighed.mark_weighed(fish.pk, 1_900)
    with pytest.raises(WrongState):
        weighed.mark_weighed(fish.pk, 1_800)
    assert Refund.objects.count() == 1
    Line.objects.update(weighed_thousandths=None)
    SellerOrder.objects.filter(pk=part.pk).update(state="packed")
    with pytest.raises(WrongState):
        weighed.mark_weighed(fish.pk, 1_800)


def test_called_off_afterwards_the_buyer_gets_the_rest_and_no_rupiah_twice(fish, part):
    back = weighed.mark_weighed(fish.pk, 1_900)
    mark_cancelled(part.pk, "Tidak jadi")
    amounts = list(Refund.objects.order_by("pk").values_list("amount_rupiah", flat=True))
    assert amounts == [back, part.goods_rupiah - back + part.postage_rupiah]
    assert broken_promises() == []


def test_on_the_phone_it_asks_first_and_says_what_goes_back(bu_sari, fish, part):
    mark_accepted(part.pk)
    here = f"/penjual/pesanan/{part.number}/timbang/"
    assert "Timbang barang" in text_of(bu_sari.get(f"/penjual/pesanan/{part.number}/").content.decode())
    asked = bu_sari.post(here, {"line": fish.pk, "berat": "1,9"})
    assert "kembali ke pembeli" in text_of(asked.content.decode())
    assert Refund.objects.count() == 0
    bu_sari.post(here, {"line": fish.pk, "berat": "1,9", "yakin": "ya"})
    bu_sari.post(here, {"line": fish.pk, "berat": "1,9", "yakin": "ya"})
    assert Refund.objects.count() == 1
    shown = text_of(bu_sari.get(f"/penjual/pesanan/{part.number}/").content.decode())
    assert "Kembali ke pembeli" in shown
    assert "Timbang barang" not in shown


@pytest.mark.parametrize("typed", ["", "dua", "-1", "0,5", "1,9999", "99999"])
def test_what_is_wrong_is_said_and_what_was_typed_stays(bu_sari, fish, part, typed):
    answer = bu_sari.post(f"/penjual/pesanan/{part.number}/timbang/", {"line": fish.pk, "berat": typed, "yakin": "ya"})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()
    assert Refund.objects.count() == 0


def test_anothers_order_is_not_there(bu_sari, order, fish):
    other = order.seller_orders.exclude(partner__name=BU_SARI).get()
    assert bu_sari.post(f"/penjual/pesanan/{other.number}/timbang/", {"line": fish.pk}).status_code == 404


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_give_back_once(fish):
    wrong = together(8, lambda _number: weighed.mark_weighed(fish.pk, 1_900))
    assert [type(one) for one in wrong] == [WrongState] * 7
    assert Refund.objects.count() == 1
