"""What a smart warung keeps: the point, its people and tablets, what they sent, its till and its parcels."""

from market.warung.models.cards import Card
from market.warung.models.devices import Device, Event, PairingCode
from market.warung.models.parcels import ParcelAtPoint, Photo
from market.warung.models.points import Staff, Warung
from market.warung.models.sales import WarungOrder
from market.warung.models.sync import Change, Horizon, Operation, PastPrice
from market.warung.models.texts import TextDraft
from market.warung.models.till import Deposit, Shift, TillLine

__all__ = [
    "Card",
    "Change",
    "Deposit",
    "Device",
    "Event",
    "Horizon",
    "Operation",
    "PairingCode",
    "ParcelAtPoint",
    "PastPrice",
    "Photo",
    "Shift",
    "Staff",
    "TextDraft",
    "TillLine",
    "Warung",
    "WarungOrder",
]
