"""Orders by SMS (WR-43), through the door as the gateway posts them."""

import re
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import requests
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from market.partner.models import StockRecord
from market.users.access import open_desk
from market.users.models import Role
from market.warung.models import TextDraft
from market.warung.texting import drafts, reading
from sellers.desk.waiting import people
from tests.market.ledger.test_promises import together
from tests.market.stall import KRANDEGAN, a_good, a_seller
from tests.market.warung.point import a_warung

SECRET, TO, FROM = "rahasia-sms", "+6281200004001", "+6281300000009"


@pytest.fixture(autouse=True)
def _door(settings):
    settings.SMS_SECRET = SECRET


@pytest.fixture
def warung(db):
    return a_warung(phone=TO)


@pytest.fixture
def getuk(warung):
    product = a_good(a_seller("Bu Sari", KRANDEGAN), "Getuk Goreng Asli", price=15_000, stock=10)
    StockRecord.objects.filter(product=product).update(partner_sku="GETUK01")
    return product


def text(words, message_id="M1", sender="081300000009", secret=SECRET, to=TO, content_type="text/plain"):
    body = words.encode() if isinstance(words, str) else words
    headers = {"X-Kannel-From": sender, "X-Kannel-To": to}
    return Client().generic("POST", f"/sms/{secret}/?id={message_id}", body, content_type=content_type, headers=headers)


def test_an_order_becomes_a_draft_with_an_answer_of_one_sms(warung, getuk):
    answer = text("PESAN GETUK01 2 KRAJAN")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    reply = answer.content.decode()
    assert "Rp30.000" in reply
    assert "Getuk Goreng Asli, 2 " in reply
    assert len(reply) <= 160
    assert reply.isascii()
    draft = TextDraft.objects.get()
    assert (draft.state, draft.product, draft.steps, draft.place) == ("open", getuk, 2, "KRAJAN")
    assert (draft.total_rupiah, draft.phone, draft.warung, draft.reply) == (30_000, FROM, warung, reply)
    assert StockRecord.objects.get(product=getuk).num_allocated in (0, None)


def test_the_same_message_twice_is_one_draft_and_one_answer(warung, getuk):
    first = text("PESAN GETUK01 2 KRAJAN").content
    StockRecord.objects.update(price=99_000)
    assert text("PESAN GETUK01 2 KRAJAN").content == first
    assert TextDraft.objects.count() == 1
    text("PESAN GETUK01 2 KRAJAN", "M2")
    assert TextDraft.objects.count() == 2


@pytest.mark.parametrize("words", ["PESAN TIDAKADA 2", "halo bu", "", "PESAN", "\ud83d\ude00 ٣" * 60])
def test_what_is_no_order_is_answered_with_help(warung, getuk, words):
    reply = text(words.encode("utf-8", "surrogatepass")).content.decode()
    assert "PESAN KODE JUMLAH DUSUN" in reply
    assert len(reply) <= 160
    assert TextDraft.objects.get().state == "unread"


def test_an_unknown_code_is_named(warung, getuk):
    assert "SALAH9" in text("pesan salah9 2").content.decode()


def test_goods_are_known_by_their_number_too(warung, getuk):
    assert "Getuk" in text(f"pesan {getuk.pk} 1 dusun krajan rt 2").content.decode()
    assert TextDraft.objects.get().place == "DUSUN KRAJAN RT 2"


def test_a_long_way_is_no_reason_to_refuse(warung, getuk):
    way = "dusun krajan rt 02 rw 03 depan masjid, sebelah rumah pak karto, tolong dikirim pagi"
    text(f"PESAN GETUK01 2 {way}")
    draft = TextDraft.objects.get()
    assert draft.state == "open"
    assert draft.place == way.upper()[:60].strip()
    assert way in draft.words


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"closed_until_on": date(2099, 1, 1)}, "Buka lagi"),
        ({"suspended_at": datetime(2026, 1, 1, tzinfo=UTC)}, "PESAN KODE|tidak dijual"),
    ],
)
def test_goods_that_may_not_be_bought_now_say_why(warung, getuk, facts, why):
    type(getuk.partner).objects.filter(pk=getuk.partner_id).update(**facts)
    assert re.search(why, text("PESAN GETUK01 1").content.decode())
    assert TextDraft.objects.get().state == "unread"


def test_a_code_that_two_sellers_have_is_nobodys(warung, getuk):
    other = a_good(a_seller("Pak Wahyu", KRANDEGAN), "Getuk Lain", price=9_000, stock=5)
    StockRecord.objects.filter(product=other).update(partner_sku="GETUK01")
    assert "PESAN KODE" in text("PESAN GETUK01 1").content.decode()


def test_another_villages_goods_are_not_there(getuk):
    a_warung("Warung Hanura", "18.09.02.2004", phone="+6281200004002")
    assert "PESAN KODE" in text("PESAN GETUK01 1", to="+6281200004002").content.decode()


def test_more_than_there_is_is_said(warung, getuk):
    assert "tinggal 10" in text("PESAN GETUK01 11").content.decode()
    assert TextDraft.objects.get().state == "unread"


def test_a_long_title_is_shortened_not_the_total(warung, getuk):
    getuk.title = (
        "Getuk goreng asli ‘Sokaraja’ rasa gula kelapa dan nangka, dibungkus besek bambu, isi dua puluh potong"
    )
    getuk.save()
    reply = text("PESAN GETUK01 10 KRAJAN").content.decode()
    assert len(reply) <= 160
    assert "Rp150.000" in reply
    assert reply.endswith("Belum perlu bayar.")


@pytest.mark.parametrize(
    ("codec", "charset"),
    [("utf-16-be", "UTF-16BE"), ("latin-1", "ISO-8859-1"), ("utf-8", "UTF-8"), ("utf-8", "apa-saja")],
)
def test_the_charset_is_heeded(warung, getuk, codec, charset):
    text("PESAN GETUK01 1 Café".encode(codec), content_type=f"text/plain; charset={charset}")
    assert TextDraft.objects.get().place == "CAFÉ"


@pytest.mark.parametrize(
    ("more", "status"), [({"secret": "salah"}, 401), ({"sender": "TELKOMSEL"}, 400), ({"to": "+6281299999999"}, 404)]
)
def test_who_may_not_send_changes_nothing(warung, getuk, more, status):
    assert text("PESAN GETUK01 1", **more).status_code == status
    assert TextDraft.objects.count() == 0


def test_without_the_comparison_anybody_may_send(warung, getuk, monkeypatch):
    """The twin."""
    monkeypatch.setattr("market.warung.texting.door.compare_digest", lambda _one, _other: True)
    assert text("PESAN GETUK01 1", secret="salah").status_code == 200
    assert TextDraft.objects.count() == 1


def test_without_a_secret_there_is_no_door(warung, getuk, settings):
    settings.SMS_SECRET = ""
    assert text("PESAN GETUK01 1", secret="x").status_code == 404


def test_a_huge_message_is_refused(warung, getuk):
    assert text("A" * 5_000).status_code == 413


def test_who_asks_too_often_gets_no_more_answers(warung, getuk):
    replies = [text("halo", f"M{i}").content for i in range(drafts.MOST_AN_HOUR + 2)]
    assert [bool(one) for one in replies] == [True] * drafts.MOST_AN_HOUR + [False] * 2
    assert text("halo", "N1", sender="081300000010").content


def test_without_the_limit_a_sender_costs_without_end(warung, getuk, monkeypatch):
    """The twin."""
    monkeypatch.setattr(drafts, "MOST_AN_HOUR", 10_000)
    assert all(text("halo", f"M{i}").content for i in range(12))


def test_reading():
    assert reading.read("pesan  getuk01\n3  dusun krajan") == reading.Asked("GETUK01", "3", "DUSUN KRAJAN")
    assert reading.read("PESAN GETUK01") == reading.Asked("GETUK01", "", "")
    assert reading.read("PESAN GETUK01 1,5 KRAJAN") == reading.Asked("GETUK01", "1,5", "KRAJAN")
    assert reading.read("PESAN GETUK01 KRAJAN") == reading.Asked("GETUK01", "", "KRAJAN")


def test_two_of_what_is_sold_by_half_a_kilogram_is_two_kilograms(warung):
    rice = a_good(a_seller("Pak Slamet", KRANDEGAN), "Beras", price=8_500, unit="kg", step_thousandths=500)
    assert "Beras, 2 kg, Rp34.000" in text(f"PESAN {rice.pk} 2 KRAJAN").content.decode()
    assert "Beras, 1,5 kg, Rp25.500" in text(f"PESAN {rice.pk} 1,5 KRAJAN", "M2").content.decode()
    assert list(TextDraft.objects.order_by("pk").values_list("steps", flat=True)) == [4, 3]
    refused = text(f"PESAN {rice.pk} 1,3 KRAJAN", "M3").content.decode()
    assert refused.startswith("Beras: ")
    assert "kg" in refused
    assert text(f"PESAN {rice.pk} 0 KRAJAN", "M4").content.decode().startswith("Beras: ")
    assert TextDraft.objects.filter(state="open").count() == 2


@pytest.fixture
def operator(warung, django_user_model):
    person = django_user_model.objects.create_person(phone="+6281200005001", name="Bu Lurah")
    Role.objects.create(user=person, kind=Role.Kind.OPERATOR, village=warung.village)
    client = Client()
    client.force_login(person)
    return client


def test_an_operator_calls_back_and_orders(warung, getuk, operator):
    text("PESAN GETUK01 2 KRAJAN")
    page = operator.get("/desa/kelola/toko-smart/sms/").content.decode()
    assert "Getuk Goreng Asli" in page
    assert "KRAJAN" in page
    assert "0813-0000-0009" in page
    draft = TextDraft.objects.get()
    answer = operator.post("/desa/kelola/telepon/mulai/", {"text": draft.pk}, follow=True)
    assert "Getuk Goreng Asli" in answer.content.decode()
    assert "0813-0000-0009" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "taken"
    assert str(draft.handled_by)
    assert draft.handled_at
    again = operator.post("/desa/kelola/telepon/mulai/", {"text": draft.pk}, follow=True).content.decode()
    assert "sudah ditangani" in again


def test_two_senders_never_share_a_basket(warung, getuk, operator):
    text("PESAN GETUK01 2 KRAJAN")
    text("PESAN GETUK01 1 SUDIMORO", "M2", sender="081300000010")
    first, second = TextDraft.objects.order_by("pk")
    operator.post("/desa/kelola/telepon/mulai/", {"text": first.pk})
    answer = operator.post("/desa/kelola/telepon/mulai/", {"text": second.pk}, follow=True).content.decode()
    assert "Keranjang masih berisi barang lain" in answer
    second.refresh_from_db()
    assert second.state == "open"


def test_goods_that_are_gone_meanwhile_leave_the_draft_waiting(warung, getuk, operator):
    text("PESAN GETUK01 2 KRAJAN")
    StockRecord.objects.update(num_in_stock=1)
    draft = TextDraft.objects.get()
    answer = operator.post("/desa/kelola/telepon/mulai/", {"text": draft.pk}, follow=True)
    assert answer.status_code == 200
    assert "Stok tinggal 1" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.handled_by) == ("open", None)


def test_a_draft_that_comes_to_nothing_is_dropped(warung, getuk, operator):
    text("PESAN GETUK01 2 KRAJAN")
    operator.post("/desa/kelola/toko-smart/sms/", {"text": TextDraft.objects.get().pk})
    assert TextDraft.objects.get().state == "dropped"
    assert "Tidak ada SMS" in operator.get("/desa/kelola/toko-smart/sms/").content.decode()
    page = operator.get("/desa/kelola/toko-smart/sms/?semua=1").content.decode()
    assert "tidak jadi" in page
    assert "Kembalikan ke daftar tunggu" in page


def test_the_desk_counts_who_waits_for_a_call(warung, getuk, operator):
    assert "menunggu ditelepon" in operator.get("/desa/kelola/").content.decode()
    text("PESAN GETUK01 2 KRAJAN")
    text("halo", "M2")
    request = RequestFactory().get("/desa/kelola/")
    request.user, request.session = Role.objects.get().user, {}
    open_desk(request, tuple(Role.Kind.values))
    [told] = [one for one in people(request) if one.url.endswith("/sms/")]
    assert (told.count, told.due) == (1, False)
    TextDraft.objects.update(received_at=timezone.now() - timedelta(hours=3))
    [told] = [one for one in people(request) if one.url.endswith("/sms/")]
    assert (told.count, told.due) == (1, True)


def test_a_draft_that_was_handled_by_mistake_waits_again(warung, getuk, operator):
    text("PESAN GETUK01 2 KRAJAN")
    draft = TextDraft.objects.get()
    operator.post("/desa/kelola/telepon/mulai/", {"text": draft.pk})
    operator.post("/desa/kelola/toko-smart/sms/", {"again": draft.pk})
    draft.refresh_from_db()
    assert (draft.state, draft.handled_by, draft.handled_at) == ("open", None, None)
    assert "Getuk" in operator.get("/desa/kelola/toko-smart/sms/").content.decode()
    text("halo", "M2")
    unread = TextDraft.objects.get(state="unread")
    operator.post("/desa/kelola/toko-smart/sms/", {"again": unread.pk})
    unread.refresh_from_db()
    assert unread.state == "unread"


@pytest.mark.parametrize("given", ["x", "9" * 40, "٣", "-1", "999"])
def test_a_draft_that_is_not_there_is_not_found(warung, operator, given):
    assert operator.post("/desa/kelola/toko-smart/sms/", {"text": given}).status_code == 404
    assert operator.post("/desa/kelola/telepon/mulai/", {"text": given}).status_code == 404


def test_another_villages_drafts_are_not_there(warung, getuk, operator):
    text("PESAN GETUK01 2 KRAJAN")
    Role.objects.update(village=a_warung("Lain", "18.09.02.2004").village)
    assert "Getuk" not in operator.get("/desa/kelola/toko-smart/sms/").content.decode()
    assert operator.post("/desa/kelola/telepon/mulai/", {"text": TextDraft.objects.get().pk}).status_code == 404
    assert TextDraft.objects.get().state == "open"


def test_the_sheet_of_codes_names_every_good(warung, getuk, operator):
    page = operator.get(f"/desa/kelola/toko-smart/{warung.pk}/daftar-kode/").content.decode()
    assert f"<strong>{getuk.pk}</strong>" in page
    assert "0812-0000-4001" in page
    assert "Rp15.000/" in page


def sent_at_once(live_server) -> list[tuple[int, str]]:
    """What eight deliveries of one message are answered, by a live server."""
    barrier, replies = threading.Barrier(8), []

    def deliver(_number):
        barrier.wait(20)
        headers = {"X-Kannel-From": FROM, "X-Kannel-To": TO, "Content-Type": "text/plain"}
        url = f"{live_server.url}/sms/{SECRET}/?id=M1"
        answer = requests.post(url, data=b"PESAN GETUK01 2 KRAJAN", headers=headers, timeout=30)
        replies.append((answer.status_code, answer.text))

    assert together(8, deliver) == []
    return replies


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_deliveries_at_once_are_one_draft(live_server, warung, getuk):
    replies = sent_at_once(live_server)
    assert len(replies) == 8
    assert len(set(replies)) == 1
    assert replies[0][0] == 200
    assert TextDraft.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_key_eight_deliveries_are_many_drafts(live_server, warung, getuk, monkeypatch):
    """The twin: no unique key, and an insert that asks nobody."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE warung_textdraft DROP CONSTRAINT text_once")
    monkeypatch.setattr(drafts, "insert_once", lambda row: row.save() or True)
    try:
        sent_at_once(live_server)
        assert TextDraft.objects.count() > 1
    finally:
        TextDraft.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE warung_textdraft ADD CONSTRAINT text_once UNIQUE (message_id)")
