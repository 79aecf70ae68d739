"""The beat: sweepers for every queue, because a nudge may be lost (docs/house.md, section 8). Seconds."""

from typing import Any

MINUTE = 60.0

CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {}
