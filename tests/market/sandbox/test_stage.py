"""The stage of the stand-ins: routes, log, faults, clock, memory, and the process that starts them all."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from market.sandbox.stage import Request, Response, Stage, page

QUICK_SECONDS = 5


def _shop(state_file: Path | None = None) -> Stage:
    stage = Stage("warung", state_file=state_file)

    def buy(request: Request) -> Response:
        stage.data["sold"] = stage.data.get("sold", 0) + 1
        return Response({"item": request.params["item"], "sold": stage.data["sold"], "at": str(stage.clock.now())})

    stage.route("POST", "/beli/{item}", "buy", buy)
    stage.route("GET", "/kembar", "twin", lambda request: Response([request.fault.kind if request.fault else ""]))
    return stage


@pytest.fixture
def shop():
    with _shop() as stage:
        yield stage


@pytest.fixture
def caller():
    with requests.Session() as session:
        session.trust_env = False
        yield session


def _buy(caller, shop, item="kopi"):
    return caller.post(f"{shop.url}/beli/{item}", data={"api_key": "rahasia", "jumlah": "2"}, timeout=QUICK_SECONDS)


def _order(caller, shop, **fault):
    answer = caller.post(f"{shop.url}/_sim/faults", json=fault, timeout=QUICK_SECONDS)
    assert answer.status_code == 200, answer.text


def test_a_route_hands_over_its_path_parts_with_or_without_a_closing_slash(shop, caller):
    assert _buy(caller, shop, "keripik%20pisang").json()["item"] == "keripik pisang"
    assert caller.post(f"{shop.url}/beli/kopi/", timeout=QUICK_SECONDS).json()["sold"] == 2
    assert caller.get(f"{shop.url}/lain", timeout=QUICK_SECONDS).status_code == 404


def test_the_log_keeps_every_call_and_hides_secrets(shop, caller):
    _buy(caller, shop)
    (line,) = caller.get(f"{shop.url}/_sim/log?operation=buy", timeout=QUICK_SECONDS).json()
    assert line["body"] == {"api_key": "[hidden]", "jumlah": "2"}
    assert line["headers"]["user-agent"].startswith("python-requests")
    assert line["acted"] is True


@pytest.mark.parametrize(
    ("fault", "sold"),
    [("lost", 1), ("cut", 1), ("truncated", 1), ("array", 1), ("drip", 1), ("delay", 1), ("delay_after", 1),
     ("status", 0), ("html", 0), ("empty", 0), ("garbage", 0), ("redirect", 0), ("hang", 0)],
)  # fmt: skip
def test_each_fault_acts_or_does_not_act_as_it_promises_and_is_spent(shop, caller, fault, sold):
    _order(caller, shop, kind=fault, operation="buy", seconds=0.001)
    try:
        caller.post(f"{shop.url}/beli/kopi", timeout=QUICK_SECONDS, allow_redirects=False)
    except requests.RequestException:
        assert fault in ("lost", "cut", "hang")
    assert shop.data.get("sold", 0) == sold
    assert _buy(caller, shop).json()["sold"] == sold + 1


def test_a_fault_for_one_operation_leaves_the_others_alone_and_lasts_its_times(shop, caller):
    _order(caller, shop, kind="status", operation="buy", status=503, times=2)
    assert caller.get(f"{shop.url}/kembar", timeout=QUICK_SECONDS).status_code == 200
    assert [_buy(caller, shop).status_code for _ in range(3)] == [503, 503, 200]


def test_a_fault_of_an_unknown_kind_is_left_to_the_handler(shop, caller):
    _order(caller, shop, kind="duplicate", operation="twin")
    assert caller.get(f"{shop.url}/kembar", timeout=QUICK_SECONDS).json() == ["duplicate"]
    assert caller.get(f"{shop.url}/kembar", timeout=QUICK_SECONDS).json() == [""]


def test_a_misspelt_fault_is_told_and_not_kept(shop, caller):
    answer = caller.post(f"{shop.url}/_sim/faults", json={"kind": "lost", "operaton": "buy"}, timeout=QUICK_SECONDS)
    assert answer.status_code == 400
    assert "operaton" in answer.json()["error"]
    assert shop.faults.as_list() == []


def test_the_clock_moves_and_stands_still_on_demand_and_wakes_what_is_due(shop, caller):
    seen = []
    shop.on_tick(lambda: seen.append(shop.clock.now().isoformat()))
    caller.post(f"{shop.url}/_sim/clock", json={"freeze": "2026-11-22T09:00:00+07:00"}, timeout=QUICK_SECONDS)
    caller.post(f"{shop.url}/_sim/clock", json={"advance_hours": 4, "advance_seconds": 5}, timeout=QUICK_SECONDS)
    now = caller.get(f"{shop.url}/_sim/clock", timeout=QUICK_SECONDS).json()["now"]
    assert now == "2026-11-22T06:00:05+00:00"
    deadline = time.monotonic() + QUICK_SECONDS
    while now not in seen and time.monotonic() < deadline:
        time.sleep(0.01)
    assert now in seen


def test_a_restart_keeps_the_memory_and_a_reset_forgets_it(tmp_path, caller):
    kept = tmp_path / "deep" / "warung.json"
    with _shop(kept) as shop:
        _buy(caller, shop)
        shop.clock.advance(3_600)
        _buy(caller, shop)
    with _shop(kept) as shop:
        assert shop.clock.offset_seconds == 3_600
        assert _buy(caller, shop).json()["sold"] == 3
        assert caller.post(f"{shop.url}/_sim/reset", timeout=QUICK_SECONDS).status_code == 200
        assert _buy(caller, shop).json()["sold"] == 1
    assert json.loads(kept.read_text())["data"] == {"sold": 1}


def test_the_page_of_the_door_says_simulasi_and_escapes_what_callers_sent(shop, caller):
    caller.post(f"{shop.url}/beli/x", data={"nama": "<script>alert(1)</script>"}, timeout=QUICK_SECONDS)
    html = caller.get(f"{shop.url}/_sim/", timeout=QUICK_SECONDS).text
    assert "SIMULASI" in html
    assert "<script>" not in html
    assert "SIMULASI" in page("Bayar", "")


def test_stopping_lets_go_of_a_caller_who_is_kept_waiting(caller):
    with _shop() as shop:
        _order(caller, shop, kind="hang", operation="buy", seconds=60)
        with socket.create_connection(("127.0.0.1", shop.port), timeout=QUICK_SECONDS) as line:
            line.sendall(b"POST /beli/kopi HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
            deadline = time.monotonic() + QUICK_SECONDS
            while not any(row["operation"] == "buy" for row in shop.log) and time.monotonic() < deadline:
                time.sleep(0.01)
            started = time.monotonic()
            shop.stop()
            assert line.recv(100) == b""
            assert time.monotonic() - started < QUICK_SECONDS


def test_an_over_long_body_is_turned_away(shop):
    with socket.create_connection(("127.0.0.1", shop.port), timeout=QUICK_SECONDS) as line:
        line.sendall(b"POST /beli/kopi HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("leave", [signal.SIGTERM, signal.SIGINT])
def test_one_command_starts_the_couriers_and_stops_cleanly(leave, tmp_path, caller):
    pytest.importorskip("market.sandbox.jne")
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        ports = [str(one.getsockname()[1]), str(two.getsockname()[1])]
    environment = {
        **os.environ, "SANDBOX_JNE_PORT": ports[0], "SANDBOX_POS_PORT": ports[1], "SANDBOX_STATE_DIR": str(tmp_path),
    }  # fmt: skip
    command = [sys.executable, "-m", "market.sandbox", "jne", "pos"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert [process.stdout.readline().split(":")[0] for _ in ports] == ["SIMULASI jne", "SIMULASI pos"]
        for port in ports:
            page_of_door = caller.get(f"http://127.0.0.1:{port}/_sim/", timeout=QUICK_SECONDS).text
            assert "SIMULASI" in page_of_door
        process.send_signal(leave)
        assert process.wait(QUICK_SECONDS) == 0


def test_an_unknown_stand_in_is_refused_with_a_word():
    done = subprocess.run([sys.executable, "-m", "market.sandbox", "tiki"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "tiki" in done.stderr
