"""One seller's goods as one box."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from market.shipping.parcels import ASSUMED_GRAMS, Piece, pack, parcel_of, parcel_of_order


def keripik(**facts):
    sides = {"length_mm": 200, "width_mm": 150, "height_mm": 50}
    return SimpleNamespace(**{"title": "Keripik", "price_rupiah": 12_500, "weight_grams": 250, **sides, **facts})


def line(product, quantity=1):
    return SimpleNamespace(product=product, quantity=quantity)


def test_bu_saris_two_bags_lie_on_one_another():
    parcel = parcel_of([line(keripik(), 2)])
    assert (parcel.weight_grams, parcel.length_mm, parcel.width_mm, parcel.height_mm) == (500, 200, 150, 100)
    assert parcel.value_rupiah == 25_000
    assert parcel.description == "Keripik"


def test_a_cube_of_thirty_stays_a_cube_of_thirty():
    cube = keripik(weight_grams=1_000, length_mm=300, width_mm=300, height_mm=300)
    parcel = parcel_of([line(cube)])
    assert (parcel.length_mm, parcel.width_mm, parcel.height_mm, parcel.weight_grams) == (300, 300, 300, 1_000)


def test_fifty_bags_are_no_tower():
    parcel = parcel_of([line(keripik(height_mm=80), 50)])
    assert (parcel.length_mm, parcel.width_mm, parcel.height_mm) == (600, 500, 400)


def test_small_things_share_a_layer_beside_one_another():
    box, jars = keripik(length_mm=300, width_mm=200, height_mm=100), keripik(length_mm=100, width_mm=100, height_mm=80)
    assert parcel_of([line(box), line(jars, 6)]).height_mm == 180


def test_what_nobody_measured_adds_weight_and_no_room():
    loose = keripik(length_mm=0, width_mm=0, height_mm=0, weight_grams=0)
    alone = parcel_of([line(loose)])
    assert (alone.length_mm, alone.width_mm, alone.height_mm) == (0, 0, 0)
    assert alone.weight_grams == ASSUMED_GRAMS
    assert parcel_of([line(keripik()), line(loose)]).height_mm == 50


def test_an_order_line_weighs_what_was_frozen_at_placing():
    sold = SimpleNamespace(product=keripik(weight_grams=900), quantity=3, weight_grams=250, title="Keripik lama")
    parcel = parcel_of_order([sold], goods_rupiah=37_500)
    assert (parcel.weight_grams, parcel.value_rupiah, parcel.description) == (750, 37_500, "Keripik lama")
    gone = SimpleNamespace(product=None, quantity=1, weight_grams=250, title="Keripik")
    assert parcel_of_order([gone], 12_500).length_mm == 0


sides = st.tuples(*[st.integers(1, 600)] * 3).map(lambda s: tuple(sorted(s, reverse=True)))
pieces = st.lists(
    st.builds(Piece, st.integers(1, 200), st.integers(1, 5_000), sides, st.integers(0, 10**6), st.just("x"))
)


@given(pieces)
def test_every_box_holds_its_goods_and_is_no_tower(goods):
    parcel = pack(goods)
    volume = sum(piece.count * piece.sides_mm[0] * piece.sides_mm[1] * piece.sides_mm[2] for piece in goods)
    assert parcel.length_mm * parcel.width_mm * parcel.height_mm >= volume
    assert parcel.length_mm >= parcel.width_mm >= parcel.height_mm
    assert parcel.weight_grams == sum(piece.count * piece.weight_grams for piece in goods)
    assert pack(goods) == parcel
