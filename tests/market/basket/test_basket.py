import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError

from market.basket.groups import groups_of
from market.basket.models import Basket, open_basket
from market.core.errors import RuleBroken, WrongState
from market.partner import stock
from market.partner.strategy import Strategy
from tests.market.stall import HANURA, a_basket, a_good, a_seller, record_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keripik():
    return a_good(a_seller(), stock=10)


def test_one_and_a_half_kilograms_are_three_steps(keripik):
    ikan = a_good(keripik.partner, "Ikan lele", 15_000, 20, unit="kg", step_thousandths=500)
    basket = a_basket((ikan, 3))
    line = basket.all_lines()[0]
    assert (line.steps, line.price_rupiah, line.step_price_rupiah) == (3, 45_000, 15_000)


def test_two_sellers_make_two_groups_with_their_own_sums(keripik):
    kopi = a_good(a_seller("Kopi Pak Joko", HANURA), "Kopi", 45_000)
    basket = a_basket((keripik, 2), (kopi, 1), (a_good(keripik.partner, "Getuk", 8_000), 3))
    first, second = groups_of(basket)
    assert (first.partner.name, first.goods_rupiah, len(first.lines)) == ("Keripik Bu Sari", 49_000, 2)
    assert (second.partner.name, second.goods_rupiah, len(second.lines)) == ("Kopi Pak Joko", 45_000, 1)


def test_adding_again_adds_up(keripik):
    basket = a_basket((keripik, 2), (keripik, 3))
    assert [line.steps for line in basket.all_lines()] == [5]


def test_more_than_is_there_is_refused_and_the_basket_stays(keripik):
    basket = a_basket((keripik, 8))
    with pytest.raises(RuleBroken, match="Stok tinggal 10 buah"):
        basket.put(keripik, 3)
    with pytest.raises(RuleBroken, match="Stok tinggal 10 buah"):
        basket.set_steps(basket.all_lines()[0], 11)
    basket.keep_up()
    assert [line.steps for line in basket.all_lines()] == [8]


def test_a_refused_first_good_leaves_no_empty_basket(keripik):
    basket = Basket()
    basket.strategy = Strategy()
    with pytest.raises(RuleBroken):
        basket.put(keripik, 11)
    assert Basket.objects.count() == 0


def test_setting_to_nothing_takes_the_line_out(keripik):
    basket = a_basket((keripik, 2))
    basket.set_steps(basket.all_lines()[0], 0)
    assert len(basket.all_lines()) == 0


def test_a_new_price_shows_beside_the_agreed_one_until_it_is_accepted(keripik):
    basket = a_basket((keripik, 2))
    stock.set_price(record_of(keripik), 13_000)
    basket.keep_up()
    line = basket.all_lines()[0]
    assert (line.price_changed, line.agreed_step_price_rupiah, line.step_price_rupiah) == (True, 12_500, 13_000)
    assert basket.accept_prices() == 1
    assert basket.all_lines()[0].price_changed is False
    assert basket.accept_prices() == 0


@pytest.mark.parametrize("state", ["Frozen", "Submitted", "Merged"])
def test_only_an_open_basket_is_changed_or_ordered(keripik, state):
    basket = a_basket((keripik, 2))
    line = basket.all_lines()[0]
    Basket.objects.update(status=state)
    changes = [lambda: basket.put(keripik, 1), lambda: basket.set_steps(line, 1), basket.freeze, basket.accept_prices]
    for forbidden in changes:
        with pytest.raises(WrongState):
            forbidden()
    assert Basket.objects.get().lines.get().quantity == 2


def test_what_was_ordered_is_never_thawed(keripik):
    basket = a_basket((keripik, 1))
    basket.freeze()
    basket.thaw()
    basket.freeze()
    basket.submit()
    with pytest.raises(WrongState):
        basket.thaw()
    assert Basket.objects.get().status == "Submitted"


def test_a_person_has_one_open_basket():
    andi = get_user_model().objects.create_user("andi")
    basket = open_basket(andi)
    assert open_basket(andi) == basket
    with pytest.raises(IntegrityError):
        Basket.objects.create(owner=andi)


def test_the_whole_basket_is_one_query_for_its_lines(keripik, django_assert_num_queries):
    basket = a_basket((keripik, 2), *[(a_good(keripik.partner, f"Barang {n}"), 1) for n in range(8)])
    fresh = Basket.objects.get(pk=basket.pk)
    fresh.strategy = Strategy()
    with django_assert_num_queries(1):
        assert len(groups_of(fresh)[0].lines) == 9
        assert sum(line.price_rupiah for line in fresh.all_lines()) == groups_of(fresh)[0].goods_rupiah
        assert not any(line.trouble for line in fresh.all_lines())
        assert not fresh.is_empty
