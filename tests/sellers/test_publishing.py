"""SE-06: the public sees a good when the operator has let it through; far price moves wait."""

import pytest

from market.catalogue.models import Publication
from market.core.errors import RuleBroken, WrongState
from sellers import publishing
from sellers.models import GoodsStep
from tests.market.stall import a_good, a_seller, record_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return a_good(a_seller(), publication=Publication.DRAFT)


def seen(client, product) -> int:
    product.refresh_from_db()
    return client.get(product.get_absolute_url()).status_code


def test_a_draft_is_seen_by_nobody_until_it_is_let_through(client, draft):
    assert seen(client, draft) == 404
    with pytest.raises(WrongState):
        publishing.publish(draft, None)
    assert publishing.hand_in(draft) == "waiting"
    assert draft.waiting_since is not None
    assert seen(client, draft) == 404
    assert client.post(f"/keranjang/tambah/{draft.pk}/", {"quantity": "1"}).status_code == 404
    for _press in range(2):
        publishing.publish(draft, None)
    assert seen(client, draft) == 200
    assert draft.waiting_since is None
    assert [step.kind for step in draft.steps.all()] == ["handed_in", "published"]


def test_where_nothing_is_reviewed_a_good_is_live_at_once(draft, settings):
    settings.GOODS_REVIEW = False
    assert publishing.hand_in(draft) == "live"


def test_a_good_that_was_sent_back_says_why_and_leaves_the_shop(client, draft):
    publishing.hand_in(draft)
    publishing.publish(draft, None)
    with pytest.raises(RuleBroken):
        publishing.send_back(draft, None, "")
    publishing.send_back(draft, None, "Foto buram")
    assert (draft.publication, draft.publication_reason) == ("refused", "Foto buram")
    assert seen(client, draft) == 404
    assert publishing.hand_in(draft) == "waiting"


def test_a_small_change_of_a_live_price_holds_at_once_a_far_one_waits():
    live = a_good(a_seller(), price=10_000)
    record = record_of(live)
    assert publishing.ask_price(record, 12_000)
    assert not publishing.ask_price(record, 40_000)
    record.refresh_from_db()
    live.refresh_from_db()
    assert (int(record.price), live.waiting_price_rupiah) == (12_000, 40_000)
    for _press in range(2):
        publishing.take_price(live, None)
    record.refresh_from_db()
    live.refresh_from_db()
    assert (int(record.price), live.price_rupiah, live.waiting_price_rupiah) == (40_000, 40_000, None)
    assert GoodsStep.objects.filter(kind="price_taken").count() == 1


def test_a_price_that_was_refused_leaves_the_old_one():
    live = a_good(a_seller(), price=10_000)
    publishing.ask_price(record_of(live), 90_000)
    publishing.refuse_price(live, None, "Terlalu jauh")
    live.refresh_from_db()
    assert (live.price_rupiah, live.waiting_price_rupiah, live.waiting_since) == (10_000, None, None)


def test_without_the_rule_a_far_price_would_hold_at_once(settings):
    settings.PRICE_REVIEW_PERCENT = 10_000
    assert publishing.ask_price(record_of(a_good(a_seller(), price=10_000)), 90_000)
