"""The socket side of the stage: reads a request, plays the fault that was ordered, writes the answer."""

from __future__ import annotations

import logging
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from market.sandbox.faults import HANG_SECONDS, HTML, Fault
from market.sandbox.scene import Request, Response, Route, Scene

MAX_BODY_BYTES = 1_000_000
DRIP_SECONDS = 0.2
PIECE_BYTES = 65_536
POLL_SECONDS = 0.05
GARBAGE = bytes(range(128, 256)) * 4

log = logging.getLogger("sandbox")


class Server(ThreadingHTTPServer):
    """Threads die with the process; open lines are cut when the stage stops."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], stage: Scene) -> None:
        self.stage = stage
        self._lines: set[socket.socket] = set()
        self._lines_lock = threading.Lock()
        super().__init__(address, _Talk)

    def serve(self) -> None:
        self.serve_forever(POLL_SECONDS)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lines_lock:
            self._lines.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lines_lock:
            self._lines.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if isinstance(sys.exception(), OSError):
            return  # the caller went away
        log.exception("%s: the stand-in itself failed", self.stage.name)

    def close(self) -> None:
        self.shutdown()
        self.server_close()
        with self._lines_lock:
            for line in self._lines:
                line.close()


class _HungUp(Exception):
    """The line is to be cut without an answer."""


class _Talk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "SIMULASI"
    sys_version = ""
    disable_nagle_algorithm = True
    server: Server

    def _serve(self) -> None:
        stage = self.server.stage
        request = self._read()
        if request is None:
            return
        route = stage.find(request)
        if route is None:
            stage.note(request, "", None, acted=False)
            self._write(Response({"message": "no such path on this stand-in"}, 404))
            return
        if route.operation == "_sim":
            self._write(stage.act(route, request))
            if request.method == "POST":
                stage.tick()
            return
        try:
            told = route.trouble(request) if route.trouble else None
            self._play(route, request, stage.faults.spend(route.operation) or told)
        except (_HungUp, OSError):
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

    def _read(self) -> Request | None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BODY_BYTES:
            self.close_connection = True
            self._write(Response("too large", 413))
            return None
        parts = urlsplit(self.path)
        return Request(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )

    def _play(self, route: Route, request: Request, fault: Fault | None) -> None:
        stage = self.server.stage
        if fault and not fault.is_ours:
            request.fault, fault = fault, None
        acted = fault is None or fault.does_act
        stage.note(request, route.operation, fault or request.fault, acted=acted)
        if fault and fault.kind == "delay":
            self._wait(fault.wait_seconds(1.0))
        response = stage.act(route, request) if acted else Response()
        if fault is None:
            self._write(response)
        else:
            self._fail(fault, response)

    def _fail(self, fault: Fault, response: Response) -> None:
        if fault.kind in ("hang", "lost"):
            self._wait(fault.wait_seconds(HANG_SECONDS if fault.kind == "hang" else 0.0))
            raise _HungUp
        if fault.kind == "delay_after":
            self._wait(fault.wait_seconds(1.0))
        if fault.kind == "drip":
            self._drip(response, fault.wait_seconds(DRIP_SECONDS))
        elif fault.kind == "cut":
            body, content_type = response.encoded()
            self._head(response, content_type, len(body) + 100)
            self.wfile.write(body)
            raise _HungUp
        elif fault.kind == "huge":
            self._huge(fault.size_bytes)
        else:
            self._write(_spoiled(fault, response))

    def _wait(self, seconds: float) -> None:
        if self.server.stage.stopping.wait(seconds):
            raise _HungUp

    def _drip(self, response: Response, seconds: float) -> None:
        body, content_type = response.encoded()
        self._head(response, content_type, len(body))
        for byte in body:
            self.wfile.write(bytes([byte]))
            self._wait(seconds)

    def _huge(self, size_bytes: int) -> None:
        self._head(Response(), "application/json", size_bytes)
        for _ in range(0, size_bytes, PIECE_BYTES):
            self.wfile.write(b" " * PIECE_BYTES)

    def _write(self, response: Response) -> None:
        body, content_type = response.encoded()
        self._head(response, content_type, len(body))
        self.wfile.write(body)

    def _head(self, response: Response, content_type: str, length: int) -> None:
        self.send_response(response.status)
        for name, value in {"Content-Type": content_type, **response.headers, "Content-Length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        log.debug(format, *args)


def _spoiled(fault: Fault, response: Response) -> Response:
    """The whole answer that the caller gets in place of the true one."""
    body, _ = response.encoded()
    spoiled = {
        "status": Response(fault.body, fault.status),
        "html": Response(HTML),
        "empty": Response(b"", content_type="application/json"),
        "garbage": Response(GARBAGE),
        "truncated": Response(body[: len(body) // 2], content_type="application/json"),
        "array": Response([response.body]),
        "body": Response(fault.body, content_type="application/json"),
        "redirect": Response("", 302, {"Location": fault.location}),
    }
    return spoiled.get(fault.kind, response)
