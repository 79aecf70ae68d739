"""A nudge may be lost, and nobody but the sweeper notices."""

import time

import pytest
from celery import Celery
from django.db import transaction

NOBODY_LISTENS = "redis://127.0.0.1:1/0"
GIVE_UP = {"socket_connect_timeout": 1, "max_retries": 1, "interval_start": 0, "interval_step": 0.1}


@pytest.fixture
def task_without_broker():
    app = Celery("alone", broker=NOBODY_LISTENS, task_cls="market.core.nudge:NudgeTask", set_as_current=False)
    app.conf.broker_transport_options = GIVE_UP

    @app.task(name="tell_bu_sari")
    def tell_bu_sari(order_id: int) -> None:
        raise AssertionError("nobody runs it")

    return tell_bu_sari


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_neither_breaks_nor_delays_the_step(task_without_broker, caplog):
    began = time.monotonic()
    with transaction.atomic():
        task_without_broker.delay_on_commit(7)

    assert time.monotonic() - began < 3
    assert [record.message for record in caplog.records] == ["tell_bu_sari(7,) waits for its sweeper: OperationalError"]


@pytest.mark.django_db(transaction=True)
def test_with_celerys_own_task_the_step_would_have_failed(task_without_broker):
    """The twin."""
    with pytest.raises(task_without_broker.OperationalError), transaction.atomic():
        transaction.on_commit(lambda: task_without_broker.delay(7))
