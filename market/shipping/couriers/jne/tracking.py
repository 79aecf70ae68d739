"""JNE's tracking: its codes as our progress and reason, its two forms of dates, its people's names left out."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from market.shipping.couriers.base import Progress, Reason, TrackingEvent
from market.shipping.couriers.reading import as_moment, as_rows, as_text, hide_words

# Not an official publication: a production table and a log of 2026. An operator adds to it with `progress_words`.
WORDS: dict[tuple[Progress, Reason], str] = {
    (Progress.PICKED_UP, Reason.NONE): "PU0 PU1 S01 RC1",
    (Progress.IN_TRANSIT, Reason.NONE): "OP1 OP2 OP3 TP1 TP4 TP5 BI1 IP1 IP2 OC OS",
    (Progress.IN_TRANSIT, Reason.CARRIER_DELAY): "NT",
    (Progress.OUT_FOR_DELIVERY, Reason.NONE): "IP3",
    (Progress.DELIVERED, Reason.NONE): "D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 D11 D12 D15 D16 DB2 CR3",
    (Progress.DELIVERED, Reason.DAMAGED): "D24 D25",
    (Progress.ON_HOLD, Reason.NONE): "DB1",
    (Progress.DELIVERY_FAILED, Reason.ADDRESS_INCOMPLETE): "U01",
    (Progress.DELIVERY_FAILED, Reason.CONSIGNEE_UNKNOWN): "U02 U04",
    (Progress.DELIVERY_FAILED, Reason.CONSIGNEE_MOVED): "U03",
    (Progress.DELIVERY_FAILED, Reason.CONSIGNEE_ABSENT): "U05 U07",
    (Progress.DELIVERY_FAILED, Reason.CONSIGNEE_REFUSED): "U06",
    (Progress.DELIVERY_FAILED, Reason.COD_REFUSED): "U08 U21",
    (Progress.DELIVERY_FAILED, Reason.OFFICE_CLOSED): "U09 U22 U23",
    (Progress.ON_HOLD, Reason.WEATHER_OR_FORCE_MAJEURE): "U10",
    (Progress.ON_HOLD, Reason.DAMAGED): "U11",
    (Progress.ON_HOLD, Reason.MISROUTED): "U12 U13",
    (Progress.ON_HOLD, Reason.LOST): "U14",
    (Progress.ON_HOLD, Reason.OTHER): "U24 U25 PS2 DP5 X1 X10",
    (Progress.ON_HOLD, Reason.CARRIER_DELAY): "UB2",
    (Progress.ON_HOLD, Reason.SENDER_REQUEST): "CR5",
    (Progress.RETURNING, Reason.NONE): "CR1 CR6 CR7",
    (Progress.RETURNED, Reason.NONE): " ".join(f"R{number:02d}" for number in range(1, 14)),
    (Progress.CANCELLED, Reason.SENDER_REQUEST): "CR2",
    (Progress.LOST_OR_DISPOSED, Reason.OTHER): "CR4",
}
CODES = {code: meaning for meaning, codes in WORDS.items() for code in codes.split()}
HISTORY_DATES = ("%d-%m-%Y %H:%M", "%d-%m-%Y %H:%M:%S")
POD_DATES = ("%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z", "%d %b %Y %H:%M")  # the second form has two spaces
BRACKET = re.compile(r"\[([^\]]*)\]")
PERSONAL = ("cnote_pod_receiver", "cnote_receiver_name", "cnote_shipper_name", "signature")


def read_history(answer: Mapping[str, Any], more_words: Mapping[str, str]) -> list[TrackingEvent]:
    """All dated events, oldest first, each once; names, addresses and phone numbers stay behind.

    `more_words` maps a code to the word of a progress and goes before the table.
    """
    cnote: Mapping[str, Any] = next(iter(as_rows(answer.get("cnote"))), {})
    people = _people(cnote, as_rows(answer.get("detail")))
    events = {}
    for row in as_rows(answer.get("history")):
        at = as_moment(row.get("date"), HISTORY_DATES)
        if at:
            event = _event(
                at, as_text(row.get("code"), 30).upper(), as_text(row.get("desc")), cnote, people, more_words
            )
            events[event.occurred_at, event.code, event.text] = event
    for event in _proof_of_delivery(cnote, people, more_words):
        if not any(other.progress is event.progress for other in events.values()):
            events[event.occurred_at, event.code, event.text] = event
    return sorted(events.values(), key=lambda event: (event.occurred_at, event.progress.rank))


def meaning(code: str, text: str, pod_status: str, more_words: Mapping[str, str]) -> tuple[Progress, Reason]:
    """What a code says. A family that we know only by its letter is believed only with a second witness."""
    if code in more_words:
        return Progress(more_words[code]), Reason.NONE
    if code in CODES:
        return CODES[code]
    if re.fullmatch(r"D\d+", code) and pod_status == "DELIVERED":
        return Progress.DELIVERED, Reason.NONE
    if re.fullmatch(r"U\d+", code):
        return Progress.DELIVERY_FAILED, Reason.OTHER
    if re.fullmatch(r"R\d+", code) and re.search(r"RETURN|SHIPPER", text.upper()):
        return Progress.RETURNED, Reason.NONE
    return Progress.UNKNOWN, Reason.NONE


def _event(
    at: datetime, code: str, text: str, cnote: Mapping[str, Any], people: list[str], more_words: Mapping[str, str]
) -> TrackingEvent:  # fmt: skip
    progress, reason = meaning(code, text, as_text(cnote.get("pod_status")).upper(), more_words)
    clean = hide_words(BRACKET.sub(_without_name, text), people)
    places = BRACKET.findall(clean)
    location = places[-1].split("|")[-1].strip() if places else ""
    return TrackingEvent(at, code, clean, progress, reason, location[:100], {"code": code, "desc": clean})


def _without_name(match: re.Match[str]) -> str:
    """`[SITI | 17-07-2026 13:46 | PESAWARAN]` without its first part."""
    parts = [part.strip() for part in match[1].split("|")]
    return f"[{' | '.join(parts[1:] if len(parts) > 1 else parts)}]"


def _people(cnote: Mapping[str, Any], details: list[Mapping[str, Any]]) -> list[str]:
    named = [as_text(cnote.get(name)) for name in PERSONAL]
    for detail in details:
        named += [as_text(value) for name, value in detail.items() if "_name" in name or "_addr" in name]
    return [text for text in named if text]


def _proof_of_delivery(
    cnote: Mapping[str, Any], people: list[str], more_words: Mapping[str, str]
) -> list[TrackingEvent]:  # fmt: skip
    """The delivery as the head of the answer tells it, for a history that lags behind."""
    at = as_moment(cnote.get("cnote_pod_date"), POD_DATES)
    code = as_text(cnote.get("pod_code"), 30).upper()
    if not at or not code or as_text(cnote.get("pod_status")).upper() != "DELIVERED":
        return []
    event = _event(at, code, as_text(cnote.get("last_status")), cnote, people, more_words)
    return [event] if event.progress is Progress.DELIVERED else []
