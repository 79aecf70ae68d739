"""Sending to a phone through the channels of the settings: the first that takes it."""

from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

from market.communication.channels.base import Channel, PhoneText
from market.core.backends import build
from market.core.errors import MarketError, Misconfigured
from market.core.http import Http


@cache
def channels() -> tuple[Channel, ...]:
    """The channels in the order of MESSAGE_CHANNELS."""
    return tuple(build(config, http=Http(provider=code)) for code, config in settings.MESSAGE_CHANNELS.items())


def send_code(to: str, code: str) -> str:
    """Send a one-time code to a phone (E.164) now; the answer is the channel's code.

    Raises the last channel's error when none took it. May be repeated: each call is a new message.
    """
    text = PhoneText(
        to, _("%(code)s adalah kode masuk Lumbung Desa. Jangan berikan kepada siapa pun.") % {"code": code}, code
    )
    trouble: MarketError = Misconfigured("no channel in MESSAGE_CHANNELS")
    for channel in channels():
        try:
            channel.send(text)
        except MarketError as error:
            trouble = error
        else:
            return channel.code
    raise trouble
