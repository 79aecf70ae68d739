"""The public categories as plain rows, kept in memory until the tree's version changes (one tiny statement to ask)."""

from __future__ import annotations

from typing import NamedTuple

from market.catalogue.models import Category, TreeVersion


class CategoryRow(NamedTuple):
    """One public category. `path` begins with its parent's path, four letters a level (treebeard)."""

    id: int
    name: str
    slug: str
    path: str
    description: str


_kept: tuple[int | None, tuple[CategoryRow, ...]] = (None, ())


def public_categories() -> tuple[CategoryRow, ...]:
    """All public categories in the order of the tree. One statement, two after a change; always up to date."""
    global _kept
    version = TreeVersion.objects.values_list("number", flat=True).first()
    if version is None:
        return ()  # no category was ever made
    if _kept[0] != version:
        rows = Category.objects.filter(is_public=True, ancestors_are_public=True).order_by("path")
        _kept = (version, tuple(CategoryRow(*row) for row in rows.values_list(*CategoryRow._fields)))
    return _kept[1]
