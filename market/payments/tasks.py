"""Nudges and sweepers. The rows are the queue."""

from celery import shared_task

from market.payments import attempts, due


@shared_task
def present_attempt(attempt_id: int) -> None:
    attempts.present(attempt_id)


@shared_task
def sweep_attempts() -> None:
    for attempt_id in due.left_lying():
        attempts.present(attempt_id)


@shared_task
def look_again() -> None:
    due.look_again()
