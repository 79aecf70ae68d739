"""The one way out of the house. Every protection has a twin without it that falls for the same trick."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests

from market.core import http as way_out
from market.core.deadline import DeadlineAdapter
from market.core.errors import Nonsense, OutsideError, Unclear, Unreachable
from market.core.http import Http, Reply, redact

DEADLINE_SECONDS = 0.4
GRACE_SECONDS = 0.4
TWIN_SECONDS = 1.2
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
Answer = Callable[[socket.socket, threading.Event], None]


@contextmanager
def neighbour(answer: Answer, calls: list[bytes] | None = None) -> Iterator[str]:
    """A server that reads each request and then behaves as `answer` says; the calls that it heard go into `calls`."""
    ending = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def talk(line: socket.socket) -> None:
        with line:
            line.settimeout(5)
            heard = b""
            while b"\r\n\r\n" not in heard:
                piece = line.recv(65_536)
                if not piece:
                    return
                heard += piece
            if calls is not None:
                calls.append(heard)
            try:
                answer(line, ending)
            except OSError:
                return  # the caller hung up

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=talk, args=(line,), daemon=True))
            threads[-1].start()

    door = threading.Thread(target=serve, daemon=True)
    door.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        ending.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in [door, *threads]:
            thread.join(5)


def _say(*pieces: bytes, pause_seconds: float = 0) -> Answer:
    def answer(line: socket.socket, ending: threading.Event) -> None:
        for piece in pieces:
            line.sendall(piece)
            if pause_seconds and ending.wait(pause_seconds):
                return

    return answer


def _whole(body: bytes, more: bytes = b"") -> bytes:
    return HEAD + more + b"Content-Length: %d\r\n\r\n" % len(body) + body


@pytest.fixture
def way() -> Iterator[Http]:
    http = Http(provider="tetangga")
    yield http
    http._session().close()


def _send(http: Http, url: str, **more) -> Reply:
    return http.send("POST", url, data={"api_key": "rahasia-kita"}, deadline_seconds=DEADLINE_SECONDS, **more)


@contextmanager
def _timed(most_seconds: float = DEADLINE_SECONDS + GRACE_SECONDS) -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < most_seconds


def _plain_requests(url: str) -> float:
    """The twin: the same question by `requests` with its own time-out. How long it took, in seconds."""
    started = time.monotonic()
    with requests.Session() as session:
        session.trust_env = False
        session.get(url, timeout=DEADLINE_SECONDS)
    return time.monotonic() - started


SLOW_PIECES = 15
SLOW_BODY = (HEAD + b"Content-Length: %d\r\n\r\n" % SLOW_PIECES, *[b"x"] * SLOW_PIECES)
SLOW_HEAD = (b"HTTP/1.1 200 OK\r\n", *[b"X-More: y\r\n"] * SLOW_PIECES, b"Content-Length: 0\r\n\r\n")
SLOW_CHUNKS = (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[b"1\r\nx\r\n"] * SLOW_PIECES, b"0\r\n\r\n")
DRIPS = pytest.mark.parametrize("pieces", [SLOW_BODY, SLOW_HEAD, SLOW_CHUNKS], ids=["body", "head", "chunks"])


@DRIPS
def test_a_slow_drip_ends_at_the_deadline(way, pieces):
    with neighbour(_say(*pieces, pause_seconds=0.1)) as url, _timed(), pytest.raises(Unclear):
        _send(way, url)


def test_a_word_just_before_the_deadline_buys_no_second_deadline(way):
    def late_word(line: socket.socket, ending: threading.Event) -> None:
        ending.wait(0.9)
        line.sendall(HEAD)
        ending.wait(5)

    with neighbour(late_word) as url, _timed(1.5), pytest.raises(Unclear):
        way.send("GET", url, deadline_seconds=1.0)


@DRIPS
def test_twin_plain_requests_wait_for_the_whole_drip(pieces):
    with neighbour(_say(*pieces, pause_seconds=0.1)) as url:
        assert _plain_requests(url) > TWIN_SECONDS


def test_a_deadline_of_one_call_does_not_reach_into_the_next(way):
    with neighbour(_say(_whole(b"{}"), pause_seconds=0)) as url:
        assert _send(way, url).status == 200
        time.sleep(DEADLINE_SECONDS)
        assert _send(way, url).json() == {}


def test_a_body_over_the_cap_is_left_after_the_cap(way):
    sent = []

    def flood(line: socket.socket, ending: threading.Event) -> None:
        line.sendall(HEAD + b"Content-Length: 256000000\r\n\r\n")
        for _ in range(4_000):
            line.sendall(b" " * 64_000)
            sent.append(64_000)

    with neighbour(flood) as url, pytest.raises(Nonsense, match="larger"):
        way.send("GET", url, deadline_seconds=5)
    assert sum(sent) < 20_000_000


def test_twin_without_a_cap_the_whole_flood_is_taken_in(way):
    with neighbour(_say(_whole(b" " * 5_000_000))) as url:
        with pytest.raises(Nonsense):
            way.send("GET", url, deadline_seconds=5)
        assert len(way.send("GET", url, deadline_seconds=5, max_bytes=10_000_000).body) == 5_000_000


def test_a_small_packet_that_unpacks_into_a_flood_is_left_too(way):
    packed = gzip.compress(b" " * 64_000_000)
    assert len(packed) < 100_000
    with neighbour(_say(_whole(packed, b"Content-Encoding: gzip\r\n"))) as url, pytest.raises(Nonsense, match="larger"):
        way.send("GET", url, deadline_seconds=5)


def test_a_packed_answer_is_unpacked(way):
    packed = gzip.compress(b'{"harga": 19000}')
    with neighbour(_say(_whole(packed, b"Content-Encoding: gzip\r\n"))) as url:
        assert way.send("GET", url).json() == {"harga": 19_000}


REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"


def test_a_redirect_to_an_inside_address_is_not_followed(way):
    inside: list[bytes] = []
    with (
        neighbour(_say(_whole(b"{}")), inside) as target,
        neighbour(_say(REDIRECT % target.encode())) as url,
        pytest.raises(Nonsense, match="redirect"),
    ):
        _send(way, url)
    assert inside == []


def test_twin_plain_requests_follow_the_redirect_inside():
    inside: list[bytes] = []
    with neighbour(_say(_whole(b"{}")), inside) as target, neighbour(_say(REDIRECT % target.encode())) as url:
        _plain_requests(url)
    assert len(inside) == 1


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity"])
def test_no_number_that_is_none_comes_in(word):
    body = b'{"harga": %s}' % word
    with pytest.raises(Nonsense):
        Reply(200, {}, body).json()
    assert json.loads(body)["harga"] != 0  # twin: the library lets it in


def test_two_hundred_thousand_brackets_are_nonsense_and_quickly():
    body = b"[" * 200_000 + b"]" * 200_000
    with _timed(1), pytest.raises(Nonsense):
        Reply(200, {}, body).json()


def test_twin_the_library_breaks_on_the_brackets():
    body = b"[" * 200_000 + b"]" * 200_000
    with pytest.raises(RecursionError):
        json.loads(body)


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"harga": 1', b"\xff\xfe\xff", b'{"harga": 1}}'])
def test_what_is_not_json_is_nonsense_and_says_where(body):
    with pytest.raises(Nonsense) as caught:
        Reply(200, {}, body).json(provider="jne", operation="rates", reference="SHP1")
    assert str(caught.value).startswith("jne rates SHP1: not JSON")


def test_a_refused_connection_was_surely_not_heard(way):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable):
            _send(way, f"http://127.0.0.1:{nobody.getsockname()[1]}/")


def test_an_unknown_name_was_surely_not_heard(way):
    with _timed(8), pytest.raises(Unreachable):
        way.send("GET", "http://tidak-ada.invalid/", deadline_seconds=5)


def test_silence_after_sending_is_unclear(way):
    calls: list[bytes] = []
    with neighbour(lambda _line, ending: ending.wait(5), calls) as url, _timed(), pytest.raises(Unclear) as caught:
        _send(way, url, operation="book", reference="SHP1")
    assert len(calls) == 1
    assert (caught.value.operation, caught.value.reference) == ("book", "SHP1")


@pytest.mark.parametrize(
    "answer",
    [
        _say(),
        _say(HEAD + b"Content-Length: 100\r\n\r\nhalf"),
        _say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nha"),
        _say(b"no http at all\r\n\r\n"),
    ],
    ids=["nothing", "half a body", "half a chunk", "no http"],
)
def test_a_cut_off_answer_is_unclear_and_asked_only_once(way, answer):
    calls: list[bytes] = []
    with neighbour(answer, calls) as url, pytest.raises(Unclear):
        _send(way, url)
    assert len(calls) == 1


def test_twin_a_cut_off_body_looks_whole_to_a_plain_read():
    with neighbour(_say(HEAD + b"Content-Length: 100\r\n\r\nhalf")) as url, requests.Session() as session:
        session.trust_env = False
        session.mount("http://", DeadlineAdapter())
        with session.get(url, stream=True, timeout=1) as response:
            response.raw.enforce_content_length = False
            assert response.raw.read1(100) == b"half"


def test_the_environment_has_no_say_about_the_way(way, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    with neighbour(_say(_whole(b"{}"))) as url:
        assert _send(way, url).status == 200
        with pytest.raises(requests.RequestException):
            requests.get(url, timeout=1)  # twin: it asks the proxy


def test_every_call_names_us(way):
    calls: list[bytes] = []
    with neighbour(_say(_whole(b"{}")), calls) as url:
        _send(way, url)
    assert f"User-Agent: {way_out.USER_AGENT}".encode() in calls[0]


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"api_key": "rahasia-kita"}},
        {"headers": {"Authorization": "Bearer rahasia-kita"}},
        {"headers": {"X-POS-PASSWORD": "rahasia-kita"}},
        {"auth": ("toko", "rahasia-kita")},
    ],
)
def test_a_secret_that_is_echoed_stays_hidden(way, sent):
    with neighbour(_say(_whole(b"<p>api_key=rahasia-kita is wrong</p>"))) as url:
        reply = way.send("POST", url, **sent)
    assert "rahasia-kita" not in reply.text
    with pytest.raises(Nonsense) as caught:
        reply.json()
    assert "rahasia-kita" not in str(caught.value)
    assert "[hidden]" in str(caught.value)


def test_no_error_holds_a_secret(way):
    answers = [_say(), lambda _line, ending: ending.wait(5), _say(HEAD + b"Content-Length: 9\r\n\r\nx")]
    seen: list[OutsideError] = []
    for answer in answers:
        with neighbour(answer) as url, pytest.raises(OutsideError) as caught:
            _send(way, url + "?api_key=rahasia-kita")
        seen.append(caught.value)
    assert len(seen) == 3
    assert "rahasia" not in " ".join(f"{error} {error.data}" for error in seen)


def test_what_is_kept_for_the_row_hides_secrets_at_any_depth():
    kept = redact({"Username": "TESTAPI", "list": [{"api_key": "x", "price": "19000"}], "Authorization": "y"})
    assert kept == {
        "Username": "[hidden]",
        "list": [{"api_key": "[hidden]", "price": "19000"}],
        "Authorization": "[hidden]",
    }


def test_threads_do_not_share_a_deadline_or_a_connection(way):
    outcomes: dict[str, str] = {}

    def ask(name: str, url: str, seconds: float) -> None:
        try:
            way.send("GET", url, deadline_seconds=seconds)
            outcomes[name] = "whole"
        except Unclear:
            outcomes[name] = "unclear"
        finally:
            way._session().close()

    with neighbour(_say(*SLOW_BODY, pause_seconds=0.04)) as url:
        both = [
            threading.Thread(target=ask, args=("patient", url, 5.0)),
            threading.Thread(target=ask, args=("hasty", url, 0.2)),
        ]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(8)
    assert outcomes == {"patient": "whole", "hasty": "unclear"}
