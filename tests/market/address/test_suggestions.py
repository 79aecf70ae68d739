"""What the address field asks for while one types."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("some_regions")]

URL = "/tempat/cari"


def test_suggestions_tell_namesakes_apart(client):
    places = client.get(URL, {"q": "krandegan"}).json()["places"]
    assert len(places) == len({place["label"] for place in places}) == 8
    label = "Krandegan, Bayan, Kab. Purworejo, Jawa Tengah 54224"
    assert {"code": "33.06.08.2007", "label": label, "postcode": "54224"} in places


def test_suggestions_by_district_name_each_once(client):
    places = client.get(URL, {"q": "bayan", "per": "kecamatan"}).json()["places"]
    assert [place["label"] for place in places] == ["Kec. Bayan, Kab. Purworejo, Jawa Tengah"]


@pytest.mark.parametrize("text", ["", "k", " ", "zxz" * 10_000, "'\";--"])
def test_little_or_odd_text_gets_a_quiet_answer(client, text):
    response = client.get(URL, {"q": text})
    assert response.status_code == 200
    assert response.json()["places"] == []


def test_the_answer_may_be_kept_and_is_not_sent_twice(client, django_assert_max_num_queries):
    from market.address.models import RegionDataset

    RegionDataset.objects.create(version="2138-2025.1", village_count=1)
    first = client.get(URL, {"q": "hanura"})
    assert "max-age=3600" in first["Cache-Control"]
    assert "Set-Cookie" not in first.headers
    with django_assert_max_num_queries(1):
        second = client.get(URL, {"q": "hanura"}, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")


def test_an_answer_takes_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(URL, {"q": "krandegan bayan"})


def test_nothing_is_written_by_asking(client):
    assert client.post(URL, {"q": "hanura"}).status_code == 405
