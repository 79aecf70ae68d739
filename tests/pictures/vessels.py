"""What things stand in: bowls, plates, jars, bottles, pouches, sacks, boxes and baskets, seen a little from above."""

from __future__ import annotations

from tests.pictures.paint import (
    NIGHT,
    SUN,
    Colour,
    Painting,
    Shape,
    box,
    darker,
    fall,
    leaf,
    lighter,
    mix,
    oval,
    rgb,
    round_body,
    smooth,
)
from tests.pictures.surfaces import BAMBOO, weave

CREAM = rgb("f1e4c8")
CLAY = rgb("b5653c")
INDIGO = rgb("2f4a68")
KRAFT = rgb("c79a63")
TILT = 0.34


def stand(p: Painting, x: float, y: float, rx: float, alpha: float = 0.55) -> None:
    """The shadow of a round foot on the table."""
    p.shadow(oval(x + rx * 0.16, y, rx * 1.04, rx * 0.3), 14, 6, 22, alpha)
    p.shadow(oval(x, y, rx * 0.8, rx * 0.2), 2, 4, 8, alpha * 0.9)


def bowl(
    p: Painting, x: float, y: float, r: float, colour: Colour = CREAM, deep: float = 0.62, band: Colour | None = None
) -> None:
    """A bowl whose rim lies around (x, y). Fill it between `bowl` and `rim`."""
    ry, foot = r * TILT, r * deep
    stand(p, x, y + foot, r * 0.62)
    outline = smooth(
        [
            (x - r, y),
            (x - r * 0.88, y + foot * 0.5),
            (x - r * 0.42, y + foot * 0.97),
            (x, y + foot * 1.05),
            (x + r * 0.42, y + foot * 0.97),
            (x + r * 0.88, y + foot * 0.5),
            (x + r, y),
        ],
        10,
        closed=False,
    )
    p.body(outline, round_body(colour), 0.42, 0.15, r * 0.14)
    if band:
        for drop, thick in ((0.2, 9), (0.3, 4)):
            arc = [(x + (r * 0.965 - r * drop * 0.34) * c, y + foot * drop + ry * s) for c, s in _half()]
            p.line(arc, (2, thick, thick, 2), band, 0.85)
    p.fill(oval(x, y, r, ry, steps=80), lighter(colour, 0.3))
    p.body(
        oval(x, y + 3, r * 0.95, ry * 0.92, steps=80), fall(darker(colour, 0.45), darker(colour, 0.15)), 0.2, 0.0, 14
    )


def rim(p: Painting, x: float, y: float, r: float, colour: Colour = CREAM) -> None:
    """The near lip of the bowl, laid over its filling."""
    arc = [(x + r * 0.975 * c, y + r * TILT * 0.965 * s) for c, s in _half()]
    p.line(arc, (3, 8, 11, 8, 3), lighter(colour, 0.35))
    p.line([(a, b + 6) for a, b in arc], (1, 3, 4, 3, 1), darker(colour, 0.3), 0.5)


def _half() -> list[tuple[float, float]]:
    return oval(0, 0, 1, 1, steps=72)[:37]


def plate(
    p: Painting, x: float, y: float, r: float, colour: Colour = CREAM, flat: float = TILT, ring: Colour | None = None
) -> None:
    """A plate; `flat` = 1 from straight above."""
    p.shadow(oval(x, y + 8, r, r * flat, steps=80), 16, 20, 20, 0.5)
    p.body(oval(x, y + r * 0.05 * (1 - flat), r, r * flat, steps=80), darker(colour, 0.22), 0.3, 0.1)
    p.body(
        oval(x, y, r, r * flat, steps=80),
        [[lighter(colour, 0.4), colour], [colour, darker(colour, 0.16)]],
        0.25,
        0.5,
        10,
    )
    if ring:
        edge = oval(x, y, r * 0.93, r * 0.93 * flat, steps=90)
        p.line([*edge, edge[0]], [5], ring, 0.8)
    p.body(
        oval(x, y + 3, r * 0.72, r * 0.72 * flat, steps=80),
        [[darker(colour, 0.16), colour], [colour, lighter(colour, 0.3)]],
        0.0,
        0.0,
    )


def jar(
    p: Painting,
    x: float,
    foot: float,
    width: float,
    height: float,
    filling: Colour,
    *,
    lid: Colour = rgb("b98a4a"),
    full: float = 0.86,
) -> None:
    """A glass jar with a filling, a lid and a small paper label with a leaf on it."""
    half, tilt = width / 2, width * 0.15
    stand(p, x, foot, half)
    side = _barrel(x, foot, half, height, tilt)
    p.body(side, round_body(mix(rgb("dfe6da"), filling, 0.25), 0.2), 0.3, 0.4, width * 0.08)
    top = foot - height * full
    p.body(
        _barrel(x, foot - 7, half * 0.93, height * full - 7, tilt * 0.9),
        round_body(filling, 0.45),
        0.45,
        0.1,
        width * 0.12,
    )
    p.fill(oval(x, top, half * 0.93, tilt * 0.9), fall(lighter(filling, 0.1), lighter(filling, 0.35)))
    neck = foot - height
    p.body(_barrel(x, neck + 8, half * 0.9, height * 0.17, tilt * 0.85), round_body(lid, 0.4), 0.3, 0.2, 10)
    p.body(oval(x, neck - height * 0.17 + 8, half * 0.9, tilt * 0.85), [[lighter(lid, 0.45), lid]] * 2, 0.15, 0.4, 6)
    p.fill(stripe(x - half * 0.72, neck + 24, foot - 16, width * 0.07), SUN, 0.5)
    p.fill(stripe(x + half * 0.78, neck + 30, foot - 30, width * 0.03), SUN, 0.28)
    label(p, x, foot - height * 0.4, width * 0.56, height * 0.34)


def stripe(x: float, top: float, foot: float, width: float) -> list[tuple[float, float]]:
    return box(x, (top + foot) / 2, width, foot - top, corner=width / 2)


def _barrel(x: float, foot: float, half: float, height: float, tilt: float) -> Shape:
    low = [(x + half * c, foot + tilt * s) for c, s in _half()]
    high = [(x - half * c, foot - height - tilt * s) for c, s in _half()]
    return [*low, *high]


def label(
    p: Painting,
    x: float,
    y: float,
    width: float,
    height: float,
    paper: Colour = rgb("f3e7cb"),
    mark: Colour = rgb("5f7d45"),
) -> None:
    """A paper label: a leaf and two lines where the words would be."""
    p.shadow(box(x, y, width, height, corner=6), 2, 3, 4, 0.3)
    p.fill(box(x, y, width, height, corner=6), across_light(paper))
    size = min(width, height) * 0.5
    for lean in (-120, -60):
        p.fill(leaf(x, y + height * 0.1, size, size * 0.5, lean), mark)
    for i, share in enumerate((0.56, 0.36)):
        p.line(
            [
                (x - width * share / 2, y + height * (0.24 + i * 0.13)),
                (x + width * share / 2, y + height * (0.24 + i * 0.13)),
            ],
            [3.5],
            darker(paper, 0.5),
            0.7,
        )


def across_light(colour: Colour) -> list[list[Colour]]:
    return [[darker(colour, 0.06), lighter(colour, 0.25), colour, darker(colour, 0.16)]]


def bottle(
    p: Painting, x: float, foot: float, width: float, height: float, filling: Colour, cork: Colour = rgb("a9794a")
) -> None:
    """A bottle with a neck, a cork and a label."""
    half, neck = width / 2, width * 0.19
    stand(p, x, foot, half)
    outline = smooth(
        [
            (x - half, foot - 4),
            (x - half, foot - height * 0.35),
            (x - half * 0.96, foot - height * 0.56),
            (x - neck * 1.25, foot - height * 0.74),
            (x - neck, foot - height * 0.84),
            (x - neck, foot - height),
            (x + neck, foot - height),
            (x + neck, foot - height * 0.84),
            (x + neck * 1.25, foot - height * 0.74),
            (x + half * 0.96, foot - height * 0.56),
            (x + half, foot - height * 0.35),
            (x + half, foot - 4),
            (x, foot + width * 0.11),
        ],
        6,
    )
    p.body(outline, round_body(filling, 0.5), 0.5, 0.25, width * 0.14)
    p.glow(x - half * 0.1, foot - height * 0.2, half * 0.8, height * 0.22, lighter(filling, 0.6), 0.55)
    p.body(box(x, foot - height - 12, neck * 2.3, 40, corner=6), round_body(cork, 0.4), 0.35, 0.2)
    p.fill(stripe(x - half * 0.68, foot - height * 0.52, foot - 22, width * 0.07), SUN, 0.55)
    p.fill(stripe(x - neck * 0.5, foot - height * 0.95, foot - height * 0.78, width * 0.04), SUN, 0.5)
    label(p, x, foot - height * 0.28, width * 0.72, height * 0.28)


def pouch(
    p: Painting,
    x: float,
    foot: float,
    width: float,
    height: float,
    colour: Colour = KRAFT,
    window: Colour | None = None,
) -> None:
    """A standing paper pouch with a folded top; `window` shows what is inside."""
    half = width / 2
    stand(p, x, foot - 8, half * 0.95)
    outline = smooth(
        [
            (x - half, foot - 10),
            (x - half * 1.03, foot - height * 0.5),
            (x - half * 0.93, foot - height * 0.9),
            (x - half * 0.9, foot - height),
            (x, foot - height - 4),
            (x + half * 0.9, foot - height),
            (x + half * 0.93, foot - height * 0.9),
            (x + half * 1.03, foot - height * 0.5),
            (x + half, foot - 10),
            (x, foot + 8),
        ],
        6,
    )
    p.body(
        outline,
        [
            [lighter(colour, 0.2), lighter(colour, 0.3), colour, darker(colour, 0.22)],
            [colour, lighter(colour, 0.1), darker(colour, 0.1), darker(colour, 0.35)],
        ],
        0.4,
        0.3,
        14,
    )
    p.rub(outline, (26, 40), 0.1, 0.14)
    p.line(
        [(x - half * 0.93, foot - height * 0.88), (x + half * 0.93, foot - height * 0.88)],
        [4],
        darker(colour, 0.4),
        0.6,
    )
    p.line([(x - half * 0.93, foot - height * 0.88 + 4), (x + half * 0.93, foot - height * 0.88 + 4)], [3], SUN, 0.4)
    label(p, x, foot - height * (0.6 if window else 0.45), width * 0.66, height * (0.3 if window else 0.42))
    if window:
        p.body(oval(x, foot - height * 0.24, width * 0.3, height * 0.14), window, 0.4, 0.0, 8)
        p.rub(oval(x, foot - height * 0.24, width * 0.29, height * 0.135), (9, 8), 0.5, 0.4)


def sack(
    p: Painting, x: float, foot: float, width: float, height: float, colour: Colour = rgb("cbb083")
) -> tuple[float, float, float]:
    """An open sack; gives back the (x, y, r) of its mouth, to be filled like a bowl."""
    half = width / 2
    stand(p, x, foot - 10, half)
    outline = smooth(
        [
            (x - half * 0.86, foot),
            (x - half * 1.06, foot - height * 0.4),
            (x - half * 0.86, foot - height * 0.9),
            (x - half * 0.8, foot - height),
            (x + half * 0.8, foot - height),
            (x + half * 0.86, foot - height * 0.9),
            (x + half * 1.06, foot - height * 0.4),
            (x + half * 0.86, foot),
            (x, foot + 16),
        ],
        8,
    )
    p.body(outline, round_body(colour, 0.36), 0.45, 0.25, width * 0.1)
    p.rub(outline, (4, 5), 0.22, 0.2)
    for i in range(5):
        sx = x + half * (-0.6 + i * 0.3)
        p.line(
            [(sx, foot - height * 0.9), (sx + half * 0.06 * (i - 2), foot - height * 0.5), (sx, foot - height * 0.2)],
            (2, 9, 2),
            NIGHT,
            0.14,
        )
    mouth = half * 0.84
    p.body(oval(x, foot - height, mouth * 1.08, mouth * 0.42), fall(lighter(colour, 0.2), colour), 0.3, 0.5, 9)
    p.fill(oval(x, foot - height, mouth * 0.93, mouth * 0.32), darker(colour, 0.6))
    return x, foot - height, mouth * 0.93


def basket(
    p: Painting, x: float, foot: float, width: float, height: float, colour: Colour = BAMBOO, flare: float = 0.86
) -> tuple[float, float, float]:
    """A woven basket; gives back the (x, y, r) of its mouth."""
    half, tilt = width / 2, width / 2 * TILT
    stand(p, x, foot - 4, half * 0.9)
    low = [(x + half * flare * c, foot + tilt * 0.7 * s) for c, s in _half()]
    outline = [*low, (x - half, foot - height), (x + half, foot - height)]
    weave(p, colour, 18, outline, 0)
    p.body_shade(outline, width * 0.16)
    p.fill(oval(x, foot - height, half, tilt), lighter(colour, 0.1))
    p.body(
        oval(x, foot - height + 4, half * 0.93, tilt * 0.88), fall(darker(colour, 0.65), darker(colour, 0.35)), 0.2, 0.0
    )
    return x, foot - height, half * 0.95


def basket_rim(p: Painting, x: float, y: float, r: float, colour: Colour = BAMBOO) -> None:
    arc = [(x + r * 1.03 * c, y + r * 1.03 * TILT * s) for c, s in _half()]
    p.shadow(arc + arc[::-1], 0, 8, 6, 0.3)
    p.line(arc, (10, 20, 22, 20, 10), darker(colour, 0.18))
    p.line([(a, b - 4) for a, b in arc], (3, 8, 9, 8, 3), lighter(colour, 0.4))
    for i in range(2, len(arc) - 2, 2):
        a, b = arc[i]
        p.line([(a - 4, b - 8), (a + 5, b + 9)], [2.6], darker(colour, 0.5), 0.6)


def block(
    p: Painting,
    x: float,
    foot: float,
    width: float,
    height: float,
    depth: float,
    colour: Colour,
    lid: Colour | None = None,
) -> None:
    """A box seen from the front and a little from above."""
    lid = lid or lighter(colour, 0.25)
    front = box(x, foot - height / 2, width, height, corner=4)
    p.shadow(box(x + 14, foot - 4, width, 30), 16, 6, 18, 0.5)
    p.body(front, [[lighter(colour, 0.12), colour], [colour, darker(colour, 0.25)]], 0.3, 0.15, 12)
    top = [
        (x - width / 2, foot - height),
        (x - width * 0.42, foot - height - depth),
        (x + width * 0.42, foot - height - depth),
        (x + width / 2, foot - height),
    ]
    p.body(top, [[lighter(lid, 0.3), lid]] * 2, 0.12, 0.2, 8)
