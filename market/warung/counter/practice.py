"""Practice: the tablet learns an answer that looks real, and nothing happens: no stock, no money, no courier, no row
but the operation itself, which is marked."""

from __future__ import annotations

from typing import Any

from market.warung.counter.base import Call, Outcome

MARK = "LATIHAN"


def pretend(call: Call, kind: str, data: dict[str, Any]) -> Outcome:
    """What the tablet may show and print, plainly marked."""
    answer: dict[str, Any] = {"practice": True, "mark": MARK}
    if kind == "order.create":
        total = sum(line["quantity"] * line["unit_price"] for line in data["lines"])
        answer |= {"order": str(call.key), "number": f"{MARK}-{str(call.key)[:8]}", "claim_code": MARK, "total": total}
    if kind == "shift.open":
        answer |= {"shift": str(call.key), "float": data["float"]}
    return Outcome(answer)
