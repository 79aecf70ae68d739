"""Pictures of coffee, cocoa, pepper and vanilla."""

from __future__ import annotations

from collections.abc import Callable

from tests.pictures.paint import (
    Colour,
    Painting,
    box,
    darker,
    leaf,
    lighter,
    mix,
    oval,
    rgb,
    smooth,
    stroke,
)
from tests.pictures.pieces import balls, beans, heap, leaves, strew
from tests.pictures.surfaces import DARK, PALE, TEAK, cloth, room, sprig, tray, wood
from tests.pictures.vessels import (
    CREAM,
    bowl,
    jar,
    plate,
    pouch,
    rim,
    sack,
)

ROAST = rgb("4b2a18")


def coffee_powder(p: Painting) -> None:
    room(p, wall=rgb("dcc6a2"), table=DARK)
    pouch(p, 340, 810, 340, 560)
    cup(p, 880, 700, 210, CREAM, rgb("3a2012"))
    strew(p, beans(ROAST, 62), (640, 890, 420, 30), 26, 5)


def cup(p: Painting, x: float, y: float, r: float, colour: Colour, drink: Colour) -> None:
    """A cup of something hot on its saucer, steaming."""
    plate(p, x, y + r * 0.86, r * 1.5, colour, 0.32)
    handle = smooth(
        [
            (x + r * 0.86, y + r * 0.16),
            (x + r * 1.34, y + r * 0.1),
            (x + r * 1.3, y + r * 0.52),
            (x + r * 0.7, y + r * 0.66),
        ],
        8,
        closed=False,
    )
    p.body(stroke(handle, (26, 30, 26)), darker(colour, 0.1), 0.4, 0.4)
    bowl(p, x, y, r, colour, 0.86)
    p.body(oval(x, y + 5, r * 0.9, r * 0.29), [[lighter(drink, 0.18), drink]], 0.3, 0.2)
    p.line(oval(x, y + 5, r * 0.84, r * 0.26), [4], lighter(drink, 0.4), 0.5)
    rim(p, x, y, r, colour)
    for i in range(3):
        wisp = smooth(
            [
                (x - 60 + i * 60, y - 20),
                (x - 90 + i * 60, y - 120),
                (x - 30 + i * 56, y - 220),
                (x - 66 + i * 60, y - 330),
            ],
            9,
            closed=False,
        )
        p.breath(stroke(wisp, (6, 22, 28, 4)), rgb("ffffff"), 0.4)


def coffee_beans(p: Painting) -> None:
    room(p, wall=rgb("e0cfa8"), table=TEAK)
    x, y, r = sack(p, 520, 840, 620, 440)
    heap(p, beans(ROAST, 66), x, y, r, 190, 0.42, 0.36, 5)
    pouch(p, 1060, 820, 260, 430, rgb("6d4a30"))
    strew(p, beans(ROAST, 66), (860, 900, 320, 26), 22, 5)


def coffee_cherries(p: Painting) -> None:
    cloth(p, rgb("d8c8a6"))
    tray(p, 560, 500, 430)
    heap(p, balls(rgb("b3261e"), 78, 0.55), 560, 500, 400, 130, 0, 1.0, 7)
    sprig(p, 1230, 90, 128, 6, 150)
    for i in range(14):
        p.lay(
            balls(rgb("b3261e"), 78, 0.55)[i % 12],
            1120 - i * 17 + p.random.uniform(-20, 20),
            220 + i * 25 + p.random.uniform(-14, 14),
            7,
        )
    strew(p, beans(ROAST, 60), (1090, 800, 150, 90), 20, 5)


def green_coffee(p: Painting) -> None:
    wood(p, PALE)
    tray(p, 640, 490, 455)
    heap(p, beans(rgb("b6b58a"), 66), 640, 490, 430, 260, 0, 1.0, 5)
    body = smooth([(800, 560), (1020, 500), (1110, 640), (1000, 760), (830, 700)], 8)
    p.shadow(body, 14, 18, 12, 0.5)
    p.body(body, rgb("8a5a32"), 0.5, 0.4, 18)
    p.body(oval(950, 630, 110, 84, 16), darker(rgb("8a5a32"), 0.5), 0.3, 0.0)
    heap(p, beans(rgb("b6b58a"), 60), 950, 634, 100, 26, 0.1, 0.8, 4)
    p.body(box(1140, 560, 200, 44, -24, 20), rgb("8a5a32"), 0.5, 0.4)


def cascara(p: Painting) -> None:
    room(p, wall=rgb("e6cdb0"), table=TEAK)
    cup(p, 820, 690, 210, CREAM, rgb("a8441c"))
    jar(p, 330, 810, 310, 440, rgb("8a2f22"), lid=rgb("b98a4a"))
    strew(p, leaves(rgb("8a3526"), 56), (640, 895, 420, 26), 22, 4)


def cocoa_beans(p: Painting) -> None:
    room(p, wall=rgb("e9d2a8"), table=PALE)
    x, y, r = sack(p, 470, 840, 560, 420)
    heap(p, beans(rgb("7a4526"), 92), x, y, r, 110, 0.42, 0.36, 6)
    pod = smooth([(760, 780), (840, 690), (980, 660), (1110, 700), (1190, 790), (1110, 870), (980, 900), (840, 870)], 7)
    p.shadow(pod, 18, 22, 16, 0.5)
    p.body(pod, rgb("d9892c"), 0.5, 0.45, 26)
    p.body(oval(970, 782, 170, 84), rgb("f6e3bd"), 0.3, 0.2)
    for i in range(10):
        p.body(oval(860 + i % 5 * 56, 758 + i // 5 * 48, 30, 24), rgb("fffaf0"), 0.5, 0.4, 7)
    strew(p, beans(rgb("7a4526"), 84), (760, 905, 260, 20), 10, 6)


def pepper(p: Painting) -> None:
    wood(p, TEAK)
    bowl(p, 560, 380, 380, rgb("d9c7a0"), 0.9)
    heap(p, balls(rgb("38302b"), 42, 0.25), 560, 380, 365, 240, 0.3, lift=4)
    rim(p, 560, 380, 380, rgb("d9c7a0"))
    strew(p, balls(rgb("38302b"), 42, 0.25), (1010, 830, 260, 80), 34, 4)
    sprig(p, 1220, 180, 118, 5, 130)


def vanilla(p: Painting) -> None:
    cloth(p, rgb("ead9b8"))
    for i in range(15):
        y = 400 + (i - 7) * 15
        bend = p.random.uniform(-34, 34)
        path = smooth(
            [
                (150, y + bend),
                (420, 480 + (i - 7) * 11),
                (700, 480 + (i - 7) * 11),
                (1000, y + 40),
                (1130, y + 60 - bend),
            ],
            9,
            closed=False,
        )
        shape = stroke(path, (7, 25, 26, 24, 8))
        p.shadow(shape, 6, 9, 6, 0.4)
        p.body(shape, mix(rgb("43281a"), rgb("2b1810"), p.random.random()), 0.4, 0.5, 5)
        p.line(path, (1, 3, 3, 1), lighter(rgb("43281a"), 0.35), 0.6)
    p.body(box(560, 482, 66, 230, 2, 14), rgb("c9a766"), 0.5, 0.4)
    p.rub(box(560, 482, 62, 226, 2, 14), (5, 40), 0.3, 0.3)
    for cx, cy in ((1040, 780), (220, 190)):
        for k in range(6):
            petal = leaf(cx, cy, 130, 62, k * 60 + 14)
            p.shadow(petal, 5, 8, 7, 0.3)
            p.body(petal, rgb("f6efc6"), 0.3, 0.4)
        p.body(oval(cx, cy, 26), rgb("e2b33c"), 0.4, 0.4)


SPICES: dict[str, Callable[[Painting], None]] = {
    "kopi-bubuk": coffee_powder,
    "kopi-biji": coffee_beans,
    "kopi-petik-merah": coffee_cherries,
    "kopi-hijau": green_coffee,
    "cascara": cascara,
    "biji-kakao": cocoa_beans,
    "lada": pepper,
    "vanili": vanilla,
}
