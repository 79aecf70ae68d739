"""Andi rates the keripik that has come; whoever did not receive it cannot; Bu Sari answers; Pak Lurah hides (BY-22)."""

import pytest
from django.test import Client
from django.utils import timezone

from market.communication.models import Message
from market.order import reviews
from market.order.models import Line, Review, SellerOrder
from market.users.models import User
from market.users.records import Deed
from tests.market.checkout.walk import text_of
from tests.market.ledger.test_promises import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(part) -> Line:
    """A line of the part that has come."""
    return part.lines.order_by("pk").first()


def here(order, tail="ulasan/"):
    return f"/pesanan/{order.number}/{order.secret}/{tail}"


def rates(client, order, line, score="5", words="Renyah sekali."):
    given = {"line": line.pk, f"{line.pk}-score": score, f"{line.pk}-words": words}
    return client.post(here(order), given, follow=True)


def good_page(line) -> str:
    return text_of(Client().get(line.product.get_absolute_url()).content.decode())


def test_from_the_orders_page_to_the_page_of_the_good(client, order, line):
    assert "Beri ulasan" in text_of(client.get(here(order, "")).content.decode())
    assert "Belum ada ulasan." in good_page(line)
    answer = rates(client, order, line)
    assert answer.status_code == 200
    shown = good_page(line)
    for words in ("5,0 dari 5, 1 ulasan", "pembeli terverifikasi", "Renyah sekali.", "Andi"):
        assert words in shown, words
    assert order.buyer_name not in shown or " " not in order.buyer_name
    told = Message.objects.filter(audience="seller", kind="review")
    assert told.count() == 1


def test_pressed_twice_the_first_stands(client, order, line):
    rates(client, order, line, "4")
    rates(client, order, line, "1", "Ternyata buruk")
    assert list(Review.objects.values_list("score", "words")) == [(4, "Renyah sekali.")]


@pytest.mark.parametrize("score", ["", "0", "6", "lima"])
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, order, line, score):
    answer = rates(client, order, line, score, "Kata-kata saya")
    assert answer.status_code == 422
    assert "Kata-kata saya" in answer.content.decode()
    assert Review.objects.count() == 0


def test_what_has_not_come_cannot_be_rated(client, order, part):
    on_its_way = Line.objects.filter(order=order).exclude(seller_order=part).get()
    assert rates(client, order, on_its_way).status_code == 404
    SellerOrder.objects.filter(pk=part.pk).update(state="handed_over")
    assert client.get(here(order)).status_code == 404
    assert "Beri ulasan" not in text_of(client.get(here(order, "")).content.decode())
    assert Review.objects.count() == 0


def test_a_line_of_another_order_is_not_there(client, order, line):
    given = {"line": line.pk + 1000, f"{line.pk + 1000}-score": "5"}
    assert client.post(here(order), given).status_code == 404


def test_who_never_bought_it_gets_403_and_who_did_is_led_to_the_order(client, order, line):
    path = f"/barang/{line.product_id}/ulasan/"
    assert client.get(path).status_code == 403
    stranger = User.objects.create_person(phone="+6281299990001", name="Budi")
    client.force_login(stranger)
    answer = client.get(path)
    assert answer.status_code == 403
    assert "Hanya pembeli yang sudah menerima" in text_of(answer.content.decode())
    buyer = User.objects.create_person(phone=order.buyer_phone, name="Andi")
    client.force_login(buyer)
    assert client.get(path).status_code == 403, "a number that nobody has proven opens no order"
    User.objects.filter(pk=buyer.pk).update(phone_verified_at=timezone.now())
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, here(order))


def test_the_seller_answers_once_and_only_of_her_own(bu_sari, pak_joko, order, line):
    rates(Client(), order, line)
    review = Review.objects.get()
    path = f"/penjual/ulasan/{review.pk}/jawab/"
    assert pak_joko.post(path, {"words": "Bukan barang saya"}).status_code == 404
    bu_sari.post(path, {"words": "Terima kasih, Andi."})
    bu_sari.post(path, {"words": "Kata kedua"})
    review.refresh_from_db()
    assert review.answer == "Terima kasih, Andi."
    assert "Jawaban penjual: Terima kasih, Andi." in good_page(line)


def test_the_operator_hides_with_a_reason_that_is_kept(pak_lurah, order, line):
    rates(Client(), order, line, "1", "Kata kasar")
    review = Review.objects.get()
    pak_lurah.post(f"/desa/kelola/ulasan/{review.pk}/sembunyikan/", {"reason": " "})
    assert "Kata kasar" in good_page(line)
    pak_lurah.post(f"/desa/kelola/ulasan/{review.pk}/sembunyikan/", {"reason": "Kata-kata kasar"})
    assert "Kata kasar" not in good_page(line)
    assert Deed.objects.filter(what="review_hidden", reason="Kata-kata kasar").count() == 1
    assert "Kata kasar" in text_of(pak_lurah.get("/desa/kelola/ulasan/?tab=tersembunyi").content.decode())
    pak_lurah.post(f"/desa/kelola/ulasan/{review.pk}/tampilkan/")
    assert "Kata kasar" in good_page(line)


def test_another_villages_operator_finds_nothing(mas_fajar, order, line):
    rates(Client(), order, line)
    review = Review.objects.get()
    assert mas_fajar.post(f"/desa/kelola/ulasan/{review.pk}/sembunyikan/", {"reason": "x"}).status_code == 404
    assert "Renyah" not in mas_fajar.get("/desa/kelola/ulasan/").content.decode()


def test_a_page_of_reviews_is_one_query(order, line, django_assert_num_queries):
    rates(Client(), order, line)
    with django_assert_num_queries(1):
        found = reviews.shown(product_id=line.product_id)
    assert (found.count, found.mean, len(found.rows)) == (1, 5.0, 1)


@pytest.mark.parametrize(
    ("name", "public"), [("Andi Pratama", "Andi P."), ("Sari", "Sari"), ("", ""), ("  A  B  C ", "A C.")]
)
def test_the_public_reads_a_first_name_and_an_initial(name, public):
    assert reviews.name_shown(name) == public


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_are_one_review(order, line):
    assert together(8, lambda number: rates(Client(), order, line, str(number % 5 + 1))) == []
    assert Review.objects.count() == 1
