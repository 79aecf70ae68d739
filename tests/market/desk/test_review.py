"""A payment that does not fit: what was asked, what came, and a decision with a reason, asked once more."""

import pytest
from django.test import Client

from market.lifecycle import news
from market.payments.models import Refund
from market.users.models import Role, User
from tests.market.checkout.walk import text_of
from tests.market.lifecycle.trade import TOTAL_RUPIAH, andi_orders, till

pytestmark = pytest.mark.django_db
HERE = "/desa/kelola/pembayaran/periksa/"


@pytest.fixture
def shop():
    with till() as made:
        yield made


@pytest.fixture
def nia() -> Client:
    user = User.objects.create_person(phone="+6281200007001", name="Mbak Nia")
    Role.objects.create(user=user, kind=Role.Kind.FINANCE_MAKER)
    client = Client()
    client.force_login(user)
    return client


def odd(shop, amount: int):
    order = andi_orders()
    attempt = shop.present(order)
    shop.andi("pay", attempt, amount=amount)
    assert news.check_attempt(attempt.pk) == "odd"
    return order, attempt


def texts(client, path=HERE) -> str:
    return text_of(client.get(path).content.decode())


def test_it_says_what_came_and_asks_once_more_before_it_is_done(shop, nia):
    order, attempt = odd(shop, TOTAL_RUPIAH + 7_000)
    shown = texts(nia)
    assert attempt.reference in shown
    assert "Jumlahnya berbeda dari tagihan." in shown
    assert "1 pembayaran untuk diperiksa" in texts(nia, "/desa/kelola/pembayaran/")
    wish = {"do": "accept", "reason": "Pembeli salah ketik"}
    asked = nia.post(f"{HERE}{attempt.pk}/", wish)
    assert "Anggap lunas?" in text_of(asked.content.decode())
    order.refresh_from_db()
    assert order.paid_at is None
    nia.post(f"{HERE}{attempt.pk}/", {**wish, "yakin": "ya"})
    order.refresh_from_db()
    assert order.paid_at is not None
    assert Refund.objects.get().amount_rupiah == 7_000
    assert "Tidak ada yang diperiksa" in texts(nia)


def test_no_reason_no_decision_and_too_little_has_no_button(shop, nia):
    _order, attempt = odd(shop, TOTAL_RUPIAH - 500)
    html = nia.get(HERE).content.decode()
    assert 'value="accept"' not in html
    answer = nia.post(f"{HERE}{attempt.pk}/", {"do": "back", "yakin": "ya"})
    assert answer.status_code == 422
    assert Refund.objects.count() == 0
    nia.post(f"{HERE}{attempt.pk}/", {"do": "back", "reason": "Kurang", "yakin": "ya"})
    assert Refund.objects.get().amount_rupiah == TOTAL_RUPIAH - 500


def test_asking_again_changes_nothing_that_the_gateway_does_not_say(shop, nia):
    order, attempt = odd(shop, TOTAL_RUPIAH - 500)
    nia.post(f"{HERE}{attempt.pk}/", {"do": "ask"})
    attempt.refresh_from_db()
    assert attempt.state == "review"
    assert attempt.reference in texts(nia)
    assert order.seller_orders.filter(state="unpaid").count() == 2


def test_an_operator_decides_nothing(shop):
    _order, attempt = odd(shop, TOTAL_RUPIAH + 7_000)
    lurah = User.objects.create_person(phone="+6281200005001", name="Pak Lurah")
    Role.objects.create(user=lurah, kind=Role.Kind.OPERATOR)
    client = Client()
    client.force_login(lurah)
    assert client.get(HERE).status_code == 403
    assert client.post(f"{HERE}{attempt.pk}/", {"do": "back", "reason": "x", "yakin": "ya"}).status_code == 403
    assert Refund.objects.count() == 0
