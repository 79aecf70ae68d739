"""`quotes`, `orders/…/payments`, `leases`, `photos`, `claims`, `staff/…/pin`: what needs signal at this moment."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from market.catalogue import photos
from market.core.errors import NotAllowed, NotFound, RuleBroken
from market.partner import leases
from market.partner.models import StockLease
from market.warung.api import more, problems
from market.warung.api.doors import Door, read, refusals
from market.warung.devices import pins
from market.warung.models import Photo, Staff
from market.warung.online import claims, paying, quotes
from market.warung.sync import goods, shown

TAGS = ["counter"]


class Quotes(Door):
    """What carriage costs, for each seller; a reference is good until `expires_at`."""

    call = "quotes"
    throttle_name = "quotes"

    @extend_schema(
        operation_id="quotes", tags=TAGS, request=more.QuotesBody,
        responses={200: more.QuotesShape, **refusals(400, 413, 415)},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = read(more.QuotesBody, request.data)
        return Response({"sellers": quotes.ask(request.auth.warung, asked["lines"], asked["destination"])})


class Payments(Door):
    """Another way to pay for an order of this warung: what to show. Whether it is paid comes by `changes`."""

    call = "payments"

    @extend_schema(
        operation_id="order_payments", tags=TAGS, request=more.PaymentBody,
        responses={200: more.PaymentShape, **refusals(400, 404, 409, 413, 415)},
    )  # fmt: skip
    def post(self, request: Request, order: str) -> Response:
        method = read(more.PaymentBody, request.data)["method"]
        return Response(paying.open_way(request.auth.warung, order, method))


class Leases(Door):
    """Hold goods, to sell them without signal. Asked again with the same id: the same lease."""

    call = "leases"

    @extend_schema(
        operation_id="leases_hold", tags=TAGS, request=more.LeaseBody,
        responses={201: more.LeaseShape, **refusals(400, 404, 409, 413, 415)},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked, device = read(more.LeaseBody, request.data), request.auth
        record = goods.records(device.warung).filter(product_id=asked["product"]).first()
        if record is None:
            raise NotFound(_("Tidak ditemukan."))
        now = timezone.now()
        until = min(asked["until"] or now + timedelta(days=365), now + timedelta(hours=settings.WARUNG_LEASE_HOURS))
        if until <= now:
            raise RuleBroken(_("Waktunya sudah lewat."), code="invalid", data={"pointer": "/until"})
        lease = leases.grant(
            asked["id"],
            record,
            device_id=device.pk,
            warung_id=device.warung_id,
            quantity=asked["quantity"],
            until=until,
        )
        return Response(shown.lease(lease), status=201)


class Lease(Door):
    """Give a lease back."""

    call = "leases"

    @extend_schema(operation_id="leases_return", tags=TAGS, request=None, responses={204: None, **refusals(404)})
    def delete(self, request: Request, pk: uuid.UUID) -> Response:
        lease = StockLease.objects.filter(pk=pk, device=request.auth).first()
        if lease is None:
            raise Http404
        leases.end(lease)
        return Response(status=204)


class Photos(Door):
    """A photo, made anew: no place, no camera in it. The same photo again, or the same id: the same answer."""

    call = "photos"
    throttle_name = "photos"
    parser_classes: ClassVar[Any] = [MultiPartParser]

    @extend_schema(
        operation_id="photos", tags=TAGS, request={"multipart/form-data": more.PhotoBody},
        responses={201: more.PhotoShape, **refusals(400, 409, 413, 415)},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = read(more.PhotoBody, request.data)
        file, device = asked["photo"], request.auth
        if file.size > photos.MAX_BYTES:
            raise problems.TooLarge(_("Foto terlalu besar. Paling besar 8 MB."))
        digest = hashlib.sha256(file.read()).hexdigest()
        file.seek(0)
        known = Photo.objects.filter(device=device, digest=digest).first()
        if known is None:
            try:
                kept = photos.store(photos.remake(file), "tablet")
            except photos.PhotoRefused as error:
                raise RuleBroken(str(error.message), code="invalid", data={"pointer": "/photo"}) from error
            known = _write(asked["id"] or uuid.uuid4(), device, digest, kept)
        sizes = [{"width": width, "height": height} for width, height in known.kept["sizes"]]
        return Response({"id": str(known.pk), "sizes": sizes}, status=201)


def _write(pk: uuid.UUID, device: Any, digest: str, kept: dict[str, Any]) -> Photo:
    try:
        with transaction.atomic():
            return Photo.objects.create(pk=pk, device=device, digest=digest, kept=kept)
    except IntegrityError:
        photos.forget(kept)
        known = Photo.objects.filter(device=device, digest=digest).first()
        if known is None:
            raise RuleBroken(_("Nomor foto ini sudah dipakai untuk foto lain."), code="id_reused") from None
        return known


class Claim(Door):
    """Where an order stands, by the code on the receipt; at any warung of the village."""

    call = "claims"
    throttle_name = "claims"

    @extend_schema(operation_id="claims", tags=TAGS, responses={200: more.ClaimShape, **refusals(404)})
    def get(self, request: Request, code: str) -> Response:
        try:
            return Response(claims.look_up(request.auth.warung, code))
        except NotFound as error:
            raise Http404 from error


class Pin(Door):
    """Check a PIN here, while there is signal. Five wrong ones lock this person, and nobody else."""

    call = "pins"
    throttle_name = "pins"

    @extend_schema(
        operation_id="staff_pin", tags=TAGS, request=more.PinBody,
        responses={200: more.PinShape, **refusals(400, 403, 404, 409, 413, 415)},
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        pin = read(more.PinBody, request.data)["pin"]
        staff = Staff.objects.filter(pk=pk, warung=request.auth.warung, left_at=None).first()
        if staff is None:
            raise Http404
        if not pins.check(staff, pin, request.auth):
            raise NotAllowed(_("PIN salah."), code="wrong_pin")
        return Response({"id": staff.pk, "name": staff.name, "role": staff.role})
