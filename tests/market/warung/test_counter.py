"""What needs signal: postage, other ways to pay, goods held, photos, claims, PINs, parcels (WR-24 to WR-26, WR-37)."""

import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from market.catalogue.models import Product
from market.communication.models import Message
from market.order.models import SellerOrder
from market.payments.models import PaymentAttempt
from market.warung import tasks
from market.warung.models import Event, ParcelAtPoint, Photo
from tests.market.stall import HANURA, a_good, a_seller, record_of
from tests.market.warung.point import PIN, V1, Tablet, a_clerk, a_warung
from tests.market.warung.selling import an_order, line

pytestmark = pytest.mark.django_db


@pytest.fixture
def point():
    class Point:
        warung = a_warung()
        clerk, tablet, seller = a_clerk(warung), Tablet(warung), a_seller()
        keripik = a_good(seller, price=12_500, stock=10)

        def does(self, kind, data):
            return self.tablet.does(kind, data, staff=self.clerk.pk)

        def upload(self, data, pk=None):
            body = {"photo": SimpleUploadedFile("a.jpg", data, "image/jpeg")} | ({"id": str(pk)} if pk else {})
            return self.tablet.client.post(f"{V1}photos", body, headers=self.tablet.headers())

    return Point()


def a_jpeg(colour=(200, 90, 30)):
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "KAMERA-RAHASIA"
    Image.new("RGB", (900, 700), colour).save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_postage_is_told_for_each_seller_with_a_reference_that_an_order_names(point):
    asked = {"lines": [{"product": point.keripik.pk, "quantity": 2}], "destination": {"village_code": HANURA}}
    assert point.tablet.post("quotes", asked).status_code == 400  # no such village here yet
    a_seller("Kopi", HANURA)
    answer = point.tablet.post("quotes", asked)
    assert answer.status_code == 200, answer.content
    (seller,) = answer.json()["sellers"]
    rate = seller["rates"][0]
    assert (seller["seller"]["name"], rate["estimate"]) == ("Keripik Bu Sari", True)
    buyer = {"name": "Darmi", "phone": "", "village_code": HANURA, "address": "Jl. Pasar 3"}
    total = 25_000 + rate["amount"]
    data = an_order(
        line(point.keripik, 2), delivery={"quote": [rate["quote"]]}, buyer=buyer, payment={"cash": {"tendered": total}}
    )
    bought = point.does("order.create", data)
    assert (bought["result"], bought["data"]["postage"]) == ("applied", rate["amount"]), bought
    assert SellerOrder.objects.get().postage_rupiah == rate["amount"]
    late = timezone.now() + timedelta(hours=3)
    with time_machine.travel(late):
        assert point.does("order.create", data)["error"]["code"] == "quote_expired"


def test_goods_of_others_have_no_postage(point):
    coffee = a_good(a_seller("Kopi", HANURA), "Kopi")
    asked = {"lines": [{"product": coffee.pk, "quantity": 1}], "destination": {}}
    answer = point.tablet.post("quotes", asked)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/lines")


def test_a_qris_is_never_called_paid_before_the_gateway_says_so(point):
    bought = point.does("order.create", an_order(line(point.keripik), payment={"later": True}))["data"]
    url = f"orders/{bought['order']}/payments"
    assert point.tablet.post(url, {"method": "pawnshop"}).status_code == 400
    same = point.tablet.post(url, {"method": "cash_code"}).json()
    assert same["pay_code"] == bought["pay_code"]
    shown = point.tablet.post(url, {"method": "qris"})
    assert shown.status_code == 200, shown.content
    assert (shown.json()["state"], shown.json()["paid"], shown.json()["amount"]) == ("waiting", False, 12_500)
    live = PaymentAttempt.objects.get(state__in=PaymentAttempt.LIVE)
    assert (live.gateway, live.method) == ("midtrans", "qris")
    other = Tablet(a_warung("Lain"))
    assert other.post(url, {"method": "qris"}).status_code == 404
    _paid = point.does("order.create", an_order(line(point.keripik)))["data"]
    again = point.tablet.post(f"orders/{_paid['number']}/payments", {"method": "qris"})
    assert (again.status_code, again.json()["code"]) == (409, "already_paid")


def test_goods_are_held_asked_twice_once_and_given_back(point):
    body = {"id": str(uuid4()), "product": point.keripik.pk, "quantity": 4}
    answers = [point.tablet.post("leases", body) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert (answers[0].json()["left"], record_of(point.keripik).net_stock_level) == (4, 6)
    too_many = point.tablet.post("leases", {**body, "id": str(uuid4()), "quantity": 7})
    assert (too_many.status_code, too_many.json()["code"]) == (409, "out_of_stock")
    assert point.tablet.post("leases", {**body, "quantity": 5}).json()["code"] == "id_reused"
    other = Tablet(point.warung)
    assert other.client.delete(f"{V1}leases/{body['id']}", headers=other.headers()).status_code == 404
    for _time in range(2):
        assert point.tablet.client.delete(f"{V1}leases/{body['id']}", headers=point.tablet.headers()).status_code == 204
    assert record_of(point.keripik).net_stock_level == 10


def test_a_tablet_holds_twenty_leases_and_not_for_ever(point):
    for _number in range(20):
        body = {"id": str(uuid4()), "product": point.keripik.pk, "quantity": 1, "until": None}
        record_of(point.keripik).__class__.objects.update(num_in_stock=100)
        assert point.tablet.post("leases", body).status_code == 201
    full = point.tablet.post("leases", {**body, "id": str(uuid4())})
    assert (full.status_code, full.json()["code"]) == (409, "too_many_leases")
    assert record_of(point.keripik).num_leased == 20
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        assert tasks.expire_leases() == 20
    assert record_of(point.keripik).num_leased == 0
    past = {**body, "id": str(uuid4()), "until": "2020-01-01T00:00:00+07:00"}
    assert point.tablet.post("leases", past).json()["errors"][0]["pointer"] == "/until"


def test_a_photo_is_made_anew_without_its_camera_and_once(point):
    pk = uuid4()
    first, second = point.upload(a_jpeg(), pk), point.upload(a_jpeg(), pk)
    assert (first.status_code, first.json()) == (201, second.json()), first.content
    assert first.json()["id"] == str(pk)
    row = Photo.objects.get()
    width = row.kept["sizes"][-1][0]
    with default_storage.open(f"{row.kept['stem']}-{width}.jpg") as file:
        assert b"KAMERA-RAHASIA" not in file.read()
    other = point.upload(a_jpeg((1, 2, 3)), pk)
    assert (other.status_code, other.json()["code"]) == (409, "id_reused")
    for wrong in (b"GIF89a", b"", b"<script>", a_jpeg()[:200]):
        assert point.upload(wrong).status_code == 400
    assert Photo.objects.count() == 1


def test_a_sellers_goods_are_drafted_with_a_photo_and_wait_for_the_seller(point):
    photo = point.upload(a_jpeg()).json()["id"]
    data = {"seller": point.seller.pk, "name": "Keripik pedas", "price": 9_000, "unit": "bungkus", "stock": 5}
    made = point.does("product.draft", {**data, "photo": photo})
    assert made["result"] == "applied", made
    product = Product.objects.get(pk=made["data"]["product"])
    assert (product.partner, product.is_public, product.listed) == (point.seller, False, False)
    assert record_of(product).num_in_stock == 5
    assert product.images.count() == 1
    assert [one for one in point.tablet.pull()[0] if one["id"] == str(product.pk)] == []
    stranger = a_seller("Kopi", HANURA)
    assert point.does("product.draft", {**data, "seller": stranger.pk})["error"]["pointer"] == "/data/seller"


def test_a_neighbour_asks_by_the_code_at_any_warung_of_the_village(point):
    bought = point.does("order.create", an_order(line(point.keripik), buyer={"name": "Bu Darmi"}))["data"]
    told = Tablet(a_warung("Warung Pak Kardi")).get(f"claims/{bought['claim_code'].lower()}")
    assert told.status_code == 200
    assert (told.json()["number"], told.json()["status"], told.json()["paid"]) == (bought["number"], "new", True)
    assert "Darmi" not in told.content.decode()
    assert Tablet(a_warung("Warkop", HANURA)).get(f"claims/{bought['claim_code']}").status_code == 404
    assert point.tablet.get("claims/XXXXXX").status_code == 404


def test_a_parcel_comes_in_the_buyer_is_told_and_only_the_code_takes_it_out(point):
    bought = point.does("order.create", an_order(line(point.keripik)))["data"]
    part = SellerOrder.objects.get()
    came = point.does("parcel.receive", {"code": part.number})
    assert came["result"] == "applied", came
    assert point.does("parcel.receive", {"code": part.number})["data"]["parcel"] == came["data"]["parcel"]
    part.refresh_from_db()
    assert part.state == "handed_over"
    message = Message.objects.get(kind="at_point")
    assert bought["claim_code"] in message.text
    assert point.does("order.cancel", {"order": bought["order"], "reason": "x", "approver": 1})["result"] == "refused"
    for _try in range(3):
        wrong = point.does("parcel.handover", {"claim_code": "SALAH1", "parcel": came["data"]["parcel"]})
        assert wrong["error"]["code"] == "wrong_code"
    assert Event.objects.filter(kind="wrong_claim_codes").count() == 1
    out = point.does("parcel.handover", {"claim_code": bought["claim_code"], "collected_by": "Bu Darmi"})
    assert out["result"] == "applied"
    part.refresh_from_db()
    assert (part.state, ParcelAtPoint.objects.get().state) == ("delivered", "collected")
    again = point.does("parcel.handover", {"claim_code": bought["claim_code"]})
    assert again["error"]["code"] == "wrong_code"
    assert point.does("parcel.receive", {"awb": "JNE123"})["error"]["pointer"] == "/data/awb"


def test_the_code_of_a_parcel_is_never_pulled(point):
    bought = point.does("order.create", an_order(line(point.keripik)))["data"]
    point.does("parcel.receive", {"code": SellerOrder.objects.get().number})
    (parcel,) = [one for one in point.tablet.pull()[0] if one["resource"] == "parcel"]
    assert bought["claim_code"] not in str(parcel)


def test_a_pin_is_checked_here_and_five_wrong_ones_lock(point):
    url = f"staff/{point.clerk.pk}/pin"
    assert point.tablet.post(url, {"pin": PIN}).json()["name"] == "Wati"
    statuses = [point.tablet.post(url, {"pin": "0000"}).status_code for _ in range(5)]
    locked = point.tablet.post(url, {"pin": PIN})
    assert (statuses, locked.status_code, locked.json()["code"]) == ([403] * 5, 409, "pin_locked")
    assert point.tablet.post("staff/99999/pin", {"pin": PIN}).status_code == 404


def test_a_thousand_calls_are_too_many_but_orders_are_refused_last(point, settings):
    settings.WARUNG_CALLS, settings.WARUNG_UPLOADS = "5/min", "12/min"
    answers = [point.tablet.get("devices/me") for _ in range(7)]
    assert [one.status_code for one in answers] == [200] * 5 + [429] * 2
    refused = answers[-1]
    assert (refused.json()["code"], int(refused["Retry-After"]) > 0) == ("too_many", True)
    uploads = [point.tablet.post("operations", {"operations": []}).status_code for _ in range(14)]
    assert uploads == [200] * 12 + [429] * 2
    assert re.match(r"application/problem\+json", refused["Content-Type"])
