"""The description and the doors are one, and whatever is asked is answered with a word (WR-42)."""

import json
import re

import pytest
import schemathesis
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from market.warung.api.urls import urlpatterns
from tests.market.stall import a_good, a_seller
from tests.market.warung.point import Tablet, a_clerk, a_warung

pytestmark = pytest.mark.django_db
BASE = "/api/warung/v1/"
EXAMPLES = 12
NOT_DESCRIBED = {"<path:rest>"}


@pytest.fixture(scope="module")
def schema():
    whole = json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))
    whole["paths"] = {path: how for path, how in whole["paths"].items() if path.startswith(BASE)}
    return whole


def plain(route):
    return re.sub(r"<[^>]*>|\{\w+\}", "{}", route).removeprefix(BASE)


def test_every_route_is_described_and_nothing_else(schema):
    validate_schema(schema)
    routes = {plain(str(one.pattern)) for one in urlpatterns if str(one.pattern) not in NOT_DESCRIBED}
    assert routes == {plain(path) for path in schema["paths"]}
    assert len(routes) >= 13


def test_every_call_says_what_it_answers_when_it_refuses(schema):
    for path, methods in schema["paths"].items():
        for method, how in methods.items():
            refusals = {code for code in how["responses"] if code.startswith(("4", "5"))}
            assert {"401", "429", "503"} <= refusals, (path, method)
            for code in refusals:
                assert set(how["responses"][code]["content"]) == {"application/problem+json"}, (path, method)


def test_whatever_is_asked_is_answered_as_described(schema, settings_of_a_quiet_night):
    warung = a_warung()
    a_clerk(warung), a_good(a_seller())
    tablet, statuses = Tablet(warung), []
    for operation in (one.ok() for one in schemathesis.openapi.from_dict(schema).get_all_operations()):
        if operation.path.endswith("devices/me") and operation.method == "delete":
            continue  # it would shut the tablet out
        ask_often(tablet, operation, statuses)
    assert len(statuses) > 100
    assert {200, 400} <= set(statuses)


def ask_often(tablet, operation, statuses):
    known = {int(code) for code in operation.definition.raw["responses"]} | {404, 405}

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=st.one_of(operation.as_strategy(), operation.as_strategy(schemathesis.GenerationMode.NEGATIVE)))
    def ask(case):
        answer = send(tablet, case)
        if answer is None:
            return
        statuses.append(answer.status_code)
        assert answer.status_code < 500, (operation.path, case.body)
        assert answer.status_code in known, (operation.path, answer.status_code, answer.content)
        if answer.status_code >= 400:
            assert answer["Content-Type"] == "application/problem+json"
            assert {"code", "detail", "status"} <= set(answer.json())

    ask()


@pytest.fixture
def settings_of_a_quiet_night(settings):
    settings.WARUNG_CALLS = settings.WARUNG_UPLOADS = "100000/min"


def send(tablet, case):
    """The question over Django's client; None for what no HTTP client can write down."""
    client, path = Client(), case.formatted_path
    if any(ord(sign) < 32 for sign in path):
        return None
    headers = tablet.headers()
    if case.method.upper() == "GET":
        return client.get(path, case.query or {}, headers=headers)
    if case.method.upper() == "DELETE":
        return client.delete(path, headers=headers)
    if case.media_type and "multipart" in case.media_type:
        body = case.body if isinstance(case.body, dict) else {}
        return client.post(path, {k: str(v) for k, v in body.items()}, headers=headers)
    try:
        body = json.dumps(case.body)
    except TypeError:
        body = "{"
    return client.post(path, body, content_type="application/json", headers=headers)
