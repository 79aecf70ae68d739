"""1,5 kg of Pak Slamet's rice is three steps of half a kilogram; 1,3 kg is no number of steps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.catalogue import units

KG = {"step_thousandths": 500, "unit": "kg"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [("1,5", 3), ("1.5", 3), ("1,5 kg", 3), ("0,5", 1), ("2", 4), (" 10 KG ", 20), ("1,500", 3), ("007", 14)],
)
def test_amounts_as_people_write_them(text, steps):
    assert units.parse(text, **KG) == steps


@pytest.mark.parametrize("text", ["", "dua", "-1", "1e3", "1,5,5", "½", "NaN", "1 ons", "٣", "1,5kgkg"])
def test_what_is_no_amount_is_refused_with_an_example(text):
    with pytest.raises(units.AmountRefused, match="0,5 kg"):
        units.parse(text, **KG)


def test_one_comma_three_is_refused_and_its_neighbours_are_named():
    with pytest.raises(units.AmountRefused) as refused:
        units.parse("1,3", **KG)
    assert refused.value.data["nearest"] == ["1 kg", "1,5 kg"]
    assert str(refused.value.message) == "1,3 kg tidak bisa: dijual per 0,5 kg. Pilih 1 kg atau 1,5 kg."


def test_less_than_the_smallest_order_and_more_than_the_largest_are_refused():
    with pytest.raises(units.AmountRefused, match="Paling sedikit 2 kg"):
        units.parse("1", **KG, minimum_steps=4)
    with pytest.raises(units.AmountRefused, match="Paling sedikit 0,5 kg"):
        units.parse("0", **KG)
    with pytest.raises(units.AmountRefused, match="Paling banyak 500 kg"):
        units.parse("999999999", **KG)


def test_amounts_and_prices_as_they_are_shown():
    assert units.amount(3, 500, "kg") == "1,5 kg"
    assert units.amount(5, 250, "kg") == "1,25 kg"
    assert units.amount(3, 1000, "bungkus") == "3 bungkus"
    assert units.number(1_250_500) == "1.250,5"
    assert units.price_per_unit(15_000, 500, "kg") == "Rp30.000/kg"
    assert units.price_per_unit(12_500, 1000, "bungkus") == "Rp12.500/bungkus"
    assert units.price_per_unit(10_000, 3000, "ikat") == "Rp10.000/3 ikat"


@given(steps=st.integers(1, units.MOST_STEPS), step=st.sampled_from([100, 125, 250, 500, 1000, 1500, 10_000]))
def test_what_is_shown_is_read_back(steps, step):
    shown = units.amount(steps, step, "kg").replace(".", "")
    assert units.parse(shown, step_thousandths=step, unit="kg") == steps
