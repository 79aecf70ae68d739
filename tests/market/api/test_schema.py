"""The description and the doors are one: no route is missing, and every answer has the shape that is described."""

import json
import re

import jsonschema
import pytest
import schemathesis
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from market.api.urls import urlpatterns
from market.lifecycle.placed import place
from tests.market.buyer import a_wish
from tests.market.catalogue.shelves import KRANDEGAN
from tests.market.stall import CIKINI, a_basket

NOT_DESCRIBED = {"schema/", "docs/", "v1/<path:rest>/"}  # the description itself, and the 404 of everything else


@pytest.fixture(scope="module")
def schema():
    """The part of the description that is about this door; the tablets' has its own tests."""
    whole = json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))
    whole["paths"] = {path: how for path, how in whole["paths"].items() if path.startswith("/api/v1/")}
    return whole


def plain(route: str) -> str:
    """`v1/products/<int:pk>/` and `/api/v1/products/{id}/` alike: `v1/products/{}/`."""
    route = re.sub(r"\(\?P<\w+>[^)]*\)", "{}", route.lstrip("^").rstrip("$"))
    return re.sub(r"<[^>]*>|\{\w+\}", "{}", route).removeprefix("/api/")


def test_the_description_is_valid_openapi(schema):
    validate_schema(schema)
    assert schema["openapi"].startswith("3.")


def test_every_route_is_described_and_nothing_else(schema):
    routes = {plain(str(one.pattern)) for one in urlpatterns if str(one.pattern) not in NOT_DESCRIBED}
    assert routes == {plain(path) for path in schema["paths"]}
    assert len(routes) == 10


def test_every_door_says_what_it_answers_when_it_refuses(schema):
    for path, methods in schema["paths"].items():
        assert set(methods) == {"get"}, path
        parts = methods["get"]
        wants = bool(parts.get("parameters"))
        refusals = {code for code in parts["responses"] if code.startswith("4")}
        assert bool(refusals) == wants, path
        for code in refusals:
            assert set(parts["responses"][code]["content"]) == {"application/problem+json"}


def shape_of(schema, path, status="200"):
    content = schema["paths"][path]["get"]["responses"][status]["content"]
    (body,) = content.values()
    text = json.dumps(body["schema"] | {"components": schema["components"]})
    return as_json_schema(json.loads(text))


def as_json_schema(node):
    """OpenAPI 3.0 writes `nullable`, JSON Schema a type of its own."""
    if isinstance(node, list):
        return [as_json_schema(one) for one in node]
    if not isinstance(node, dict):
        return node
    inner = {key: as_json_schema(value) for key, value in node.items() if key != "nullable"}
    if "properties" in inner:
        inner["additionalProperties"] = False
    return {"anyOf": [inner, {"type": "null"}]} if node.get("nullable") else inner


def test_answers_have_exactly_the_described_shape(market, client, schema):
    order = place(a_wish(a_basket((market.keripik, 2))))
    paths = {
        "/api/v1/orders/{number}/{secret}/ladder/": f"/api/v1/orders/{order.number}/{order.secret}/ladder/",
        "/api/v1/categories/": "/api/v1/categories/",
        "/api/v1/products/": "/api/v1/products/?limit=2",
        "/api/v1/products/{id}/": f"/api/v1/products/{market.keripik.pk}/",
        "/api/v1/search/": "/api/v1/search/?q=keripik",
        "/api/v1/sellers/": "/api/v1/sellers/",
        "/api/v1/sellers/{code}/": "/api/v1/sellers/keripik-bu-sari/",
        "/api/v1/villages/": "/api/v1/villages/?limit=1",
        "/api/v1/villages/{code}/": f"/api/v1/villages/{KRANDEGAN}/",
        "/api/v1/rates/": f"/api/v1/rates/?product={market.keripik.pk}&village={CIKINI}",
    }
    assert set(paths) == set(schema["paths"])
    for described, path in paths.items():
        response = client.get(path)
        assert response.status_code == 200, path
        jsonschema.validate(response.json(), shape_of(schema, described))
    problem = client.get("/api/v1/products/?limit=0").json()
    jsonschema.validate(problem, shape_of(schema, "/api/v1/products/", "400"))


def test_whatever_is_asked_is_answered_as_described(market, client, schema):
    """Schemathesis writes the questions from the description, right ones and wrong ones."""
    described = schemathesis.openapi.from_dict(schema)
    statuses = set()
    for operation in (one.ok() for one in described.get_all_operations()):

        @settings(
            max_examples=25, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=st.one_of(operation.as_strategy(), operation.as_strategy(schemathesis.GenerationMode.NEGATIVE)))
        def ask(case):
            response = client.get(case.formatted_path, case.query or {})
            statuses.add(response.status_code)
            assert response.status_code < 500

        ask()
    assert {200, 400} <= statuses
