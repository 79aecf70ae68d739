"""The page of one good, of a seller and of a village."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.timezone import localdate

from market.catalogue.models import VillagePage
from market.core import dates
from tests.market import stall
from tests.market.storefront.conftest import PHOTO

pytestmark = pytest.mark.django_db


def page(client, good, **query):
    return client.get(f"/barang/{good.slug}-{good.pk}/", query)


def test_a_good_says_what_it_is_who_made_it_and_what_it_costs(client, street):
    response = page(client, street.keripik)
    assert response.status_code == 200
    for words in (
        "Keripik singkong pedas", "Rp12.500", "per buah", "Digoreng di tungku kayu.", "250 g tiap 1 buah",
        "20 × 15 × 5 cm", "/toko/keripik-bu-sari/", f"/desa/{stall.KRANDEGAN}/", "Tambah ke keranjang",
    ):  # fmt: skip
        assert words in response.text
    assert 'alt="Keripik singkong pedas, foto 1"' in response.text
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.text


def test_a_good_sold_by_half_kilograms_says_so(client, street):
    text = page(client, street.gula).text
    assert "per 0,5 kg (Rp30.000/kg)" in text
    assert "Kelipatan 0,5 kg, paling sedikit 0,5 kg." in text
    assert 'data-step="0,5" data-least="0,5" data-most="20"' in text
    assert "Masa simpan" not in text
    assert "180 hari" in page(client, street.kopi).text


def test_few_left_and_none_left_are_said(client, street):
    assert "Sisa 3" in page(client, street.kopi).text
    assert "Sisa" not in page(client, street.keripik).text
    sold_out = page(client, street.batik).text
    assert "Stok habis" in sold_out
    assert "Tambah ke keranjang" not in sold_out


def test_a_closed_shop_says_until_when_and_sells_nothing(client, street):
    until = localdate() + timedelta(days=11)
    street.sari.closed_until_on = until
    street.sari.save()
    text = page(client, street.keripik).text
    assert f"Buka lagi {dates.day(until)}" in text
    assert "Tambah ke keranjang" not in text
    assert f"Buka lagi {dates.day(until)}" in client.get("/toko/keripik-bu-sari/").text
    assert "Libur" in client.get("/").text
    street.sari.closed_until_on = localdate()
    street.sari.save()
    assert "Tambah ke keranjang" in page(client, street.keripik).text


def test_whatsapp_names_the_good_the_amount_and_the_page(client, street):
    link = unescape(re.search(r'href="(https://wa\.me/6281211110001\?[^"]+)"', page(client, street.gula).text).group(1))
    assert " " not in link
    [text] = parse_qs(urlsplit(link).query)["text"]
    assert text == (
        "Halo Kopi Pak Joko, saya mau tanya tentang Gula aren cetak: 0,5 kg, Rp15.000. "
        f"http://testserver/barang/{street.gula.slug}-{street.gula.pk}/"
    )


def test_an_old_name_leads_to_the_good_and_a_hidden_one_is_gone(client, street):
    answer = client.get(f"/barang/nama-lama-{street.kopi.pk}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/barang/{street.kopi.slug}-{street.kopi.pk}/")
    street.kopi.is_public = False
    street.kopi.save()
    assert page(client, street.kopi).status_code == 404
    assert client.get("/barang/tidak-ada-99999/").status_code == 404


def test_a_description_is_text_never_markup(client, street):
    street.keripik.description = "<script>alert(1)</script> renyah"
    street.keripik.save()
    assert "<script>alert" not in page(client, street.keripik).text


def test_a_report_names_the_good(client, street):
    text = page(client, street.keripik).text
    assert "/keluhan/?tentang=Keripik+singkong+pedas" in text


def test_a_good_takes_few_queries(client, street, queries_of):
    path = f"/barang/{street.keripik.slug}-{street.keripik.pk}/"
    queries_of("/kategori/")  # the categories are read once, then kept until one changes
    few = queries_of(path)
    assert few <= 8
    for number in range(20):
        stall.a_good(street.sari, f"Keripik rasa {number}", 10_000)
    assert queries_of(path) == few


def test_a_shop_tells_its_story_and_shows_its_goods(client, street):
    street.sari.story = "Bu Sari menggoreng sejak 1998."
    street.sari.save()
    text = client.get("/toko/keripik-bu-sari/").text
    for words in (
        "Keripik Bu Sari",
        "Renyah",
        "sejak 1998",
        "Keripik singkong pedas",
        "1 barang",
        "Bayan, Kab. Purworejo",
    ):
        assert words in text
    assert "Kopi robusta" not in text


def test_a_village_tells_its_story(client, street):
    place = stall.a_village(stall.KRANDEGAN)
    VillagePage.objects.create(village=place, story="Sawah di kaki bukit.", picture=PHOTO)
    text = client.get(f"/desa/{stall.KRANDEGAN}/").text
    assert "Sawah di kaki bukit." in text
    assert "/media/barang/ab/abcd-640.avif 640w" in text


def test_a_village_shows_its_sellers_and_goods_only(client, street):
    text = client.get(f"/desa/{stall.KRANDEGAN}/").text
    for words in ("Desa Krandegan", "Keripik Bu Sari", "Batik Mbak Rina", "Keripik singkong pedas", "2 barang"):
        assert words in text
    assert "Kopi Pak Joko" not in text
    stall.a_village(stall.CIKINI)
    assert client.get(f"/desa/{stall.CIKINI}/").status_code == 404
