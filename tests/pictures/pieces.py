"""The small things themselves, as cut-outs to be strewn: chips, beans, fruit, fish, sweets."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

from PIL import Image

from tests.pictures.paint import (
    NIGHT,
    SUN,
    Colour,
    Painting,
    darker,
    leaf,
    lighter,
    mix,
    oval,
    rgb,
    smooth,
    stroke,
    turned,
)
from tests.pictures.vessels import TILT

Pieces = list[Image.Image]
KINDS = 12


def pieces(
    name: str, draw: Callable[[Painting, float], None], size: float, colour: Colour, count: int = KINDS
) -> Pieces:
    """`count` different cut-outs, each drawn at its own turn under the same light."""
    found = []
    for i in range(count):
        side = round(size * 1.5)
        sheet = Painting(f"{name}{i}", (side, side), colour, clear=True)
        draw(sheet, 360 * i / count + sheet.random.uniform(0, 25))
        found.append(sheet.image)
    return found


@cache
def chips(colour: Colour, size: int = 92, flat: float = 0.8, seed: str = "") -> Pieces:
    """Fried slices: wavy rim, bubbles, a darker edge."""

    def draw(s: Painting, turn: float) -> None:
        c = s.size[0] / 2
        tone = mix(colour, s.random.choice((SUN, rgb("8a4a1c"))), s.random.uniform(0.0, 0.24))
        ring = [
            (r * math.cos(a), r * flat * math.sin(a))
            for a, r in ((i * math.pi / 5, size / 2 * s.random.uniform(0.9, 1.04)) for i in range(10))
        ]
        shape = turned(smooth(ring, 4), turn, c, c)
        s.body(shape, [[lighter(tone, 0.3), tone], [tone, lighter(tone, 0.12)]], 0.34, 0.6, size * 0.06)
        s.rub(shape, (5, 5), 0.2, 0.2)
        s.line([*shape, shape[0]], [size * 0.05], darker(mix(tone, rgb("a35a1c"), 0.5), 0.1), 0.4)
        fold = turned(
            smooth([(-size * 0.36, size * 0.05), (0, -size * 0.1), (size * 0.36, size * 0.06)], 6, closed=False),
            turn,
            c,
            c,
        )
        s.line(fold, (1, size * 0.16, 1), NIGHT, 0.06)
        s.line([(a - 3, b - 5) for a, b in fold], (1, size * 0.12, 1), SUN, 0.2)

    return pieces(f"chips{colour}{seed}", draw, size, colour)


@cache
def beans(colour: Colour, size: int = 46) -> Pieces:
    """Coffee beans, with the crease."""

    def draw(s: Painting, turn: float) -> None:
        c = s.size[0] / 2
        tone = mix(colour, s.random.choice((SUN, NIGHT)), s.random.uniform(0.0, 0.16))
        s.body(oval(c, c, size / 2, size * 0.34, turn), tone, 0.55, 0.45, size * 0.13)
        crease = turned(
            smooth(
                [(-size * 0.44, 0), (-size * 0.15, size * 0.05), (size * 0.15, -size * 0.05), (size * 0.44, 0)],
                5,
                closed=False,
            ),
            turn,
            c,
            c,
        )
        s.line(crease, (1, size * 0.09, 1), darker(tone, 0.6), 0.9)

    return pieces(f"beans{colour}", draw, size, colour)


@cache
def balls(colour: Colour, size: int = 60, spot: float = 0.5, flat: float = 0.94) -> Pieces:
    """Round fruit, eggs, peppercorns."""

    def draw(s: Painting, turn: float) -> None:
        c = s.size[0] / 2
        tone = mix(colour, s.random.choice((SUN, NIGHT)), s.random.uniform(0.0, 0.12))
        shape = oval(c, c, size / 2, size / 2 * flat, turn)
        s.body(shape, tone, 0.6, 0.4, size * 0.16)
        if size > 34:
            s.rub(shape, (size / 12, size / 12), 0.1, 0.06)
        s.glow(c - size * 0.16, c - size * 0.18, size * 0.17, size * 0.14, SUN, spot)

    return pieces(f"balls{colour}", draw, size, colour)


@cache
def grains(colour: Colour, size: int = 22) -> Pieces:
    """Rice, crumbs, crystals."""

    def draw(s: Painting, turn: float) -> None:
        c = s.size[0] / 2
        s.body(oval(c, c, size / 2, size * 0.2, turn, 16), mix(colour, NIGHT, s.random.uniform(0, 0.14)), 0.4, 0.5, 3)

    return pieces(f"grains{colour}", draw, size, colour)


@cache
def chillies(colour: Colour = rgb("c92a1c"), size: int = 110) -> Pieces:
    def draw(s: Painting, turn: float) -> None:
        c = s.size[0] / 2
        path = turned(
            smooth(
                [
                    (-size * 0.42, -size * 0.04),
                    (-size * 0.1, size * 0.05),
                    (size * 0.2, size * 0.04),
                    (size * 0.46, -size * 0.06),
                ],
                6,
                closed=False,
            ),
            turn,
            c,
            c,
        )
        s.body(
            stroke(path, (size * 0.15, size * 0.19, size * 0.15, 2)),
            mix(colour, rgb("e8651c"), s.random.uniform(0, 0.35)),
            0.5,
            0.5,
            size * 0.05,
        )
        stem = turned([(-size * 0.42, -size * 0.04), (-size * 0.62, -size * 0.1)], turn, c, c)
        s.line(stem, (7, 4), rgb("5d8a3a"))

    return pieces(f"chillies{colour}", draw, size * 1.1, colour)


@cache
def small_fish(colour: Colour = rgb("cfc8ba"), size: int = 74) -> Pieces:
    """Dried anchovies."""

    def draw(s: Painting, turn: float) -> None:
        c = s.size[0] / 2
        bend = s.random.uniform(-0.16, 0.16) * size
        path = turned(
            smooth(
                [(-size * 0.46, 0), (-size * 0.15, bend * 0.8), (size * 0.2, bend), (size * 0.44, 0)], 6, closed=False
            ),
            turn,
            c,
            c,
        )
        tone = mix(colour, rgb("b89a68"), s.random.uniform(0, 0.5))
        s.body(stroke(path, (5, size * 0.17, size * 0.13, 3)), tone, 0.5, 0.55, 4)
        s.line(path, (1, 2.5, 1), rgb("77786f"), 0.6)
        tail = turned([(size * 0.42, 0), (size * 0.52, -size * 0.08), (size * 0.52, size * 0.08)], turn, c, c)
        s.fill(tail, darker(tone, 0.15))
        head = path[3]
        s.fill(oval(head[0], head[1], 2.6), NIGHT)

    return pieces(f"teri{colour}", draw, size, colour)


@cache
def rings(colour: Colour, size: int = 74) -> Pieces:
    """Lanting: little figures of eight."""

    def draw(s: Painting, turn: float) -> None:
        c = s.size[0] / 2
        tone = mix(colour, rgb("9a5a20"), s.random.uniform(0, 0.28))
        path = turned(
            [(size * 0.4 * math.sin(t), size * 0.24 * math.sin(2 * t)) for t in (i * math.pi / 16 for i in range(33))],
            turn,
            c,
            c,
        )
        s.body(stroke(path, (size * 0.15, size * 0.15)), tone, 0.5, 0.6, 4)
        s.rub(stroke(path, (size * 0.14, size * 0.14)), (5, 5), 0.3, 0.3)

    return pieces(f"rings{colour}", draw, size, colour)


@cache
def leaves(colour: Colour, size: int = 90) -> Pieces:
    def draw(s: Painting, turn: float) -> None:
        c = s.size[0] / 2
        a = math.radians(turn)
        start = (c - math.cos(a) * size * 0.5, c - math.sin(a) * size * 0.5)
        tone = mix(colour, s.random.choice((SUN, NIGHT)), s.random.uniform(0, 0.2))
        s.body(leaf(*start, size, size * 0.42, turn), tone, 0.4, 0.35, size * 0.07)
        s.line(
            [start, (c + math.cos(a) * size * 0.42, c + math.sin(a) * size * 0.42)], (2.5, 1), lighter(tone, 0.5), 0.6
        )

    return pieces(f"leaves{colour}", draw, size, colour)


def heap(
    p: Painting,
    kinds: Pieces,
    x: float,
    y: float,
    r: float,
    count: int,
    rise: float = 0.5,
    tilt: float = TILT,
    lift: float = 7,
) -> None:
    """Pieces heaped up within a round mouth at (x, y): the heap rises by `rise` x r in the middle."""
    tone = (
        kinds[0]
        .resize(
            (1, 1),
            Image.Resampling.BOX,
            box=tuple(v * f for v, f in zip(kinds[0].size * 2, (0.4, 0.4, 0.6, 0.6), strict=True)),
        )
        .getpixel((0, 0))
    )
    below = darker(tone[:3], 0.45)  # type: ignore[index]
    mound = [
        (
            x + r * 0.9 * math.cos(a),
            y + (r * tilt * 0.78 if math.sin(a) > 0 else r * max(rise * 0.9, tilt * 0.9)) * math.sin(a),
        )
        for a in (i * math.pi / 30 for i in range(60))
    ]
    if rise:
        p.body(mound, below, 0.4, 0.1)
    spots = []
    for i in range(count):
        far = math.sqrt((i + 0.5) / count) * 0.9
        a = i * 2.39996 + p.random.uniform(-0.3, 0.3)
        up = rise * r * (1 - (far / 0.9) ** 1.7)
        spots.append((y + math.sin(a) * far * r * tilt, x + math.cos(a) * far * r, up))
    for depth, sx, up in sorted(spots):
        p.lay(p.random.choice(kinds), sx, depth - up, lift)


def strew(p: Painting, kinds: Pieces, area: tuple[float, float, float, float], count: int, lift: float = 6) -> None:
    """Pieces strewn over an area (x, y, half width, half height), thicker in the middle."""
    x, y, half_width, half_height = area
    spots = [
        (y + p.random.gauss(0, 0.45) * half_height, x + p.random.gauss(0, 0.45) * half_width) for _ in range(count)
    ]
    for sy, sx in sorted(spots):
        p.lay(p.random.choice(kinds), sx, sy, lift)


def carpet(p: Painting, kinds: Pieces, inside: Callable[[float, float], bool], step: float, lift: float = 5) -> None:
    """Pieces laid close together all over a place."""
    width, height = p.size
    y = 0.0
    while y < height:
        x = step * 0.5 * (round(y / step) % 2)
        while x < width:
            sx, sy = x + p.random.uniform(-0.4, 0.4) * step, y + p.random.uniform(-0.4, 0.4) * step
            if inside(sx, sy):
                p.lay(p.random.choice(kinds), sx, sy, lift)
            x += step
        y += step * 0.8
