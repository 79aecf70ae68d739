"""What Midtrans remembers of one merchant: pages, payments and their steps. Every step may leave a notification."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from market.sandbox.midtrans.methods import WAYS, Way
from market.sandbox.midtrans.outbox import Outbox
from market.sandbox.stage import Stage

WIB = timezone(timedelta(hours=7))
CONFIRM_AFTER_SECONDS = 60  # the second notification of a refund
LIVE, BACK = ("pending",), ("settlement", "partial_refund")

Row = dict[str, Any]


def wib(moment: datetime) -> str:
    """Their way to write a time: GMT+7, without saying so."""
    return moment.astimezone(WIB).strftime("%Y-%m-%d %H:%M:%S")


class Account:
    """The books of one merchant; all times inside are ISO, UTC. Call under the stage's lock."""

    def __init__(self, stage: Stage, outbox: Outbox, options: Mapping[str, str]) -> None:
        self.stage, self.outbox, self.options = stage, outbox, options

    # --- what there is -----------------------------------------------------------------------------------------------

    def table(self, name: str) -> dict[str, Row]:
        rows: dict[str, Row] = self.stage.data.setdefault(name, {})
        return rows

    @property
    def settings(self) -> Row:
        """Switches of the control door: `errors_in_body` (refusals as HTTP 200), `merchant_id`, `upper_case`."""
        settings: Row = self.stage.data.setdefault("settings", {})
        return settings

    def now(self) -> datetime:
        return self.stage.clock.now()

    def payment(self, name: str) -> Row | None:
        """By order id or transaction id, with its deadline looked at."""
        payments = self.table("payments")
        row = payments.get(name) or next((p for p in payments.values() if p["transaction_id"] == name), None)
        if row:
            self._pass_deadline(row)
        return row

    def page_of(self, order_id: str) -> Row | None:
        """The newest page for that order id."""
        pages = [page for page in self.table("pages").values() if page["order_id"] == order_id]
        return pages[-1] if pages else None

    def page_state(self, page: Row) -> str:
        """open, closed (cancelled or replaced), expired"""
        if page["closed_at"]:
            return "closed"
        return "expired" if self.now() >= datetime.fromisoformat(page["ends_at"]) else "open"

    # --- steps -------------------------------------------------------------------------------------------------------

    def open_page(self, request: Row, ends_at: datetime, urls: list[str]) -> Row:
        """A new page; an unused one for the same order id stops working."""
        order_id = request["transaction_details"]["order_id"]
        for page in self.table("pages").values():
            if page["order_id"] == order_id and not page["closed_at"]:
                page["closed_at"] = self.now().isoformat()
        token = str(uuid.uuid4())
        page = {
            "token": token, "order_id": order_id, "request": request, "closed_at": "", "urls": urls,
            "opened_at": self.now().isoformat(), "ends_at": ends_at.isoformat(),
        }  # fmt: skip
        self.table("pages")[token] = page
        return page

    def choose(self, page: Row, word: str) -> Row:
        """The buyer takes a way to pay: from now on there is a transaction."""
        details, way = page["request"]["transaction_details"], WAYS[word]
        row = {
            "order_id": page["order_id"], "transaction_id": str(uuid.uuid4()), "way": word, "urls": page["urls"],
            "gross": int(details["gross_amount"]), "status": "pending", "fraud": "accept", "refunds": [],
            "created_at": self.now().isoformat(), "settled_at": "", "issuer": "", "timeline": [],
            "ends_at": self._code_ends_at(page, way).isoformat(),
            "custom": {name: page["request"][name] for name in page["request"] if name.startswith("custom_field")},
        }  # fmt: skip
        self.table("payments")[page["order_id"]] = row
        self._step(row, "pending", "201")
        return row

    def pay(self, row: Row, *, amount: int | None = None, issuer: str = "") -> Row:
        """The money comes, also when it is late; another amount than asked for is possible here and nowhere else."""
        row.update(settled_at=self.now().isoformat(), issuer=issuer or row["issuer"], gross=amount or row["gross"])
        self._step(row, "settlement", "200")
        return row

    def end(self, row: Row, status: str) -> Row:
        """expire, cancel or deny: all three are told with code 202."""
        self._step(row, status, "202")
        return row

    def refund(self, row: Row, amount: int, key: str, reason: str, *, method: str = "online") -> Row:
        serial = self.stage.data["refund_serial"] = self.stage.data.get("refund_serial", 500) + 1
        entry = {
            "refund_chargeback_id": serial, "refund_amount": f"{amount}.00", "created_at": wib(self.now()),
            "reason": reason, "refund_key": key, "refund_method": method, "at": self.now().isoformat(),
        }  # fmt: skip
        row["refunds"].append(entry)
        self._step(row, "refund" if self.refunded(row) >= row["gross"] else "partial_refund", "200")
        return entry

    def confirm_refunds(self, row: Row) -> None:
        """The bank's word: a second notification about the same refund."""
        for entry in row["refunds"]:
            if "bank_confirmed_at" not in entry:
                entry["bank_confirmed_at"] = wib(self.now())
                self._step(row, row["status"], "200")

    def chargeback(self, row: Row, amount: int) -> None:
        self._step(row, "chargeback" if amount >= row["gross"] else "partial_chargeback", "200")

    def refunded(self, row: Row) -> int:
        return sum(int(float(entry["refund_amount"])) for entry in row["refunds"])

    def tick(self) -> None:
        """Deadlines and confirmations that time brings."""
        with self.stage.lock:
            for row in self.table("payments").values():
                self._pass_deadline(row)
                waiting = [entry for entry in row["refunds"] if "bank_confirmed_at" not in entry]
                if waiting and self._since(waiting[0]["at"]) >= CONFIRM_AFTER_SECONDS:
                    self.confirm_refunds(row)

    # --- words -------------------------------------------------------------------------------------------------------

    def body(self, row: Row, code: str, message: str) -> Row:
        """The answer of every call about a payment, and the notification."""
        way = WAYS[row["way"]]
        gross = f"{row['gross']}.00"
        signed = f"{row['order_id']}{code}{gross}{self.options['server_key']}"
        status = row["status"].upper() if self.settings.get("upper_case") else row["status"]
        body: Row = {
            "status_code": code, "status_message": message, "transaction_id": row["transaction_id"],
            "order_id": row["order_id"], "merchant_id": self.settings.get("merchant_id") or self.options["merchant_id"],
            "gross_amount": gross, "currency": "IDR", "payment_type": way.kind,
            "transaction_time": wib(datetime.fromisoformat(row["created_at"])), "transaction_status": status,
            "signature_key": hashlib.sha512(signed.encode()).hexdigest(),
            "expiry_time": wib(datetime.fromisoformat(row["ends_at"])),
            **way.facts(row["order_id"], row["issuer"]), **row["custom"],
        }  # fmt: skip
        if way.bank != "indomaret":
            body["fraud_status"] = row["fraud"]
        if row["settled_at"]:
            body["settlement_time"] = wib(datetime.fromisoformat(row["settled_at"]))
        if row["refunds"]:
            body["refund_amount"] = f"{self.refunded(row)}.00"
            body["refunds"] = [{name: entry[name] for name in entry if name != "at"} for entry in row["refunds"]]
        return body

    def _step(self, row: Row, status: str, code: str) -> None:
        row["status"] = status
        row["timeline"].append([self.now().isoformat(), status])
        self.outbox.put(row["urls"], self.body(row, code, "midtrans payment notification"))

    def _pass_deadline(self, row: Row) -> None:
        if row["status"] in LIVE and self.now() >= datetime.fromisoformat(row["ends_at"]):
            self.end(row, "expire")

    def _code_ends_at(self, page: Row, way: Way) -> datetime:
        expiry = page["request"].get("expiry")
        start = self.now()
        if not isinstance(expiry, dict):
            return start + timedelta(seconds=way.lives_seconds)
        if expiry.get("start_time"):
            start = datetime.strptime(str(expiry["start_time"]), "%Y-%m-%d %H:%M:%S %z").astimezone(UTC)
        return start + life(expiry)

    def _since(self, moment: str) -> float:
        return (self.now() - datetime.fromisoformat(moment)).total_seconds()


def life(expiry: Mapping[str, Any]) -> timedelta:
    """`unit` and `duration` as a span; ValueError for other shapes."""
    unit = str(expiry.get("unit", "minute")).rstrip("s")
    seconds = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}.get(unit)
    duration = expiry.get("duration")
    if seconds is None or not isinstance(duration, int) or duration < 1:
        raise ValueError("expiry is not valid")
    return timedelta(seconds=seconds * duration)
