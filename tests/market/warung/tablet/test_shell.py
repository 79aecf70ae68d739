"""The shell of the tablet: the same for everybody, complete, and light."""

import json

import pytest
from django.conf import settings

from market.warung.tablet import files


@pytest.mark.django_db
def test_the_shell_is_the_same_for_everybody_and_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/warung/")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in page.headers
    assert "tablet/app" in page.text
    assert client.post("/warung/").status_code == 405


@pytest.mark.django_db
def test_the_manifest_makes_it_installable(client):
    told = json.loads(client.get("/warung/manifest.webmanifest").content)
    assert told["scope"] == told["start_url"] == "/warung/"
    assert told["display"] == "standalone"
    assert {"192x192", "512x512"} <= {one["sizes"] for one in told["icons"]}


@pytest.mark.django_db
def test_the_worker_keeps_every_module_and_no_address_of_the_api(client):
    text = client.get("/warung/worker.js").text
    told = json.loads(text.partition("self.SHELL = ")[2].partition(";\n")[0])
    modules = list((settings.BASE_DIR / "market/static/tablet").rglob("*.js"))
    assert len([one for one in told["files"] if one.endswith(".js")]) == len(modules) - 1
    assert told["home"] == "/warung/"
    assert not [one for one in told["files"] if "/api/" in one]


def test_an_edition_changes_with_a_file(tmp_path, settings, monkeypatch):
    before = files.edition()
    assert before == files.edition()
    (tmp_path / "tablet").mkdir()
    (tmp_path / "tablet" / "app.js").write_text("1;")
    monkeypatch.setattr(files, "folder", lambda: tmp_path / "tablet")
    first = files.edition()
    (tmp_path / "tablet" / "app.js").write_text("2;")
    assert len({before, first, files.edition()}) == 3
