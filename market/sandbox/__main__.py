"""`python -m market.sandbox`: every stand-in in one process, each on its own port, until SIGTERM or Ctrl-C.

SANDBOX_JNE_PORT=8901 SANDBOX_POS_PORT=8902 SANDBOX_MIDTRANS_PORT=8903 SANDBOX_WHATSAPP_PORT=8904
SANDBOX_BITESHIP_PORT=8905 SANDBOX_GOSEND_PORT=8906 SANDBOX_RAJAONGKIR_PORT=8907 SANDBOX_IRIS_PORT=8909
SANDBOX_SMS_PORT=8910
SANDBOX_STATE_DIR=var/sandbox     keep their memory over a restart (unset: they forget)
python -m market.sandbox jne pos  only these
"""

import os
import signal
import sys
import threading
from importlib import import_module
from pathlib import Path

from market.sandbox.stage import Stage

DEFAULT_PORTS = {
    "jne": 8901,
    "pos": 8902,
    "midtrans": 8903,
    "whatsapp": 8904,
    "biteship": 8905,
    "gosend": 8906,
    "rajaongkir": 8907,
    "iris": 8909,
    "sms": 8910,
}


def main(names: list[str]) -> int:
    """Start, say where, wait for the signal, stop."""
    unknown = set(names) - set(DEFAULT_PORTS)
    if unknown:
        print(f"no stand-in for {', '.join(sorted(unknown))}; there are {', '.join(DEFAULT_PORTS)}", file=sys.stderr)
        return 2
    store = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    os.environ.setdefault("SANDBOX_SMS_STORE_URL", f"{store}/sms/simulasi/")
    for name in ("biteship", "gosend"):
        os.environ.setdefault(f"SANDBOX_{name.upper()}_WEBHOOK_URL", f"{store}/hook/{name}/")
    leave = threading.Event()
    for leaving in (signal.SIGTERM, signal.SIGINT):
        signal.signal(leaving, lambda *_: leave.set())
    folder = os.environ.get("SANDBOX_STATE_DIR", "")
    stages = []
    for name in names or DEFAULT_PORTS:
        port = int(os.environ.get(f"SANDBOX_{name.upper()}_PORT", DEFAULT_PORTS[name]))
        state_file = Path(folder) / f"{name}.json" if folder else None
        stage: Stage = import_module(f"market.sandbox.{name}").stage(port=port, state_file=state_file)
        stages.append(stage.start())
        print(f"SIMULASI {name}: {stage.url} (pintu kendali: {stage.url}/_sim/)", flush=True)
    leave.wait()
    for stage in stages:
        stage.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
