"""Tracking: not found until the first scan, two forms of dates, names of people everywhere."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from market.sandbox import carriage
from market.sandbox.stage import Request, Response, Stage

WIB = timezone(timedelta(hours=7))
# step -> code, words, with the place in brackets
WORDS = {
    "picked_up": ("RC1", "SHIPMENT RECEIVED BY JNE COUNTER OFFICER AT [{origin}]"),
    "departed": ("OP2", "PROCESSED AT SORTING CENTER [{origin}]"),
    "arrived": ("IP1", "RECEIVED AT WAREHOUSE [{destination}]"),
    "out": ("IP3", "WITH DELIVERY COURIER [{destination}]"),
    "delivered": ("D01", "DELIVERED TO [{receiver} | {at} | {destination}]"),
    "absent": ("U05", "HOUSE EMPTY [{destination}]"),
    "refused": ("U06", "SHIPMENT REFUSED BY CONSIGNEE [{destination}]"),
    "returning": ("CR1", "RETURN SHIPMENT TO ORIGIN [{destination}]"),
    "returned": ("R01", "RETURN DELIVERED TO SHIPPER [{origin}]"),
    "lost": ("U14", "SHIPMENT MISSING [{destination}]"),
    "mystery": ("Q77", "SHIPMENT BLESSED [{destination}]"),
}


def track(stage: Stage, request: Request) -> Response:
    awb = request.params["awb"]
    parcel = stage.data.get("parcels", {}).get(awb)
    past = carriage.steps(parcel, stage.clock.now()) if parcel else []
    if not past:
        return Response({"error": "Cnote No. Not Found.", "status": False})
    history = [_told(parcel, at, step) for at, step in past]
    done = [(at, step) for at, step in past if step == "delivered"]
    booked = f"{datetime.fromisoformat(parcel['booked_at']).astimezone(WIB):%d-%m-%Y %H:%M}"
    return Response(
        {
            "cnote": {**_head(awb, parcel, booked), **_proof(parcel, done, history)},
            "detail": [_detail(awb, parcel, booked)],
            "history": history,
            "photo_history": [],
        }
    )


def _told(parcel: Mapping[str, Any], at: datetime, step: str) -> dict[str, str]:
    code, words = WORDS[step]
    local = f"{at.astimezone(WIB):%d-%m-%Y %H:%M}"
    return {"date": local, "desc": words.format(at=local, **parcel), "code": code}


def _head(awb: str, parcel: Mapping[str, Any], booked: str) -> dict[str, Any]:
    return {
        "cnote_no": awb, "reference_number": parcel["reference"], "cnote_services_code": parcel["service"],
        "cnote_date": booked, "cnote_receiver_name": parcel["receiver"], "city_name": parcel["destination"],
        "cnote_weight": parcel["weight"], "cnote_goods_descr": parcel["goods"], "signature": None, "photo": None,
    }  # fmt: skip


def _proof(
    parcel: Mapping[str, Any], done: list[tuple[datetime, str]], history: list[dict[str, str]]
) -> dict[str, Any]:
    """The date of delivery comes in two forms: which one depends on the parcel."""
    if not done:
        return {
            "pod_status": "ON PROCESS",
            "pod_code": None,
            "cnote_pod_date": None,
            "last_status": history[-1]["desc"],
        }
    at = done[0][0].astimezone(WIB)
    is_wordy = parcel["reference"][-1] in "13579"
    date = f"{at:%d %b %Y}  {at:%H:%M}".upper() if is_wordy else at.isoformat(timespec="milliseconds")
    return {
        "pod_status": "DELIVERED", "pod_code": "D01", "cnote_pod_date": date, "cnote_pod_receiver": parcel["receiver"],
        "keterangan": "YANG BERSANGKUTAN", "last_status": _told(parcel, *done[0])["desc"],
    }  # fmt: skip


def _detail(awb: str, parcel: Mapping[str, Any], booked: str) -> dict[str, Any]:
    """Names and addresses of both, as the real one gives them away."""
    row = {"cnote_no": awb, "cnote_date": booked, "cnote_weight": parcel["weight"], "cnote_origin": parcel["origin"]}
    for side, who in (("shipper", "sender"), ("receiver", "receiver")):
        row[f"cnote_{side}_name"] = parcel[who]
        row |= {f"cnote_{side}_addr{n}": line for n, line in enumerate(parcel[f"{who}_address"], 1)}
    return row
