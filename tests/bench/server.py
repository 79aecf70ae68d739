"""The production server under load: the very command of the Procfile with 2 workers, a few clients on kept wires."""

import http.client
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from honcho.environ import parse_procfile

from tests.bench import ground

WORKERS = 2
CLIENTS = 4
LOAD_SECONDS = 4.0
OK = (200, 302)
Ask = tuple[str, str, dict[str, str], bytes]  # method, path, headers, body


@contextmanager
def running(application: str = "market.wsgi:application") -> Iterator[int]:
    """The web line of the Procfile on a free port of the loopback; yields the port."""
    port = ground.free_port()
    line = parse_procfile((Path(settings.BASE_DIR) / "Procfile").read_text()).processes["web"]
    names = {"${PORT:-8000}": str(port), "${WEB_WORKERS:-1}": str(WORKERS), "0.0.0.0": "127.0.0.1"}
    for name, value in {**names, "market.wsgi:application": application}.items():
        line = line.replace(name, value)
    line = line.replace("granian", str(Path(sys.executable).with_name("granian")), 1)
    with subprocess.Popen(shlex.split(line), cwd=settings.BASE_DIR) as process:
        try:
            ground.wait_for(port, process)
            yield port
        finally:
            process.terminate()


def reading(path: str, cookies: str = "") -> Ask:
    return "GET", path, {"Accept-Encoding": "gzip", **({"Cookie": cookies} if cookies else {})}, b""


def sending(path: str, fields: dict[str, str], cookies: str) -> Ask:
    """A form as a browser sends it, with the token that its cookie knows."""
    token = "b" * 32
    body = urlencode({**fields, settings.CSRF_COOKIE_NAME: token, "csrfmiddlewaretoken": token}).encode()
    head = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"{cookies}; {settings.CSRF_COOKIE_NAME}={token}",
    }
    return "POST", path, head, body


def cookies_of(client: Client) -> str:
    return "; ".join(f"{name}={one.value}" for name, one in client.cookies.items() if one.value)


def again(port: int, ask: Ask) -> float:
    """Requests a second of one question, asked for some seconds."""
    ends_at = time.monotonic() + LOAD_SECONDS
    return _load(port, lambda _index: iter(lambda: ask if time.monotonic() < ends_at else None, None))


def each(port: int, asks: list[Ask]) -> float:
    """Requests a second of questions that can be asked only once."""
    return _load(port, lambda index: iter(asks[index::CLIENTS]))


def _load(port: int, questions: Callable[[int], Iterator[Ask]]) -> float:
    counts, troubles = [0] * CLIENTS, []

    def client(index: int) -> None:
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for method, path, head, body in questions(index):
            wire.request(method, path, body or None, head)
            answer: Any = wire.getresponse()
            answer.read()
            if answer.status not in OK:
                troubles.append(f"{path}: status {answer.status}")
                break
            counts[index] += 1
        wire.close()

    threads = [threading.Thread(target=client, args=(index,)) for index in range(CLIENTS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise RuntimeError(troubles[0])
    return round(sum(counts) / (time.monotonic() - began), 1)
