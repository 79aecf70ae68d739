"""What things lie on: wood, woven bamboo, cloth, leaf, stone; and walls with the morning's light on them."""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.pictures.paint import (
    NIGHT,
    SUN,
    Colour,
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
    stroke,
)

TEAK = rgb("9a6136")
PALE = rgb("d3ae7c")
DARK = rgb("5a3a28")
WALL = rgb("e6d3ae")
LEAF = rgb("4f8a3c")
BAMBOO = rgb("d6b072")


def wood(p: Painting, colour: Colour = TEAK, top: int = 0, planks: int = 5) -> None:
    """A table of planks from `top` down to the foot of the sheet."""
    width, height = p.size
    depth = height - top
    for i in range(planks):
        y0 = top + depth * (i / planks) ** (1.35 if top else 1.0)
        y1 = top + depth * ((i + 1) / planks) ** (1.35 if top else 1.0)
        tone = mix(colour, p.random.choice((SUN, NIGHT)), p.random.uniform(0.0, 0.09))
        board = box(width / 2, (y0 + y1) / 2, width + 8, y1 - y0)
        p.fill(board, [[lighter(tone, 0.16), tone], [tone, darker(tone, 0.16)]])
        mask, at = p.cut(board)
        p.texture(mask, at, (170, 5), 0.3, 0.15)
        p.texture(mask, at, (420, 14), 0.25, 0.18)
        p.line([(0, y1), (width, y1)], [3.2], darker(colour, 0.6), 0.75)
        p.line([(0, y1 + 3), (width, y1 + 3)], [1.6], lighter(colour, 0.45), 0.4)


def room(p: Painting, wall: Colour = WALL, table: Colour = TEAK, edge: int = 430, dapple: bool = True) -> None:
    """A wall with morning light, and a table before it."""
    width, _ = p.size
    p.fill(
        box(width / 2, edge / 2, width, edge + 4),
        [[lighter(wall, 0.45), wall, darker(wall, 0.12)], [wall, darker(wall, 0.1), darker(wall, 0.26)]],
    )
    mask, at = p.cut(box(width / 2, edge / 2, width, edge))
    p.texture(mask, at, (90, 60), 0.06, 0.1)
    p.texture(mask, at, (9, 9), 0.05, 0.05)
    if dapple:
        leaf_light(p, edge)
    wood(p, table, edge, 4)
    p.line([(0, edge), (width, edge)], [7], lighter(table, 0.3), 0.6)
    p.glow(width / 2, edge + 6, width * 0.75, 36, NIGHT, 0.3)


def leaf_light(p: Painting, edge: int) -> None:
    """The shadow of a palm before the window, soft on the wall."""
    width, height = p.size
    small = Image.new("L", (width // 4, height // 4))
    draw = ImageDraw.Draw(small)
    for _ in range(2):
        x, y = p.random.uniform(0.45, 0.95) * width / 4, p.random.uniform(-0.08, 0.02) * height / 4
        turn = p.random.uniform(115, 160)
        c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        for i in range(12):
            for side in (-1, 1):
                draw.polygon(
                    leaf(x + c * i * 11, y + s * i * 11, 62 - i * 2.5, 8.5, turn + side * (58 - i * 2.5)), fill=170
                )
    soft = (
        small.filter(ImageFilter.GaussianBlur(1.8)).resize(p.size, Image.Resampling.BICUBIC).crop((0, 0, width, edge))
    )
    p.put(darker(WALL, 0.6), soft, (0, 0), 0.3)


def cloth(p: Painting, colour: Colour = rgb("e9dcc2"), folds: int = 5) -> None:
    """A linen cloth seen from above."""
    width, height = p.size
    p.fill(box(width / 2, height / 2, width, height), [[lighter(colour, 0.3), colour], [colour, darker(colour, 0.14)]])
    whole = Image.new("L", p.size, 255)
    p.texture(whole, (0, 0), (3, 160), 0.08, 0.08)
    p.texture(whole, (0, 0), (160, 3), 0.08, 0.08)
    for _ in range(folds):
        x, y, turn = p.random.uniform(0, width), p.random.uniform(0, height), p.random.uniform(-0.5, 0.5)
        far = [
            (x - 700, y - 700 * turn),
            (x - 200, y - 160 * turn + 14),
            (x + 220, y + 200 * turn - 10),
            (x + 700, y + 690 * turn),
        ]
        path = smooth(far, 10, closed=False)
        p.shadow(stroke(path, (2, 16, 18, 2)), 0, 6, 12, 0.22)
        p.line([(a, b - 5) for a, b in path], (1, 8, 8, 1), SUN, 0.25)


def slate(p: Painting, colour: Colour = rgb("4a4a46")) -> None:
    width, height = p.size
    p.fill(box(width / 2, height / 2, width, height), [[lighter(colour, 0.22), colour], [colour, darker(colour, 0.4)]])
    whole = Image.new("L", p.size, 255)
    for grain, much in (((260, 150), 0.22), ((60, 40), 0.16), ((8, 6), 0.12)):
        p.texture(whole, (0, 0), grain, much, much * 0.7)


def weave(
    p: Painting, colour: Colour = BAMBOO, cell: int = 26, shape: list[tuple[float, float]] | None = None, turn: int = 45
) -> None:
    """Plaited bamboo or pandan: over one, under one; inside `shape` or all over the sheet."""
    width, height = p.size
    tile = Painting(f"weave{cell}", (cell * 2, cell * 2), darker(colour, 0.55))
    for i in range(2):
        for j in range(2):
            x, y = (i + 0.5) * cell, (j + 0.5) * cell
            level = (i + j) % 2 == 0
            strip = box(x, y, cell * (1.06 if level else 0.86), cell * (0.86 if level else 1.06), corner=cell * 0.12)
            tone = lighter(colour, 0.16) if level else darker(colour, 0.1)
            tile.fill(
                strip,
                fall(lighter(tone, 0.25), darker(tone, 0.2))
                if level
                else [[lighter(tone, 0.2), darker(tone, 0.2)]] * 2,
            )
    side = math.ceil(math.hypot(width, height) / (cell * 2)) * cell * 2
    field = Image.new("RGB", (side, side))
    for x in range(0, side, cell * 2):
        field.paste(tile.image, (x, 0))
    row = field.crop((0, 0, side, cell * 2))
    for y in range(0, side, cell * 2):
        field.paste(row, (0, y))
    field = field.rotate(turn, Image.Resampling.BILINEAR)
    left, top = (side - width) // 2, (side - height) // 2
    field = field.crop((left, top, left + width, top + height))
    mask, at = p.cut(shape or box(width / 2, height / 2, width, height))
    p.image.paste(field.crop((at[0], at[1], at[0] + mask.width, at[1] + mask.height)).convert(p.image.mode), at, mask)
    p.texture(mask, at, (60, 60), 0.2, 0.16)


def tray(p: Painting, x: float, y: float, r: float, colour: Colour = BAMBOO, flat: float = 1.0) -> None:
    """A round woven tray (tampah)."""
    p.shadow(oval(x, y, r, r * flat), 20, 26, 24, 0.5)
    p.body(oval(x, y, r, r * flat, steps=90), darker(colour, 0.12), 0.5, 0.5, 14)
    inner = oval(x, y, r * 0.91, r * 0.91 * flat, steps=90)
    weave(p, colour, 22, inner, 30)
    for ring in (0.985, 0.955, 0.925):
        edge = oval(x, y, r * ring, r * ring * flat, steps=90)
        p.line([*edge, edge[0]], [4.5], lighter(colour, 0.25), 0.75)
        p.line([*((a + 2, b + 4) for a, b in edge), (edge[0][0] + 2, edge[0][1] + 4)], [2.2], darker(colour, 0.5), 0.6)
    mask, at = p.cut(inner, 30)
    outside = ImageChops.invert(mask).filter(ImageFilter.GaussianBlur(18))
    p.put(NIGHT, ImageChops.multiply(ImageChops.offset(outside, 12, 14), mask), at, 0.45)


def banana_leaf(
    p: Painting, x: float, y: float, length: float, width: float, turn: float, colour: Colour = LEAF
) -> None:
    """A piece of banana leaf with its midrib, lying flat."""
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def at(a: float, b: float) -> tuple[float, float]:
        return x + a * length * c - b * width * s, y + a * length * s + b * width * c

    half = [
        (-0.5, -0.3),
        (-0.2, -0.47),
        (0.2, -0.46),
        (0.44, -0.3),
        (0.5, 0.0),
        (0.44, 0.31),
        (0.2, 0.47),
        (-0.2, 0.46),
        (-0.5, 0.31),
        (-0.53, 0.0),
    ]
    outline = smooth([at(a, b) for a, b in half])
    p.shadow(outline, 10, 14, 14, 0.45)
    p.body(
        outline,
        [[lighter(colour, 0.28), colour, darker(colour, 0.14)], [colour, darker(colour, 0.1), darker(colour, 0.28)]],
        0.3,
        0.25,
        20,
    )
    mask, where = p.cut(outline)
    p.texture(mask, where, (46, 7) if abs(s) > 0.7 else (9, 46), 0.16, 0.16)
    for i in range(-9, 10):
        a = i / 20
        for side in (-1, 1):
            vein = [at(a, 0), at(a + 0.02, side * 0.2), at(a + 0.05, side * 0.42)]
            p.line(vein, (1.8, 1.0), darker(colour, 0.35), 0.35)
    p.line([at(-0.53, 0), at(0, 0.008), at(0.49, 0)], (12, 8, 3), lighter(colour, 0.55), 0.9)
    p.line([at(-0.53, 0.012), at(0, 0.02), at(0.49, 0.006)], (3, 2, 1), darker(colour, 0.4), 0.5)


def sprig(
    p: Painting, x: float, y: float, turn: float, leaves: int = 5, size: float = 90, colour: Colour = LEAF
) -> None:
    """A small branch with leaves, as a friendly guest at the edge of a picture."""
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    length = size * (leaves * 0.42 + 0.6)
    path = smooth(
        [(x, y), (x + c * length * 0.5 - s * 10, y + s * length * 0.5 + c * 10), (x + c * length, y + s * length)],
        8,
        closed=False,
    )
    p.line(path, (6, 3), darker(colour, 0.3))
    for i in range(leaves * 2 + 1):
        px, py = path[min(len(path) - 1, 2 + round(i / (leaves * 2) * (len(path) - 3)))]
        lean = turn + (0 if i == leaves * 2 else (48 if i % 2 else -48) + p.random.uniform(-10, 10))
        blade = leaf(px, py, size * p.random.uniform(0.8, 1.05), size * 0.4, lean)
        p.shadow(blade, 6, 9, 7, 0.35)
        p.body(blade, mix(colour, p.random.choice((SUN, NIGHT)), p.random.uniform(0, 0.16)), 0.4, 0.3)
        tip = (px + math.cos(math.radians(lean)) * size * 0.85, py + math.sin(math.radians(lean)) * size * 0.85)
        p.line([(px, py), tip], (2.4, 0.8), lighter(colour, 0.5), 0.6)
