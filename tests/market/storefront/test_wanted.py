import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from market.storefront.wanted import MAX_PAGE, Wanted


def test_the_same_wish_has_the_same_address():
    one = Wanted.read(QueryDict("urut=termurah&desa=33.06.08.2007&q=kopi"))
    two = Wanted.read(QueryDict("q=+kopi+&urut=termurah&desa=33.06.08.2007&halaman=1&lain=x"))
    assert one == two
    assert one.url("/cari/") == "/cari/?q=kopi&desa=33.06.08.2007&urut=termurah"


def test_a_changed_wish_begins_on_its_first_page():
    third = Wanted(words="kopi", page=3)
    assert third.url("/cari/", sort="termurah") == "/cari/?q=kopi&urut=termurah"
    assert third.url("/cari/", page=4) == "/cari/?q=kopi&halaman=4"
    assert Wanted(village="33.06.08.2007").url("/cari/", village="") == "/cari/"


@pytest.mark.parametrize(
    ("query", "page"),
    [("halaman=0", 1), ("halaman=-3", 1), ("halaman=²", 1), ("halaman=9999999", MAX_PAGE), ("halaman=", 1)],
)
def test_no_page_is_an_error(query, page):
    assert Wanted.read(QueryDict(query)).page == page


@given(
    st.dictionaries(
        st.sampled_from(["q", "desa", "kecamatan", "harga_dari", "harga_sampai", "urut", "halaman"]), st.text()
    )
)
def test_whatever_stands_in_an_address_can_be_read_and_written_again(values):
    query = QueryDict(mutable=True)
    query.update(values)
    wanted = Wanted.read(query)
    again = Wanted.read(QueryDict(wanted.url("/cari/", page=wanted.page).partition("?")[2]))
    assert again == wanted
