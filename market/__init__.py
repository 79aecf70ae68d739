"""The market: everything that would exist if no seller ever logged in (docs/house.md)."""

from market.celery import app as celery_app

__all__ = ["celery_app"]
