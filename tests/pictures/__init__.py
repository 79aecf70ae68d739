"""The demo village's pictures, drawn by the program itself: sixty goods, twelve workshops, four villages, one barn.

`draw("gethuk-lindri")` gives the same 1280 x 960 picture every time; no file, no network, Pillow alone.
"""

from __future__ import annotations

from PIL import Image

from tests.pictures.crafts import CRAFTS
from tests.pictures.harvest import HARVEST
from tests.pictures.paint import Painting
from tests.pictures.scenes import HERO, SCENES
from tests.pictures.snacks import SNACKS
from tests.pictures.spices import SPICES

PICTURES = {**SNACKS, **HARVEST, **SPICES, **CRAFTS, **SCENES}

__all__ = ["HERO", "PICTURES", "draw"]


def draw(name: str) -> Image.Image:
    """The picture of that name, as an RGB image of 1280 x 960; KeyError for a name that nobody drew."""
    sheet = Painting(name)
    PICTURES[name](sheet)
    return sheet.finish()
