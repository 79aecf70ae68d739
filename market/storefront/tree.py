"""The way up and down the categories from one of them."""

from dataclasses import dataclass

from django.urls import reverse

from market.catalogue.tree import CategoryRow, public_categories

STEP = 4  # letters of a path per level (treebeard)


def category_url(category: CategoryRow) -> str:
    return reverse("catalogue:category", kwargs={"category_slug": category.slug, "pk": category.id})


def linked(categories: list[CategoryRow]) -> list[dict[str, str]]:
    """Names, descriptions and addresses, for chips and crumbs."""
    return [{"name": one.name, "description": one.description, "url": category_url(one)} for one in categories]


@dataclass(frozen=True)
class Tree:
    """All public categories in the order of the tree. One tiny query to read."""

    rows: tuple[CategoryRow, ...]

    @classmethod
    def read(cls) -> "Tree":
        return cls(public_categories())

    def find(self, pk: int) -> CategoryRow | None:
        return next((row for row in self.rows if row.id == pk), None)

    def at(self, path: str) -> CategoryRow | None:
        return next((row for row in self.rows if row.path == path), None)

    @property
    def roots(self) -> list[CategoryRow]:
        return [row for row in self.rows if len(row.path) == STEP]

    def children(self, parent: CategoryRow) -> list[CategoryRow]:
        return [r for r in self.rows if r.path.startswith(parent.path) and len(r.path) == len(parent.path) + STEP]

    def above(self, path: str) -> list[CategoryRow]:
        """From the root down to the parent of the category at `path`."""
        return [row for row in self.rows if path.startswith(row.path) and row.path != path]
