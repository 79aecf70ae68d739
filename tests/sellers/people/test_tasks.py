"""Tasks for those whom they concern, quiet shops once (OP-18), and how a village grows (OP-17)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from market.address.models import Regency
from market.communication import outbox
from market.communication.models import Message
from market.order.models import SellerOrder
from market.partner.models import Partner
from market.users.models import Role
from sellers import tasks
from sellers.desk.village import adoption, sleeping
from tests.market.checkout.walk import text_of
from tests.market.shipping.shop import KRANDEGAN
from tests.sellers.people.conftest import signed_in

pytestmark = pytest.mark.django_db
HERE = "/desa/kelola/tugas/"


def texts(client, path=HERE) -> str:
    return text_of(client.get(path).content.decode())


@pytest.fixture
def treasurer(order):
    return signed_in("+6281200007001", "Mbak Nia", Role.Kind.FINANCE_MAKER)


def test_a_task_about_a_parcel_is_the_operators_and_one_about_money_the_treasurers(
    order, part, pak_lurah, mas_fajar, mas_yoga, treasurer
):
    outbox.tell_house("parcel_stale", "SHP-1", order=order, awb="AWB-1")
    outbox.tell_house("refund_owed", "R-1", order=order, amount="Rp1", reason="x", method="qris")
    outbox.tell_house("sleepy_shop", "1:x", partner=part.partner, seller=part.partner.name, since="kemarin")
    seen = {who: [word in texts(client) for word in ("AWB-1", "Rp1", "sepi sejak")] for who, client in {
        "lurah": pak_lurah, "fajar": mas_fajar, "yoga": mas_yoga, "nia": treasurer,
    }.items()}  # fmt: skip
    assert seen == {
        "lurah": [True, False, True], "fajar": [True, False, False], "yoga": [True, False, True],
        "nia": [False, True, False],
    }  # fmt: skip


def test_done_it_goes_to_the_other_tab_with_who_did_it_and_can_come_back(part, pak_lurah, treasurer):
    task = outbox.tell_house("sleepy_shop", "1:x", partner=part.partner, seller="Bu Sari", since="kemarin")
    assert treasurer.post(f"{HERE}{task.pk}/selesai/").status_code == 404
    pak_lurah.post(f"{HERE}{task.pk}/selesai/")
    assert "sepi sejak" not in texts(pak_lurah)
    assert "Selesai oleh Pak Lurah" in texts(pak_lurah, f"{HERE}?tab=selesai")
    pak_lurah.post(f"{HERE}{task.pk}/selesai/", {"lagi": "ya"})
    assert "sepi sejak" in texts(pak_lurah)
    assert "1 tugas" in texts(pak_lurah, "/desa/kelola/").replace("1tugas", "1 tugas")


def test_a_buyers_message_is_nobodys_task(order, pak_lurah):
    message = Message.objects.filter(audience="buyer").first()
    assert pak_lurah.post(f"{HERE}{message.pk}/selesai/").status_code == 404


def test_a_quiet_shop_is_one_task_and_the_second_night_none(part):
    assert sleeping.tell() == 0, "nobody is quiet yet"
    Partner.objects.update(approved_at=timezone.now() - timedelta(days=1))
    Partner.objects.filter(pk=part.partner_id).update(approved_at=timezone.now() - timedelta(days=90))
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        Partner.objects.exclude(pk=part.partner_id).update(approved_at=timezone.now())
        for _night in range(2):
            tasks.look_for_sleepy_shops()
        quiet = Message.objects.filter(kind="sleepy_shop")
        assert [one.partner_id for one in quiet] == [part.partner_id]
        SellerOrder.objects.filter(pk=part.pk).update(paid_at=timezone.now())
        assert sleeping.tell() == 0
    with time_machine.travel(timezone.now() + timedelta(days=75), tick=False):
        Partner.objects.exclude(pk=part.partner_id).update(suspended_at=timezone.now())
        sleeping.tell()
        assert Message.objects.filter(kind="sleepy_shop").count() == 2, "a new quiet spell is a new task"


def test_the_report_counts_shops_active_ones_the_first_order_and_the_answers(part, pak_lurah):
    paid = timezone.now() - timedelta(days=2)
    SellerOrder.objects.filter(pk=part.pk).update(paid_at=paid, accepted_at=paid + timedelta(hours=5))
    [line] = adoption.lines([KRANDEGAN])
    assert (line.shops, line.active, line.first_order, line.answer_hours) == (
        Partner.objects.filter(village=KRANDEGAN).count(), 1, paid, 5.0,
    )  # fmt: skip
    later = adoption.lines([KRANDEGAN], timezone.now() + timedelta(days=40))[0]
    assert (later.active, later.first_order) == (0, paid)
    shown = texts(pak_lurah, "/desa/kelola/perkembangan/")
    assert "Krandegan" in shown
    assert "5,0 jam" in shown
    csv = pak_lurah.get("/desa/kelola/perkembangan/?berkas=csv").content.decode()
    assert f"{KRANDEGAN},Krandegan" in csv
    assert pak_lurah.get("/desa/kelola/perkembangan/?berkas=xlsx").content[:2] == b"PK"


def test_the_report_shows_an_operator_their_own_villages_and_the_dinas_its_regency(part, mas_fajar, mas_yoga):
    assert "Krandegan" not in texts(mas_fajar, "/desa/kelola/perkembangan/")
    assert "Krandegan" in texts(mas_yoga, "/desa/kelola/perkembangan/")
    dinas = signed_in("+6281200008001", "Bu Dinas")
    Role.objects.create(user=dinas.user, kind=Role.Kind.DINAS, regency=Regency.objects.get(code=KRANDEGAN[:5]))
    shown = texts(dinas, "/desa/kelola/perkembangan/")
    assert "Krandegan" in shown
    assert "Hanura" not in shown


def test_the_report_takes_four_queries_whatever_the_number_of_villages(part, django_assert_num_queries):
    with django_assert_num_queries(4):
        assert len(adoption.lines(None)) == 2
