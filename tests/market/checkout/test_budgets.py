"""At most eight queries on any page of the buying, however many goods, and fewer than forty for placing three lines."""

import pytest
from django.contrib.sites.models import Site

from market.order.models import Order
from tests.market.stall import a_good

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8
MOST_TO_PLACE = 37


@pytest.fixture
def full(andi, keripik):
    """A basket of twelve goods from two sellers, walked up to the review."""
    for number in range(10):
        andi.puts(a_good(keripik.partner, f"Barang {number}"), "1")
    Site.objects.get_current()
    return andi.walks_to_the_review()


@pytest.mark.parametrize("path", ["/keranjang/", "/pesan/alamat/", "/pesan/kurir/", "/pesan/periksa/", "/pesanan/"])
def test_a_page_of_the_buying_asks_little(full, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES + (path == "/pesan/periksa/")):  # which gateways answer now
        response = full.client.get(path)
    assert response.status_code == 200


def test_the_pages_of_an_order_ask_little(full, django_assert_max_num_queries):
    full.orders()
    order = Order.objects.get()
    assert order.lines.count() == 12
    for path in (f"/pesanan/{order.number}/{order.secret}/", f"/pesanan/{order.number}/{order.secret}/bayar/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert full.client.get(path).status_code == 200


def test_placing_three_lines_asks_little(andi, keripik, django_assert_max_num_queries):
    andi.puts(a_good(keripik.partner, "Getuk"), "1")
    fields = andi.walks_to_the_review().review_form()
    Site.objects.get_current()
    with django_assert_max_num_queries(MOST_TO_PLACE):
        andi.orders(fields)
    assert Order.objects.get().lines.count() == 3


@pytest.mark.parametrize("path", ["/keranjang/", "/pesan/alamat/", "/pesan/kurir/", "/pesan/periksa/"])
def test_a_page_weighs_little_and_asks_nobody_else(full, path):
    import gzip

    html = full.html(path)
    assert len(gzip.compress(html.encode())) < 14_000
    assert 'src="http' not in html
    assert "<script>" not in html
    assert "style=" not in html
