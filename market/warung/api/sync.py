"""`changes` and `operations`: what a tablet pulls and what it pushes."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from market.warung.api import answers, bodies
from market.warung.api.doors import Door, UploadsOfADevice, read, refusals, server_time
from market.warung.sync import changes, operations

TAGS = ["sync"]
PRACTICE = OpenApiParameter("X-Practice", str, OpenApiParameter.HEADER, enum=["1"], description="keep out of all books")


class Changes(Door):
    """What is new behind a cursor; without one, everything."""

    call = "changes"

    @extend_schema(
        operation_id="changes",
        tags=TAGS,
        parameters=[bodies.ChangesQuery, OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER)],
        responses={200: answers.ChangesShape, 304: None, **refusals(400, 410)},
    )
    def get(self, request: Request) -> Response:
        asked = read(bodies.ChangesQuery, request.query_params)
        device, after, limit = request.auth, asked["after"], asked["limit"]
        tag = changes.etag(device, after, limit)
        if tag in request.headers.get("If-None-Match", ""):
            return Response(status=304, headers={"ETag": tag})
        page = changes.pull(device, after, limit)
        body = {"items": page.items, "next": page.next, "has_more": page.has_more}
        return Response(body, headers={"ETag": tag, "Cache-Control": "private, no-cache"})


class Operations(Door):
    """What the tablet did, at most 50 at a time; one result for each, in order. Repeat it as often as you like."""

    call = "operations"
    takes_old_apps = True
    throttle_classes: ClassVar[Any] = [UploadsOfADevice]
    throttle_name = "upload"

    @extend_schema(
        operation_id="operations",
        tags=TAGS,
        parameters=[PRACTICE],
        request=bodies.BatchShape,
        responses={200: answers.ResultsShape, **refusals(400, 413, 415)},
    )
    def post(self, request: Request) -> Response:
        batch = read(bodies.BatchBody, request.data)
        is_practice = request.headers.get("X-Practice", "") == "1"
        operations.note_clock(request.auth, batch.get("now"))
        results = operations.take(request.auth, batch["operations"], is_practice=is_practice)
        return Response({"results": results, "server_time": server_time()})


class Status(Door):
    """What became of operations whose answer was lost."""

    call = "status"
    takes_old_apps = True
    throttle_classes: ClassVar[Any] = [UploadsOfADevice]
    throttle_name = "upload"

    @extend_schema(
        operation_id="operations_status",
        tags=TAGS,
        request=bodies.StatusBody,
        responses={200: answers.StatesShape, **refusals(400, 413, 415)},
    )
    def post(self, request: Request) -> Response:
        ids = read(bodies.StatusBody, request.data)["ids"]
        return Response({"results": operations.status(request.auth, ids)})


class Nothing(Door):
    """Everything else."""

    authentication_classes: ClassVar[Any] = []

    @extend_schema(exclude=True)
    def get(self, request: Request, rest: str = "") -> Response:
        from rest_framework.exceptions import NotFound

        raise NotFound

    post = put = patch = delete = get
