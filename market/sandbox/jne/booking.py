"""`generatecnote`, `pickupcashless` and `stockawb`: two spellings of success, errors with HTTP 200."""

from collections.abc import Mapping
from typing import Any

from market.sandbox.stage import Request, Response, Stage

SIDES = ("SHIPPER", "RECEIVER")
PARTY = ("NAME", "ADDR1", "ADDR2", "CITY", "ZIP", "PHONE")
CNOTE = (
    "BRANCH", "CUST", "ORDERID", "QTY", "WEIGHT", "GOODSDESC", "GOODSVALUE", "GOODSTYPE", "INS_FLAG", "ORIG", "DEST",
    "SERVICE", "COD_FLAG", "COD_AMOUNT",
)  # fmt: skip
CNOTE_FIELDS = [f"OLSHOP_{name}" for name in (*CNOTE, *(f"{side}_{part}" for side in SIDES for part in PARTY))]
PICKUP = ("NAME", "DATE", "TIME", "PIC", "PIC_PHONE", "ADDRESS", "DISTRICT", "CITY", "SERVICE", "VEHICLE")
PICKUP_FIELDS = [
    *(f"PICKUP_{name}" for name in PICKUP),
    *(f"{side}_{part}" for side in SIDES for part in (*PARTY, "ADDR3", "REGION", "COUNTRY", "CONTACT")),
    "BRANCH", "CUST_ID", "ORDER_ID", "ORIGIN_CODE", "DESTINATION_CODE", "SERVICE_CODE", "WEIGHT", "QTY", "GOODS_DESC",
    "GOODS_AMOUNT", "INSURANCE_FLAG", "SPECIAL_INS", "MERCHANT_ID", "TYPE", "COD_FLAG", "COD_AMOUNT",
]  # fmt: skip


def cnote(stage: Stage, request: Request) -> Response:
    form = request.form
    for name in CNOTE_FIELDS:
        if not form.get(name, "").strip():
            return _said({"status": "Error", "reason": f"Please do not let field {name} empty"})
    plain = {name.removeprefix("OLSHOP_"): value for name, value in form.items()}
    plain["ORDER_ID"], plain["DESTINATION_CODE"] = plain["ORDERID"], plain["DEST"]
    return _book(stage, plain, word="sukses")


def pickup(stage: Stage, request: Request) -> Response:
    form = request.form
    if any(not form.get(name, "").strip() for name in PICKUP_FIELDS):
        return Response({"error": "Please do not let paramaters empty.", "status": False})
    return _book(stage, form, word="success")


def _book(stage: Stage, form: Mapping[str, str], *, word: str) -> Response:
    orders, parcels = stage.data.setdefault("orders", {}), stage.data.setdefault("parcels", {})
    reference, receiver = form["ORDER_ID"], form["RECEIVER_NAME"]
    if reference in orders or "SIM-DUP" in receiver:
        return _said({"status": "Error", "reason": "ORDER ID already exist"})
    if reference != reference.upper() or "SIM-NULLAWB" in receiver:
        return _said({"status": word, "cnote_no": None})
    awb = f"SIM{len(parcels) + 1:013d}"
    orders[reference] = awb
    parcels[awb] = {
        "reference": reference,
        "booked_at": stage.clock.now().isoformat(),
        "receiver": receiver,
        "receiver_address": [form.get(f"RECEIVER_ADDR{n}", "-") for n in (1, 2, 3)],
        "destination": form["RECEIVER_CITY"].upper(),
        "sender": form["SHIPPER_NAME"],
        "sender_address": [form.get(f"SHIPPER_ADDR{n}", "-") for n in (1, 2, 3)],
        "origin": form["SHIPPER_CITY"].upper(),
        "service": form.get("SERVICE_CODE") or form["SERVICE"],
        "weight": form["WEIGHT"],
        "goods": form.get("GOODS_DESC") or form["GOODSDESC"],
        "type": form.get("TYPE", "DROP"),
        "cod": form["COD_AMOUNT"],
    }
    return _said({"status": word, "cnote_no": awb})


def _said(row: dict[str, Any]) -> Response:
    return Response({"detail": [row]})


def stock(stage: Stage, request: Request) -> Response:
    wanted = int(request.form.get("REQUEST_AWB") or 1)
    first = stage.data.get("stock", 0)
    stage.data["stock"] = first + wanted
    return Response({"awb": [{"airwaybill": f"SIM9{first + n:012d}"} for n in range(1, wanted + 1)]})
