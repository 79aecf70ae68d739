"""Pictures of what fields, gardens, sheds and the sea give."""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.pictures.paint import (
    NIGHT,
    SUN,
    Colour,
    Painting,
    box,
    darker,
    leaf,
    lighter,
    mix,
    oval,
    rgb,
    round_body,
    smooth,
    stroke,
    turned,
)
from tests.pictures.pieces import balls, chillies, grains, heap, leaves, small_fish, strew
from tests.pictures.snacks import SAGE, powder_bowl
from tests.pictures.surfaces import DARK, LEAF, PALE, TEAK, banana_leaf, cloth, room, slate, sprig, tray, wood
from tests.pictures.vessels import (
    CLAY,
    CREAM,
    INDIGO,
    KRAFT,
    basket,
    basket_rim,
    bottle,
    bowl,
    jar,
    pouch,
    rim,
    sack,
    stand,
)


def rice(p: Painting) -> None:
    room(p, wall=rgb("e9dcb4"), table=TEAK)
    x, y, r = sack(p, 420, 830, 520, 420)
    heap(p, grains(rgb("fff8e6"), 34), x, y, r, 420, 0.4, 0.36, 2)
    powder_bowl(p, 960, 700, 240, rgb("f6efdd"), INDIGO)
    strew(p, grains(rgb("fff8e6"), 32), (820, 900, 420, 30), 110, 2)
    for i in range(5):
        path = smooth(
            [(1240, 140 + i * 14), (1130 - i * 30, 200 + i * 22), (1050 - i * 36, 320 + i * 26)], 8, closed=False
        )
        p.line(path, (5, 3, 2), rgb("c9a648"))
        for k in range(6, 17):
            px, py = path[k]
            p.body(leaf(px, py, 40, 15, 95 + p.random.uniform(-30, 30)), rgb("e2b94c"), 0.4, 0.4)


def salted_eggs(p: Painting) -> None:
    room(p, wall=rgb("d8dfd2"), table=PALE)
    x, y, r = basket(p, 520, 800, 640, 240)
    heap(p, balls(rgb("9fc7bd"), 150, 0.4, 0.78), x, y, r, 24, 0.34)
    basket_rim(p, x, y, r)
    cx, cy = 1050, 800
    p.shadow(oval(cx, cy, 120, 92), 14, 16, 12, 0.5)
    p.body(oval(cx, cy, 124, 96), rgb("a8cfc6"), 0.4, 0.4)
    p.body(oval(cx + 6, cy - 2, 110, 84), rgb("fffaf0"), 0.2, 0.2)
    p.body(oval(cx + 8, cy, 62, 48), [[rgb("f7a52c"), rgb("e2701a")]], 0.4, 0.5)


def fish_at(p: Painting, x: float, y: float, length: float, turn: float, back: Colour, belly: Colour) -> None:
    """One whole fish, head to the left when turn = 0."""
    half = length / 2
    outline = turned(
        smooth(
            [
                (-half, 0),
                (-half * 0.72, -half * 0.22),
                (-half * 0.1, -half * 0.36),
                (half * 0.45, -half * 0.16),
                (half * 0.68, -half * 0.08),
                (half, -half * 0.3),
                (half * 0.88, 0),
                (half, half * 0.3),
                (half * 0.68, half * 0.08),
                (half * 0.45, half * 0.15),
                (-half * 0.1, half * 0.32),
                (-half * 0.72, half * 0.18),
            ],
            7,
        ),
        turn,
        x,
        y,
    )
    fin = turned(
        smooth(
            [
                (-half * 0.35, -half * 0.28),
                (-half * 0.1, -half * 0.52),
                (half * 0.4, -half * 0.34),
                (half * 0.45, -half * 0.14),
            ],
            6,
        ),
        turn,
        x,
        y,
    )
    p.shadow(outline, 12, 16, 12, 0.5)
    p.body(fin, darker(back, 0.2), 0.4, 0.3)
    p.body(
        outline, [[back, back], [mix(back, belly, 0.5), mix(back, belly, 0.5)], [belly, belly]], 0.5, 0.4, length * 0.04
    )
    p.rub(outline, (9, 8), 0.12, 0.2)
    for i in range(1, 6):
        curve = [
            (-half * 0.5 + i * half * 0.17, -half * 0.2),
            (-half * 0.46 + i * half * 0.17, 0),
            (-half * 0.5 + i * half * 0.17, half * 0.18),
        ]
        p.line(smooth(turned(curve, turn, x, y), 5, closed=False), (1, 3, 1), NIGHT, 0.16)
    gill = smooth(
        turned([(-half * 0.58, -half * 0.2), (-half * 0.5, 0), (-half * 0.58, half * 0.17)], turn, x, y),
        6,
        closed=False,
    )
    p.line(gill, (2, 6, 2), NIGHT, 0.35)
    side = turned(
        smooth(
            [
                (-half * 0.42, half * 0.02),
                (-half * 0.2, -half * 0.03),
                (-half * 0.14, half * 0.1),
                (-half * 0.36, half * 0.12),
            ],
            6,
        ),
        turn,
        x,
        y,
    )
    p.body(side, darker(back, 0.1), 0.3, 0.4)
    ex, ey = turned([(-half * 0.76, -half * 0.06)], turn, x, y)[0]
    p.body(oval(ex, ey, length * 0.022), rgb("efe6c8"), 0.2, 0.2)
    p.fill(oval(ex, ey, length * 0.013), NIGHT)
    p.fill(oval(ex - 2, ey - 2, length * 0.004), SUN)


def tilapia(p: Painting) -> None:
    slate(p, rgb("51575a"))
    banana_leaf(p, 640, 500, 1240, 680, -6)
    for i, y in enumerate((310, 500, 690)):
        fish_at(p, 640 + (i - 1) * 46, y, 760, -7, rgb("6d7a80"), rgb("e4dfd2"))
    for x, y in ((1110, 780), (1180, 700)):
        p.shadow(oval(x, y, 62), 8, 10, 8, 0.5)
        p.body(oval(x, y, 64), rgb("86a83a"), 0.4, 0.4)
        p.body(oval(x, y, 54), rgb("e6ecae"), 0.1, 0.3)
        for k in range(8):
            p.line([(x, y), (x + math.cos(k * 0.785) * 50, y + math.sin(k * 0.785) * 50)], [3], rgb("b9cc6a"), 0.8)
    strew(p, chillies(size=120), (170, 170, 90, 60), 4)


def salted_fish(p: Painting) -> None:
    wood(p, DARK)
    tray(p, 640, 490, 460)
    for i in range(5):
        fish_at(
            p,
            640 + (-1) ** i * 20,
            240 + i * 126,
            640 - abs(i - 2) * 60,
            -4 + (i % 2) * 8,
            rgb("b08a58"),
            rgb("e9d2a2"),
        )


def anchovies(p: Painting) -> None:
    room(p, wall=rgb("cfdad6"), table=PALE)
    bowl(p, 620, 520, 420, rgb("3d6b6b"), band=CREAM)
    heap(p, small_fish(size=110), 620, 520, 410, 300, 0.4, lift=4)
    rim(p, 620, 520, 420, rgb("3d6b6b"))
    strew(p, small_fish(size=110), (1060, 860, 180, 40), 16, 4)
    strew(p, chillies(size=130), (180, 860, 120, 40), 4)


def water_spinach(p: Painting) -> None:
    wood(p, TEAK)
    for bundle in range(3):
        x = 330 + bundle * 310
        for _ in range(15):
            lean = p.random.uniform(-14, 14)
            tip = (x + lean * 9 + p.random.uniform(-30, 30), 150 + p.random.uniform(0, 120))
            path = smooth([(x + lean * 2.6, 880), (x + lean * 1.2, 640), (x + lean * 4, 400), tip], 8, closed=False)
            p.line(path, (13, 10, 5), mix(rgb("7fae55"), rgb("b4cf8a"), p.random.random()))
            for k in range(12, 25, 2):
                px, py = path[min(k, len(path) - 1)]
                blade = leaf(
                    px, py, p.random.uniform(110, 170), p.random.uniform(34, 52), -90 + p.random.uniform(-75, 75)
                )
                tone = mix(rgb("3f7d36"), rgb("7cb356"), p.random.random())
                p.shadow(blade, 5, 7, 6, 0.25)
                p.body(blade, tone, 0.4, 0.3)
        p.body(box(x, 652, 120, 34, 0, 12), rgb("d3b26c"), 0.5, 0.4)


def cassava(p: Painting) -> None:
    wood(p, PALE)
    banana_leaf(p, 640, 520, 1240, 700, 6)
    for i in range(8):
        cx, cy, turn = 400 + i * 66, 330 + i * 46 + (i % 2) * 60, 24 - i * 5
        body = turned(
            smooth([(-330, -8), (-250, -50), (0, -70), (230, -40), (322, 0), (230, 34), (0, 66), (-250, 46)], 7),
            turn,
            cx,
            cy,
        )
        p.shadow(body, 12, 16, 12, 0.5)
        p.body(body, mix(rgb("86552f"), rgb("a8764a"), p.random.random()), 0.55, 0.45, 22)
        p.rub(body, (44, 7), 0.35, 0.28)
    for cx, cy in ((250, 760), (390, 830)):
        p.shadow(oval(cx, cy, 92, 84), 10, 12, 10, 0.5)
        p.body(oval(cx, cy, 94, 86), rgb("8a5a36"), 0.4, 0.3)
        p.body(oval(cx, cy, 82, 74), rgb("e8b7a8"), 0.1, 0.2)
        p.body(oval(cx, cy, 74, 66), rgb("fdf6e6"), 0.2, 0.3)
        p.fill(oval(cx, cy, 7), rgb("d9c19a"))


def coconut_sugar(p: Painting, grain: bool = False) -> None:
    room(p, wall=rgb("e4cfa0"), table=DARK)
    tone = rgb("a5672c")
    if grain:
        powder_bowl(p, 450, 600, 340, rgb("c98d45"), INDIGO)
        pouch(p, 960, 800, 340, 540, KRAFT, rgb("c98d45"))
        return
    banana_leaf(p, 640, 760, 1180, 400, 0)
    for x, y, r in ((360, 610, 150), (660, 570, 160), (950, 620, 150), (500, 780, 160), (820, 790, 165)):
        side = smooth(
            [
                (x - r, y),
                (x - r * 0.9, y - r * 0.5),
                (x - r * 0.6, y - r * 0.72),
                (x + r * 0.6, y - r * 0.72),
                (x + r * 0.9, y - r * 0.5),
                (x + r, y),
                (x + r * 0.7, y + r * 0.24),
                (x, y + r * 0.34),
                (x - r * 0.7, y + r * 0.24),
            ],
            7,
        )
        p.shadow(oval(x + 14, y + r * 0.16, r, r * 0.3), 12, 10, 14, 0.55)
        p.body(side, [[lighter(tone, 0.2), tone], [tone, darker(tone, 0.3)]], 0.5, 0.35, 24)
        p.body(oval(x, y - r * 0.62, r * 0.72, r * 0.22), [[lighter(tone, 0.4), lighter(tone, 0.1)]], 0.15, 0.4)
        p.rub(side, (9, 7), 0.2, 0.2)


def palm_sugar_grain(p: Painting) -> None:
    coconut_sugar(p, grain=True)


def honey(p: Painting) -> None:
    room(p, wall=rgb("f0d9a0"), table=TEAK)
    p.glow(640, 420, 560, 420, SUN, 0.3)
    bottle(p, 440, 820, 260, 560, rgb("c9780f"))
    jar(p, 800, 790, 270, 340, rgb("dd951c"), lid=rgb("8a5a30"))
    cells = [(1040 + (i % 3) * 82 + (i // 3 % 2) * 41, 700 + i // 3 * 71) for i in range(9)]
    slab = smooth([(980, 650), (1120, 634), (1270, 660), (1285, 800), (1240, 905), (1090, 915), (990, 870)], 7)
    p.shadow(slab, 14, 16, 14, 0.5)
    p.body(slab, rgb("e0a13a"), 0.5, 0.4, 20)
    for x, y in cells:
        hexagon = [
            (x + 37 * math.cos(k * math.pi / 3 + 0.52), y + 37 * math.sin(k * math.pi / 3 + 0.52)) for k in range(6)
        ]
        p.body(hexagon, rgb("b86c12"), 0.1, 0.0)
        p.body(oval(x + 3, y + 4, 24), [[rgb("f3b93c"), rgb("d98a14")]], 0.3, 0.4)


def mangosteen(p: Painting) -> None:
    room(p, wall=SAGE, table=PALE)
    x, y, r = basket(p, 520, 810, 640, 250)
    heap(p, balls(rgb("552038"), 150, 0.5), x, y, r, 26, 0.4)
    for _ in range(9):
        px, py = x + p.random.uniform(-0.7, 0.7) * r, y - p.random.uniform(0, 0.5) * r
        for k in range(4):
            p.body(oval(px + math.cos(k * 1.57) * 20, py + math.sin(k * 1.57) * 12, 20, 13), rgb("7d9a4a"), 0.4, 0.4)
    basket_rim(p, x, y, r)
    cx, cy = 1040, 800
    p.shadow(oval(cx, cy, 130, 112), 14, 16, 12, 0.5)
    p.body(oval(cx, cy, 134, 116), rgb("4a1a30"), 0.4, 0.4)
    p.body(oval(cx, cy, 112, 96), rgb("a8385a"), 0.2, 0.1)
    for k in range(6):
        a = k * math.pi / 3
        p.body(oval(cx + math.cos(a) * 46, cy + math.sin(a) * 38, 42, 29, math.degrees(a)), rgb("fff9ee"), 0.35, 0.4, 8)


def ginger(p: Painting) -> None:
    cloth(p, rgb("dccdab"))
    for gx, gy, turn in ((410, 420, -16), (830, 560, 24), (560, 720, 150)):
        lumps = [
            (-170, 10, 92, 56, 10),
            (-40, -14, 110, 66, -8),
            (110, 8, 100, 58, 14),
            (210, -70, 62, 42, -50),
            (-90, -100, 50, 70, 20),
            (40, 92, 52, 66, -14),
            (-220, 70, 58, 40, 40),
        ]
        for ox, oy, rx, ry, lean in lumps:
            x, y = turned([(ox, oy)], turn, gx, gy)[0]
            p.shadow(oval(x, y, rx, ry, lean + turn), 10, 14, 10, 0.32)
        for ox, oy, rx, ry, lean in lumps:
            x, y = turned([(ox, oy)], turn, gx, gy)[0]
            shape = oval(x, y, rx, ry, lean + turn)
            p.body(shape, mix(rgb("d9b078"), rgb("c79556"), p.random.random()), 0.4, 0.4, 16)
            p.rub(shape, (30, 8), 0.2, 0.18)
            for k in (-0.4, 0.0, 0.4):
                arc = turned([(rx * k, -ry * 0.8), (rx * (k + 0.12), 0), (rx * k, ry * 0.8)], lean + turn, x, y)
                p.line(smooth(arc, 5, closed=False), (1, 3, 1), rgb("8f6232"), 0.55)
    for x, y in ((1060, 280), (1150, 350), (200, 830)):
        p.shadow(oval(x, y, 66, 56), 7, 9, 8, 0.4)
        p.body(oval(x, y, 68, 58), rgb("c79556"), 0.3, 0.3)
        p.body(oval(x, y, 60, 50), rgb("f3dc8c"), 0.2, 0.3)
        p.rub(oval(x, y, 56, 46), (5, 5), 0.15, 0.3)


def bananas(p: Painting) -> None:
    room(p, wall=SAGE, table=TEAK)
    p.shadow(oval(660, 800, 480, 60), 10, 10, 24, 0.5)
    for row in range(2):
        for i in range(7):
            turn = -66 + i * 22
            c, s = math.cos(math.radians(90 + turn)), math.sin(math.radians(90 + turn))
            ox, oy = 640, 330 + row * 70
            far = 400 - row * 40
            path = smooth(
                [
                    (ox + c * 40, oy + s * 30),
                    (ox + c * far * 0.42 - s * 30, oy + s * far * 0.42 + 20),
                    (ox + c * far * 0.8, oy + s * far * 0.82 + 14),
                    (ox + c * far * 0.98 + s * 16, oy + s * far),
                ],
                9,
                closed=False,
            )
            shape = stroke(path, (34, 92, 108, 92, 24))
            tone = mix(rgb("f0c83c"), rgb("b9c04a"), p.random.uniform(0, 0.5))
            p.shadow(shape, 8, 12, 12, 0.4)
            p.body(shape, tone, 0.55, 0.4, 22)
            p.line(path, (2, 7, 7, 2), darker(tone, 0.3), 0.3)
            ex, ey = path[-1]
            p.body(oval(ex, ey, 13), rgb("5a4024"), 0.3, 0.2)
    p.body(box(640, 340, 150, 110, 0, 40), rgb("93963a"), 0.5, 0.4)


def chilli_heap(p: Painting) -> None:
    wood(p, DARK)
    tray(p, 640, 490, 450)
    heap(p, chillies(size=170), 640, 490, 400, 140, 0, 1.0, 7)
    strew(p, leaves(LEAF, 90), (160, 840, 90, 60), 4)


def goat_milk(p: Painting) -> None:
    room(p, wall=rgb("cfdcd4"), table=PALE)
    pouch(p, 350, 820, 360, 580, rgb("e9dfc9"))
    powder_bowl(p, 880, 660, 290, rgb("fbf4e2"), INDIGO)
    strew(p, leaves(LEAF, 84), (660, 890, 120, 26), 4)


def kefir(p: Painting) -> None:
    room(p, wall=rgb("c9d8dc"), table=TEAK)
    bottle(p, 430, 820, 270, 590, rgb("f7f0e0"), rgb("d9b27a"))
    bottle(p, 740, 800, 230, 500, rgb("f7f0e0"), rgb("d9b27a"))
    x = 1020
    stand(p, x, 810, 110)
    glass = [(x - 120, 500), (x + 120, 500), (x + 92, 812), (x, 828), (x - 92, 812)]
    p.body(glass, round_body(rgb("fbf5e8"), 0.3), 0.4, 0.4, 20)
    p.body(oval(x, 502, 120, 34), [[rgb("ffffff"), rgb("efe4cf")]], 0.2, 0.3)


def goat_soap(p: Painting) -> None:
    cloth(p, rgb("d7dcc8"))
    tones = (rgb("f3e6cb"), rgb("d8c39a"), rgb("c7d0a8"))
    for i, (x, y, turn) in enumerate(((400, 380, -12), (760, 340, 9), (560, 660, 4), (930, 640, -14))):
        tone = tones[i % 3]
        shape = box(x, y, 320, 215, turn, 34)
        p.shadow(shape, 16, 20, 14, 0.5)
        p.body(shape, [[lighter(tone, 0.35), tone], [tone, darker(tone, 0.1)]], 0.45, 0.6, 20)
        p.rub(shape, (60, 40), 0.06, 0.14)
        for lean in (-125, -55):
            mark = leaf(*turned([(0, 46)], turn, x, y)[0], 96, 46, lean + turn)
            p.body(mark, darker(tone, 0.14), 0.5, 0.0, 5)
    sprig(p, 60, 900, -30, 6, 110)
    for x, y in ((1130, 200), (1190, 280), (1080, 290)):
        for k in range(6):
            p.body(leaf(x, y, 50, 26, k * 60), rgb("fbf3df"), 0.3, 0.3)
        p.body(oval(x, y, 12), rgb("e2b33c"), 0.3, 0.3)


def manure(p: Painting) -> None:
    room(p, wall=rgb("c6d2ac"), table=rgb("7a5a3c"))
    x, y, r = sack(p, 470, 840, 560, 480, rgb("b89e78"))
    heap(p, balls(rgb("4a3526"), 44, 0.0, 0.8), x, y, r, 190, 0.36, 0.36, 4)
    px, foot = 980, 830
    stand(p, px, foot, 150)
    p.body(
        [(px - 170, 620), (px + 170, 620), (px + 124, foot), (px, foot + 22), (px - 124, foot)],
        round_body(CLAY, 0.4),
        0.4,
        0.3,
        26,
    )
    p.body(oval(px, 618, 178, 50), lighter(CLAY, 0.2), 0.3, 0.4)
    p.body(oval(px, 622, 156, 40), rgb("3f2d20"), 0.2, 0.0)
    for lean in (-150, -125, -100, -78, -52, -28):
        blade = leaf(px + (lean + 90) * 0.5, 620, 250, 90, lean)
        p.shadow(blade, 6, 9, 8, 0.3)
        p.body(blade, mix(rgb("4d8a3a"), rgb("86b85a"), p.random.random()), 0.4, 0.35)


HARVEST: dict[str, Callable[[Painting], None]] = {
    "beras": rice,
    "telur-asin": salted_eggs,
    "nila": tilapia,
    "ikan-asin": salted_fish,
    "teri": anchovies,
    "kangkung": water_spinach,
    "singkong": cassava,
    "gula-jawa": coconut_sugar,
    "gula-semut": palm_sugar_grain,
    "madu": honey,
    "manggis": mangosteen,
    "jahe": ginger,
    "pisang": bananas,
    "cabai": chilli_heap,
    "susu-etawa": goat_milk,
    "kefir": kefir,
    "sabun-susu": goat_soap,
    "pupuk": manure,
}
