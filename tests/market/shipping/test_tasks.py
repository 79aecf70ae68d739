"""The beat's lines do what they say, and a second worker does not read the same list."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from market.address.loading import load_regions
from market.shipping import places, registry, tasks
from market.shipping.models import PlaceCode, Shipment
from market.shipping.shipments import request_shipment
from tests.market.shipping.shop import CIKINI, KRANDEGAN, group, order, seller, village
from tests.stand_ins import keep_codes

pytestmark = pytest.mark.django_db


def test_the_beat_names_tasks_that_exist():
    names = [line["task"] for line in settings.CELERY_BEAT_SCHEDULE.values() if "market.shipping" in line["task"]]
    assert len(names) == 3
    assert all(import_string(name).name == name for name in names)


def test_a_lost_nudge_is_made_good_by_the_sweeper(carriers, monkeypatch):
    keep_codes(village(CIKINI), village(KRANDEGAN))
    row = request_shipment(order(group(seller())), collection="drop_off")
    monkeypatch.setattr(tasks.book, "nudge", tasks.book)  # the broker hands it to a worker at once
    tasks.sweep_bookings()
    row.refresh_from_db()
    assert row.state == Shipment.State.BOOKED


def test_the_list_of_places_is_read_once_by_one_worker(carriers, monkeypatch):
    load_regions(["33.06"])
    monkeypatch.setattr(places, "FILLED_COUNT", 10)
    cache.add("places:jne", "another worker")
    tasks.find_places()
    assert not PlaceCode.objects.exists()
    cache.delete("places:jne")
    tasks.find_places()
    tasks.find_places()
    assert places.is_filled(registry.courier("jne"))
    assert len(carriers.calls("places")) == 2
    assert cache.get("places:jne") is None


def test_a_list_that_cannot_be_read_waits_for_the_next_round(carriers, caplog):
    load_regions(["33.06.08"])
    carriers.fault("html", "places", "jne")
    tasks.find_places()
    assert "the list of places was not read" in caplog.text
    assert not PlaceCode.objects.exists()
