"""The operator sees whether couriers answer, tells what unknown codes mean, and gives places their codes."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from market.inbox.models import Push
from market.shipping import shipments, tracking
from market.shipping.asking import circuit
from market.shipping.booking import booking
from market.shipping.couriers.base import Progress
from market.shipping.models import CourierWord, PlaceCode, TrackingEvent
from market.shipping.quotes import quotes_for
from market.users.models import Role, User
from tests.market.shipping.shop import CIKINI, KRANDEGAN, group, order, seller, village
from tests.stand_ins import keep_codes

pytestmark = pytest.mark.django_db

PAGE, PLACES = "/desa/kelola/kurir/", "/desa/kelola/kurir/tempat/"


@pytest.fixture
def lurah(client: Client, biteship) -> Client:
    user = User.objects.create_person(phone="+6281200005001", name="Pak Lurah")
    Role.objects.create(user=user, kind=Role.Kind.OPERATOR, village=village(KRANDEGAN))
    client.force_login(user)
    return client


def text(answer):
    return " ".join(answer.content.decode().split())


def sent(receiver="Andi SIM-UNKNOWN"):
    keep_codes(village(CIKINI), village(KRANDEGAN))
    sold = order(group(seller()), first_name=receiver, last_name="")
    row = shipments.request_shipment(sold, collection="drop_off", courier_code="jne", service_code="REG")
    return booking.book(row.pk)


def test_each_line_tells_how_it_is(lurah, carriers):
    keep_codes(village(CIKINI), village(KRANDEGAN))
    quotes_for([group(seller())], village(CIKINI))
    for _ in range(circuit.FAILURES_TO_OPEN):
        circuit.note("pos", "track", answered=False, error="unreachable: <b>HTTP 503</b>")
    Push.objects.create(source="biteship", body=b"{}", digest="1", signature_ok=True)
    Push.objects.create(source="biteship", body=b"{}", digest="2", signature_ok=False)
    with CaptureQueriesContext(connection) as queries:
        answer = lurah.get(PAGE)
    told = text(answer)
    assert answer.status_code == 200
    assert "Diistirahatkan" in told
    assert "unreachable: &lt;b&gt;HTTP 503" in told
    assert "Baik" in told
    assert "Belum pernah dihubungi" in told
    assert "Biteship" in told
    assert len(queries) <= 10


def test_an_open_line_is_tried_again_when_the_operator_says_so(lurah):
    for _ in range(circuit.FAILURES_TO_OPEN):
        circuit.note("pos", "track", answered=False)
    assert not circuit.lets_through("pos", "track")
    assert lurah.get(f"{PAGE}lagi/pos/track/").status_code == 405
    assert lurah.post(f"{PAGE}lagi/pos/track/").status_code == 302
    assert circuit.lets_through("pos", "track")
    assert lurah.post(f"{PAGE}lagi/tiki/track/").status_code == 404


def test_the_first_page_of_the_desk_counts_what_waits(lurah):
    PlaceCode.objects.create(courier_code="jne", end="destination", place="33.06.08.2007")
    told = text(lurah.get("/desa/kelola/"))
    assert "<strong>1</strong>tempat tanpa kode kurir" in told


def test_only_operators_come_in(client, lurah):
    for kind in (Role.Kind.FINANCE_MAKER, Role.Kind.SUPPORT):
        user = User.objects.create_person(phone=f"+62812000060{len(kind):02d}", name="Bu Tini")
        Role.objects.create(user=user, kind=kind, village=village(KRANDEGAN))
        other = Client()
        other.force_login(user)
        for path in (PAGE, PLACES):
            assert other.get(path).status_code == 403
        assert other.post(f"{PAGE}kode/", {}).status_code == 403


def test_an_unknown_code_is_parked_until_somebody_says_what_it_means(lurah, carriers):
    row = sent()
    carriers.advance(42)
    facts = tracking.poll(row.pk)
    assert facts.progress is Progress.IN_TRANSIT
    told = text(lurah.get(PAGE))
    assert "JNE Q77" in told
    wish = {"courier": "jne", "code": "Q77", "progress": "on_hold"}
    sure = lurah.post(f"{PAGE}kode/", wish)
    assert "Simpan arti kode?" in text(sure)
    assert not CourierWord.objects.exists()
    assert lurah.post(f"{PAGE}kode/", {**wish, "sure": "1"}).status_code == 302
    assert tracking.poll(row.pk).progress is Progress.ON_HOLD
    assert "Semua kode dikenal" in text(lurah.get(PAGE))
    TrackingEvent.objects.filter(shipment=row, code="Q77").delete()
    assert tracking.poll(row.pk).progress is Progress.ON_HOLD  # what was said holds for all that follow


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"courier": "jne", "code": "D01", "progress": "on_hold"}, 404),
        ({"courier": "pos", "code": "Q77", "progress": "on_hold"}, 404),
        ({"courier": "jne", "code": "Q77", "progress": ""}, 302),
        ({"courier": "jne", "code": "Q77", "progress": "menguap", "sure": "1"}, 302),
    ],
)
def test_only_a_parked_code_can_be_settled_and_only_with_one_of_our_words(lurah, carriers, wish, status):
    row = sent()
    row.events.create(
        occurred_at=datetime(2026, 11, 25, tzinfo=UTC),
        code="Q77",
        text="DIBERKATI",
        text_digest="1",
        progress="unknown",
    )
    assert lurah.post(f"{PAGE}kode/", wish).status_code == status
    assert not CourierWord.objects.exists()


@pytest.fixture
def waiting():
    PlaceCode.objects.create(
        courier_code="jne",
        end="destination",
        place="33.06.08",
        code="AAA10800",
        label="Bener, Kab. Purworejo, Jawa Tengah",
    )
    return PlaceCode.objects.create(
        courier_code="jne", end="destination", place="33.06.09.2001", label="Loano, Kab. Purworejo, Jawa Tengah"
    )


def test_a_place_gets_its_code_by_search_and_confirm(lurah, waiting):
    assert "Loano" in text(lurah.get(PLACES))
    page = f"{PLACES}{waiting.pk}/"
    assert "AAA10800" in text(lurah.get(page))  # neighbours of the same regency are offered at once
    assert "Tidak ada yang cocok" in text(lurah.get(page, {"q": "Entah"}))
    assert "AAA10800" in text(lurah.get(page, {"q": "bener purworejo"}))
    sure = text(lurah.post(page, {"code": "AAA10800"}))
    assert "Bener, Kab. Purworejo" in sure
    waiting.refresh_from_db()
    assert waiting.code == ""
    assert lurah.post(page, {"code": "AAA10800", "sure": "1"}).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.code, bool(waiting.verified_at)) == ("AAA10800", True)
    assert "Semua tempat yang ditanyakan punya kode" in text(lurah.get(PLACES))
    assert lurah.get(page).status_code == 404


@pytest.mark.parametrize("code", ["", "A B", "<script>", "A" * 41])
def test_a_bad_code_is_told_and_kept_on_the_page(lurah, waiting, code):
    answer = lurah.post(f"{PLACES}{waiting.pk}/", {"code": code, "sure": "1"})
    assert answer.status_code == 422
    assert "Periksa lagi isian ini" in text(answer)
    waiting.refresh_from_db()
    assert waiting.code == ""
