"""Celery: only a nudge. The rows are the queue (docs/house.md, section 8); the beat runs the sweepers."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "market.settings.dev")

app = Celery("market", task_cls="market.core.nudge:NudgeTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
