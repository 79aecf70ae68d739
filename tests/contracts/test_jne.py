"""What is JNE's alone: its forms, its codes of places, its price table, its words. Held against its stand-in."""

import json
from dataclasses import replace

import pytest

from market.core.errors import Misconfigured, Nonsense, Refused
from market.core.http import Http
from market.sandbox.jne.booking import CNOTE_FIELDS, PICKUP_FIELDS
from market.sandbox.jne.places import destination_rows, place_code
from market.sandbox.jne.tariff import price
from market.sandbox.regions import villages
from market.shipping.couriers.base import Collection, End, Parcel, Party, Place, Progress
from market.shipping.couriers.jne import JNE, forms
from market.shipping.couriers.jne.tracking import CODES, meaning
from market.shipping.couriers.names import Names, key, spellings
from tests.contracts.couriers import (
    HANURA,
    KRANDEGAN,
    TEBET,
    Counter,
    booking,
    coded,
    jne_counter,
    jne_options,
    request,
)

REGION_LIST_SECONDS = 20
MAX_LENGTHS = {
    "_NAME": 30, "_ADDR1": 30, "_ADDR2": 30, "_ADDR3": 30, "_CITY": 20, "_REGION": 20, "_ZIP": 5, "_PHONE": 15,
}  # fmt: skip


@pytest.fixture
def jne():
    with jne_counter() as counter:
        yield counter


def _sent(counter: Counter) -> dict[str, str]:
    return counter.stage.log[-1]["body"]


# --- tariff -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("destination", [TEBET, HANURA, KRANDEGAN, replace(KRANDEGAN, village_code="33.06.01.2001")])
@pytest.mark.parametrize("kg", [1, 2, 5])
def test_prices_are_those_of_the_table_by_distance_and_kilogram(jne, destination, kg):
    asked = request(destination=destination, parcels=(Parcel(kg * 1_000),))
    rates = jne.courier.rates(asked).value
    origin, thither = (place_code(place.village_code) for place in (KRANDEGAN, destination))
    assert len(rates) >= 2
    for rate in rates:
        assert rate.amount_rupiah == price(rate.service_code, origin, thither, kg)


def test_reg_from_krandegan_costs_19_000_to_tebet_and_38_000_to_hanura(jne):
    assert _reg(jne, TEBET) == 19_000
    assert _reg(jne, HANURA) == 38_000


def _reg(jne, destination, **more):
    rates = jne.courier.rates(request(destination=destination, **more)).value
    return next(rate.amount_rupiah for rate in rates if rate.service_code == "REG")


def test_an_origin_code_of_the_whole_regency_serves_as_well(jne):
    city = replace(KRANDEGAN, courier_code=place_code(KRANDEGAN.village_code, is_city=True))
    answer = jne.courier.rates(replace(request(), origin=city))
    assert next(rate.amount_rupiah for rate in answer.value if rate.service_code == "REG") == 19_000


@pytest.mark.parametrize(
    ("parcel", "kg"),
    [(Parcel(1_000, 300, 300, 300), 5), (Parcel(1_200), 1), (Parcel(1_310), 2), (Parcel(850), 1)],
)
def test_jne_is_asked_in_whole_kilograms_by_its_own_rule(jne, parcel, kg):
    rates = jne.courier.rates(request(parcels=(parcel,))).value
    assert _sent(jne)["weight"] == str(kg)
    assert {rate.billable_grams for rate in rates if rate.service_code != "JTR"} == {kg * 1_000}


def test_trucking_tells_its_minimum_of_ten_kilograms(jne):
    rates = {rate.service_code: rate for rate in jne.courier.rates(request()).value}
    assert rates["JTR"].billable_grams == 10_000
    assert rates["JTR"].amount_rupiah == 50_000


def test_above_thirty_kilograms_only_trucking_is_left(jne):
    rates = jne.courier.rates(request(parcels=(Parcel(31_000),))).value
    assert [rate.service_code for rate in rates] == ["JTR"]


def test_motorcycle_rows_are_left_out_with_a_word(jne):
    answer = jne.courier.rates(request())
    assert not [rate for rate in answer.value if rate.amount_rupiah > 100_000]
    assert [message.text for message in answer.messages] == [
        f"not for parcels: JTR{size}" for size in ("<130", ">130", ">200")
    ]


def test_in_one_city_the_city_courier_answers(jne):
    rates = jne.courier.rates(request(destination=replace(KRANDEGAN, village_code="33.06.01.2001"))).value
    assert [rate.service_code for rate in rates] == ["CTC", "CTCYES"]


def test_the_fast_service_disappears_where_it_does_not_go(jne):
    codes = [rate.service_code for rate in jne.courier.rates(request(destination=HANURA)).value]
    assert codes == ["REG", "JTR"]


def test_only_the_services_that_the_operator_wants_are_shown():
    with jne_counter(services=["REG", "YES"]) as jne:
        assert [rate.service_code for rate in jne.courier.rates(request()).value] == ["REG", "YES"]


def test_the_lane_code_is_kept_beside_the_family(jne):
    rates = {rate.service_code: rate for rate in jne.courier.rates(request()).value}
    assert rates["REG"].raw["service_code"] == "REG23"


def test_each_operation_may_have_its_own_port(jne):
    with jne_counter() as other:
        jne.courier.options = jne_options(other.stage.url, rates_url=jne.stage.url)
        jne.courier.rates(request())
        jne.courier.track("SIM0000000000001")
        assert [line["operation"] for line in jne.stage.log] == ["rates"]
        assert [line["operation"] for line in other.stage.log] == ["track"]


def test_jne_hears_only_posted_forms_with_a_name_of_ours(jne):
    jne.courier.rates(request())
    headers = jne.stage.log[-1]["headers"]
    assert jne.stage.log[-1]["method"] == "POST"
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert headers["user-agent"].startswith("LumbungDesa")
    nameless = JNE(http=Http(provider="jne", user_agent=""), options=jne.courier.options)
    with pytest.raises(Refused) as caught:
        nameless.rates(request())
    assert caught.value.code == "firewall"


# --- booking ----------------------------------------------------------------------------------------------------------


def test_a_pickup_goes_by_pickupcashless_and_a_drop_off_by_generatecnote(jne):
    jne.book(reference="SHP0001")
    jne.book(reference="SHP0002", collection=Collection.DROP_OFF, pickup_from_at=None)
    assert [line["operation"] for line in jne.stage.log] == ["pickup", "book"]
    assert len(jne.parcels) == 2
    assert jne.stage.log[0]["body"]["TYPE"] == "PICKUP"


def test_a_drop_off_may_go_by_pickupcashless_where_the_contract_says_so():
    with jne_counter(drop_off_by="pickupcashless") as jne:
        jne.book(collection=Collection.DROP_OFF, pickup_from_at=None)
        assert (jne.stage.log[0]["operation"], jne.stage.log[0]["body"]["TYPE"]) == ("pickup", "DROP")


@pytest.mark.parametrize("collection", Collection)
def test_both_forms_are_complete(jne, collection):
    jne.book(collection=collection)
    wanted = PICKUP_FIELDS if collection is Collection.PICKUP else CNOTE_FIELDS
    assert len(wanted) >= 26
    assert [name for name in wanted if not _sent(jne).get(name, "").strip()] == []


@pytest.mark.parametrize("collection", Collection)
def test_long_and_illegal_words_are_cut_and_cleaned_before_the_firewall_sees_them(jne, collection):
    long = "Jalan Raya Purworejo–Kutoarjo <km> 7 & 'belakang' \"masjid\"; RT 02/RW 03, gang ke-3 rumah cat hijau"
    place = replace(coded(TEBET), regency="Kabupaten Administrasi Kepulauan Seribu Selatan Sekali", province="D" * 40)
    receiver = Party("R. Ngt. <Siti> Aminah & Keluarga Besar Purworejo", "+6281300000002345", f"{long}\n{long}", place)
    waybill = jne.courier.book(replace(booking(collection=collection), receiver=receiver, instruction=long * 2))
    assert waybill.awb in jne.parcels
    for name, value in _sent(jne).items():
        assert not set(value) & set("<>'\"&;\n"), name
        limit = next((length for end, length in MAX_LENGTHS.items() if name.endswith(end)), 200)
        assert len(value) <= (50 if name == "PICKUP_NAME" else limit), name


def test_twin_the_firewall_refuses_what_is_not_cleaned(jne):
    reply = jne.courier.http.send(
        "POST", f"{jne.stage.url}/pickupcashless",
        data={"username": "TESTAPI", "api_key": "SIMULASI-JNE", "RECEIVER_NAME": "Siti <b>"},
    )  # fmt: skip
    assert "security Policy" in reply.text


def test_an_address_is_split_between_words_and_empty_lines_are_a_dash(jne):
    jne.book()
    sent = _sent(jne)
    assert sent["RECEIVER_ADDR1"] == "Jl. Tebet Barat Dalam 3 No. 7,"
    assert sent["RECEIVER_ADDR2"] == "Tebet Timur"
    assert sent["RECEIVER_ADDR3"] == "-"
    assert sent["RECEIVER_CITY"] == "Jakarta Selatan"
    assert sent["SHIPPER_CITY"] == "Purworejo"
    assert sent["RECEIVER_PHONE"] == "081300000002"


def test_the_pickup_is_asked_for_in_wib(jne):
    jne.book()
    assert (_sent(jne)["PICKUP_DATE"], _sent(jne)["PICKUP_TIME"]) == ("23-11-2026", "09:00")


@pytest.mark.parametrize("reference", ["shp0001", "SHP-0001", "", "SHP 1", "S" * 21])
def test_a_reference_that_jne_would_spoil_is_refused_before_any_call(jne, reference):
    with pytest.raises(Refused) as caught:
        jne.book(reference=reference)
    assert caught.value.code == "bad_reference"
    assert jne.stage.log == []


def test_twin_a_lower_case_order_id_is_a_yes_without_a_number(jne):
    form = forms.pickup(booking(), jne.courier.options, 1_000) | {"ORDER_ID": "shp0001"}
    form |= {"username": "TESTAPI", "api_key": "SIMULASI-JNE"}
    answer = jne.courier.http.send("POST", f"{jne.stage.url}/pickupcashless", data=form).json()
    assert answer == {"detail": [{"status": "success", "cnote_no": None}]}


def test_a_pickup_without_a_time_is_refused_before_any_call(jne):
    with pytest.raises(Refused) as caught:
        jne.book(pickup_from_at=None)
    assert caught.value.code == "no_pickup_time"
    assert jne.stage.log == []


@pytest.mark.parametrize(
    ("more", "customer", "cod"),
    [({}, "10950700", "NO"), ({"service_code": "JTR"}, "JTR1", "NO"), ({"cod_amount_rupiah": 94_000}, "COD1", "YES")],
)
def test_the_contract_number_depends_on_the_kind_of_service(more, customer, cod):
    with jne_counter(jtr_cust_id="JTR1", cod_cust_id="COD1") as jne:
        jne.courier.book(booking(**more))
        sent = _sent(jne)
        assert (sent["CUST_ID"], sent["COD_FLAG"]) == (customer, cod)
        assert sent["COD_AMOUNT"] == str(more.get("cod_amount_rupiah", 0))


def test_insurance_and_weight_are_told_as_quoted(jne):
    jne.book(is_insured=True, parcels=(Parcel(1_310, value_rupiah=75_000, description="Keripik"), Parcel(200)))
    sent = _sent(jne)
    assert (sent["INSURANCE_FLAG"], sent["WEIGHT"], sent["QTY"], sent["GOODS_AMOUNT"]) == ("Y", "2", "2", "75000")


# --- words ------------------------------------------------------------------------------------------------------------


def test_every_code_of_the_table_has_one_meaning():
    assert len(CODES) == 79
    assert {progress for progress, _ in CODES.values()} >= {Progress.DELIVERED, Progress.RETURNED, Progress.ON_HOLD}
    assert all(meaning(code, "", "", {}) == expected for code, expected in CODES.items())


def test_an_operator_may_add_a_word_before_the_table():
    assert meaning("ZZ9", "", "", {"ZZ9": "in_transit"})[0] is Progress.IN_TRANSIT


# --- places -----------------------------------------------------------------------------------------------------------


def test_places_are_found_by_name_in_a_list_as_long_as_the_real_one(jne):
    jne.courier.options = {**jne.courier.options, "places_seconds": REGION_LIST_SECONDS}
    for place in (KRANDEGAN, HANURA, TEBET):
        (found,) = jne.courier.find_place(place, End.DESTINATION)
        assert found.courier_code == place_code(place.village_code)
        assert found.village_code == place.village_code
        (origin,) = jne.courier.find_place(place, End.ORIGIN)
        assert origin.courier_code == place_code(place.village_code, is_city=True)
    assert [line["path"] for line in jne.stage.log] == ["/insert/getdestination", "/insert/getorigin"]
    assert jne.courier.find_place(Place(village="Entah", district="Entah", regency="Entah"), End.DESTINATION) == []


@pytest.mark.parametrize("names", ["TARIFF_CODE", "TARIF_CODE", "tarif_code", "DESTINATION_CODE", "Tariff_Code"])
def test_keys_of_the_list_may_be_spelt_in_many_ways(jne, names):
    row = {"CITY_NAME": "KAB. PURWOREJO", "DISTRICT_NAME": "BAYAN", "SUBDISTRICT_NAME": "", names: "KTR10203"}
    jne.fault("body", "places", body=json.dumps({"detail": [row]}))
    (found,) = jne.courier.find_place(KRANDEGAN, End.DESTINATION)
    assert found.courier_code == "KTR10203"


def test_an_empty_list_of_places_is_nonsense_and_is_asked_for_again(jne):
    for _ in range(2):
        jne.fault("body", "places", body='{"detail": []}')
        with pytest.raises(Nonsense):
            jne.courier.find_place(KRANDEGAN, End.DESTINATION)
    assert len(jne.calls("places")) == 2


def test_without_a_key_no_place_is_found(jne):
    jne.courier.options = {**jne.courier.options, "api_key": "salah-salah"}
    with pytest.raises(Misconfigured):
        jne.courier.find_place(KRANDEGAN, End.ORIGIN)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Kabupaten Purworejo", "KAB. PURWOREJO"), ("Kabupaten Purworejo", "PURWOREJO"),
        ("Teluk Pandan", "TELUKPANDAN"), ("Kecamatan Bayan", "Bayan"), ("Koto XI Tarusan", "KOTO XI TARUSAN"),
        ("Ulu Manna II", "ULU MANNA 2"), ("Banyuasin III", "BANYUASINIII"),
        ("Kab. Adm. Kepulauan Seribu", "KEPULAUAN SERIBU"),
    ],
)  # fmt: skip
def test_names_are_one_however_they_are_spelt(ours, theirs):
    assert key(ours) == key(theirs)


def test_every_village_of_the_land_is_found_in_a_list_that_spells_unevenly():
    names = Names()
    names.add(
        Place(
            "", row["SUBDISTRICT_NAME"], row["DISTRICT_NAME"], row["CITY_NAME"], "", row["ZIP_CODE"], row["TARIFF_CODE"]
        )
        for row in destination_rows()
    )
    asked = [Place(one.code, one.name, one.district, one.regency, one.province, one.postcode) for one in villages()]
    lost = [
        place for place in asked if [one.courier_code for one in names.find(place)] != [place_code(place.village_code)]
    ]
    assert len(asked) == 83_762
    assert lost == []


def test_a_city_and_the_regency_of_its_name_stay_two():
    assert key("Kota Bandung") != key("Kabupaten Bandung")
    assert spellings("Kota Administrasi Jakarta Selatan") == ("KOTAJAKARTASELATAN", "JAKARTASELATAN")


def _names(*places: Place) -> Names:
    names = Names()
    names.add(places)
    return names


def test_the_narrowest_name_decides_and_a_shared_postcode_does_not():
    list_of_jne = _names(
        Place(regency="PURWOREJO", district="BAYAN", village="KRANDEGAN", postcode="54224", courier_code="A"),
        Place(regency="PURWOREJO", district="BAYAN", village="BAYAN", postcode="54224", courier_code="B"),
        Place(regency="PESAWARAN", district="PADANG CERMIN", village="HANURA", postcode="35450", courier_code="C"),
    )
    assert [one.courier_code for one in list_of_jne.find(KRANDEGAN)] == ["A"]
    assert [one.courier_code for one in list_of_jne.find(replace(KRANDEGAN, village="Jono"))] == ["A", "B"]
    assert [one.courier_code for one in list_of_jne.find(HANURA)] == ["C"]  # filed under the district's old name
    assert list_of_jne.find(replace(KRANDEGAN, district="Kutoarjo")) == []  # two codes share the postcode
