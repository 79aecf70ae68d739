"""A new village by a form, and its page and desk work at once (OP-20); an operator sets what the page tells."""

import pytest
from django.test import Client

from market.address.models import Regency
from market.catalogue.models import VillagePage
from market.users.models import Role, User
from market.users.records import Deed
from tests.market.checkout.walk import text_of
from tests.market.shipping.shop import KRANDEGAN
from tests.market.stall import CIKINI, a_village
from tests.sellers.people.conftest import signed_in
from tests.sellers.people.test_complaints import photo

pytestmark = pytest.mark.django_db
HERE, SETTINGS = "/desa/kelola/desa-baru/", "/desa/kelola/desa/"
TOLD = {"operator_name": "Bu Ratna", "operator_phone": "0812-0000-5555", "brand": "Lumbung Cikini",
        "story": "Kota lama.", "phone": "0812 0000 6666"}  # fmt: skip


def opens(client, code=CIKINI, **more):
    return client.post(HERE, {"kode": code, **TOLD, **more})


def test_the_village_its_page_and_its_operators_desk_work_at_once(mas_yoga):
    place = a_village(CIKINI)
    assert Client().get(f"/desa/{CIKINI}/").status_code == 404
    assert place.name in text_of(mas_yoga.get(f"{HERE}?q={CIKINI}").content.decode())
    answer = opens(mas_yoga, picture=photo())
    assert "sudah terbuka" in text_of(answer.content.decode())
    page = text_of(Client().get(f"/desa/{CIKINI}/").content.decode())
    for words in ("Lumbung Cikini", "Kota lama.", "Belum ada penjual yang buka", "Tanya desa lewat WhatsApp"):
        assert words in page, words
    ratna = User.objects.get(phone="+6281200005555")
    desk = Client()
    desk.force_login(ratna)
    assert desk.get("/desa/kelola/").status_code == 200
    assert desk.get("/desa/kelola/pendaftaran/").status_code == 200
    assert Deed.objects.filter(what="village_opened", village_code=CIKINI).count() == 1


def test_sent_twice_it_is_one_page_and_one_role(mas_yoga):
    a_village(CIKINI)
    opens(mas_yoga)
    opens(mas_yoga)
    assert VillagePage.objects.filter(village=CIKINI).count() == 1
    assert Role.objects.filter(kind="operator", village=CIKINI).count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"operator_name": ""}, "Isi namanya."),
        ({"operator_phone": "12"}, "tidak lengkap atau salah"),
        ({"operator_phone": ""}, "nomor HP"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(mas_yoga, more, words):
    a_village(CIKINI)
    answer = opens(mas_yoga, **more)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in text_of(shown)
    assert "Kota lama." in shown
    assert VillagePage.objects.filter(village=CIKINI).count() == 0


def test_the_dinas_opens_in_its_own_regency_alone_and_an_operator_nowhere(pak_lurah, mas_yoga):
    a_village(CIKINI)
    dinas = signed_in("+6281200008001", "Bu Dinas")
    role = Role.objects.create(
        user=dinas.user, kind=Role.Kind.DINAS, regency=Regency.objects.get(code=KRANDEGAN[:5])
    )  # fmt: skip
    assert opens(dinas).status_code == 404
    assert dinas.get(f"{HERE}?kode={CIKINI}").status_code == 404
    assert opens(pak_lurah).status_code == 403
    Role.objects.filter(pk=role.pk).update(regency=Regency.objects.get(code=CIKINI[:5]))
    assert opens(dinas).status_code == 200
    assert opens(mas_yoga, code="99.99.99.9999").status_code == 404


def test_the_operator_sets_the_page_and_takes_the_picture_away(pak_lurah):
    pak_lurah.post(SETTINGS, {"brand": "Lumbung Bu Lurah", "story": "Di kaki bukit.", "phone": "", "picture": photo()})
    page = VillagePage.objects.get(village=KRANDEGAN)
    assert page.picture
    shown = text_of(Client().get(f"/desa/{KRANDEGAN}/").content.decode())
    assert "Lumbung Bu Lurah" in shown
    assert "Di kaki bukit." in shown
    pak_lurah.post(SETTINGS, {"brand": "Lumbung Bu Lurah", "story": "Di kaki bukit.", "phone": "", "hapus": "ya"})
    page.refresh_from_db()
    assert page.picture == {}
    answer = pak_lurah.post(SETTINGS, {"brand": "x" * 61, "story": "Tetap", "phone": "abc"})
    assert answer.status_code == 422
    assert "Tetap" in answer.content.decode()
    assert VillagePage.objects.get(village=KRANDEGAN).brand == "Lumbung Bu Lurah"
