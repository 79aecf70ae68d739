"""The beat: sweepers for every queue, because a nudge may be lost (docs/house.md, section 8). Seconds."""

from typing import Any

from celery.schedules import crontab

MINUTE = 60.0

CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "attempts to present": {"task": "market.payments.tasks.sweep_attempts", "schedule": MINUTE},
    "attempts to look at again": {"task": "market.payments.tasks.look_again", "schedule": crontab(hour=4, minute=0)},
    "bookings that lie": {"task": "market.shipping.tasks.sweep_bookings", "schedule": MINUTE},
    "couriers' lists of places": {"task": "market.shipping.tasks.find_places", "schedule": MINUTE},
    "couriers' lists again": {
        "task": "market.shipping.tasks.find_places",
        "kwargs": {"again": True},
        "schedule": crontab(hour=3, minute=0),
    },
    "refunds to carry out": {"task": "market.lifecycle.tasks.carry_refunds", "schedule": MINUTE},
    "attempts to ask about": {"task": "market.lifecycle.tasks.poll_attempts", "schedule": MINUTE / 2},
    "parcels to ask about": {"task": "market.lifecycle.tasks.poll_parcels", "schedule": MINUTE},
    "pushes left lying": {"task": "market.lifecycle.tasks.sweep_pushes", "schedule": MINUTE},
    "pages to close, parcels to call off": {"task": "market.lifecycle.tasks.sweep_endings", "schedule": MINUTE},
    "orders not paid in time": {"task": "market.lifecycle.tasks.expire_due", "schedule": MINUTE},
    "money to release": {"task": "market.lifecycle.tasks.release_due", "schedule": 10 * MINUTE},
    "parcels without a word": {"task": "market.lifecycle.tasks.notice_stale", "schedule": crontab(minute=20)},
    "complaints past their day": {"task": "market.lifecycle.tasks.escalate_complaints", "schedule": 5 * MINUTE},
    "payouts to send and to ask about": {"task": "market.lifecycle.tasks.carry_payouts", "schedule": MINUTE},
    "papers that end": {"task": "sellers.tasks.look_at_papers", "schedule": crontab(hour=0, minute=10)},
    "parts that nobody accepted": {"task": "sellers.tasks.sweep_unanswered", "schedule": 5 * MINUTE},
    "shops that sleep": {"task": "sellers.tasks.look_for_sleepy_shops", "schedule": crontab(hour=1, minute=10)},
    "sheets of goods that lie": {"task": "sellers.tasks.sweep_sheets", "schedule": 5 * MINUTE},
    "the audit of the day": {"task": "market.lifecycle.tasks.audit_daily", "schedule": crontab(hour=2, minute=30)},
    "guests to forget": {"task": "sellers.tasks.retire_guests", "schedule": crontab(hour=2, minute=30)},
    "messages left lying": {"task": "market.communication.tasks.sweep_messages", "schedule": MINUTE},
    "goods held by tablets for too long": {"task": "market.warung.tasks.expire_leases", "schedule": MINUTE},
    "old changes for tablets": {"task": "market.warung.tasks.prune_changes", "schedule": crontab(hour=2, minute=30)},
}
