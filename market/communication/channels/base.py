"""What a channel is: a text for one phone goes out, the provider's id of it comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from market.core.http import Http


@dataclass(frozen=True, slots=True)
class PhoneText:
    """`to` is E.164. `code` is set for a one-time code: some channels may send those only in a form of their own."""

    to: str
    body: str
    code: str = ""


class Channel(Protocol):
    """`send` raises Refused, Unclear, Unreachable, Nonsense or Misconfigured (market.core.errors); it never retries."""

    code: ClassVar[str]

    def __init__(self, *, http: Http, options: Mapping[str, str]) -> None: ...

    def send(self, text: PhoneText) -> str: ...
