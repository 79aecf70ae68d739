"""Bu Sari's papers: wrong numbers refused, no badge for what ended, one reminder, a neutral word where due."""

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from market.communication.models import Message
from market.partner.models import Partner
from market.users.models import User
from sellers.papers import keeping, rules
from sellers.papers.models import PaperRow
from sellers.tasks import look_at_papers
from tests.market.stall import a_good, a_seller

pytestmark = pytest.mark.django_db
NIB, PIRT = "9120001234567", "206330601012331"


@pytest.fixture
def shop(settings, tmp_path) -> Partner:
    settings.PRIVATE_ROOT = tmp_path / "private"
    return a_seller(kbli_code="10794")


@pytest.fixture
def sari(client, shop):
    user = User.objects.create_person(phone="+6281200001001", name="Sari")
    shop.users.add(user)
    client.force_login(user)
    return client


def text_of(answer) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "number"),
    [("nib", NIB[:12]), ("nib", NIB + "1"), ("nib", "٩" * 13), ("pirt", "20633060101"), ("halal", "33110000123450122"),
     ("npwp", "12"), ("bpom", "XX123456789"), ("nib", "<script>")],
)  # fmt: skip
def test_a_number_that_is_none_is_refused_with_the_rule(sari, kind, number):
    answer = sari.post(f"/penjual/surat/{kind}/", {"number": number})
    assert answer.status_code == 422
    assert str(rules.SHAPES[rules.Paper(kind)].words) in answer.content.decode()
    assert not PaperRow.objects.exists()


def test_a_right_number_is_kept_and_the_public_reads_only_that_it_is_valid(sari, shop):
    assert sari.post("/penjual/surat/nib/", {"number": "9120.0012 34567"}).status_code == 302
    assert PaperRow.objects.get().number == NIB
    assert NIB in text_of(sari.get("/penjual/surat/"))
    good = a_good(shop)
    for page in (good.get_absolute_url(), f"/toko/{shop.code}/"):
        public = text_of(Client().get(page))
        assert "NIB" in public
        assert NIB not in public


def test_a_pirt_tells_its_own_end_and_an_ended_one_has_no_badge(sari, shop, time_machine):
    good = a_good(shop)
    sari.post("/penjual/surat/pirt/", {"number": PIRT})
    assert PaperRow.objects.get().expires_on == date(2031, 12, 31)
    assert "P-IRT, berlaku sampai" in text_of(Client().get(good.get_absolute_url()))
    PaperRow.objects.update(expires_on=timezone.localdate() - timedelta(days=20))
    look_at_papers()
    public = text_of(Client().get(good.get_absolute_url()))
    assert "P-IRT, berlaku" not in public
    page = text_of(sari.get("/penjual/surat/"))
    assert "sudah habis" in page
    assert "Dinas Kesehatan" in page


def test_a_badge_ends_on_its_day_even_when_no_job_ran(shop, time_machine):
    good = a_good(shop)
    keeping.write(shop, "pirt", PIRT, expires_on=timezone.localdate(), file=None, by=None)
    assert "P-IRT, berlaku" in text_of(Client().get(good.get_absolute_url()))
    time_machine.move_to(timezone.now() + timedelta(days=1, hours=1))
    assert "P-IRT, berlaku" not in text_of(Client().get(good.get_absolute_url()))


def test_one_reminder_sixty_days_before_not_every_day(shop):
    keeping.write(
        shop, "halal", "ID33110000123450122", expires_on=timezone.localdate() + timedelta(days=60), file=None, by=None
    )
    for _day in range(3):
        look_at_papers()
    assert Message.objects.filter(kind="paper_ends").count() == 1
    PaperRow.objects.update(expires_on=timezone.localdate() + timedelta(days=59))  # renewed, wrongly dated: told anew
    look_at_papers()
    assert Message.objects.filter(kind="paper_ends").count() == 2


def test_without_the_mark_it_would_be_told_again(shop, monkeypatch):
    keeping.write(
        shop, "halal", "ID33110000123450122", expires_on=timezone.localdate() + timedelta(days=5), file=None, by=None
    )
    assert keeping.remind() == 1
    PaperRow.objects.update(reminded_for=None)
    assert keeping.remind() == 1


def test_where_the_duty_is_not_met_the_page_says_so_without_the_word(shop):
    keeping.refresh(shop)
    shop.refresh_from_db()
    assert "halal" in shop.duties
    good = a_good(shop)
    public = text_of(Client().get(good.get_absolute_url()))
    assert "Sertifikat wajib untuk makanan ini belum dicantumkan" in public
    assert "halal" not in public.lower()


def test_cloth_has_no_such_duty_and_food_had_none_before_the_day():
    assert rules.Paper.HALAL not in [one.paper for one in rules.wanted("cloth", date(2026, 11, 1))]
    assert rules.Paper.HALAL not in [one.paper for one in rules.wanted("food", date(2026, 10, 17))]
    assert rules.Paper.HALAL in [one.paper for one in rules.wanted("food", date(2026, 10, 18))]


def test_the_file_is_for_the_shop_alone_and_only_a_photo_or_pdf(sari, shop, settings):
    scan = io.BytesIO(b"%PDF-1.4 surat")
    scan.name = "nib.pdf"
    assert sari.post("/penjual/surat/nib/", {"number": NIB, "file": scan}).status_code == 302
    answer = sari.get("/penjual/surat/nib/berkas/")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert str(settings.MEDIA_ROOT) not in str(settings.PRIVATE_ROOT)
    other = a_seller("Kopi Pak Joko")
    joko = User.objects.create_person(phone="+6281200001008", name="Joko")
    other.users.add(joko)
    his = Client()
    his.force_login(joko)
    assert his.get("/penjual/surat/nib/berkas/").status_code == 404
    page = io.BytesIO(b"<html>bukan surat</html>")
    page.name = "nib.pdf"
    answer = sari.post("/penjual/surat/nib/", {"number": NIB, "file": page})
    assert answer.status_code == 422
    assert "5 MB" in answer.content.decode()


def test_an_unknown_paper_is_not_found(sari):
    assert sari.get("/penjual/surat/ktp/").status_code == 404
    assert sari.get("/penjual/surat/nib/berkas/").status_code == 404
