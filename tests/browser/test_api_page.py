"""The page for developers, seen with Chromium: our own files only, under the house's policy."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_developer_reads_and_tries_the_api_without_any_foreign_host(live_server, chromium):
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto(f"{live_server.url}/api/docs/")
    page.get_by_text("/api/v1/categories/").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table .response-col_status", has_text="200").wait_for()
    assert complaints == []
    assert asked
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
