"""What a tablet pulls: everything once, then what is new; nothing missed, nothing of others (WR-07 to WR-11)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from market.catalogue.models import Product
from market.partner import stock
from market.partner.models import Partner, StockRecord
from market.warung.models import Change
from market.warung.sync import changes
from tests.market.stall import HANURA, a_good, a_seller, record_of
from tests.market.warung.point import Tablet, a_clerk, a_warung

pytestmark = pytest.mark.django_db


def goods(items, resource="product"):
    return [item for item in items if item["resource"] == resource]


def test_the_first_pull_lists_everything_once_though_goods_are_edited_midway():
    seller, tablet = a_seller(), Tablet(a_warung())
    made = [a_good(seller, f"Keripik {number}") for number in range(25)]
    seen, after, pages = [], "", 0
    while True:
        page = tablet.get(f"changes?after={after}&limit=10").json()
        seen, after, pages = seen + page["items"], page["next"], pages + 1
        if pages == 2:
            Product.objects.filter(pk=made[0].pk).update(title="Baru")
        if not page["has_more"]:
            break
    assert pages > 7
    listed = [item["id"] for item in goods(seen)]
    assert listed == [str(one.pk) for one in made]
    assert len(goods(seen, "price")) == len(goods(seen, "stock")) == 25
    new, _after = tablet.pull(after)
    assert [(item["id"], item["data"]["title"]) for item in goods(new)] == [(str(made[0].pk), "Baru")]


def test_a_delta_has_what_changed_and_a_tombstone_for_what_was_withdrawn():
    seller, tablet = a_seller(), Tablet(a_warung())
    one, two, three = (a_good(seller, name) for name in ("Keripik", "Gethuk", "Clorot"))
    _all, after = tablet.pull()
    Product.objects.filter(pk=one.pk).update(title="Keripik pedas")
    stock.set_price(record_of(two), 15_000)
    Product.objects.filter(pk=three.pk).update(is_public=False)
    items, _next = tablet.pull(after)
    by_name = {(item["resource"], item["id"]): item for item in items}
    assert by_name[("product", str(one.pk))]["data"]["title"] == "Keripik pedas"
    assert by_name[("price", str(two.pk))]["data"]["unit_price"] == 15_000
    gone = by_name[("product", str(three.pk))]
    assert (gone["deleted"], gone["data"]) == (True, None)
    assert len(items) == 3


def test_an_old_price_is_told_with_the_time_until_which_it_is_honoured(settings):
    seller, tablet = a_seller(), Tablet(a_warung())
    good = a_good(seller, price=12_000)
    stock.set_price(record_of(good), 15_000)
    (price,) = goods(tablet.pull()[0], "price")
    assert (price["data"]["unit_price"], price["data"]["price_version"]) == (15_000, 2)
    (honoured,) = price["data"]["honoured"]
    assert (honoured["unit_price"], honoured["price_version"]) == (12_000, 1)
    with time_machine.travel(timezone.now() + timedelta(hours=settings.WARUNG_PRICE_HOURS + 1)):
        assert goods(tablet.pull()[0], "price")[0]["data"]["honoured"] == []


def test_nothing_new_is_told_without_a_body():
    tablet = Tablet(a_warung())
    a_good(a_seller())
    for after in ("", tablet.pull()[1]):
        answer = tablet.get(f"changes?after={after}")
        again = tablet.get(f"changes?after={after}", **{"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        StockRecord.objects.update(num_in_stock=StockRecord.objects.get().num_in_stock - 1)
        assert tablet.get(f"changes?after={after}", **{"If-None-Match": answer["ETag"]}).status_code == 200


def test_a_cursor_that_is_too_old_is_told_so(settings):
    seller, tablet = a_seller(), Tablet(a_warung())
    a_good(seller)
    _all, old = tablet.pull()
    a_good(seller, "Gethuk")
    _some, young = tablet.pull(old)
    Change.objects.update(made_at=timezone.now() - timedelta(days=settings.WARUNG_CHANGE_DAYS + 1))
    assert changes.prune() > 0
    a_good(seller, "Clorot")
    answer = tablet.get(f"changes?after={old}")
    assert (answer.status_code, answer.json()["code"]) == (410, "cursor_expired")
    assert [item["data"]["title"] for item in goods(tablet.pull(young)[0])] == ["Clorot"]
    assert len(goods(tablet.pull()[0])) == 3


def test_a_cursor_of_another_database_is_worth_nothing():
    from market.warung.models import Horizon

    tablet = Tablet(a_warung())
    _all, after = tablet.pull()
    Horizon.objects.update(epoch="other")
    assert tablet.get(f"changes?after={after}").json()["code"] == "cursor_expired"


@pytest.mark.parametrize(
    "query",
    ["after=x", "after=%00", "limit=0", "limit=abc", "limit=1001", "after=" + "a" * 300, "after=MS4yLjM", "after=é"],
)
def test_a_cursor_that_we_never_gave_is_a_mistake_with_a_word(query):
    answer = Tablet(a_warung()).get(f"changes?{query}")
    assert (answer.status_code, answer.json()["code"]) in ((400, "invalid"), (410, "cursor_expired"))


def test_a_tablet_sees_the_goods_of_its_village_and_nothing_of_another_warung():
    mine, other = a_warung(), a_warung("Warkop Hanura", HANURA)
    a_clerk(mine, "Wati"), a_clerk(other, "Rudi")
    here, there = a_good(a_seller()), a_good(a_seller("Kopi Pak Joko", HANURA), "Kopi")
    tablet, far = Tablet(mine), Tablet(other)
    items, after = tablet.pull()
    assert [item["id"] for item in goods(items)] == [str(here.pk)]
    assert [item["data"]["name"] for item in goods(items, "staff")] == ["Wati"]
    assert [item["id"] for item in goods(far.pull()[0])] == [str(there.pk)]
    a_clerk(other, "Sri")
    stock.set_price(record_of(there), 99_000)
    new, _after = tablet.pull(after)
    assert [item for item in new if not item["deleted"]] == []
    assert "Sri" not in str(new)
    assert "99000" not in str(new)


def test_a_shop_that_rests_is_told_with_its_goods():
    seller, tablet = a_seller(), Tablet(a_warung())
    good = a_good(seller)
    _all, after = tablet.pull()
    reopens = timezone.localdate() + timedelta(days=3)
    Partner.objects.filter(pk=seller.pk).update(closed_until_on=reopens)
    (item,) = tablet.pull(after)[0]
    assert (item["id"], item["data"]["closed_until_on"]) == (str(good.pk), reopens.isoformat())


def test_the_verifier_of_a_pin_is_enough_to_check_and_not_to_read():
    import hashlib

    warung = a_warung()
    a_clerk(warung, pin="4826")
    (item,) = goods(Tablet(warung).pull()[0], "staff")
    pin = item["data"]["pin"]
    tried = hashlib.pbkdf2_hmac("sha256", b"4826", bytes.fromhex(pin["salt"]), pin["iterations"]).hex()
    assert tried == pin["hash"]
    assert "4826" not in str(item)


def test_a_pull_costs_the_same_however_many_goods(django_assert_max_num_queries):
    seller, tablet = a_seller(), Tablet(a_warung())
    for number in range(30):
        a_good(seller, f"Keripik {number}")
    with django_assert_max_num_queries(22):
        tablet.get("changes?limit=500")
    _all, after = tablet.pull()
    with django_assert_max_num_queries(8):
        tablet.get(f"changes?after={after}")
