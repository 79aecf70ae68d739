"""The places: the barn on the home page, four villages, twelve workshops."""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.pictures.crafts import IVORY, NAVY, SOGA, batik, drape
from tests.pictures.land import (
    MORNING,
    NOON,
    THATCH,
    TILE,
    barn,
    bush,
    field,
    grass,
    hills,
    house,
    palm,
    road,
    sky,
    terraces,
    tree,
    volcano,
)
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
    round_body,
    smooth,
    stroke,
    turned,
)
from tests.pictures.pieces import balls, chips, heap, small_fish, strew
from tests.pictures.surfaces import BAMBOO, PALE, TEAK, room, tray, weave
from tests.pictures.vessels import CLAY, CREAM, basket, basket_rim, bowl, jar, rim


def lumbung(p: Painting) -> None:
    """The home page: the rice barn above the terraces, early."""
    sky(p, MORNING, 560, (250, 330))
    volcano(p, 560, 510, 400, 270, rgb("7f93a0"))
    hills(p, 520, 150, rgb("6f8f86"), 6, 0.45)
    hills(p, 560, 120, rgb("5f8a5c"), 7, 0.2)
    for x in (90, 150, 1010, 1090, 1180):
        palm(p, x, 580, 150 + (x % 70), -14 + x % 30)
    terraces(p, 556, 960, 9)
    p.glow(420, 560, 700, 110, rgb("fff0c4"), 0.5)
    barn(p, 900, 690, 300)
    palm(p, 1190, 800, 470, -50)
    bush(p, 730, 700, 90)
    bush(p, 1080, 712, 110)
    grass(p, 860, 990, 120)


def krandegan(p: Painting) -> None:
    sky(p, MORNING, 480, (900, 250))
    volcano(p, 330, 450, 400, 250, rgb("8a9aa2"))
    hills(p, 470, 70, rgb("64906a"), 8, 0.25)
    field(p, 460, 980, rgb("86ab45"), 10)
    for x, size in ((520, 190), (860, 240)):
        tree(p, x + 210, 560 + size * 0.1, size, rgb("5f8a42"))
        house(p, x, 560 + size * 0.12, size * 1.3)
    palm(p, 130, 640, 420, 46)
    palm(p, 1180, 660, 460, -50)
    road(p, 560, 980, 700, 560)


def somongari(p: Painting) -> None:
    sky(p, NOON, 420, (980, 180))
    hills(p, 420, 250, rgb("5f8a7a"), 5, 0.45)
    hills(p, 520, 250, rgb("57854f"), 6, 0.22)
    hills(p, 640, 220, rgb("4f7f3f"), 5, 0.05)
    house(p, 430, 650, 250, rgb("8f4a34"))
    house(p, 800, 600, 190, rgb("a2573a"))
    for x, foot, size in ((180, 730, 230), (620, 690, 210), (980, 720, 260), (1180, 680, 200)):
        tree(p, x, foot, size, rgb("4d7c3a"), rgb("5d1f3a"))
    road(p, 640, 980, 520, 720)
    grass(p, 780, 990, 260, rgb("5f8f3f"))


def hanura(p: Painting) -> None:
    sky(p, MORNING, 430, (640, 250))
    hills(p, 440, 110, rgb("6a8f8c"), 3, 0.4)
    sea = box(640, 500, 1290, 180)
    p.fill(sea, [[rgb("9cc4c4"), rgb("f2d9a4"), rgb("8fbcc2")], [rgb("5f9aa2"), rgb("9ab9a4"), rgb("4f8f9c")]])
    for _ in range(90):
        x, y = p.random.gauss(640, 300), p.random.uniform(425, 585)
        p.line([(x - 26, y), (x + 26, y)], (1, 4, 1), SUN, 0.5)
    for x in (360, 830):
        hull = smooth([(x - 90, 500), (x - 60, 526), (x + 60, 526), (x + 96, 494), (x + 40, 508), (x - 50, 510)], 6)
        p.body(hull, rgb("b5482f") if x < 500 else rgb("2f5f78"), 0.4, 0.3)
        p.line([(x - 130, 534), (x + 120, 534)], [5], IVORY)
        p.line([(x, 508), (x, 420)], [5], rgb("6b4a2c"))
    hills(p, 640, 90, rgb("6f9a4c"), 4, 0.05)
    house(p, 980, 690, 280, rgb("9a4a34"))
    for i in range(4):
        for k in range(7):
            bush(p, -40 + k * 200 + i * 55, 740 + i * 82, 120 + i * 22, rgb("4c8040"), rgb("b3261e"))
    palm(p, 170, 720, 480, 40)


def bagelen(p: Painting) -> None:
    sky(p, NOON, 470, (300, 190))
    hills(p, 470, 110, rgb("6c9482"), 6, 0.4)
    field(p, 465, 980, rgb("7d9f48"), 9)
    road(p, 465, 990, 640, 640)
    for i in range(4):
        size = 120 + i * 60
        for side in (-1, 1):
            x = 640 + side * (150 + i * 130)
            house(p, x, 530 + i * 62, size, rgb("a5583c") if i % 2 else rgb("7f4a34"), rgb("efe3c6"))
    for x, foot, size in ((90, 800, 300), (1200, 810, 320)):
        tree(p, x, foot, size, rgb("5b8340"), rgb("c9702c"))


def kitchen(p: Painting, wall: Colour = rgb("e7d2ab"), table: Colour = TEAK) -> None:
    """A kitchen with a window on the garden; the seller's own things are set upon its table."""
    room(p, wall, table, 600, dapple=False)
    p.shadow(box(960, 240, 420, 330), 10, 12, 14, 0.3)
    p.fill(box(960, 240, 420, 330), rgb("7a5636"))
    p.fill(box(960, 240, 380, 292), [[rgb("bcd6cf"), rgb("f2e2b4")], [rgb("9bbb6a"), rgb("6f9a4c")]])
    for _ in range(24):
        blade = leaf(p.random.uniform(790, 1130), 386, p.random.uniform(60, 190), 34, p.random.uniform(-120, -60))
        p.fill(blade, mix(rgb("4f8a3c"), SUN, p.random.uniform(0, 0.4)), 0.85)
    p.line([(960, 94), (960, 386)], [14], rgb("7a5636"))
    p.line([(770, 240), (1150, 240)], [14], rgb("7a5636"))
    p.body(box(960, 410, 460, 30, 0, 6), rgb("8d6640"), 0.3, 0.4)
    p.glow(860, 560, 640, 300, rgb("fff0c4"), 0.4)
    p.body(box(330, 170, 480, 22, 0, 6), rgb("8d6640"), 0.4, 0.4)


def shelf(p: Painting, tones: tuple[Colour, ...]) -> None:
    for i, tone in enumerate(tones):
        jar(p, 160 + i * 112, 158, 84, 104, tone)


def wok(p: Painting, filling: Colour) -> None:
    """A wok on a clay stove."""
    p.body(box(380, 820, 420, 200, 0, 40), round_body(CLAY, 0.4), 0.5, 0.3, 30)
    p.body(oval(380, 850, 90, 60), NIGHT, 0.2, 0.0)
    p.glow(380, 860, 110, 80, rgb("ff9a3c"), 0.95)
    p.glow(380, 868, 60, 44, rgb("fff0b0"), 0.9)
    bowl(p, 380, 640, 320, rgb("4a443f"), 0.5)
    p.body(oval(380, 648, 290, 92), [[lighter(filling, 0.3), filling]], 0.3, 0.3)
    heap(p, chips(filling, 90, 0.8), 380, 650, 270, 46, 0.16)
    rim(p, 380, 640, 320, rgb("4a443f"))
    for i in range(3):
        wisp = smooth(
            [(300 + i * 80, 590), (270 + i * 80, 480), (330 + i * 78, 380), (290 + i * 84, 260)], 9, closed=False
        )
        p.breath(stroke(wisp, (10, 40, 50, 6)), rgb("ffffff"), 0.34)


def shop_keripik(p: Painting) -> None:
    kitchen(p)
    shelf(p, (rgb("e3a94a"), rgb("d9622b"), rgb("f2cf63"), rgb("c98d45")))
    wok(p, rgb("eebb55"))
    x, y, r = basket(p, 960, 860, 460, 150)
    heap(p, chips(rgb("f0c566"), 110, 0.86), x, y, r, 60, 0.5)
    basket_rim(p, x, y, r)


def shop_jajan(p: Painting) -> None:
    kitchen(p, rgb("e6c9b4"), PALE)
    shelf(p, (rgb("f08a9c"), rgb("9cc76a"), rgb("fbe6b2"), rgb("8d4a1d")))
    tray(p, 640, 770, 520, flat=0.36)
    tones = (rgb("f08a9c"), rgb("fbe6b2"), rgb("9cc76a"), rgb("c08ad0"))
    for i in range(15):
        x, y, tone = 310 + (i % 5) * 165 + (i // 5) * 10, 680 + i // 5 * 84, tones[(i + i // 5) % 4]
        shape = box(x, y, 132, 62, -4, 16)
        p.shadow(shape, 6, 10, 8, 0.5)
        p.body(shape, [[lighter(tone, 0.3), tone]], 0.4, 0.4, 12)
        for k in range(4):
            p.line([(x - 58, y - 20 + k * 13), (x + 58, y - 28 + k * 13)], (2, 4, 2), darker(tone, 0.2), 0.4)


def shop_rice(p: Painting) -> None:
    sky(p, MORNING, 500, (300, 260))
    volcano(p, 960, 470, 380, 230, rgb("8a9aa2"))
    hills(p, 490, 60, rgb("64906a"), 8, 0.2)
    field(p, 480, 980, rgb("b9a83f"), 12)
    house(p, 960, 560, 200, THATCH, BAMBOO, False)
    for _ in range(60):
        x = p.random.uniform(-20, 1300)
        foot = p.random.uniform(900, 1000)
        stalk = smooth([(x, foot), (x + 10, foot - 190), (x + 60, foot - 280), (x + 110, foot - 250)], 7, closed=False)
        p.line(stalk, (8, 6, 3), rgb("b9983a"))
        for k in range(12, len(stalk)):
            p.body(leaf(*stalk[k], 34, 13, 70 + p.random.uniform(-40, 40)), rgb("ecc65a"), 0.4, 0.4)


def shop_batik(p: Painting) -> None:
    room(p, rgb("e3d3b5"), TEAK, 720)
    rails = (
        batik("manggis", rgb("4a2030"), IVORY, rgb("c9913c")),
        batik("kawung", NAVY, IVORY, rgb("8a5a2c")),
        batik("parang", SOGA, IVORY, rgb("c98d45")),
        batik("manggis", IVORY, SOGA, rgb("7d8f4a")),
    )
    for i, pattern in enumerate(rails):
        x = 190 + i * 300
        hem = smooth(
            [(x - 130, 120), (x + 130, 120), (x + 126, 430), (x + 134, 640), (x, 656), (x - 126, 640), (x - 134, 430)],
            5,
        )
        p.shadow(hem, 18, 16, 18, 0.4)
        drape(p, hem, pattern, 40)
        for k in (-60, 20):
            p.line([(x + k, 140), (x + k + 14, 420), (x + k - 4, 640)], (6, 30, 30), NIGHT, 0.15)
    p.body(box(640, 112, 1290, 26, 0, 12), fall(lighter(BAMBOO, 0.2), darker(BAMBOO, 0.3)), 0.3, 0.4)
    bowl(p, 880, 800, 180, rgb("4a443f"), 0.5)
    p.body(oval(880, 804, 160, 52), rgb("c98d32"), 0.3, 0.4)
    rim(p, 880, 800, 180, rgb("4a443f"))
    p.line([(1090, 900), (960, 760)], (22, 14), rgb("b98a55"))
    p.body(oval(950, 752, 24, 18, 40), rgb("b5703a"), 0.5, 0.6)
    p.line([(940, 758), (920, 776)], (7, 3), rgb("b5703a"))
    for i, tone in enumerate((rgb("7a2e4a"), NAVY, rgb("7d8f4a"))):
        bowl(p, 180 + i * 190, 850, 84, CREAM, 0.6)
        p.body(oval(180 + i * 190, 853, 74, 24), tone, 0.3, 0.3)


def shop_sugar(p: Painting) -> None:
    sky(p, NOON, 420, (220, 160))
    hills(p, 430, 200, rgb("5f8a6a"), 5, 0.3)
    hills(p, 560, 180, rgb("56843f"), 6, 0.05)
    for x, size in ((120, 520), (330, 430), (1030, 500), (1210, 560)):
        palm(p, x, 760, size, 30 if x < 600 else -30)
    house(p, 690, 740, 420, THATCH, rgb("d3b27c"))
    for i in range(4):
        p.breath(oval(760 + i * 34, 430 - i * 84, 50 + i * 22, 40 + i * 16), rgb("ffffff"), 0.3, 16)
    road(p, 730, 990, 690, 600)
    grass(p, 760, 990, 220)


def shop_goat(p: Painting) -> None:
    sky(p, NOON, 460, (980, 170))
    hills(p, 450, 220, rgb("5f8a7a"), 5, 0.4)
    hills(p, 560, 150, rgb("5f8f45"), 6, 0.1)
    house(p, 880, 690, 420, TILE, rgb("c79f68"), False)
    grass(p, 620, 990, 340)
    for x, foot, s, coat in (
        (360, 820, 1.25, rgb("f3ead6")),
        (640, 880, 1.0, rgb("5a3a26")),
        (170, 700, 0.7, rgb("e3cda2")),
    ):
        goat(p, x, foot, s, coat)


def goat(p: Painting, x: float, foot: float, s: float, coat: Colour) -> None:
    """An Etawa goat: long ears, a proud nose."""

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + a * s, foot + b * s) for a, b in points]

    p.shadow(at([(-110, -6), (120, -6), (120, 14), (-110, 14)]), 12, 0, 12, 0.45)
    for leg in (-84, -52, 62, 92):
        p.body(stroke(at([(leg, -110), (leg + 4, -50), (leg, 2)]), (26 * s, 15 * s)), darker(coat, 0.18), 0.5, 0.2)
    p.body(
        smooth(
            at([(-116, -150), (-60, -206), (40, -200), (112, -190), (120, -130), (70, -92), (-60, -88), (-112, -104)]),
            7,
        ),
        coat,
        0.5,
        0.3,
    )
    p.body(smooth(at([(86, -180), (120, -262), (168, -262), (146, -190), (112, -130)]), 7), coat, 0.45, 0.3)
    p.body(
        smooth(at([(118, -270), (150, -304), (196, -272), (224, -232), (206, -212), (150, -222)]), 7),
        lighter(coat, 0.06),
        0.45,
        0.3,
    )
    p.body(leaf(x + 140 * s, foot - 272 * s, 116 * s, 42 * s, 98), darker(coat, 0.3), 0.5, 0.2)
    p.line(smooth(at([(140, -298), (120, -330), (92, -326)]), 6, closed=False), (12 * s, 4 * s), rgb("6d5a48"))
    p.fill(oval(x + 176 * s, foot - 262 * s, 5 * s), NIGHT)
    p.line(smooth(at([(-114, -152), (-136, -178), (-130, -196)]), 5, closed=False), (14 * s, 4 * s), coat)


def shop_bamboo(p: Painting) -> None:
    p.fill(
        box(640, 480, 1290, 970),
        [[rgb("dbe3b4"), rgb("eef0c8"), rgb("b9cf92")], [rgb("8fae66"), rgb("a5bf76"), rgb("6b9150")]],
    )
    p.glow(560, 260, 560, 420, SUN, 0.7)
    for i in range(26):
        x = p.random.uniform(-20, 1300)
        near = i / 26
        tone = mix(rgb("b9cf8f"), rgb("6f9440"), near)
        width = 14 + 26 * near
        lean = p.random.uniform(-50, 50)
        p.body(
            stroke([(x, 900), (x + lean * 0.5, 420), (x + lean, -20)], (width, width * 0.9)),
            tone,
            0.5,
            0.4,
            width * 0.28,
        )
        for k in range(9):
            y = 880 - k * 110 + p.random.uniform(-10, 10)
            p.line(
                [(x + lean * (900 - y) / 920 - width * 0.55, y), (x + lean * (900 - y) / 920 + width * 0.55, y)],
                [5],
                darker(tone, 0.35),
                0.7,
            )
        for _ in range(9):
            lx, ly = x + p.random.uniform(-70, 70), p.random.uniform(-20, 480)
            p.fill(
                leaf(lx, ly, p.random.uniform(50, 110), 17, p.random.uniform(20, 160)),
                mix(tone, p.random.choice((SUN, rgb("3f6f30"))), 0.35),
                0.85,
            )
    p.fill(box(640, 930, 1290, 160), fall(rgb("b9985f"), rgb("8a6a3f")))
    for x, w, h in ((330, 360, 190), (1010, 300, 230)):
        mx, my, r = basket(p, x, 890, w, h)
        basket_rim(p, mx, my, r)
    tray(p, 680, 770, 170)


def shop_coffee(p: Painting) -> None:
    sky(p, MORNING, 430, (420, 260))
    hills(p, 430, 200, rgb("6f8f8a"), 5, 0.45)
    hills(p, 540, 190, rgb("5c8a58"), 6, 0.2)
    for i in range(5):
        for k in range(8):
            bush(p, -60 + k * 190 + (i % 2) * 90, 590 + i * 74, 76 + i * 26, rgb("437a3a"), rgb("b3261e"))
    house(p, 960, 610, 250, rgb("9a4a34"), rgb("d9bd8a"))
    x, y, r = basket(p, 420, 930, 460, 200)
    heap(p, balls(rgb("b3261e"), 62, 0.55), x, y, r, 90, 0.4)
    basket_rim(p, x, y, r)


def shop_sea(p: Painting) -> None:
    sky(p, MORNING, 400, (860, 220))
    hills(p, 408, 90, rgb("6a8f8c"), 4, 0.4)
    p.fill(box(640, 490, 1290, 200), [[rgb("9cc4c4"), rgb("f2d9a4")], [rgb("5f9aa2"), rgb("8fb3a8")]])
    for _ in range(70):
        x, y = p.random.gauss(860, 240), p.random.uniform(395, 585)
        p.line([(x - 24, y), (x + 24, y)], (1, 4, 1), SUN, 0.55)
    shore = [
        *smooth([(-20, 590), (400, 570), (820, 596), (1300, 566)], 10, closed=False),
        (1300.0, 990.0),
        (-20.0, 990.0),
    ]
    p.fill(shore, fall(rgb("f1ddb0"), rgb("d3b27c")))
    p.rub(shore, (30, 10), 0.1, 0.14)
    palm(p, 130, 760, 520, 60)
    palm(p, 1190, 720, 430, -50)
    for i in range(3):
        y = 680 + i * 110
        rack = [(250 - i * 60, y), (1000 + i * 60, y), (1040 + i * 70, y + 66), (210 - i * 70, y + 66)]
        p.shadow(rack, 10, 34, 14, 0.4)
        weave(p, BAMBOO, 16, rack, 45)
        p.body_shade(rack, 10)
        strew(p, small_fish(size=70), (630, y + 32, 420 + i * 40, 40), 120, 3)


def shop_women(p: Painting) -> None:
    kitchen(p, rgb("d3dcb9"), TEAK)
    shelf(p, (rgb("e0a01c"), rgb("6b3d22"), rgb("e0a01c"), rgb("a3261a")))
    tray(p, 860, 800, 380, flat=0.36)
    heap(p, chips(rgb("6b3d22"), 110, 0.62), 860, 790, 290, 70, 0.4, 0.36)
    for i in range(6):
        turn = -60 + i * 24
        c, s = math.cos(math.radians(90 + turn)), math.sin(math.radians(90 + turn))
        path = smooth(
            [(270 + c * 20, 570 + s * 20), (270 + c * 120 - s * 16, 570 + s * 140), (270 + c * 200, 570 + s * 240)],
            8,
            closed=False,
        )
        p.shadow(stroke(path, (20, 64, 18)), 6, 10, 9, 0.4)
        p.body(stroke(path, (24, 66, 70, 18)), rgb("f0c83c"), 0.55, 0.4, 14)


def shop_cocoa(p: Painting) -> None:
    p.fill(
        box(640, 480, 1290, 970),
        [[rgb("c9d9a0"), rgb("e6e8bc"), rgb("9dbb7a")], [rgb("6f9450"), rgb("86a860"), rgb("4f7a3c")]],
    )
    p.glow(420, 220, 600, 460, SUN, 0.7)
    for _ in range(60):
        blade = leaf(
            p.random.uniform(-60, 1300),
            p.random.uniform(-40, 620),
            p.random.uniform(160, 300),
            84,
            p.random.uniform(40, 140),
        )
        p.fill(blade, mix(rgb("4f8040"), rgb("b5cf80"), p.random.random()), 0.6)
    trunk = smooth([(560, 1000), (600, 700), (570, 400), (640, -20)], 10, closed=False)
    p.body(stroke(trunk, (150, 110, 100)), rgb("75583c"), 0.55, 0.3, 28)
    p.rub(stroke(trunk, (150, 110, 100)), (26, 40), 0.3, 0.2)
    for x, y, turn, tone in (
        (430, 340, 104, rgb("d98a2c")),
        (720, 470, 78, rgb("b3482a")),
        (470, 660, 98, rgb("e0a53a")),
        (760, 180, 84, rgb("9a3a2a")),
        (880, 690, 92, rgb("d9822c")),
    ):
        p.line([(600, y - 130), (x, y - 130)], (16, 10), rgb("6d5138"))
        pod = turned(
            smooth([(-150, 0), (-100, -62), (20, -78), (120, -40), (166, 0), (120, 40), (20, 78), (-100, 62)], 7),
            turn,
            x,
            y,
        )
        p.shadow(pod, 18, 20, 16, 0.4)
        p.body(pod, tone, 0.55, 0.45, 26)
        for k in (-0.6, -0.2, 0.2, 0.6):
            groove = turned([(-136, k * 30), (10, k * 92), (150, k * 16)], turn, x, y)
            p.line(smooth(groove, 7, closed=False), (2, 7, 2), darker(tone, 0.35), 0.5)
    for _ in range(9):
        blade = leaf(
            p.random.uniform(-60, 1300),
            p.random.uniform(-60, 120),
            p.random.uniform(260, 380),
            110,
            p.random.uniform(50, 130),
        )
        p.shadow(blade, 10, 12, 12, 0.3)
        p.body(blade, mix(rgb("3f7435"), rgb("86b050"), p.random.random()), 0.4, 0.3)


def shop_weaving(p: Painting) -> None:
    room(p, rgb("dccaa4"), PALE, 520)
    sheet = [(120, 640), (1060, 600), (1240, 920), (40, 980)]
    p.shadow(sheet, 10, 14, 14, 0.4)
    weave(p, rgb("d9c48a"), 30, sheet, 40)
    p.body_shade(sheet, 20, 0.3)
    for i in range(26):
        x = 1050 + i * 7
        p.line(
            smooth([(1010 + i * 7, 610 + i * 11), (1120 + i * 5, 590 + i * 9), (1300, 560 + i * 13)], 6, closed=False),
            (9, 7),
            mix(rgb("b9b060"), rgb("e3d09e"), p.random.random()),
        )
    for i in range(9):
        x = 120 + i * 66
        bundle = smooth([(x, 40), (x + 10, 260), (x - 16, 470)], 8, closed=False)
        p.shadow(stroke(bundle, (24, 46, 60)), 10, 8, 10, 0.3)
        p.body(stroke(bundle, (24, 46, 60)), (rgb("8fae5a"), rgb("d9c48a"), rgb("8a3a34"))[i % 3], 0.5, 0.3, 12)
        p.rub(stroke(bundle, (24, 46, 60)), (4, 60), 0.3, 0.3)
    p.body(box(400, 44, 760, 26, 0, 12), BAMBOO, 0.4, 0.4)
    x, y, r = basket(p, 1010, 640, 300, 220, rgb("d9c48a"), 0.92)
    basket_rim(p, x, y, r, rgb("8a3a34"))


HERO = "lumbung"
SCENES: dict[str, Callable[[Painting], None]] = {
    HERO: lumbung,
    "desa-krandegan": krandegan,
    "desa-somongari": somongari,
    "desa-hanura": hanura,
    "desa-bagelen": bagelen,
    "lapak-keripik": shop_keripik,
    "lapak-jajan": shop_jajan,
    "lapak-tani": shop_rice,
    "lapak-batik": shop_batik,
    "lapak-gula": shop_sugar,
    "lapak-etawa": shop_goat,
    "lapak-bambu": shop_bamboo,
    "lapak-kopi": shop_coffee,
    "lapak-pesisir": shop_sea,
    "lapak-melati": shop_women,
    "lapak-kakao": shop_cocoa,
    "lapak-anyaman": shop_weaving,
}
