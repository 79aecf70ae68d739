import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from market.core.origin import is_own, own_forms_only


@own_forms_only
def door(request):
    return HttpResponse("masuk")


def post(**headers):
    return RequestFactory().post("/", headers=headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        {"Referer": "http://testserver/barang/keripik-1/"},
        {},
    ],
)
def test_our_own_page_may_send_the_form(headers):
    assert door(post(**headers)).status_code == 200


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://jahat.example"},
    {"Origin": "null"},
    {"Referer": "https://jahat.example/testserver"},
    {"Origin": "http://testserver.jahat.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_may_not(headers):
    assert door(post(**headers)).status_code == 403


@pytest.mark.parametrize("headers", FOREIGN)
def test_without_the_guard_another_site_could(headers, monkeypatch):
    monkeypatch.setattr("market.core.origin.is_own", lambda request: True)
    assert door(post(**headers)).status_code == 200


def test_reading_is_free_for_all():
    assert door(RequestFactory().get("/", headers={"Origin": "https://lain.example"})).status_code == 200
    assert not is_own(post(Origin="https://lain.example"))
