"""The demo village is what the scenarios' ground rules ask for, and its pictures are worth their weight."""

import io
from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from PIL import Image, ImageStat

from market.address.models import Village
from market.catalogue import photos
from market.catalogue.listing import Filters, page
from market.catalogue.models import Product
from market.catalogue.search import search_products
from market.partner.models import Partner
from market.users.models import Role, User
from market.warung.models import Warung
from tests import village
from tests.pictures import HERO, PICTURES, draw

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody():
    return village.build(pictures=False)


def test_two_regencies_four_villages_twelve_sellers_sixty_goods_three_warungs(everybody):
    places = Village.objects.filter(partners__isnull=False).distinct()
    assert {one.regency_label for one in places} == {"Kab. Purworejo", "Kab. Pesawaran"}
    assert len({one.district_id for one in places}) == 4
    assert {one.name for one in places} == {"Krandegan", "Somongari", "Hanura", "Bagelen"}
    assert {"33.06.08.2007", "18.09.10.2004"} <= {one.code for one in places}
    assert (Partner.objects.count(), page(Filters()).total, Warung.objects.count()) == (12, 60, 3)
    assert set(Counter(Product.objects.values_list("partner__code", flat=True)).values()) == {5}


def test_every_good_is_told_and_measured(everybody):
    for product in everybody.goods.values():
        assert product.listed
        assert product.available
        assert 2 <= product.description.count(". ") + 1 <= 5, product.title
        assert 90 <= len(product.description) <= 400, product.title
        assert min(product.weight_grams, product.length_mm, product.width_mm, product.height_mm) > 0
        assert product.category_path
    assert everybody.goods["beras"].step_thousandths == 500
    assert everybody.goods["gethuk-lindri"].shelf_life_days == 2
    assert Partner.objects.get(code="parmi").closed_until_on >= date(2026, 12, 3)


def test_getuk_finds_gethuk_lindri_first(everybody):
    assert search_products("getuk").found.cards[0].title == "Gethuk Lindri"


def test_there_is_a_login_for_every_role(everybody, client):
    assert set(Role.objects.values_list("kind", flat=True)) == set(Role.Kind.values)
    assert Role.objects.filter(kind="operator").count() == 4
    assert User.objects.filter(is_superuser=True).count() == 1
    assert all(warung.staff.count() == 1 for warung in Warung.objects.all())
    listed = {phone for _what, _name, phone in village.logins()}
    assert listed == set(User.objects.values_list("phone", flat=True))
    assert all(user.check_password(village.PASSWORD) for user in User.objects.all())


def test_two_sellers_alone_bring_what_they_need_and_no_more():
    cast = village.build(only={"sari", "joko"}, pictures=False)
    assert set(cast.sellers) == {"sari", "joko"}
    assert len(cast.goods) == 10
    assert set(cast.places) == {"krandegan", "hanura"}
    assert cast.people["andi"].addresses.get().village_id == village.CIKINI
    assert cast.stock("keripik-singkong").net_stock_level == 80
    assert cast.goods["keripik-singkong"].price_rupiah == 12_500


def test_the_command_seeds_once_and_prints_the_logins(var_dir, capsys, monkeypatch):
    monkeypatch.setattr(village, "_draw_all", lambda names, say: {})
    monkeypatch.setattr(village, "_first_goods", lambda goods: [])
    call_command("village")
    first = capsys.readouterr().out
    assert "60 barang" in first
    assert "0812-0000-1001" in first
    assert village.PASSWORD in first
    call_command("village")
    assert "sudah ada" in capsys.readouterr().out
    assert Partner.objects.count() == 12
    call_command("village", verbosity=0)
    assert capsys.readouterr().out == ""
    call_command("village", logins=True)
    assert "Pak Lurah Krandegan" in capsys.readouterr().out


def test_every_good_seller_and_village_has_its_own_picture():
    used = [one.slug for one in village.GOODS] + [one.picture for one in village.SELLERS]
    used += [f"desa-{one.key}" for one in village.PLACES] + [HERO]
    assert sorted(used) == sorted(PICTURES)


@pytest.mark.parametrize("name", ["gethuk-lindri", "batik-kawung", "lapak-kopi"])
def test_a_picture_is_the_same_every_time_lively_and_light(name):
    first = draw(name)
    assert first.tobytes() == draw(name).tobytes()
    assert first.size == (1280, 960)
    assert sum(ImageStat.Stat(first).stddev) > 60
    file = io.BytesIO()
    first.save(file, "JPEG", quality=95)
    remade = photos.remake(file)
    small = [(ending, len(content)) for width, _height, ending, content in remade.files if width == 320]
    assert all(size <= photos.THUMBNAIL_BYTES for _ending, size in small)
    assert Image.open(io.BytesIO(remade.files[-1][3])).size == (1280, 960)


def test_pictures_go_with_the_goods(var_dir):
    cast = village.build(only={"tumirah"})
    gethuk = cast.goods["gethuk-lindri"]
    assert [image.caption for image in gethuk.images.all()] == ["Gethuk Lindri", "Tempat kerja Jajan Pasar Bu Tum"]
    assert cast.goods["clorot"].cover["sizes"] == [[320, 240], [640, 480], [1280, 960]]
    assert cast.sellers["tumirah"].picture["stem"].startswith("penjual/")
    assert (var_dir / "media" / f"{gethuk.cover['stem']}-320.jpg").exists()
