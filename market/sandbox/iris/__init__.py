"""The stand-in for Midtrans Payouts (IRIS): create, approve, reject, details, balance, statement, validation.

Two keys with two roles, an idempotency key that compares bodies and is forgotten after a day, an optional one-time
code, a prepaid balance, notifications signed over their raw bytes, a bank that gives money back after "completed".
Guesses are marked in docs/gateways.md. Options by keyword or SANDBOX_IRIS_<NAME>.
"""

import os
from pathlib import Path
from typing import Any

from market.sandbox.iris import api, controls
from market.sandbox.iris.account import Account
from market.sandbox.iris.outbox import Outbox
from market.sandbox.stage import Stage

DEFAULTS = {
    "creator_key": "IRIS-creator-SIMULASI",
    "approver_key": "IRIS-approver-SIMULASI",
    "merchant_key": "IRIS-merchant-SIMULASI",
    "notification_url": f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/hook/iris/",
}


def stage(*, port: int = 0, state_file: Path | None = None, **options: Any) -> Stage:
    """The stage with all of IRIS on it, not started yet."""
    unknown = set(options) - set(DEFAULTS)
    if unknown:
        raise TypeError(f"no option {sorted(unknown)}")
    chosen = {
        name: str(options.get(name) or os.environ.get(f"SANDBOX_IRIS_{name.upper()}") or default)
        for name, default in DEFAULTS.items()
    }
    scene = Stage("iris", port=port, state_file=state_file)
    outbox = Outbox(scene, chosen)
    account = Account(scene, outbox)
    api.routes(scene, account, chosen)
    controls.routes(scene, account, outbox)
    scene.on_tick(account.tick)
    scene.on_tick(outbox.deliver)
    return scene
