"""The pages that need no goods: who we are, help, privacy, complaints, mistakes, language."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import server_error

PAGES = ["/tentang/", "/bantuan/", "/privasi/", "/keluhan/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_indonesian_and_the_same_for_all(client, path):
    response = client.get(path, headers={"Accept-Language": "en-US,en;q=0.9"})
    html = response.text
    assert response.status_code == 200
    assert '<html lang="id">' in html
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in html
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert "Cookie" in response.headers["Vary"]
    assert "Accept-Language" not in response.headers["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_another_house_for_anything(client, path):
    html = client.get(path).text
    assert re.findall(r'(?:src|srcset|action)="https?://[^"]*', html) == []
    assert re.findall(r'<link[^>]*href="https?://[^"]*', html) == []
    links = re.findall(r'href="(https?://[^/"]+)', html)
    assert set(links) <= {"https://wa.me"}


def test_an_unchanged_page_is_not_sent_again(client):
    first = client.get("/tentang/")
    again = client.get("/tentang/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_the_footer_says_who_runs_the_store_and_where_to_complain(client, settings):
    settings.OPERATOR = settings.OPERATOR | {"pmse_number": "PMSE-0123"}
    html = client.get("/tentang/").text
    foot = html[html.index("<footer") :]
    for words in (
        settings.OPERATOR["name"],
        settings.OPERATOR["address"],
        settings.OPERATOR["email"],
        "Direktorat Jenderal Perlindungan Konsumen dan Tertib Niaga",
        "https://wa.me/6285311111010",
        "Tanda daftar PMSE: PMSE-0123",
    ):
        assert words in foot


def test_a_complaint_says_what_it_is_about(client):
    html = client.get("/keluhan/", {"tentang": 'Keripik <b>"pedas"</b>'}).text
    assert "Keripik &lt;b&gt;&quot;pedas&quot;&lt;/b&gt;" in html
    chat = re.search(r'class="button" href="(https://wa\.me/[^"]+)', html).group(1)
    assert 'Keripik <b>"pedas"</b>' in unquote(chat)


def test_english_is_chosen_not_guessed(client):
    answer = client.post("/bahasa/", {"language": "en", "next": "/tentang/"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/tentang/"
    cookie = answer.cookies["bahasa"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("en", True, "Lax")
    page = client.get("/tentang/")
    assert '<html lang="en">' in page.text
    assert "private" in page.headers["Cache-Control"]
    client.post("/bahasa/", {"language": "id"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert '<html lang="id">' in client.get("/tentang/").text


def test_the_language_is_chosen_on_our_own_pages_only():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/bahasa/", {"language": "en"}, headers={"Origin": "https://jahat.example"})
    assert answer.status_code == 403
    answer = client.post(
        "/bahasa/", {"language": "en", "next": "https://jahat.example/"}, headers={"Origin": "http://testserver"}
    )
    assert answer.headers["Location"] == "/"


def test_a_wrong_address_has_a_page_that_helps(client):
    response = client.get("/tidak-ada/")
    assert response.status_code == 404
    assert "Halaman ini tidak ada" in response.text
    assert 'role="search"' in response.text


def test_trouble_of_ours_has_a_page_that_needs_nothing():
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Ada gangguan di pihak kami" in response.content.decode()


def test_machines_are_told_what_not_to_read(client):
    robots = client.get("/robots.txt").text
    assert "Disallow: /keranjang/" in robots
    assert client.get("/livez").text == "hidup\n"
    assert client.post("/tentang/").status_code == 405
