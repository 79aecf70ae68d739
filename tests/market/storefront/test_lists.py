"""Home, categories and search: what is shown, narrowed and counted."""

import html
import re

import pytest
from django.utils.timezone import now

from market.address.models import Village
from market.catalogue.models import Category
from market.partner.models import Partner
from tests.market import stall

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'<h3><a href="/barang/[^"]*">([^<]*)</a></h3>', response.text)]


def counts(response) -> dict[str, int]:
    """The counts beside the choices of the filters, by name."""
    found = re.findall(
        r'<a href="[^"]*"[^>]*><span>([^<]+)</span> <span class="soft small number">(\d+)', response.text
    )
    return {name: int(count) for name, count in found}


def test_andi_opens_the_store_and_sees_goods_prices_and_villages(client, street):
    response = client.get("/")
    assert response.status_code == 200
    for words in ('lang="id"', "Keripik singkong pedas", "Rp12.500", "per buah", "Keripik Bu Sari", "Krandegan"):
        assert words in response.text
    assert "Desa Hanura" in response.text
    assert "/media/barang/ab/abcd-320.avif 320w" in response.text
    assert not response.cookies


def test_what_cannot_be_bought_is_not_on_the_front_door(client, street):
    assert "Batik tulis padi" not in titles(client.get("/"))


def test_every_seller_has_a_turn_on_the_front_door(client, street):
    for number in range(14):
        stall.a_good(street.sari, f"Keripik rasa {number}", 10_000)
    shown = titles(client.get("/"))
    assert len(shown) == 12
    assert {"Kopi robusta petik merah", "Gula aren cetak"} <= set(shown)
    assert set(shown[:2]) == {"Keripik rasa 13", "Gula aren cetak"}


def test_a_category_shows_its_own_goods_and_those_below_it(client, street):
    parent = Category.objects.get(name="Minuman")
    response = client.get(f"/kategori/minuman-{parent.pk}/")
    assert sorted(titles(response)) == ["Gula aren cetak", "Kopi robusta petik merah"]
    assert "2 barang" in response.text
    assert f'href="/kategori/kopi-{street.coffee.pk}/"' in response.text


def test_an_old_name_of_a_category_leads_to_the_new_one(client, street):
    pk = street.coffee.pk
    for old in (f"/kategori/teh-{pk}/", f"/kategori/minuman/kopi-{pk}/"):
        answer = client.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/kategori/kopi-{pk}/")
    assert client.get("/kategori/kopi-999/").status_code == 404


def test_all_categories_are_on_one_page(client, street):
    response = client.get("/kategori/")
    assert [name in response.text for name in ("Makanan", "Keripik", "Minuman", "Kopi")] == [True] * 4


def test_one_village_shows_its_goods_only_and_the_count_is_right(client, street):
    every = client.get("/cari/")
    assert counts(every) == {"Bayan": 2, "Teluk Pandan": 2, "Krandegan": 2, "Hanura": 2}
    response = client.get("/cari/", {"desa": stall.HANURA})
    assert sorted(titles(response)) == ["Gula aren cetak", "Kopi robusta petik merah"]
    assert "2 barang" in response.text
    assert counts(response) == counts(every)
    assert "Hapus saringan" in response.text


def test_every_filter_is_an_address_that_can_be_shared(client, street):
    page = client.get("/cari/").text
    link = html.unescape(re.search(r'<a href="([^"]+)"[^>]*><span>Hanura', page).group(1))
    assert link == f"/cari/?desa={stall.HANURA}"
    narrowed = client.get(link, {}).text
    assert 'aria-current="true"><span>Hanura' in narrowed
    assert 'href="/cari/"' in narrowed


def test_a_district_holds_all_its_villages(client, street):
    assert len(titles(client.get("/cari/", {"kecamatan": stall.KRANDEGAN[:8]}))) == 2


def test_of_many_villages_those_with_the_most_goods_are_shown_and_the_rest_is_one_step_away(client, street):
    for number in range(15):
        code = f"33.06.08.30{number:02d}"
        Village.objects.create(
            code=code, name=f"Desa{number:02d}", kind="desa", district_id="33.06.08", district_name="Bayan",
            regency_label="Kab. Purworejo", province_name="Jawa Tengah", postcode="54224", name_key=f"desa{number:02d}",
        )  # fmt: skip
        seller = Partner.objects.create(name=f"Toko {number}", village_id=code, approved_at=now())
        stall.a_good(seller, f"Tempe {number}")
    few, every = client.get("/cari/"), client.get("/cari/?tempat=semua")
    assert {"Krandegan": 2, "Hanura": 2}.items() <= counts(few).items()
    assert sum(name.startswith("Desa") for name in counts(few)) == 10
    assert "Lihat semua (17)" in few.text
    assert sum(name.startswith("Desa") for name in counts(every)) == 15
    assert "Lihat semua" not in every.text
    chosen = client.get("/cari/?desa=33.06.08.3014")
    assert 'aria-current="true"><span>Desa14' in chosen.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"harga_dari": "20.000"}, ["Batik tulis padi", "Kopi robusta petik merah"]),
        ({"harga_sampai": "Rp15.000"}, ["Gula aren cetak", "Keripik singkong pedas"]),
        ({"harga_dari": "15000", "harga_sampai": "45000"}, ["Gula aren cetak", "Kopi robusta petik merah"]),
        (
            {"harga_dari": "murah"},
            ["Batik tulis padi", "Gula aren cetak", "Keripik singkong pedas", "Kopi robusta petik merah"],
        ),
    ],
)
def test_a_price_narrows_the_list(client, street, asked, found):
    response = client.get("/cari/", asked)
    assert sorted(titles(response)) == found
    assert f"{len(found)} barang" in response.text


def test_the_cheapest_comes_first_when_asked(client, street):
    cheap = titles(client.get("/cari/", {"urut": "termurah"}))
    assert cheap[0] == "Keripik singkong pedas"
    assert titles(client.get("/cari/", {"urut": "termahal"})) == cheap[::-1]


def test_words_find_goods_and_stay_in_the_box(client, street):
    response = client.get("/cari/", {"q": "  kopi "})
    assert titles(response)[0] == "Kopi robusta petik merah"
    assert 'value="kopi"' in response.text


def test_nothing_found_says_what_to_do(client, street):
    assert "Barang ini belum ada" in client.get("/cari/", {"q": "zzqqyy"}).text
    narrowed = client.get("/cari/", {"q": "kopi", "harga_sampai": "1"})
    assert "Hapus semua saringan" in narrowed.text
    assert 'href="/cari/?q=kopi"' in narrowed.text


def test_typed_words_never_become_markup(client, street):
    response = client.get("/cari/", {"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in response.text


def test_long_lists_have_pages_and_the_last_one_ends(client, street):
    for number in range(25):
        stall.a_good(street.sari, f"Keripik rasa {number:02d}", 10_000 + number)
    first = client.get("/cari/", {"desa": stall.KRANDEGAN, "urut": "termurah"})
    assert "Halaman 1 dari 3" in first.text
    seen = titles(first)
    second = html.unescape(re.search(r'rel="next" href="([^"]+)"', first.text).group(1))
    assert second == f"/cari/?desa={stall.KRANDEGAN}&urut=termurah&halaman=2"
    third = second.replace("halaman=2", "halaman=3")
    seen += titles(client.get(second)) + titles(client.get(third))
    assert len(seen) == len(set(seen)) == 27
    assert 'rel="next"' not in client.get(third).text
    assert client.get(second.replace("halaman=2", "halaman=4")).status_code == 404


def test_hidden_sellers_and_goods_are_nowhere(client, street):
    street.sari.suspended_at = street.sari.approved_at
    street.sari.save()
    street.kopi.is_public = False
    street.kopi.save()
    assert sorted(titles(client.get("/cari/"))) == ["Batik tulis padi", "Gula aren cetak"]
    assert "Keripik Bu Sari" not in client.get(f"/desa/{stall.KRANDEGAN}/").text
    assert client.get("/toko/keripik-bu-sari/").status_code == 404


def test_pages_take_few_queries_however_many_goods(client, street, queries_of):
    paths = ["/", "/kategori/", f"/kategori/keripik-{street.snacks.pk}/", "/cari/", "/cari/?q=keripik",
             "/toko/keripik-bu-sari/", f"/desa/{stall.KRANDEGAN}/"]  # fmt: skip
    for path in paths:
        queries_of(path)  # the categories are read once, then kept until one changes
    few = {path: queries_of(path) for path in paths}
    assert max(few.values()) <= 8
    for number in range(25):
        stall.a_good(street.sari, f"Keripik rasa {number}", 10_000).categories.add(street.snacks)
    assert [path for path in paths if queries_of(path) > few[path]] == []


@pytest.mark.parametrize(
    ("typed", "first"), [("kpoi", "Kopi robusta petik merah"), ("kripik", "Keripik singkong pedas")]
)
def test_a_wrong_spelling_finds_the_good(client, street, typed, first):
    assert titles(client.get("/cari/", {"q": typed}))[0] == first


def test_a_corrected_word_is_said(client, street):
    assert "Mungkin maksudnya “kopi”." in client.get("/cari/", {"q": "kpoi"}).text
