"""The categories, read at once: a shop has some dozens, and every list page wants parents and children of one."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from market.catalogue.models import Category

STEP = 4  # letters of a path per level (treebeard)


class Node(NamedTuple):
    id: int
    name: str
    slug: str
    path: str
    description: str

    @property
    def url(self) -> str:
        return reverse("catalogue:category", kwargs={"category_slug": self.slug, "pk": self.id})


@dataclass(frozen=True)
class Tree:
    """All public categories in the order of the tree. One query to read."""

    nodes: tuple[Node, ...]

    @classmethod
    def read(cls) -> "Tree":
        rows = Category.objects.filter(ancestors_are_public=True, is_public=True).order_by("path")
        return cls(tuple(Node(*row) for row in rows.values_list("id", "name", "slug", "path", "description")))

    def find(self, pk: int) -> Node | None:
        return next((node for node in self.nodes if node.id == pk), None)

    @property
    def roots(self) -> list[Node]:
        return [node for node in self.nodes if len(node.path) == STEP]

    def children(self, parent: Node) -> list[Node]:
        return [n for n in self.nodes if n.path.startswith(parent.path) and len(n.path) == len(parent.path) + STEP]

    def around(self, node: Node) -> list[Node]:
        """From the root down to the parent."""
        return [one for one in self.nodes if node.path.startswith(one.path) and one.path != node.path]
