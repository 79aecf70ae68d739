"""Sweepers of the warungs. Each calls one verb, which may be repeated and raced."""

from celery import shared_task

from market.partner import leases
from market.warung.sync import changes


@shared_task
def expire_leases() -> int:
    return leases.expire_due()


@shared_task
def prune_changes() -> int:
    return changes.prune()
