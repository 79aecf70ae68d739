"""Andi pays on the simulated page of Midtrans, with his phone and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.contracts.gateways import REFERENCE, account, bill

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}


def test_he_chooses_pays_and_finds_the_way_home_without_javascript(chromium):
    with account() as midtrans:
        context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
        page = context.new_page()
        page.goto(midtrans.gateway.open(bill()).redirect_url)
        page.get_by_label("BRI Virtual Account").check()
        page.get_by_role("button", name="Lanjut").click()
        page.get_by_role("button", name="Bayar").click()
        home = page.get_by_role("link", name="Kembali ke toko").get_attribute("href")
        assert home.startswith("http://127.0.0.1:8000/pesanan/1/?")
        assert midtrans.look(f"txn/{REFERENCE}")["status"] == "settlement"
        context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_can_be_read_by_everybody(chromium, width, scheme):
    with account() as midtrans:
        context = chromium.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
        page = context.new_page()
        page.goto(midtrans.gateway.open(bill()).redirect_url)
        for button in ("Lanjut", "Bayar", None):
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            assert not wide
            assert [one["id"] for one in Axe().run(page).response["violations"]] == []
            if button == "Lanjut":
                page.get_by_label("QRIS").check()
            if button:
                page.get_by_role("button", name=button).click()
                page.wait_for_load_state()
        context.close()
