"""On credit at a warung (kasbon): the warung answers for a neighbour whom it knows. No call leaves the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from market.payments.gateways.base import Capability
from market.payments.gateways.local import Local


class Kasbon(Local):
    code: ClassVar[str] = "kasbon"
    methods: ClassVar[Mapping[str, Capability]] = {"kasbon": Capability(human_confirmation=True)}
