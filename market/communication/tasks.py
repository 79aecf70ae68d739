"""Nudges for the outbox."""

from celery import shared_task

from market.communication import outbox


@shared_task
def deliver_message(message_id: int) -> None:
    outbox.deliver(message_id)


@shared_task
def sweep_messages() -> None:
    for message_id in outbox.sweep():
        outbox.deliver(message_id)
