"""Pos's tracking: event names as our progress. Only service, office and the kind of receiver leave this file."""

import re
from collections.abc import Mapping
from typing import Any

from market.core.errors import Nonsense
from market.shipping.couriers.base import Progress, Reason, TrackingEvent
from market.shipping.couriers.reading import as_moment, as_rows, as_text, hide_phones

EVENTS = {
    "POSTING LOKET": Progress.PICKED_UP,
    "MANIFEST SERAH": Progress.IN_TRANSIT,
    "MANIFEST TERIMA": Progress.IN_TRANSIT,
    "PROSES ANTAR": Progress.OUT_FOR_DELIVERY,
}
KEYWORDS = (  # for names that we have not met; the first that fits
    ("RETUR", Progress.RETURNING),
    ("GAGAL", Progress.DELIVERY_FAILED),
    ("BATAL", Progress.CANCELLED),
    ("HILANG", Progress.LOST_OR_DISPOSED),
    ("TAHAN", Progress.ON_HOLD),
    ("HOLD", Progress.ON_HOLD),
    ("PICKUP", Progress.PICKED_UP),
    ("JEMPUT", Progress.PICKED_UP),
)
DONE = "SELESAI ANTAR"  # "the delivery run is over", for better or worse
FAILED = re.compile(r"GAGAL|FAIL|UNDELIVER|TIDAK|DITOLAK|KOSONG|PINDAH")
REASONS = (
    (re.compile(r"KOSONG|TIDAK (ADA|DI RUMAH|DITEMPAT)"), Reason.CONSIGNEE_ABSENT),
    (re.compile(r"DITOLAK|MENOLAK"), Reason.CONSIGNEE_REFUSED),
    (re.compile(r"PINDAH"), Reason.CONSIGNEE_MOVED),
    (re.compile(r"TIDAK DIKENAL"), Reason.CONSIGNEE_UNKNOWN),
    (re.compile(r"ALAMAT"), Reason.ADDRESS_INCOMPLETE),
    (re.compile(r"TUTUP"), Reason.OFFICE_CLOSED),
)
DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")
RELATION = re.compile(r"\(([A-Z ./]{2,30})\)")
STATUS = re.compile(r"STATUS ?: ?([^;]*)", re.IGNORECASE)
OFFICES = re.compile(r"(KANTOR (?:ASAL|TUJUAN) ?: ?[^;]*)", re.IGNORECASE)
SERVICE = re.compile(r"(LAYANAN ?: ?[^;]*)", re.IGNORECASE)


def read_history(answer: Any, awb: str) -> list[TrackingEvent]:
    """All dated events, oldest first, each once. Empty while Pos does not know the barcode yet."""
    events = {}
    for row in _rows(answer, awb):
        at = as_moment(row.get("eventDate"), DATES)
        name = as_text(row.get("eventName"), 30).upper()
        if at and name:
            description = as_text(row.get("description") or row.get("status"), 1_000).upper()
            if row.get("status") and not STATUS.search(description):
                description += f";STATUS: {as_text(row['status']).upper()}"
            progress, reason = meaning(name, description)
            text = _told(name, description)
            office = hide_phones(as_text(row.get("officeName") or row.get("office"), 100))
            events[at, name, text] = TrackingEvent(at, name, text, progress, reason, office, {"eventName": name})
    return sorted(events.values(), key=lambda event: (event.occurred_at, event.progress.rank))


def meaning(name: str, description: str) -> tuple[Progress, Reason]:
    """What an event says. `SELESAI ANTAR` is delivered only with a status that is neither a failure nor a return."""
    if name in EVENTS:
        return EVENTS[name], Reason.NONE
    if name != DONE:
        progress = next((progress for word, progress in KEYWORDS if word in name), Progress.UNKNOWN)
        return progress, _reason(description) if progress is Progress.DELIVERY_FAILED else Reason.NONE
    status = STATUS.search(description)
    if status and "RETUR" in status[1]:
        return Progress.RETURNING, Reason.NONE
    if "ANTAR ULANG" in description or (status and FAILED.search(status[1])):  # names are not searched
        return Progress.DELIVERY_FAILED, _reason(description)
    return (Progress.DELIVERED if status and status[1].strip() else Progress.UNKNOWN), Reason.NONE


def _reason(description: str) -> Reason:
    return next((reason for pattern, reason in REASONS if pattern.search(description)), Reason.OTHER)


def _told(name: str, description: str) -> str:
    """The event in their words, without people: only the parts that we know to be harmless are kept."""
    parts = [name]
    if name == "POSTING LOKET":
        parts += SERVICE.findall(description)
    elif name.startswith("MANIFEST"):
        parts += OFFICES.findall(description)
    elif name == DONE:
        status, relation = STATUS.search(description), RELATION.search(description)
        parts += [f"STATUS: {status[1].strip()}"] if status else []
        parts += ["ANTAR ULANG"] if "ANTAR ULANG" in description else []
        parts += [f"PENERIMA: ({relation[1]})"] if relation else []
    return hide_phones("; ".join(part.strip() for part in parts))[:300]


def _rows(answer: Any, awb: str) -> list[Mapping[str, Any]]:
    if isinstance(answer, Mapping):
        if "rs_tnt" in answer:
            tracks = answer["rs_tnt"]
            return as_rows(tracks.get("r_tnt")) if isinstance(tracks, Mapping) else []
        if isinstance(answer.get("response"), Mapping):
            return as_rows(answer["response"].get("data"))
        if "result" in answer or "errors" in answer:
            return as_rows(answer.get("result"))
    raise Nonsense("neither rs_tnt nor response", provider="pos", operation="track", reference=awb)
