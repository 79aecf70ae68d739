"""The stand-in for Midtrans: Snap, status, cancel, expire, refund, notifications, and a page to pay on.

It speaks the wire protocol with its quirks (docs/gateways.md lists them, and which are guesses); the adapter cannot
tell it from the real thing but by its address. Options by keyword, or by SANDBOX_MIDTRANS_SERVER_KEY,
SANDBOX_MIDTRANS_MERCHANT_ID, SANDBOX_MIDTRANS_NOTIFICATION_URL and SANDBOX_MIDTRANS_PUBLIC_URL.
"""

import os
from pathlib import Path
from typing import Any

from market.sandbox.midtrans import api, controls, page
from market.sandbox.midtrans.account import Account
from market.sandbox.midtrans.outbox import Outbox
from market.sandbox.stage import Stage

DEFAULTS = {
    "server_key": "SB-Mid-server-SIMULASI",
    "merchant_id": "G000000001",
    "notification_url": "http://127.0.0.1:8000/hook/midtrans/",
    "public_url": "",  # where a phone reaches this page, when it is not on this machine
}


def stage(*, port: int = 0, state_file: Path | None = None, **options: Any) -> Stage:
    """The stage with all of Midtrans on it, not started yet."""
    unknown = set(options) - set(DEFAULTS)
    if unknown:
        raise TypeError(f"no option {sorted(unknown)}")
    chosen = {
        name: str(options.get(name) or os.environ.get(f"SANDBOX_MIDTRANS_{name.upper()}") or default)
        for name, default in DEFAULTS.items()
    }
    scene = Stage("midtrans", port=port, state_file=state_file)
    outbox = Outbox(scene)
    account = Account(scene, outbox, chosen)
    api.routes(scene, account)
    page.routes(scene, account)
    controls.routes(scene, account, outbox)
    scene.on_tick(account.tick)
    scene.on_tick(outbox.deliver)
    return scene
