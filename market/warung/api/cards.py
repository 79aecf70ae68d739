"""`cards`: a neighbour's card is kept, opened with its PIN, and forgotten."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from market.core import phones
from market.core.errors import NotAllowed, RuleBroken
from market.warung.api import more
from market.warung.api.doors import Door, read, refusals
from market.warung.devices import cards
from market.warung.models import Card, Staff

TAGS = ["counter"]


class Cards(Door):
    """Keep a neighbour's card: tapped twice with the same number, a name, and a PIN. The number is kept nowhere."""

    call = "cards"
    throttle_name = "pins"

    @extend_schema(
        operation_id="card_enrol", tags=TAGS, request=more.NewCardBody,
        responses={201: more.CardShape, **refusals(400, 403, 409, 413, 415)},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        given, warung = read(more.NewCardBody, request.data), request.auth.warung
        by = Staff.objects.filter(pk=given["staff"], warung=warung, left_at=None).first() if given["staff"] else None
        try:
            phone = phones.to_e164(given["phone"]) if given["phone"].strip() else ""
        except ValueError as error:
            raise RuleBroken(_("Nomor HP tidak lengkap atau salah. Contoh: 0812-3456-7890."), code="invalid") from error
        card = cards.enrol(
            warung, (given["number"], given["again"]), name=given["name"], phone=phone, pin=given["pin"], by=by
        )
        return Response(_card(card), status=201)


class OpenCard(Door):
    """Who taps, once the PIN is right; without it nothing personal, not even whether the card is known."""

    call = "cards"
    throttle_name = "pins"

    @extend_schema(
        operation_id="card_open", tags=TAGS, request=more.CardBody,
        responses={200: more.CardShape, **refusals(400, 403, 409, 413, 415)},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        given = read(more.CardBody, request.data)
        return Response(_card(_found(request, given)))


class EndCard(Door):
    """The neighbour wants the card forgotten: name, phone and number go."""

    call = "cards"
    throttle_name = "pins"

    @extend_schema(
        operation_id="card_end", tags=TAGS, request=more.CardBody,
        responses={204: None, **refusals(400, 403, 409, 413, 415)},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        cards.end(_found(request, read(more.CardBody, request.data)))
        return Response(status=204)


def _found(request: Request, given: dict[str, Any]) -> Card:
    try:
        return cards.find(request.auth.warung, given["number"], given["pin"])
    except RuleBroken as error:
        if error.code == "wrong_pin":
            raise NotAllowed(str(error.message), code="wrong_pin") from error
        raise


def _card(card: Card) -> dict[str, Any]:
    return {"id": card.pk, "name": card.name, "phone": card.phone}
