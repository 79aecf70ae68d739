import pytest

from market.warung.sync import cursor


@pytest.fixture(autouse=True)
def _sees_its_own_transaction(request, monkeypatch):
    """A test that is rolled back at its end never commits, so on PostgreSQL no reader would see what it did."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and not marker.kwargs.get("transaction"):
        monkeypatch.setattr(cursor, "DONE", "1 = 1")
