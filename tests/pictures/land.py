"""Sky, hills, fields, trees and houses: what the pictures of villages and workshops are put together from."""

from __future__ import annotations

import math

from tests.pictures.paint import (
    NIGHT,
    SUN,
    Colour,
    Paint,
    Painting,
    box,
    darker,
    fall,
    leaf,
    lighter,
    mix,
    oval,
    rgb,
    smooth,
)

MORNING = [
    [rgb("8fb7c4"), rgb("a9c8c6"), rgb("d9d8b8")],
    [rgb("f2dcae"), rgb("f7d9a0"), rgb("f6c98a")],
    [rgb("fae6bd"), rgb("fbdca6"), rgb("f9d093")],
]
NOON = [[rgb("7fb0cc"), rgb("95c0d2")], [rgb("dbe6d8"), rgb("e9e6cc")]]
GREEN = rgb("6f9a45")
TILE = rgb("a8533a")
THATCH = rgb("8d6b42")
LIME = rgb("f0e6d0")


def sky(p: Painting, paint: Paint = MORNING, horizon: int = 520, sun: tuple[int, int] | None = (330, 300)) -> None:
    width, _ = p.size
    p.fill(box(width / 2, horizon / 2, width + 4, horizon + 4), paint)
    if sun:
        p.glow(*sun, 520, 420, rgb("fff1c2"), 0.9)
        p.fill(oval(*sun, 46), rgb("fffbe6"), 0.95)
    for _ in range(5):
        x, y = p.random.uniform(0, width), p.random.uniform(40, horizon * 0.5)
        for _ in range(6):
            p.glow(
                x + p.random.uniform(-130, 130),
                y + p.random.uniform(-16, 16),
                p.random.uniform(70, 150),
                p.random.uniform(16, 34),
                rgb("fff6e0"),
                0.35,
            )


def hills(
    p: Painting, base: int, height: int, colour: Colour, bumps: int = 5, haze: float = 0.0, rough: float = 1.0
) -> None:
    """One range of hills whose foot is at `base`; haze pales what is far."""
    width, foot = p.size
    points = [(-60.0, foot + 9.0), (-60.0, base - height * 0.4)]
    for i in range(bumps + 1):
        points.append((width * i / bumps, base - height * p.random.uniform(1 - 0.75 * rough, 1)))
    points += [(width + 60.0, base - height * 0.5), (width + 60.0, foot + 9.0)]
    ridge = smooth(points[1:-1], 12, closed=False)
    shape = [points[0], *ridge, points[-1]]
    tone = mix(colour, rgb("f3dfb6"), haze)
    p.fill(shape, fall(tone, mix(tone, rgb("f7e7c2"), 0.35)))
    mask, at = p.cut(shape)
    p.texture(mask, at, (70, 40), 0.1 * (1 - haze), 0.1)


def volcano(p: Painting, x: float, base: float, width: float, height: float, colour: Colour) -> None:
    """Sindoro stands there in the mornings."""
    shape = smooth(
        [
            (x - width, base + 20),
            (x - width * 0.45, base - height * 0.36),
            (x - width * 0.12, base - height * 0.95),
            (x, base - height),
            (x + width * 0.1, base - height * 0.96),
            (x + width * 0.45, base - height * 0.34),
            (x + width, base + 20),
        ],
        9,
        closed=False,
    )
    p.fill(shape, [[colour, darker(colour, 0.1)], [mix(colour, rgb("f6deb0"), 0.75)] * 2])
    p.glow(x - width * 0.16, base - height * 0.62, width * 0.28, height * 0.5, SUN, 0.35)


def field(p: Painting, top: float, foot: float, colour: Colour, rows: int = 9, lean: float = 0.0) -> None:
    """Rows of young plants running to the horizon."""
    width, _ = p.size
    ground = [(-10.0, top), (width + 10.0, top), (width + 10.0, foot), (-10.0, foot)]
    p.fill(ground, fall(lighter(colour, 0.3), darker(colour, 0.12)))
    middle = width / 2 + lean
    for i in range(-rows, rows + 1):
        far, near = middle + i * 38, middle + i * 190
        row = [(far, top), ((far * 0.6 + near * 0.4), top + (foot - top) * 0.4), (near, foot)]
        p.line(row, (1.5, 9, 34), darker(colour, 0.3), 0.45)
        p.line([(a - 4, b) for a, b in row], (1, 5, 16), lighter(colour, 0.4), 0.35)
    mask, at = p.cut(ground)
    p.texture(mask, at, (16, 5), 0.12, 0.14)


def terraces(p: Painting, top: int, foot: int, steps: int = 9) -> None:
    """Rice terraces, some under water that holds the sky."""
    width, _ = p.size
    for i in range(steps):
        t = i / (steps - 1)
        y = top + (foot - top) * t**1.35
        deep = 26 + 92 * t
        wave = [
            (-40.0 + k * (width + 80) / 8, y + math.sin(k * 0.9 + i * 1.3) * (10 + 26 * t) + p.random.uniform(-5, 5))
            for k in range(9)
        ]
        edge = smooth(wave, 8, closed=False)
        wet = i % 3 == 1
        tone = mix(rgb("93b350"), rgb("5c8a3a"), t * 0.8 + p.random.uniform(-0.1, 0.1))
        shape = [*edge, (width + 40.0, foot + 260.0), (-40.0, foot + 260.0)]
        p.fill(shape, rgb("d9d3ad") if wet else lighter(tone, 0.12))
        if wet:
            p.fill(
                [*edge, *[(a, b + deep * 0.8) for a, b in edge[::-1]]], [[rgb("f3dcab"), rgb("cfdcd0"), rgb("b9cfd2")]]
            )
        else:
            for _ in range(70):
                k = p.random.randrange(len(edge))
                ex, ey = edge[k]
                gy = ey + p.random.uniform(4, deep)
                p.line(
                    [(ex, gy), (ex + p.random.uniform(-3, 3), gy - 6 - 15 * t)],
                    (3.4, 1),
                    p.random.choice((lighter(tone, 0.35), darker(tone, 0.22))),
                    0.8,
                )
        p.line(edge, (4 + 5 * t, 5 + 6 * t), lighter(tone, 0.42), 0.9)
        p.line([(a, b + 7 + 5 * t) for a, b in edge], (4, 5 + 5 * t), darker(tone, 0.45), 0.42)


def palm(p: Painting, x: float, foot: float, height: float, lean: float = 30, tone: Colour = rgb("4f7f3c")) -> None:
    trunk = smooth([(x, foot), (x + lean * 0.3, foot - height * 0.4), (x + lean, foot - height)], 10, closed=False)
    size = height * 0.46
    p.line(trunk, (height * 0.06, height * 0.036, height * 0.03), rgb("6d5138"))
    p.line([(a - height * 0.009, b) for a, b in trunk], (height * 0.018, height * 0.01), rgb("b18a5f"), 0.7)
    cx, cy = trunk[-1]
    for turn in (-200, -168, -132, -96, -58, -22, 14, 34, -222):
        c = math.cos(math.radians(turn))
        rib = smooth(
            [
                (cx, cy),
                (cx + c * size * 0.55, cy + math.sin(math.radians(turn)) * size * 0.62),
                (cx + c * size, cy + math.sin(math.radians(turn)) * size * 0.5 + size * 0.34),
            ],
            7,
            closed=False,
        )
        shade = mix(tone, p.random.choice((SUN, NIGHT)), p.random.uniform(0, 0.25))
        for k in range(2, len(rib)):
            bx, by = rib[k]
            long = size * (0.32 - 0.012 * k)
            for side in (-1, 1):
                blade = (bx + side * long * 0.35 + c * long * 0.35, by + long * (0.72 if side * c < 0 else 0.5))
                p.line([(bx, by), blade], (size * 0.05, 1), shade)
        p.line(rib, (size * 0.035, 1.5), lighter(tone, 0.2))
    for k in range(4):
        p.body(oval(cx + (k - 1.5) * size * 0.08, cy + size * 0.07, size * 0.055), rgb("8d6a34"), 0.4, 0.3)


def tree(p: Painting, x: float, foot: float, size: float, colour: Colour = GREEN, fruit: Colour | None = None) -> None:
    p.shadow(oval(x + size * 0.2, foot, size * 0.55, size * 0.1), 8, 2, 12, 0.4)
    p.line(
        smooth(
            [(x, foot), (x + size * 0.04, foot - size * 0.4), (x - size * 0.02, foot - size * 0.8)], 6, closed=False
        ),
        (size * 0.14, size * 0.09),
        rgb("5f4630"),
    )
    for i in range(26):
        a, r = i * 2.4, math.sqrt((i + 0.5) / 26) * size * 0.52
        px, py = x + math.cos(a) * r, foot - size * 0.98 + math.sin(a) * r * 0.8
        tone = mix(colour, SUN if py < foot - size and px < x + size * 0.1 else NIGHT, p.random.uniform(0.04, 0.26))
        puff = [
            (
                px + math.cos(k * 0.785) * size * p.random.uniform(0.13, 0.19),
                py + math.sin(k * 0.785) * size * p.random.uniform(0.1, 0.15),
            )
            for k in range(8)
        ]
        p.body(smooth(puff, 4), tone, 0.35, 0.3)
    if fruit:
        for _ in range(14):
            p.body(
                oval(x + p.random.uniform(-0.42, 0.42) * size, foot - size * p.random.uniform(0.7, 1.35), size * 0.035),
                fruit,
                0.5,
                0.5,
            )


def bush(p: Painting, x: float, foot: float, size: float, colour: Colour = GREEN, berry: Colour | None = None) -> None:
    for _ in range(24):
        lean = p.random.uniform(-165, -15)
        blade = leaf(
            x + p.random.uniform(-0.3, 0.3) * size,
            foot - p.random.uniform(0, 0.55) * size,
            size * 0.42,
            size * 0.17,
            lean,
        )
        p.body(blade, mix(colour, p.random.choice((SUN, NIGHT)), p.random.uniform(0, 0.24)), 0.4, 0.3)
    if berry:
        for _ in range(18):
            p.body(
                oval(x + p.random.uniform(-0.4, 0.4) * size, foot - p.random.uniform(0.1, 0.8) * size, size * 0.032),
                berry,
                0.5,
                0.6,
            )


def house(
    p: Painting, x: float, foot: float, width: float, roof: Colour = TILE, wall: Colour = LIME, porch: bool = True
) -> None:
    """A Javanese limasan: a wide roof in two slopes, a porch on posts."""
    high = width * 0.34
    p.shadow(box(x + width * 0.1, foot - 4, width * 1.05, width * 0.08), 12, 4, 14, 0.45)
    front = box(x, foot - high / 2, width * 0.86, high)
    p.body(front, [[lighter(wall, 0.2), wall], [wall, darker(wall, 0.22)]], 0.3, 0.1, 8)
    door = box(x, foot - high * 0.37, width * 0.12, high * 0.74)
    p.body(door, rgb("5b3a24"), 0.4, 0.2)
    for side in (-0.27, 0.27):
        frame = box(x + side * width, foot - high * 0.48, width * 0.14, high * 0.4)
        p.fill(frame, rgb("4f6f63"))
        p.fill(box(x + side * width, foot - high * 0.48, width * 0.11, high * 0.33), [[rgb("f6d58a"), rgb("8a6a40")]])
        p.line(
            [(x + side * width, foot - high * 0.66), (x + side * width, foot - high * 0.3)],
            [width * 0.012],
            rgb("4f6f63"),
        )
    eave, ridge = foot - high * 0.94, foot - high - width * 0.36
    low = [
        (x - width * 0.6, eave),
        (x - width * 0.3, eave - width * 0.15),
        (x + width * 0.3, eave - width * 0.15),
        (x + width * 0.6, eave),
    ]
    p.shadow(low, 0, 14, 8, 0.45)
    p.body(low, [[lighter(roof, 0.2), roof], [roof, darker(roof, 0.2)]], 0.3, 0.3, 8)
    top = [
        (x - width * 0.31, eave - width * 0.14),
        (x - width * 0.15, ridge),
        (x + width * 0.15, ridge),
        (x + width * 0.31, eave - width * 0.14),
    ]
    p.body(top, [[lighter(roof, 0.3), roof], [roof, darker(roof, 0.25)]], 0.3, 0.35, 8)
    for shape in (low, top):
        p.rub(shape, (width * 0.02, width * 0.012), 0.25, 0.2)
    p.line([(x - width * 0.16, ridge), (x + width * 0.16, ridge)], [width * 0.028], darker(roof, 0.3))
    if porch:
        for k in (-0.55, -0.2, 0.2, 0.55):
            p.body(box(x + k * width, foot - high * 0.45, width * 0.022, high * 0.96), rgb("7a5230"), 0.4, 0.3)


def barn(p: Painting, x: float, foot: float, width: float) -> None:
    """The lumbung: a rice barn on stilts under a high thatched roof."""
    floor, eave, ridge = foot - width * 0.36, foot - width * 0.76, foot - width * 1.5
    p.shadow(oval(x + width * 0.14, foot, width * 0.6, width * 0.08), 14, 2, 16, 0.5)
    for k in (-0.36, -0.12, 0.12, 0.36):
        p.body(box(x + k * width, (foot + floor) / 2, width * 0.055, foot - floor), rgb("6b4a2c"), 0.5, 0.3)
        p.body(oval(x + k * width, floor + width * 0.03, width * 0.07, width * 0.022), rgb("8a6238"), 0.4, 0.3)
        p.body(box(x + k * width, foot, width * 0.09, width * 0.05, corner=6), rgb("9a9184"), 0.4, 0.3)
    p.body(box(x, floor, width * 0.98, width * 0.06), rgb("7d5632"), 0.4, 0.4)
    wall = [
        (x - width * 0.42, floor - 4),
        (x + width * 0.42, floor - 4),
        (x + width * 0.47, eave),
        (x - width * 0.47, eave),
    ]
    p.body(wall, [[rgb("d9ae6c"), rgb("b9803f")]] * 2, 0.4, 0.2, 14)
    p.rub(wall, (width * 0.03, 160), 0.3, 0.2)
    p.body(box(x, floor - width * 0.17, width * 0.2, width * 0.28), rgb("5b3a22"), 0.4, 0.3)
    for k in range(5):
        p.line(
            [(x - width * 0.1 + k * 0.6, foot - k * width * 0.085), (x + width * 0.02, foot - k * width * 0.085)],
            [width * 0.02],
            rgb("8a6238"),
        )
    roof = smooth(
        [
            (x - width * 0.68, eave + width * 0.04),
            (x - width * 0.5, eave - width * 0.2),
            (x - width * 0.3, ridge + width * 0.2),
            (x - width * 0.22, ridge),
            (x + width * 0.22, ridge),
            (x + width * 0.3, ridge + width * 0.2),
            (x + width * 0.5, eave - width * 0.2),
            (x + width * 0.68, eave + width * 0.04),
            (x, eave + width * 0.1),
        ],
        8,
    )
    p.shadow(roof, 0, 18, 12, 0.5)
    p.body(
        roof,
        [[lighter(THATCH, 0.45), lighter(THATCH, 0.2), THATCH], [lighter(THATCH, 0.2), THATCH, darker(THATCH, 0.3)]],
        0.5,
        0.4,
        22,
    )
    p.rub(roof, (4, 46), 0.42, 0.34)
    for k in range(1, 5):
        y = ridge + (eave - ridge) * k / 4.6
        half = width * (0.22 + 0.46 * (k / 4.6) ** 1.2)
        p.line(
            smooth([(x - half, y), (x, y + width * 0.03), (x + half, y)], 8, closed=False),
            (3, 6, 3),
            darker(THATCH, 0.45),
            0.4,
        )
    p.body(box(x, ridge, width * 0.5, width * 0.06, corner=12), darker(THATCH, 0.25), 0.4, 0.4)


def road(p: Painting, top: float, foot: float, far: float, near: float, colour: Colour = rgb("d9bd8a")) -> None:
    shape = [
        *smooth([(far - 10, top), (far - 60, top + (foot - top) * 0.35), (near - 190, foot)], 9, closed=False),
        *smooth([(near + 190, foot), (far + 10, top + (foot - top) * 0.35), (far + 12, top)], 9, closed=False),
    ]
    p.fill(shape, fall(lighter(colour, 0.3), colour))
    p.rub(shape, (26, 8), 0.16, 0.2)


def grass(p: Painting, top: float, foot: float, count: int = 260, colour: Colour = GREEN) -> None:
    width, _ = p.size
    for _ in range(count):
        y = p.random.uniform(top, foot)
        size = 8 + 44 * (y - top) / max(foot - top, 1)
        x = p.random.uniform(0, width)
        p.line(
            [(x, y), (x + p.random.uniform(-0.3, 0.3) * size, y - size)],
            (size * 0.16, 1),
            mix(colour, p.random.choice((SUN, NIGHT)), p.random.uniform(0.05, 0.35)),
            0.8,
        )
