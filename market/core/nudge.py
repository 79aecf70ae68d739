"""Tasks are nudges: when the broker cannot be reached, the row waits for its sweeper and nobody sees an error.

Measured on the stock parts: with the broker down, `delay_on_commit` turns a placed order into a page that says 500.
"""

import logging
from functools import partial
from typing import Any

from celery.contrib.django.task import DjangoTask
from django.db import transaction

log = logging.getLogger(__name__)


class NudgeTask(DjangoTask):  # type: ignore[misc]
    """The class of every task of the house (market/celery.py)."""

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:
        """Nudge a worker after the commit. Never raises, never waits long: a lost nudge is the sweeper's."""
        transaction.on_commit(partial(self.nudge, *args, **kwargs), robust=True)

    def nudge(self, *args: Any, **kwargs: Any) -> bool:
        """Nudge a worker now; False when the broker was not reached."""
        try:
            self.apply_async(args, kwargs, retry=False)
        except Exception as error:  # the broker's own family of errors differs from transport to transport
            log.warning("%s%s waits for its sweeper: %s", self.name, args, error.__class__.__name__)
            return False
        return True
