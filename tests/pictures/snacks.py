"""Pictures of chips, sweets and other food of the kitchens."""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.pictures.paint import (
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
    turned,
)
from tests.pictures.pieces import balls, beans, chillies, chips, grains, heap, leaves, rings, strew
from tests.pictures.surfaces import DARK, PALE, TEAK, banana_leaf, cloth, room, slate, sprig, tray, wood
from tests.pictures.vessels import CLAY, CREAM, INDIGO, KRAFT, TILT, bowl, jar, plate, pouch, rim

GOLD = rgb("ecb04a")
SAGE = rgb("cdd6bf")
ROSE = rgb("e5c3ab")


def cassava_chips(p: Painting) -> None:
    room(p)
    p.glow(640, 380, 620, 380, SUN, 0.25)
    bowl(p, 620, 500, 430, INDIGO, band=CREAM)
    heap(p, chips(rgb("f0c566"), 150, 0.86), 620, 500, 420, 90, 0.42)
    rim(p, 620, 500, 430, INDIGO)
    strew(p, chips(rgb("f0c566"), 150, 0.86), (1090, 840, 120, 50), 4)
    sprig(p, 90, 870, -24, 4)


def balado_chips(p: Painting) -> None:
    room(p, wall=ROSE, table=PALE)
    bowl(p, 640, 500, 430, CREAM, band=CLAY)
    heap(p, chips(rgb("d9622b"), 150, 0.86), 640, 500, 420, 90, 0.42)
    rim(p, 640, 500, 430)
    strew(p, chillies(size=150), (190, 850, 150, 50), 6)
    strew(p, chips(rgb("d9622b"), 150, 0.86), (1120, 850, 120, 40), 3)


def tempe_chips(p: Painting) -> None:
    wood(p, DARK)
    banana_leaf(p, 640, 500, 1200, 640, -8)
    plate(p, 640, 480, 400, CREAM, 1.0)
    kinds = chips(rgb("dcae62"), 190, 0.94, "tempe")
    for i in range(14):
        a, r = i * 2.4, 250 * math.sqrt((i + 0.5) / 14)
        x, y = 640 + math.cos(a) * r, 480 + math.sin(a) * r
        p.lay(kinds[i % 12], x, y, 9)
        for _ in range(11):
            b, q = p.random.uniform(0, 6.3), p.random.uniform(0, 58)
            spot = (x + math.cos(b) * q, y + math.sin(b) * q * 0.9)
            p.body(oval(*spot, 12, 8, p.random.uniform(0, 180), 16), rgb("f3dfae"), 0.35, 0.3, 3)
    strew(p, leaves(rgb("3f7a35"), 80), (1130, 820, 110, 60), 4)
    strew(p, chillies(size=120), (170, 830, 90, 60), 3)


def banana_chips(p: Painting, colour: Colour = rgb("f2cf63"), glaze: Colour | None = None) -> None:
    room(p, wall=SAGE, table=TEAK)
    plate(p, 640, 690, 500, CREAM, 0.4, rgb("5d7a58"))
    heap(p, chips(colour, 130, 0.62, "banana"), 640, 690, 400, 110, 0.62, 0.36)
    if glaze:
        bowl(p, 1080, 540, 130, CREAM)
        p.body(oval(1080, 545, 118, 38), [[lighter(glaze, 0.2), glaze]], 0.2, 0.3)
    strew(p, chips(colour, 130, 0.62, "banana"), (200, 890, 130, 20), 3)


def chocolate_banana_chips(p: Painting) -> None:
    banana_chips(p, rgb("6b3d22"), rgb("4a2614"))


def emping(p: Painting) -> None:
    wood(p, PALE)
    tray(p, 640, 490, 455)
    heap(p, chips(rgb("efdfae"), 124, 0.92, "emping"), 640, 490, 415, 120, 0, 1.0, 6)
    strew(p, balls(rgb("b23a26"), 46), (1150, 140, 90, 90), 9)
    strew(p, leaves(rgb("3f7a35"), 90), (1180, 190, 80, 80), 3)


def gethuk(p: Painting) -> None:
    slate(p, rgb("544a40"))
    banana_leaf(p, 640, 490, 1260, 760, -10)
    colours = (rgb("f08a9c"), rgb("fbe6b2"), rgb("9cc76a"), rgb("f08a9c"), rgb("fbe6b2"), rgb("c08ad0"))
    for row in range(2):
        for i, tone in enumerate(colours):
            x, y = 250 + i * 152 + row * 24, 330 + row * 290 - i * 24
            shape = box(x, y, 128, 238, -10, 22)
            p.shadow(shape, 10, 13, 9, 0.5)
            p.body(shape, [[lighter(tone, 0.25), tone], [tone, darker(tone, 0.1)]], 0.4, 0.4, 18)
            for k in range(9):
                off = -52 + k * 13
                strand = turned(
                    [
                        (off, -108),
                        (off + p.random.uniform(-4, 4), -30),
                        (off + p.random.uniform(-4, 4), 40),
                        (off, 108),
                    ],
                    -10,
                    x,
                    y,
                )
                p.line(smooth(strand, 5, closed=False), (3, 5, 3), darker(tone, 0.3), 0.42)
                p.line(smooth([(a - 4, b - 1) for a, b in strand], 5, closed=False), (2, 4, 2), SUN, 0.4)
    strew(p, grains(rgb("fffaf0"), 24), (640, 470, 620, 260), 150, 2)


def clorot(p: Painting) -> None:
    cloth(p, rgb("e4d3b0"))
    tray(p, 640, 500, 440)
    for i in range(9):
        turn = -150 + i * 37.5
        x, y = 640 + math.cos(math.radians(turn)) * 110, 500 + math.sin(math.radians(turn)) * 110
        cone = turned([(0, -16), (250, -62), (262, 0), (250, 62), (0, 16)], turn, x, y)
        p.shadow(cone, 10, 13, 9, 0.5)
        tone = mix(rgb("b9bf62"), rgb("d7c07a"), p.random.random())
        p.body(cone, tone, 0.5, 0.4, 16)
        for k in range(7):
            far = 22 + k * 34
            wrap = turned([(far, -16 - far * 0.18), (far + 20, 0), (far + 6, 16 + far * 0.18)], turn, x, y)
            p.line(smooth(wrap, 5, closed=False), (3, 5, 3), darker(tone, 0.4), 0.5)
        end = turned([(0, 0)], turn, x, y)[0]
        mouth = turned([(256, 0)], turn, x, y)[0]
        p.body(oval(*mouth, 24, 60, turn), rgb("7a4422"), 0.4, 0.5, 8)
        p.fill(oval(*end, 14), darker(tone, 0.3))
    p.body(oval(640, 500, 62), rgb("8a4d26"), 0.5, 0.4)


def lompong(p: Painting) -> None:
    room(p, wall=SAGE, table=DARK)
    banana_leaf(p, 640, 720, 1180, 420, 0)
    for x, y in ((380, 600), (640, 570), (900, 600), (510, 750), (780, 750)):
        top = [(x - 125, y - 60), (x - 60, y - 105), (x + 135, y - 92), (x + 85, y - 44)]
        front = [(x - 125, y - 60), (x + 85, y - 44), (x + 85, y + 60), (x - 120, y + 46)]
        side = [(x + 85, y - 44), (x + 135, y - 92), (x + 132, y + 8), (x + 85, y + 60)]
        p.shadow(box(x + 10, y + 46, 230, 40), 14, 10, 12, 0.5)
        p.body(front, fall(rgb("47414a"), rgb("262229")), 0.3, 0.4, 9)
        p.body(side, rgb("201c24"), 0.2, 0.15, 9)
        p.body(top, [[rgb("77707a"), rgb("4c4650")]], 0.2, 0.6, 9)
    x, y = 900, 600
    cut = [(x - 125, y - 60), (x + 85, y - 44), (x + 85, y + 60), (x - 120, y + 46)]
    p.body(cut, fall(rgb("3a343e"), rgb("2a252d")), 0.2, 0.3, 9)
    p.body(oval(x - 18, y + 2, 66, 36), rgb("d9a55c"), 0.3, 0.3, 8)
    p.rub(oval(x - 18, y + 2, 62, 33), (9, 9), 0.5, 0.4)


def lanting(p: Painting) -> None:
    room(p, wall=rgb("ecd4a8"), table=TEAK)
    jar(p, 960, 800, 330, 500, GOLD, lid=rgb("a2452f"))
    plate(p, 480, 760, 400, CREAM, 0.4, CLAY)
    heap(p, rings(rgb("f0c47c"), 130), 480, 750, 330, 90, 0.62, 0.36)


def dawet(p: Painting) -> None:
    room(p, wall=SAGE, table=PALE)
    for x, size in ((335, 1.0), (935, 1.0)):
        bowl(p, x, 590, 290 * size, CLAY, 0.7)
        p.body(oval(x, 596, 272, 90), [[rgb("fffaf0"), rgb("f3e6d2")]], 0.2, 0.2)
        for _ in range(120):
            a, r = p.random.uniform(0, 6.3), math.sqrt(p.random.random())
            px, py, lean = x + math.cos(a) * r * 225, 592 + math.sin(a) * r * 66, p.random.uniform(0, 180)
            worm = smooth(turned([(-24, 0), (0, 6), (24, -2)], lean, px, py), 5, closed=False)
            p.body(stroke(worm, (6, 13, 5)), rgb("3c3a40"), 0.4, 0.5, 3)
        p.body(oval(x + 50, 580, 110, 28, -6), rgb("8d4a1d"), 0.1, 0.3, 8)
        p.glow(x + 40, 580, 70, 14, SUN, 0.5)
        rim(p, x, 590, 290, CLAY)
    sprig(p, 560, 900, -4, 4, 70)


def rengginang(p: Painting) -> None:
    cloth(p, rgb("d9c19a"))
    tray(p, 640, 490, 440, rgb("cfa05f"))
    for i in range(11):
        a, r = i * 2.4, 300 * math.sqrt((i + 0.4) / 11)
        x, y = 640 + math.cos(a) * r, 490 + math.sin(a) * r
        tone = (rgb("f2dca8"), rgb("e9b877"), rgb("d98aa0"))[i % 3]
        p.shadow(oval(x, y, 100), 10, 12, 9, 0.5)
        p.body(oval(x, y, 98), darker(tone, 0.25), 0.4, 0.2)
        kinds = balls(tone, 30, 0.3, 0.72)
        for k in range(48):
            b, q = k * 2.4, 92 * math.sqrt((k + 0.5) / 48)
            p.lay(kinds[k % 12], x + math.cos(b) * q, y + math.sin(b) * q, 3)


def kemplang(p: Painting) -> None:
    room(p, wall=rgb("c6d5d3"), table=PALE)
    bowl(p, 560, 500, 420, rgb("3d6b6b"), band=CREAM)
    heap(p, chips(rgb("f3e2c0"), 190, 0.9, "kemplang"), 560, 500, 410, 60, 0.46)
    rim(p, 560, 500, 420, rgb("3d6b6b"))
    bowl(p, 1090, 690, 150, CREAM)
    p.body(oval(1090, 696, 138, 46), rgb("9c2a1a"), 0.3, 0.3)
    p.rub(oval(1090, 696, 134, 44), (9, 7), 0.4, 0.4)
    rim(p, 1090, 690, 150)


def abon(p: Painting) -> None:
    room(p, wall=rgb("ead3a6"), table=DARK)
    pouch(p, 960, 800, 330, 520, KRAFT, rgb("b9803f"))
    bowl(p, 450, 600, 350, CREAM, band=INDIGO)
    p.body(oval(450, 530, 300, 150), rgb("a86a2c"), 0.4, 0.3)
    for _ in range(520):
        a, r = p.random.uniform(0, 6.3), math.sqrt(p.random.random())
        x, y = 450 + math.cos(a) * r * 315, 590 + math.sin(a) * r * 100 - (1 - r**1.7) * 190
        t = p.random.uniform(0, 360)
        path = smooth(turned([(-26, 0), (-6, p.random.uniform(-9, 9)), (26, 0)], t, x, y), 4, closed=False)
        p.line(path, (2, 5, 2), mix(rgb("7d4618"), rgb("eec27a"), p.random.random()), 0.95)
    rim(p, 450, 600, 350)


def chocolate(p: Painting) -> None:
    wood(p, PALE)
    brown = rgb("4d2a1a")
    for i, (x, y, turn) in enumerate(((480, 520, -14), (820, 430, 10))):
        p.shadow(box(x, y, 330, 640, turn, 12), 18, 22, 16, 0.55)
        p.body(box(x, y, 330, 640, turn, 12), brown, 0.4, 0.3, 10)
        for row in range(6):
            for column in range(3):
                ox, oy = -104 + column * 104, -258 + row * 103
                cx, cy = turned([(ox, oy)], turn, x, y)[0]
                p.body(
                    box(cx, cy, 92, 91, turn, 8),
                    [[lighter(brown, 0.26), brown], [brown, darker(brown, 0.2)]],
                    0.55,
                    0.5,
                    8,
                )
                p.body(box(cx, cy, 62, 61, turn, 6), [[brown, lighter(brown, 0.1)]], 0.2, 0.35, 5)
        if i == 0:
            paper = turned(
                [(-178, 40), (-120, 64), (-40, 34), (60, 70), (130, 42), (178, 66), (178, 346), (-178, 346)], turn, x, y
            )
            p.shadow(paper, 8, 10, 9, 0.45)
            p.body(paper, [[rgb("d9a860"), rgb("b97f3c")]], 0.35, 0.4, 12)
            for lean in (-120, -60):
                p.fill(leaf(*turned([(0, 250)], turn, x, y)[0], 96, 46, lean + turn), rgb("5a3217"))
    strew(p, beans(rgb("7a4526"), 84), (1090, 800, 160, 110), 12, 7)
    strew(p, beans(rgb("7a4526"), 84), (190, 150, 110, 90), 6, 7)


def cocoa_powder(p: Painting) -> None:
    room(p, wall=rgb("e2c6a4"), table=TEAK)
    pouch(p, 930, 800, 360, 560, rgb("5a3a28"))
    powder_bowl(p, 420, 600, 320, rgb("6b3f25"))
    strew(p, beans(rgb("7a4526"), 80), (660, 880, 260, 30), 10, 6)


def powder_bowl(p: Painting, x: float, y: float, r: float, tone: Colour, vessel: Colour = CREAM) -> None:
    """A bowl with a soft hill of powder in it."""
    bowl(p, x, y, r, vessel)
    hill = smooth(
        [
            (x - r * 0.93, y + 6),
            (x - r * 0.55, y - r * 0.26),
            (x - r * 0.05, y - r * 0.5),
            (x + r * 0.5, y - r * 0.24),
            (x + r * 0.93, y + 6),
            (x + r * 0.5, y + r * 0.3),
            (x, y + r * TILT * 0.95),
            (x - r * 0.5, y + r * 0.3),
        ],
        8,
    )
    p.body(hill, [[lighter(tone, 0.3), tone], [tone, darker(tone, 0.2)]], 0.5, 0.35, r * 0.16)
    p.rub(hill, (5, 4), 0.3 if sum(tone) < 480 else 0.12, 0.25)
    p.rub(hill, (40, 24), 0.12, 0.14)
    rim(p, x, y, r, vessel)


def caramel(p: Painting) -> None:
    room(p, wall=SAGE, table=PALE)
    jar(p, 900, 800, 350, 500, rgb("b9742e"))
    for x, y in ((330, 800), (480, 760), (420, 870), (590, 850), (250, 890)):
        p.shadow(box(x, y, 120, 76, 0, 14), 10, 10, 9, 0.5)
        p.body(box(x, y, 124, 80, p.random.uniform(-8, 8), 16), [[rgb("e0a352"), rgb("b06a26")]], 0.5, 0.6, 12)
        for side in (-1, 1):
            p.body(
                [(x + side * 58, y), (x + side * 110, y - 38), (x + side * 104, y + 4), (x + side * 112, y + 36)],
                rgb("f2dfb4"),
                0.35,
                0.3,
                8,
            )


def jam(p: Painting) -> None:
    room(p, wall=rgb("d9dfbd"), table=TEAK)
    jar(p, 470, 810, 360, 470, rgb("e0a01c"), lid=rgb("4f7350"))
    jar(p, 820, 770, 280, 360, rgb("e0a01c"), lid=rgb("4f7350"))
    for i, (x, y) in enumerate(((1060, 850), (1150, 820))):
        p.shadow(oval(x, y, 90, 52), 8, 12, 10, 0.5)
        p.body(oval(x, y, 96, 54), rgb("f4cf45"), 0.4, 0.4)
        p.body(oval(x, y, 30, 17), rgb("e2b02c"), 0.2, 0.3)
        for k in range(12):
            a = k * math.pi / 6 + i
            p.line(
                [(x + math.cos(a) * 34, y + math.sin(a) * 19), (x + math.cos(a) * 86, y + math.sin(a) * 48)],
                (2, 4),
                rgb("d99a1c"),
                0.7,
            )
    sprig(p, 90, 880, -15, 4, 80)


def squid_sambal(p: Painting) -> None:
    room(p, wall=ROSE, table=DARK)
    jar(p, 860, 800, 330, 460, rgb("a3261a"), lid=rgb("d9b060"))
    bowl(p, 410, 640, 290, CREAM, band=rgb("a3261a"))
    p.body(oval(410, 646, 272, 88), rgb("a82a18"), 0.3, 0.2)
    p.rub(oval(410, 646, 268, 86), (14, 10), 0.45, 0.3)
    for _ in range(26):
        a, r = p.random.uniform(0, 6.3), math.sqrt(p.random.random())
        x, y = 410 + math.cos(a) * r * 210, 630 + math.sin(a) * r * 60
        p.body(
            oval(x, y, 26, 12, p.random.uniform(0, 180)),
            mix(rgb("d9704a"), rgb("efd0b4"), p.random.random()),
            0.5,
            0.4,
            4,
        )
    rim(p, 410, 640, 290)
    strew(p, chillies(size=140), (620, 880, 330, 30), 7)


SNACKS: dict[str, Callable[[Painting], None]] = {
    "keripik-singkong": cassava_chips,
    "keripik-balado": balado_chips,
    "keripik-tempe": tempe_chips,
    "keripik-pisang": banana_chips,
    "keripik-pisang-cokelat": chocolate_banana_chips,
    "emping": emping,
    "gethuk-lindri": gethuk,
    "clorot": clorot,
    "kue-lompong": lompong,
    "lanting": lanting,
    "dawet-ireng": dawet,
    "rengginang": rengginang,
    "kemplang": kemplang,
    "abon-ikan": abon,
    "cokelat-batang": chocolate,
    "bubuk-kakao": cocoa_powder,
    "karamel-susu": caramel,
    "selai-nanas": jam,
    "sambal-cumi": squid_sambal,
}
