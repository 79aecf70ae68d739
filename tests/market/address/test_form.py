"""The address form as a page shows it, without JavaScript."""

import re
from html import unescape

import pytest

from market.address.fields import read_rt_rw
from market.address.forms import AddressForm, address_initial
from market.address.models import UserAddress
from market.address.places import facts_of, fill
from market.users.models import User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.market.address.page"),
    pytest.mark.usefixtures("some_regions"),
]

ANDI = {
    "name": "Andi Wijaya", "phone": "0812-3456-7890", "street": "Jl. Melati 5", "dusun": "Krajan", "rt_rw": "3/2",
    "place": "Krandegan Bayan", "postcode": "", "landmark": "Depan musala",
}  # fmt: skip
FACTS = {
    "name": "Andi Wijaya", "phone": "+6281234567890", "street": "Jl. Melati 5", "dusun": "Krajan", "rt": "003",
    "rw": "002", "village": "33.06.08.2007", "postcode": "54224", "landmark": "Depan musala",
}  # fmt: skip


def page(client, **changes):
    response = client.post("/alamat", ANDI | changes)
    assert response.status_code == 200
    return response


def shown(response) -> dict[str, str]:
    """What stands in the inputs and selects of the page."""
    html = response.content.decode()
    values = {}
    for tag in re.findall(r"<input [^>]*>", html):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") != "radio" or " checked" in tag:
            values[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        values[name] = chosen.group(1) if chosen else ""
    values.pop("csrfmiddlewaretoken", None)
    return values


def options(response, name) -> dict[str, str]:
    select = re.search(rf'<select name="{name}".*?</select>', response.content.decode(), re.S).group()
    return dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]*)<', select))


def radios(response) -> dict[str, str]:
    found = re.findall(r'type="radio" name="choice" value="([^"]*)".*?<span>(.*?)</span>', response.content.decode())
    return {code: unescape(label) for code, label in found}


def test_a_name_that_is_meant_once_is_enough_and_brings_its_postcode(client):
    assert page(client).json() == FACTS


def test_eight_villages_of_one_name_are_offered_to_choose_from_and_nothing_typed_is_lost(client):
    response = page(client, place="krandegan")
    choices = radios(response)
    assert len(choices) == 8
    assert choices["33.06.08.2007"] == "Desa Krandegan, Bayan, Kab. Purworejo, Jawa Tengah 54224"
    again = shown(response)
    assert {name: again[name] for name in ANDI} == ANDI | {"place": "krandegan"}
    assert client.post("/alamat", again | {"choice": "33.06.08.2007"}).json() == FACTS


def test_a_choice_counts_only_for_the_name_it_was_offered_for(client):
    again = shown(page(client, place="krandegan")) | {"choice": "33.06.08.2007", "place": "Hanura"}
    assert client.post("/alamat", again).json()["village"] == "18.09.10.2004"


def test_a_village_chosen_by_suggestion_counts_while_its_text_stands(client):
    label = "Hanura, Teluk Pandan, Kab. Pesawaran, Lampung 35450"
    assert page(client, place=label, village="18.09.10.2004").json()["village"] == "18.09.10.2004"
    assert page(client, place="Krandegan Bayan", village="18.09.10.2004").json()["village"] == "33.06.08.2007"


def test_a_misspelt_name_is_asked_back_not_guessed(client):
    response = page(client, place="Karndegan Bayan")
    assert list(radios(response)) == ["33.06.08.2007"]


def test_step_by_step_from_province_to_village_with_everything_kept(client):
    response = page(client, pindah="daftar", place="")
    assert set(options(response, "province")) == {"18", "31", "33", "35"}
    response = client.post("/alamat", shown(response) | {"province": "33", "pindah": "lanjut"})
    assert options(response, "regency")["33.06"] == "Kab. Purworejo"
    response = client.post("/alamat", shown(response) | {"regency": "33.06", "pindah": "lanjut"})
    assert options(response, "district") == {"33.06.08": "Bayan", "33.06.07": "Banyuurip"}
    response = client.post("/alamat", shown(response) | {"district": "33.06.08", "pindah": "lanjut"})
    villages = options(response, "choice")
    assert villages["33.06.08.2007"] == "Desa Krandegan"
    assert len(villages) == 26
    kept = shown(response)
    assert {name: kept[name] for name in ANDI if name != "place"} == {k: v for k, v in ANDI.items() if k != "place"}
    proposed = client.post("/alamat", kept | {"choice": "33.06.08.2007", "pindah": "lanjut"})
    assert shown(proposed)["postcode"] == "54224"
    assert client.post("/alamat", shown(proposed)).json() == FACTS
    assert client.post("/alamat", kept | {"choice": "33.06.08.2007"}).json() == FACTS


def test_another_province_empties_the_steps_below_it_and_takes_its_postcode_along(client):
    steps = {"way": "daftar", "province": "33", "regency": "33.06", "district": "33.06.08", "choice": "33.06.08.2007"}
    first = shown(page(client, **steps, pindah="lanjut"))
    assert first["postcode"] == "54224"
    moved = client.post("/alamat", first | {"province": "18", "pindah": "lanjut"})
    assert "18.09" in options(moved, "regency")
    assert "district" not in shown(moved)
    hanura = first | {"province": "18", "regency": "18.09", "district": "18.09.10", "choice": "18.09.10.2004"}
    assert client.post("/alamat", hanura).json()["postcode"] == "35450"
    own = hanura | {"postcode": "35399"}
    assert client.post("/alamat", own).json()["postcode"] == "35399"


def test_an_unfinished_step_is_named(client):
    response = page(client, way="daftar", province="33", regency="")
    assert "Pilih kabupaten atau kota." in response.content.decode()
    assert 'href="#id_regency"' in response.content.decode()


def test_a_code_that_was_not_offered_is_not_taken(client):
    response = page(client, way="daftar", province="33", regency="18.09", district="18.09.10", choice="18.09.10.2004")
    assert "Pilih kabupaten atau kota." in response.content.decode()
    bps = page(client, way="daftar", province="33", regency="3306", district="3306080", choice="3306080007")
    assert "Pilih kabupaten atau kota." in bps.content.decode()


def test_one_can_go_back_to_typing(client):
    response = page(client, way="daftar", province="33", pindah="ketik")
    assert shown(response)["way"] == "ketik"
    assert shown(response)["place"] == "Krandegan Bayan"


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("name", "", "Isi nama penerima."),
        ("phone", "0812", "Nomor HP tidak lengkap atau salah. Contoh: 0812-3456-7890."),
        ("street", "", "Isi jalan dan nomor rumah. Bila tidak ada, tulis nama tempatnya."),
        ("rt_rw", "tiga", "Tulis RT/RW seperti 3/2 atau RT 003/RW 002."),
        ("place", "", "Isi desa atau kelurahan."),
        ("place", "Atlantis", "Tempat itu tidak ditemukan. Periksa ejaannya atau pilih dari daftar provinsi."),
        ("postcode", "5422", "Kode pos terdiri dari 5 angka."),
        ("postcode", "5422A", "Kode pos terdiri dari 5 angka."),
    ],
)
def test_bad_input_is_named_linked_and_kept(client, name, typed, message):
    response = page(client, **{name: typed})
    html = unescape(response.content.decode())
    assert f'<a href="#id_{name}">' in html
    assert html.count(message) == 2  # in the summary and at the field
    assert f'id="id_{name}_error"' in html
    kept = shown(response)
    assert {key: kept[key] for key in ANDI} == ANDI | {name: typed}
    assert re.search(rf'<input [^>]*name="{name}"[^>]*aria-invalid="true"', html)


def test_every_field_has_its_label(client):
    html = client.get("/alamat").content.decode()
    visible = re.findall(r'<input type="(?:text|tel)"[^>]*id="(\w+)"', html)
    assert len(visible) == 8
    assert all(f'<label for="{field}">' in html for field in visible)


def test_enter_in_a_field_sends_the_form_and_moves_nothing(client):
    html = client.get("/alamat").content.decode()
    first = re.search(r"<form.*?(<button[^>]*>)", html, re.S).group(1)
    assert "pindah" not in first


@pytest.mark.parametrize(
    "typed",
    [
        "3/2", "003/002", "RT 3 RW 2", "rt.03/rw.02", "RT003/RW002", "3 / 2", "3-2", "RT: 3, RW: 2", "RW 2 RT 3",
        "rt3rw2",
    ],
)  # fmt: skip
def test_rt_and_rw_are_read_from(typed):
    assert str(read_rt_rw(typed)) == "RT 003/RW 002"


@pytest.mark.parametrize(("typed", "text"), [("RT 3", "RT 003"), ("3", "RT 003"), ("RW 12", "RW 012"), ("000/000", "")])
def test_one_of_the_two_is_enough_and_zeros_mean_none(typed, text):
    assert str(read_rt_rw(typed)) == text


@pytest.mark.parametrize("typed", ["tiga", "1/2/3", "RT 1 RT 2", "1234/1", "3/2 blok A", "/", "RT RW"])
def test_other_words_are_no_rt_and_rw(typed):
    with pytest.raises(ValueError, match=r"no RT/RW|twice"):
        read_rt_rw(typed)


def test_a_checked_address_is_kept_and_comes_back_as_it_was():
    andi = User.objects.create(phone="+6281234567890")
    address = UserAddress(user=andi)
    fill(address, FACTS)
    address.save()
    address = UserAddress.objects.get()
    assert address.place_text == (
        "Jl. Melati 5, Dusun Krajan, RT 003/RW 002, Desa Krandegan, Kec. Bayan, Kab. Purworejo, Jawa Tengah 54224"
    )
    assert (address.line4, address.state, address.postcode) == ("Kab. Purworejo", "Jawa Tengah", "54224")
    assert address.summary.endswith("54224, Indonesia")
    assert facts_of(address) == FACTS
    initial = address_initial(FACTS)
    assert initial["rt_rw"] == "RT 003/RW 002"
    form = AddressForm(initial, initial=initial)
    assert form.is_valid(), form.errors
    assert form.facts() == FACTS


def test_showing_a_saved_address_asks_the_database_nothing(django_assert_num_queries):
    address = UserAddress(user=User.objects.create(phone="+6281234567890"))
    fill(address, FACTS)
    address.save()
    address = UserAddress.objects.get()
    with django_assert_num_queries(0):
        assert len(address.place_lines()) == 3


def test_the_goods_page_asks_for_a_district_only(client):
    answer = client.get("/ongkir", {"place": "Kec. Bayan, Kab. Purworejo"}).json()
    assert answer == {"district": "33.06.08", "zone": "Asia/Jakarta"}
    several = client.get("/ongkir", {"place": "krandegan"})
    assert len(radios(several)) == 8
    assert radios(several)["33.06.08.2007"] == "Kec. Bayan, Kab. Purworejo, Jawa Tengah"
    lists = {"place": "", "way": "daftar", "province": "33", "regency": "33.06", "district": "33.06.08"}
    assert client.get("/ongkir", lists).json()["district"] == "33.06.08"
    assert "choice" not in shown(client.get("/ongkir", lists | {"district": "", "pindah": "lanjut"}))
