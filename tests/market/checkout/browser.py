"""Eight buyers at once, each with a browser of his own, over real sockets: cookies, CSRF tokens and redirects alike."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import requests

from tests.market.checkout.walk import Andi

TIMEOUT_SECONDS = 30


class Answer:
    """What the walk reads of an answer."""

    def __init__(self, answer: requests.Response) -> None:
        self.content, self.status_code, self.text = answer.content, answer.status_code, answer.text
        self.url = answer.headers.get("Location", "")


class Browser:
    """The two verbs of Django's test client, over HTTP."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, path: str, *, follow: bool = False) -> Answer:
        return Answer(self.session.get(self.address + path, allow_redirects=follow, timeout=TIMEOUT_SECONDS))

    def post(self, path: str, fields: dict[str, str], *, follow: bool = False) -> Answer:
        """Redirects are not followed, whatever is asked: these buyers hurry."""
        token = {"csrfmiddlewaretoken": self.session.cookies.get("csrftoken", "")}
        where, sent = self.address + path, {**token, **fields}
        return Answer(self.session.post(where, data=sent, allow_redirects=False, timeout=TIMEOUT_SECONDS))


def a_buyer(address: str) -> Andi:
    return Andi(Browser(address))


def at_once(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """All deeds, each in a thread of its own, let go by one barrier; what they gave back, in their order."""
    barrier = threading.Barrier(len(deeds))
    done: list[Any] = [None] * len(deeds)

    def run(position: int) -> None:
        barrier.wait()
        done[position] = deeds[position]()

    threads = [threading.Thread(target=run, args=(position,)) for position in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TIMEOUT_SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    return done
