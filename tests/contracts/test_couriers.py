"""One set of promises over every courier, held against the stand-ins on real sockets."""

import json
from dataclasses import asdict, replace
from datetime import UTC, timedelta

import pytest

from market.core import backends
from market.core.errors import Duplicate, Misconfigured, Nonsense, OutsideError, Refused, Unclear, Unreachable
from market.core.http import Http
from market.sandbox import jne as jne_stand_in
from market.settings.couriers import BROKER_STAND_INS, STAND_INS, couriers
from market.shipping.couriers.base import Can, Collection, End, Parcel, Place, Progress, Reason, Waybill, progress_of
from tests.contracts.couriers import (
    HANURA,
    KRANDEGAN,
    SARI,
    SECRETS,
    TEBET,
    Counter,
    biteship_counter,
    flat,
    gosend_counter,
    jne_counter,
    pos_counter,
    rajaongkir_counter,
)  # fmt: skip

COUNTERS = {
    "biteship": biteship_counter, "gosend": gosend_counter, "jne": jne_counter, "pos": pos_counter,
    "rajaongkir": rajaongkir_counter,
}  # fmt: skip
BOOKERS = ["biteship", "gosend", "jne", "pos"]
bookers = pytest.mark.parametrize("counter", BOOKERS, indirect=True)
parcel_carriers = pytest.mark.parametrize("counter", ["biteship", "jne", "pos"], indirect=True)
MORE = {"GOSEND_BASE_URL": "http://127.0.0.1:8906", "RAJAONGKIR_BASE_URL": "http://127.0.0.1:8907/api/v1"}
EVERY_STAND_IN = {**STAND_INS, **BROKER_STAND_INS, **MORE}
HOUR_SECONDS = 3_600
FOREVER = 0


@pytest.fixture(params=sorted(COUNTERS))
def counter(request):
    with COUNTERS[request.param]() as counter:
        yield counter


@pytest.fixture
def ask(counter):
    """The three verbs, each with the operation that it calls; two where nothing is booked."""
    books = {counter.book_operation: counter.book} if Can.BOOK in counter.courier.can else {}
    return {
        "rates": lambda: counter.courier.rates(counter.request()),
        **books,
        "track": lambda: counter.track("SIM0000000000001"),
    }


READS = ["rates", "track"]

# --- claims -----------------------------------------------------------------------------------------------------------

VERBS = {
    Can.RATE: ("rates", lambda counter: (counter.request(),)),
    Can.FETCH: ("fetch", lambda _: ("SHP0001",)),
    Can.CANCEL: ("cancel", lambda counter: (_a_waybill(counter), "salah alamat")),
    Can.TRACK: ("track", lambda _: ("SIM0000000000001",)),
    Can.FIND_PLACE: ("find_place", lambda _: (KRANDEGAN, End.DESTINATION)),
    Can.WEBHOOK: ("parse_webhook", lambda counter: (counter.signed, b"{}")),
}


def _a_waybill(counter):
    return counter.book() if Can.BOOK in counter.courier.can else Waybill("SHP0001", "SIM1")


@pytest.mark.parametrize("ability", VERBS, ids=str)
@pytest.mark.parametrize("code", [*COUNTERS, "flat"])
def test_a_courier_does_what_it_claims_and_declines_the_rest(code, ability):
    verb, arguments = VERBS[ability]
    with COUNTERS.get(code, jne_counter)() as counter:
        courier = flat() if code == "flat" else counter.courier
        given = arguments(counter)
        counter.stage.log.clear()
        if ability in courier.can:
            getattr(courier, verb)(*given)
        else:
            with pytest.raises(Refused) as caught:
                getattr(courier, verb)(*given)
            assert caught.value.code == "not_offered"
            assert counter.stage.log == []


def test_nobody_claims_a_label_and_direct_contracts_neither_a_look_up_nor_calling_off():
    assert all(Can.LABEL not in one.can for one in (flat(), *map(_class_of, COUNTERS)))
    assert all(not {Can.FETCH, Can.CANCEL} & _class_of(code).can for code in ("jne", "pos"))


def _class_of(code):
    return backends.load(couriers(EVERY_STAND_IN)[code]["BACKEND"])


def test_the_settings_name_each_courier_by_its_own_code():
    assert list(couriers(STAND_INS)) == ["jne", "pos", "flat", "ojek", "ambil"]
    configured = couriers(EVERY_STAND_IN)
    assert list(configured) == ["jne", "pos", "biteship", "gosend", "rajaongkir", "flat", "ojek", "ambil"]
    for code, config in configured.items():
        assert backends.build(config, http=Http(provider=code)).code == code


# --- prices -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("destination", [TEBET, HANURA, KRANDEGAN], ids=lambda place: place.village)
def test_a_rate_is_whole_rupiah_with_days_and_grams(counter, destination):
    rates = counter.courier.rates(counter.request(destination=destination)).value
    assert len(rates) >= 1
    for rate in rates:
        assert rate.courier == counter.courier.code
        assert type(rate.amount_rupiah) is int
        assert 5_000 < rate.amount_rupiah < 300_000
        assert rate.billable_grams >= 900
        assert rate.days_from is rate.days_to is None or 1 <= rate.days_from <= rate.days_to
        assert rate.collections
        assert rate.collections <= frozenset(Collection)
        assert not rate.is_estimate
    assert len({rate.service_code for rate in rates}) == len(rates)


def test_a_heavier_parcel_never_costs_less(counter):
    def cheapest(grams):
        return {
            r.service_code: r.amount_rupiah
            for r in counter.courier.rates(counter.request(parcels=(Parcel(grams),))).value
        }

    one, five = cheapest(1_000), cheapest(5_000)
    assert one
    assert all(five[service] >= amount for service, amount in one.items())


def test_where_nobody_goes_there_is_no_rate_and_a_word(counter):
    nowhere = Place("99.99.99.9999", "Entah", "Entah", "Entah", "Entah", "99999", "ZZZ99999", -2.5, 140.7)
    answer = counter.courier.rates(replace(counter.request(), destination=nowhere))
    assert answer.value == []
    assert answer.messages[0].code in ("not_serviceable", "too_far")


@pytest.mark.parametrize("bad", [-1, 0, "NaN", "Infinity", "gratis", None, True, 10**12, [], {}])
def test_a_price_that_is_none_is_left_out_and_alone_is_nonsense(counter, bad):
    good = _price_rows(counter, [9_000, bad])
    counter.fault("body", "rates", body=json.dumps(good))
    answer = counter.courier.rates(counter.request())
    assert [rate.amount_rupiah for rate in answer.value] == [9_000]
    assert [message.code for message in answer.messages] == ["left_out"]
    counter.fault("body", "rates", body=json.dumps(_price_rows(counter, [bad])))
    with pytest.raises(Nonsense):
        counter.courier.rates(counter.request())


def _price_rows(counter, prices):
    if counter.courier.code == "jne":
        return {"price": [{"service_display": f"S{n}", "price": price} for n, price in enumerate(prices)]}
    if counter.courier.code == "gosend":
        methods = zip(("Instant", "SameDay"), prices, strict=False)
        return {name: {"active": True, "serviceable": True, "price": {"total_price": price}} for name, price in methods}
    if counter.courier.code == "rajaongkir":
        services = zip(("REG", "BEST"), prices, strict=False)
        rows = [{"code": "sicepat", "service": service, "cost": price} for service, price in services]
        return {"meta": {"code": 200}, "data": rows}
    if counter.courier.code == "biteship":
        kinds = zip(("reg", "best"), prices, strict=False)
        return {"pricing": [{"company": "sicepat", "type": kind, "price": price} for kind, price in kinds]}
    rows = [{"serviceCode": code, "totalFee": price} for code, price in zip((240, 447), prices, strict=False)]
    return {"rs_fee": {"r_fee": rows}}


# --- what goes wrong --------------------------------------------------------------------------------------------------

UNREADABLE = ["html", "empty", "truncated", "array", "garbage", "huge", "redirect"]


@pytest.mark.parametrize("fault", UNREADABLE)
@pytest.mark.parametrize("operation", READS)
def test_an_answer_of_another_shape_is_nonsense(counter, ask, operation, fault):
    counter.fault(fault, operation)
    with pytest.raises(Nonsense):
        ask[operation]()
    assert len(counter.calls(operation)) == 1


@bookers
@pytest.mark.parametrize("fault", [*UNREADABLE, "cut", "lost", "hang", "drip"])
def test_a_booking_that_may_have_been_heard_is_unclear_and_never_repeated(counter, fault):
    counter.fault(fault, counter.book_operation, seconds=5 if fault in ("hang", "drip") else None)
    if fault == "array" and counter.courier.code == "pos":  # the shape of its answer is not known: the number counts
        assert counter.book().awb in counter.parcels
    else:
        with pytest.raises(Unclear):
            counter.book()
    assert len(counter.calls(counter.book_operation)) == 1


@bookers
def test_a_booking_whose_answer_was_lost_is_at_the_courier_all_the_same(counter):
    counter.fault("lost", counter.book_operation)
    with pytest.raises(Unclear):
        counter.book()
    assert len(counter.parcels) == 1


@bookers
@pytest.mark.parametrize(
    "body", ["null", "[]", "[[]]", '"ya"', "7", '{"detail": []}', '{"a": NaN}', "[" * 90 + "]" * 90]
)
def test_a_booking_with_a_meaningless_answer_is_unclear(counter, body):
    counter.fault("body", counter.book_operation, body=body)
    with pytest.raises(Unclear):
        counter.book()


@pytest.mark.parametrize("operation", READS)
@pytest.mark.parametrize(
    "body", ["null", "[]", '"ya"', "7", "{}", '{"price": NaN, "history": NaN}', "[" * 90 + "]" * 90]
)
def test_a_read_with_a_meaningless_answer_is_nonsense(counter, ask, operation, body):
    counter.fault("body", operation, body=body)
    with pytest.raises(Nonsense):
        ask[operation]()


@pytest.mark.parametrize("fault", ["hang", "lost", "cut", "drip"])
@pytest.mark.parametrize("operation", READS)
def test_a_read_without_an_answer_may_be_asked_again(counter, ask, operation, fault):
    counter.fault(fault, operation, seconds=5 if fault in ("hang", "drip") else None)
    with pytest.raises(Unreachable):
        ask[operation]()
    assert len(counter.calls(operation)) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
def test_their_fault_is_unreachable_for_a_read_and_unclear_for_a_booking(counter, ask, status):
    counter.fault("status", status=status, operation="rates")
    with pytest.raises(Unreachable):
        ask["rates"]()
    if Can.BOOK in counter.courier.can:
        counter.fault("status", status=status, operation=counter.book_operation)
        with pytest.raises(Unclear):
            counter.book()


def test_asked_too_often_is_to_be_asked_later(counter, ask):
    for operation in ask:
        counter.fault("status", status=429, operation=operation)
        with pytest.raises(Unreachable) as caught:
            ask[operation]()
        assert caught.value.code == "rate_limited"


@pytest.mark.parametrize("status", [401, 403, 404, 405])
def test_a_refused_key_or_a_wrong_path_is_misconfigured(counter, ask, status):
    for operation in ask:
        counter.fault("status", status=status, operation=operation, times=FOREVER)
        with pytest.raises(Misconfigured):
            ask[operation]()


def test_a_closed_counter_was_surely_not_heard(counter, ask):
    for operation in ask:
        counter.stage.stop()
        with pytest.raises(Unreachable):
            ask[operation]()


def test_without_credentials_nobody_is_asked(counter, ask):
    counter.courier.options = {"base_url": counter.stage.url}
    for operation in ask:
        with pytest.raises(Misconfigured):
            ask[operation]()
    assert counter.stage.log == []


def test_no_error_and_no_row_holds_a_secret(counter, ask):
    echo = "<p>" + " ".join(SECRETS) + "</p>"
    errors = []
    for fault in ({"kind": "body", "body": echo}, {"kind": "status", "status": 500, "body": echo}, {"kind": "lost"}):
        for operation in ask:
            counter.fault(operation=operation, **fault)
            with pytest.raises((OutsideError, Misconfigured)) as caught:
                ask[operation]()
            errors.append(caught.value)
    assert len(errors) == 3 * len(ask)
    sent = {
        "jne": SECRETS[:1],
        "pos": SECRETS[2:4],
        "biteship": SECRETS[4:5],
        "gosend": SECRETS[5:6],
        "rajaongkir": SECRETS[6:],
    }[counter.courier.code]
    told = " ".join(f"{error!r} {error} {error.data}" for error in errors)
    assert "[hidden]" in told
    assert [secret for secret in sent if secret in told] == []


# --- one parcel, walked -----------------------------------------------------------------------------------------------


def _walk(counter, receiver="Andi", hours=140):
    awb = counter.book(receiver).awb
    counter.stage.clock.advance(hours * HOUR_SECONDS)
    return counter.track(awb)


@parcel_carriers
def test_a_parcel_is_booked_scanned_and_delivered(counter):
    waybill = counter.book()
    assert waybill.reference == "SHP0001"
    assert waybill.awb in counter.parcels
    assert _scans(counter, waybill.awb) == []
    seen = []
    for _ in range(17):
        counter.stage.clock.advance(4 * HOUR_SECONDS)
        seen.append(progress_of(_scans(counter, waybill.awb)))
    assert list(dict.fromkeys(seen)) == [
        Progress.PICKED_UP, Progress.IN_TRANSIT, Progress.OUT_FOR_DELIVERY, Progress.DELIVERED,
    ]  # fmt: skip


def _scans(counter, awb):
    """What happened since somebody carries it; Biteship also tells who was sent for it."""
    return [event for event in counter.track(awb) if event.progress.rank >= Progress.PICKED_UP.rank]


STORIES = {
    "SIM-FAILED-THEN-DELIVERED": ({80: Progress.DELIVERY_FAILED, 140: Progress.DELIVERED}, Reason.CONSIGNEE_ABSENT),
    "SIM-RETURN": ({70: Progress.DELIVERY_FAILED, 100: Progress.RETURNING}, Reason.CONSIGNEE_REFUSED),
    "SIM-UNKNOWN": ({50: Progress.IN_TRANSIT, 140: Progress.DELIVERED}, Reason.NONE),
    "SIM-OUTOFORDER": ({40: Progress.IN_TRANSIT, 140: Progress.DELIVERED}, Reason.NONE),
    "SIM-TWICE": ({40: Progress.IN_TRANSIT, 140: Progress.DELIVERED}, Reason.NONE),
}


@parcel_carriers
@pytest.mark.parametrize("story", STORIES)
def test_each_story_of_the_stand_in_reads_as_it_was_meant(counter, story):
    (moments, reason), passed = STORIES[story], 0
    awb = counter.book(f"Andi {story}").awb
    for hours, progress in moments.items():
        counter.stage.clock.advance((hours - passed) * HOUR_SECONDS)
        passed = hours
        events = counter.track(awb)
        assert progress_of(events) is _told(counter, progress)
    if not counter.courier.is_broker:  # Biteship's statuses say that it stands still, not why
        assert reason in {event.reason for event in events}


def _told(counter, progress):
    """A failed attempt is "on hold" at Biteship, which has no word of its own for it."""
    is_on_hold = counter.courier.is_broker and progress is Progress.DELIVERY_FAILED
    return Progress.ON_HOLD if is_on_hold else progress


@parcel_carriers
def test_a_lost_parcel_waits_for_a_person_or_is_lost(counter):
    last = _walk(counter, "Andi SIM-LOST")[-1]
    assert last.progress in (Progress.ON_HOLD, Progress.LOST_OR_DISPOSED)
    assert last.reason in (Reason.LOST, Reason.NONE)


@parcel_carriers
def test_events_are_aware_dated_in_order_and_told_once(counter):
    for story in ("SIM-TWICE", "SIM-OUTOFORDER"):
        events = _scans(counter, counter.book(f"Andi {story}", f"SHP{story[-3:]}").awb)
        assert events == []
    counter.stage.clock.advance(140 * HOUR_SECONDS)
    for awb in counter.parcels:
        events = _scans(counter, awb)
        assert len(events) == 5
        assert all(event.occurred_at.tzinfo is UTC for event in events)
        assert [event.occurred_at for event in events] == sorted(event.occurred_at for event in events)
        assert events[1].occurred_at - events[0].occurred_at == timedelta(hours=8)


@parcel_carriers
def test_nothing_about_people_leaves_the_adapter(counter):
    counted = 0
    for number, story in enumerate(("", "SIM-RETURN", "SIM-LOST", "SIM-UNKNOWN", "SIM-FAILED-THEN-DELIVERED")):
        awb = counter.book(f"Siti Aminah {story}", f"SHP000{number}").awb
        counter.stage.clock.advance(140 * HOUR_SECONDS)
        for event in counter.track(awb):
            told = str(asdict(event)).lower()
            counted += 1
            for private in ("siti", "aminah", SARI.lower(), "tebet barat", "krajan", "0812", "0813", "slamet"):
                assert private not in told
    assert counted >= 20
    known = str(counter.parcels).lower()  # twin: the courier knows all of it and tells it to whoever asks
    assert all(private in known for private in ("siti aminah", SARI.lower(), "tebet barat", "krajan"))


@bookers
def test_the_same_reference_is_never_booked_twice(counter):
    counter.book()
    with pytest.raises((Duplicate, Unclear)):
        counter.book()
    assert len(counter.parcels) == 1


@bookers
@pytest.mark.parametrize(
    ("word", "error", "parcels"),
    [
        ("SIM-TIMEOUT", Unclear, 1),
        ("SIM-TIMEOUT-BEFORE", Unclear, 0),
        ("SIM-500", Unclear, 0),
        ("SIM-HTML", Unclear, 0),
    ],
)
def test_a_name_of_trouble_brings_its_trouble(counter, word, error, parcels):
    with pytest.raises(error):
        counter.book(f"Andi {word}")
    assert len(counter.parcels) == parcels


@bookers
def test_a_yes_without_a_number_waits_for_a_person(counter):
    with pytest.raises(Unclear) as caught:
        counter.book("Andi SIM-NULLAWB")
    if counter.courier.code in ("jne", "pos"):
        assert caught.value.code == "no_awb"
        assert caught.value.data["answer"]


def test_a_number_of_another_form_is_not_sent(counter):
    for awb in ("", "../../etc", "SIM 1", "1' OR 1=1"):
        with pytest.raises(Refused):
            counter.courier.track(awb)
    assert counter.stage.log == []


def test_an_unknown_number_is_not_scanned_yet(counter):
    assert counter.track("SIM9999999999999") == []


def test_a_place_without_its_code_is_refused_before_any_call(counter):
    nameless = Place("33.06.08.2007", "Krandegan", "Bayan")
    with pytest.raises(Refused) as caught:
        counter.courier.rates(replace(counter.request(), origin=nameless))
    assert caught.value.code == "no_place_code"
    assert counter.calls("rates") == []


def test_a_courier_is_shared_by_threads(counter):
    from concurrent.futures import ThreadPoolExecutor

    def asking(_):
        amounts = [rate.amount_rupiah for rate in counter.courier.rates(counter.request()).value]
        counter.courier.http._session().close()
        return amounts

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(asking, range(16)))
    assert len(answers) == 16
    assert all(answer == answers[0] for answer in answers)


def test_the_stand_in_refuses_a_wrong_key(counter):
    names = {"jne": "api_key", "pos": "secret", "gosend": "pass_key"}
    name = names.get(counter.courier.code, "key")
    counter.courier.options = {**counter.courier.options, name: "salah-salah"}
    with pytest.raises(Misconfigured) as caught:
        counter.courier.rates(counter.request())
    assert "salah-salah" not in str(caught.value)
    assert jne_stand_in.API_KEY not in str(caught.value)


def test_the_counter_of_the_tests_is_itself_a_courier_that_answers(counter):
    assert isinstance(counter, Counter)
    assert counter.courier.rates(counter.request()).value
