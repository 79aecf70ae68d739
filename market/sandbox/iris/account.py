"""What IRIS remembers of one merchant: payouts and their steps, the balance, the statement. Call under the lock."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Any

from market.sandbox.iris.outbox import Outbox
from market.sandbox.stage import Stage

START_RUPIAH = 100_000_000
FEE_RUPIAH = 5_000
KEY_HOURS = 24
PROCESSED_AFTER_SECONDS, COMPLETED_AFTER_SECONDS = 2, 5
WORDS = {
    "001": "Invalid beneficiary name", "002": "Invalid account number", "012": "Account blocked or closed",
    "016": "Insufficient merchant balance", "025": "Declined by bank",
}  # fmt: skip

Row = dict[str, Any]


class Account:
    """`settings`: `auto` (the bank works by itself), `otp` (a code that approving wants), `holders` by account."""

    def __init__(self, stage: Stage, outbox: Outbox) -> None:
        self.stage, self.outbox = stage, outbox

    def table(self, name: str) -> dict[str, Row]:
        rows: dict[str, Row] = self.stage.data.setdefault(name, {})
        return rows

    @property
    def settings(self) -> Row:
        settings: Row = self.stage.data.setdefault("settings", {"auto": True, "otp": "", "holders": {}})
        return settings

    @property
    def balance(self) -> int:
        return int(self.stage.data.setdefault("balance", START_RUPIAH))

    @property
    def statement(self) -> list[Row]:
        rows: list[Row] = self.stage.data.setdefault("statement", [])
        return rows

    def moment(self) -> str:
        return self.stage.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")

    def known(self, key: str, body: bytes) -> Row | None:
        """What was answered under that key before: {"body", "answer"}; forgotten after a day."""
        row = self.table("keys").get(key)
        if row and self.stage.clock.now() - datetime.fromisoformat(row["at"]) > timedelta(hours=KEY_HOURS):
            self.table("keys").pop(key)
            return None
        return row

    def keep(self, key: str, body: bytes, answer: Row) -> None:
        made = {"digest": hashlib.sha256(body).hexdigest(), "answer": answer, "at": self.stage.clock.now().isoformat()}
        self.table("keys")[key] = made

    def create(self, wish: Row) -> Row:
        reference = uuid.uuid4().hex[:18]
        row = {
            **{name: str(wish.get(name, "")) for name in ("beneficiary_name", "beneficiary_account", "notes")},
            "bank": str(wish["beneficiary_bank"]), "beneficiary_email": str(wish.get("beneficiary_email", "")),
            "amount": f"{int(float(wish['amount']))}.0", "reference_no": reference, "status": "queued",
            "created_by": "creator", "created_at": self.moment(), "updated_at": self.moment(), "paid": False,
            "at": self.stage.clock.now().isoformat(),
        }  # fmt: skip
        self.table("payouts")[reference] = row
        self.tell(row)
        return row

    def approve(self, row: Row) -> None:
        """Take the money; what the balance does not hold fails with 016 (that the code comes so is a guess)."""
        amount = int(float(row["amount"]))
        self.step(row, "approved")
        if self.balance < amount + FEE_RUPIAH:
            self.step(row, "failed", "016")
            return
        row["paid"] = True
        self.book("Payout", -amount, row)
        self.book("Payout fee", -FEE_RUPIAH, row)

    def step(self, row: Row, status: str, code: str = "") -> None:
        """The next status with its notification; a failure after the money was taken gives it back."""
        row["status"], row["updated_at"], row["at"] = status, self.moment(), self.stage.clock.now().isoformat()
        row["code"] = code
        if status in ("failed", "rejected") and row["paid"]:
            row["paid"] = False
            self.book("Refund", int(float(row["amount"])), row)
        self.tell(row)

    def book(self, kind: str, amount: int, row: Row) -> None:
        self.stage.data["balance"] = self.balance + amount
        self.statement.append({
            "reference_no": row.get("reference_no", ""), "beneficiary_name": row.get("beneficiary_name", ""),
            "beneficiary_account": row.get("beneficiary_account", ""), "account": "SIMULASI", "type": kind,
            "amount": f"{abs(amount)}.0", "status": "debit" if amount < 0 else "credit", "created_at": self.moment(),
        })  # fmt: skip

    def tell(self, row: Row) -> None:
        body = {name: row[name] for name in ("reference_no", "amount", "status", "updated_at")}
        if row.get("code"):
            body |= {"error_code": row["code"], "error_message": WORDS.get(row["code"], "General error")}
        self.outbox.put(body)

    def tick(self) -> None:
        """The bank's work, when it works by itself."""
        with self.stage.lock:
            if not self.settings["auto"]:
                return
            for row in self.table("payouts").values():
                age = (self.stage.clock.now() - datetime.fromisoformat(row["at"])).total_seconds()
                if row["status"] == "approved" and age >= PROCESSED_AFTER_SECONDS:
                    self.step(row, "processed")
                elif row["status"] == "processed" and age >= COMPLETED_AFTER_SECONDS:
                    self.step(row, "completed")
            self.stage.save()
