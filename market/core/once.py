"""A row that may be there already: written in one statement, with no savepoint around it.

`get_or_create` asks, opens a savepoint, writes and closes it: four statements for what is nearly always new. Here the
unique index decides at once, as it does in the end anyway.
"""

from typing import Any

from django.db import router
from django.db.models import Model
from django.db.models.constants import OnConflict


def insert_once(row: Model) -> bool:
    """Insert a row that gets its number from the database; False, with nothing done, when a unique key is taken.

    One statement; may be repeated and raced. On PostgreSQL it waits for whoever is writing the same key now, and
    answers when that one is done. `save()` of the model and its signals are passed by, as with `bulk_create`.
    """
    meta = row._meta
    using = router.db_for_write(type(row), instance=row)
    fields = [one for one in meta.concrete_fields if one is not meta.auto_field]
    manager: Any = type(row)._base_manager
    [made] = manager.using(using)._insert(
        [row], fields=fields, using=using, returning_fields=[meta.auto_field], on_conflict=OnConflict.IGNORE
    )
    if made is None:
        return False
    row.pk, row._state.adding, row._state.db = made[0], False, using
    return True
