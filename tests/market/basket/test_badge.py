import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from market.basket import badge


@pytest.mark.parametrize(
    ("cookie", "shown"),
    [("3", 3), ("0", 0), ("120", 99), ("", 0), ("-1", 0), ("1e3", 0), ("<b>", 0), ("²", 0), ("99999", 0)],
)
def test_whatever_the_cookie_holds_a_number_is_shown(cookie, shown):
    request = RequestFactory().get("/")
    request.COOKIES[badge.COOKIE] = cookie
    assert badge.read(request) == shown


def test_an_empty_basket_takes_the_cookie_away():
    response = HttpResponse()
    badge.write(response, 2)
    assert response.cookies[badge.COOKIE].value == "2"
    assert response.cookies[badge.COOKIE]["httponly"]
    badge.write(response, 0)
    assert response.cookies[badge.COOKIE]["max-age"] == 0
