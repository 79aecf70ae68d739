"""Pictures of batik, tapis, bamboo, pandan and clay."""

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
    Shape,
    box,
    darker,
    fall,
    leaf,
    lighter,
    oval,
    rgb,
    smooth,
    stroke,
    turned,
)
from tests.pictures.pieces import chillies, strew
from tests.pictures.snacks import ROSE, SAGE
from tests.pictures.surfaces import BAMBOO, DARK, PALE, TEAK, cloth, room, slate, sprig, tray, weave, wood
from tests.pictures.vessels import CLAY, basket, bowl, rim, stand

SOGA = rgb("6b3f1f")
NAVY = rgb("22344f")
IVORY = rgb("f1e0b8")
CELL = 160


def _kawung(t: Painting, a: Colour, b: Colour, c: Colour) -> None:
    for cx, cy in ((0, 0), (CELL, 0), (0, CELL), (CELL, CELL), (CELL / 2, CELL / 2)):
        for k in range(4):
            turn = 45 + k * 90
            x, y = cx + math.cos(math.radians(turn)) * 38, cy + math.sin(math.radians(turn)) * 38
            t.fill(oval(x, y, 34, 22, turn), b)
            t.fill(oval(x, y, 27, 15.5, turn), c)
            t.fill(oval(x, y, 22, 11, turn), b)
            for far in (-8, 8):
                t.fill(oval(x + math.cos(math.radians(turn)) * far, y + math.sin(math.radians(turn)) * far, 3.4), a)
        t.fill(oval(cx, cy, 6), b)
    for cx, cy in ((CELL / 2, 0), (0, CELL / 2), (CELL, CELL / 2), (CELL / 2, CELL)):
        t.fill(box(cx, cy, 13, 13, 45), c)
        t.fill(box(cx, cy, 6, 6, 45), b)


def _parang(t: Painting, a: Colour, b: Colour, c: Colour) -> None:
    for band in range(-2, 5):
        off = band * CELL / 2
        for i in range(-2, 6):
            x, y = i * 40 + off * 0.5 - 10, i * 40 - off * 0.5 + 40
            blade = [(-34, 8), (-20, -22), (8, -26), (30, -12), (18, 0), (30, 18), (8, 22), (-6, 6)]
            t.fill(smooth(turned(blade, -8, x, y), 5), b)
            t.fill(smooth(turned([(q * 0.62, w * 0.58) for q, w in blade], -8, x, y), 5), c)
            t.fill(oval(x + 6, y - 6, 5), a)
        t.line([(-200 + off, -200 - off + CELL / 4 + 40), (400 + off, 400 - off + CELL / 4 + 40)], [5], b)


def _manggis(t: Painting, a: Colour, b: Colour, c: Colour) -> None:
    for cx, cy, size in ((CELL / 4, CELL / 4, 1.0), (CELL * 0.75, CELL * 0.75, 1.0)):
        for k in range(4):
            t.fill(leaf(cx, cy, 62 * size, 26, 20 + k * 90), c)
            tip = turned([(46, 0)], 20 + k * 90, cx, cy)[0]
            t.line([(cx, cy), tip], [2], a)
        t.fill(oval(cx, cy, 27), b)
        t.fill(oval(cx, cy, 22), rgb("7a2e4a"))
        for k in range(6):
            t.fill(oval(cx + math.cos(k * 1.047) * 10, cy + math.sin(k * 1.047) * 10, 6.5), b)
    for cx, cy in ((CELL * 0.75, CELL / 4), (CELL / 4, CELL * 0.75)):
        curl = [(cx + math.cos(q * 0.5) * (3 + q * 2.2), cy + math.sin(q * 0.5) * (3 + q * 2.2)) for q in range(15)]
        t.line(smooth(curl, 3, closed=False), (2, 5), b)
        for k in range(5):
            t.fill(oval(cx + math.cos(k * 1.257) * 30, cy + math.sin(k * 1.257) * 30, 3.6), c)


MOTIFS = {"kawung": _kawung, "parang": _parang, "manggis": _manggis}


@cache
def batik(motif: str, ground: Colour, line: Colour, heart: Colour, turn: int = 0) -> Image.Image:
    """A field of batik, larger than the sheet, so that it can be cut from."""
    big = Painting(f"batik-{motif}", (CELL, CELL), ground)
    MOTIFS[motif](big, ground, line, heart)
    tile = big.image
    side = CELL * 11
    field = Image.new("RGB", (side, side))
    for x in range(0, side, CELL):
        for y in range(0, side, CELL):
            field.paste(tile, (x, y))
    if turn:
        field = field.rotate(turn, Image.Resampling.BICUBIC)
        edge = side // 6
        field = field.crop((edge, edge, side - edge, side - edge)).resize((side, side))
    return field


def drape(p: Painting, shape: Shape, field: Image.Image, soft: float = 26, shade: float = 0.5) -> None:
    """Patterned cloth cut to a shape, with volume."""
    mask, at = p.cut(shape)
    source = field.crop((100, 100, 100 + mask.width, 100 + mask.height)).convert(p.image.mode)
    p.image.paste(source, at, mask)
    p.texture(mask, at, (3, 3), 0.08, 0.08)
    p.body_shade(shape, soft, shade, 0.3)


def folded(p: Painting, field: Image.Image, second: Image.Image) -> None:
    """A folded length of cloth, one corner turned, over a spread one."""
    whole = [(-20.0, -20.0), (1300.0, -20.0), (1300.0, 980.0), (-20.0, 980.0)]
    drape(p, whole, field, 60, 0.3)
    for x in (240, 610, 1010):
        ridge = smooth([(x - 60, -30), (x, 260), (x - 40, 560), (x + 50, 990)], 10, closed=False)
        p.breath(stroke(ridge, (60, 120, 90, 130)), NIGHT, 0.3, 16)
        p.breath(stroke([(a - 74, b) for a, b in ridge], (60, 120, 90, 130)), SUN, 0.16, 16)
    pile = box(770, 560, 640, 470, -9, 20)
    p.shadow(pile, 26, 34, 26, 0.6)
    for step in (3, 2, 1, 0):
        layer = box(770 + step * 5, 560 + step * 14, 640, 470, -9, 22)
        drape(p, layer, second, 16, 0.5)
    p.line(turned([(-320, 60), (320, 60)], -9, 770, 560), [52], rgb("e8d7ae"), 0.95)
    p.line(turned([(-320, 60), (320, 60)], -9, 770, 560), [8], rgb("9a3d2c"), 0.9)


def batik_manggis(p: Painting) -> None:
    folded(p, batik("manggis", rgb("4a2030"), IVORY, rgb("c9913c")), batik("manggis", IVORY, SOGA, rgb("7d8f4a")))


def batik_kawung(p: Painting) -> None:
    folded(p, batik("kawung", NAVY, IVORY, rgb("8a5a2c")), batik("kawung", SOGA, IVORY, rgb("c98d45")))


def batik_parang(p: Painting) -> None:
    """A shawl over a wooden rail."""
    room(p, wall=rgb("dfd0b2"), table=TEAK, edge=700)
    p.shadow(box(640, 150, 1200, 34), 10, 20, 12, 0.4)
    for x, width, field in (
        (440, 420, batik("parang", SOGA, IVORY, rgb("c98d45"))),
        (870, 360, batik("parang", NAVY, IVORY, rgb("5f86a0"))),
    ):
        hem = [
            (x - width / 2, 130),
            (x + width / 2, 130),
            (x + width / 2 - 10, 820),
            (x + width * 0.2, 836),
            (x - width * 0.2, 822),
            (x - width / 2 + 12, 834),
        ]
        p.shadow(hem, 22, 16, 20, 0.4)
        drape(p, hem, field, 40)
        for k in range(3):
            px = x + (k - 1) * width * 0.3
            p.line([(px, 150), (px + 12, 480), (px - 6, 820)], (6, 26, 36), NIGHT, 0.16)
            p.line([(px - 26, 150), (px - 18, 480), (px - 36, 820)], (4, 18, 24), SUN, 0.14)
        for k in range(26):
            fx = x - width / 2 + 14 + k * (width - 28) / 25
            p.line([(fx, 824), (fx + p.random.uniform(-5, 5), 876)], (4, 2), IVORY)
    p.body(box(640, 128, 1240, 40, 0, 20), fall(lighter(TEAK, 0.3), darker(TEAK, 0.3)), 0.3, 0.4)


def batik_shirt(p: Painting) -> None:
    wood(p, PALE)
    field = batik("kawung", NAVY, IVORY, rgb("b9803f"))
    body = smooth(
        [
            (420, 190),
            (560, 150),
            (640, 172),
            (720, 150),
            (860, 190),
            (880, 400),
            (872, 640),
            (884, 890),
            (640, 906),
            (396, 890),
            (408, 640),
            (400, 400),
        ],
        6,
    )
    for side in (-1, 1):
        sleeve = [(640 + side * 200, 180), (640 + side * 400, 330), (640 + side * 330, 470), (640 + side * 226, 396)]
        p.shadow(sleeve, 16, 20, 14, 0.5)
        drape(p, sleeve, field, 22)
    p.shadow(body, 20, 24, 18, 0.55)
    drape(p, body, field, 40)
    for side in (-1, 1):
        collar = [(640, 262), (640 + side * 104, 144), (640 + side * 40, 128), (640, 176)]
        p.shadow(collar, 4, 8, 7, 0.5)
        drape(p, collar, field, 10)
    p.line([(640, 262), (642, 900)], [7], NIGHT, 0.4)
    for i in range(5):
        p.body(oval(646, 330 + i * 118, 12), rgb("d9b27a"), 0.5, 0.5)
    pocket = box(770, 440, 150, 160, 0, 8)
    p.line([*pocket, pocket[0]], [4], NIGHT, 0.45)


def batik_tote(p: Painting) -> None:
    room(p, wall=SAGE, table=PALE)
    for side in (-1, 1):
        handle = smooth(
            [
                (640 + side * 20 - 130, 360),
                (640 + side * 20 - 110, 130),
                (640 + side * 20 + 110, 130),
                (640 + side * 20 + 130, 360),
            ],
            12,
            closed=False,
        )
        p.body(stroke(handle, (30, 30)), darker(rgb("8a5a36"), 0.1 if side < 0 else 0.3), 0.4, 0.3)
    p.shadow(box(650, 830, 540, 50), 20, 6, 22, 0.55)
    bag = smooth([(380, 340), (640, 346), (900, 340), (930, 600), (920, 850), (640, 862), (360, 850), (350, 600)], 6)
    drape(p, bag, batik("manggis", rgb("f1e0b8"), rgb("8a3a3a"), rgb("6d8a50")), 44)
    band = smooth([(380, 340), (640, 346), (900, 340), (906, 410), (640, 418), (374, 410)], 6)
    p.body(band, rgb("8a5a36"), 0.4, 0.3, 12)


def besek(p: Painting) -> None:
    room(p, wall=rgb("dfe0c2"), table=TEAK)
    for x, foot, width in ((430, 800, 400), (880, 820, 440), (660, 560, 360)):
        front = box(x, foot - width * 0.2, width, width * 0.4)
        p.shadow(box(x + 18, foot - 6, width, 36), 16, 6, 18, 0.5)
        weave(p, BAMBOO, 20, front, 45)
        p.body_shade(front, 24)
        lid = [
            (x - width / 2 - 8, foot - width * 0.38),
            (x - width * 0.42, foot - width * 0.62),
            (x + width * 0.42, foot - width * 0.62),
            (x + width / 2 + 8, foot - width * 0.38),
        ]
        weave(p, lighter(BAMBOO, 0.2), 20, lid, 45)
        p.body_shade(lid, 14, 0.3)
        edge = box(x, foot - width * 0.36, width + 18, width * 0.1, corner=6)
        weave(p, darker(BAMBOO, 0.08), 14, edge, 0)
        p.body_shade(edge, 8)
    sprig(p, 100, 900, -20, 4)


def tampah(p: Painting) -> None:
    slate(p, rgb("6a5a48"))
    tray(p, 820, 360, 330, darker(BAMBOO, 0.1))
    tray(p, 500, 560, 380)


def steamer(p: Painting) -> None:
    room(p, wall=rgb("e0d2ae"), table=DARK)
    for x, tip, r, top in ((430, 830, 300, 330), (900, 830, 220, 470)):
        stand(p, x, tip - 10, r * 0.4)
        cone = [(x - r, top), (x + r, top), (x + r * 0.2, tip - 14), (x, tip), (x - r * 0.2, tip - 14)]
        weave(p, BAMBOO, 20, cone, 45)
        p.body_shade(cone, r * 0.3, 0.6)
        p.fill(oval(x, top, r, r * 0.3), lighter(BAMBOO, 0.15))
        inner = oval(x, top + 5, r * 0.92, r * 0.26)
        weave(p, darker(BAMBOO, 0.4), 20, inner, 45)
        p.body_shade(inner, 26, 0.6, 0.0)
        rimline = oval(x, top, r * 0.98, r * 0.29, steps=90)
        p.line([*rimline, rimline[0]], [12], lighter(BAMBOO, 0.3))


def lamp(p: Painting) -> None:
    room(p, wall=rgb("8a6a48"), table=DARK, edge=760, dapple=False)
    for x, y, r in ((430, 430, 230), (930, 330, 170)):
        p.glow(x, y + 60, r * 3.2, r * 3.0, rgb("ffcf7a"), 0.7)
        p.line([(x, -10), (x, y - r)], [7], NIGHT)
        globe = oval(x, y, r, r * 0.96, steps=70)
        p.body(globe, [[rgb("ffedb0"), rgb("ffd27a")], [rgb("ffc35c"), rgb("d98a34")]], 0.3, 0.2)
        for k in range(-6, 7):
            bend = k / 6.4
            rib = [
                (x + bend * r * math.sqrt(max(0.0, 1 - (t / 10) ** 2)), y + t / 10 * r * 0.95) for t in range(-10, 11)
            ]
            p.line(rib, (8, 11, 8), rgb("7d4f22"), 0.9)
        for k in (-0.66, -0.33, 0.0, 0.33, 0.66):
            half = r * math.sqrt(1 - k * k)
            hoop = [(x - half, y + k * r * 0.95), (x, y + k * r * 0.95 + 16), (x + half, y + k * r * 0.95)]
            p.line(smooth(hoop, 8, closed=False), (6, 9, 6), rgb("8f5d2a"), 0.85)
        p.body(oval(x, y - r * 0.93, r * 0.3, r * 0.09), rgb("6b4220"), 0.4, 0.4)
        p.glow(x, y, r * 0.8, r * 0.8, rgb("fff3c4"), 0.6)


def mortar(p: Painting) -> None:
    room(p, wall=ROSE, table=PALE)
    x, y, r = 560, 580, 420
    stand(p, x, y + 230, r * 0.66)
    bowl(p, x, y, r, CLAY, 0.5)
    p.body(oval(x, y + 6, r * 0.9, r * 0.3), [[darker(CLAY, 0.35), darker(CLAY, 0.1)]], 0.4, 0.0)
    p.body(oval(x - 60, y + 26, r * 0.44, r * 0.14), rgb("a82a18"), 0.3, 0.3)
    p.rub(oval(x - 60, y + 26, r * 0.42, r * 0.13), (12, 8), 0.4, 0.4)
    rim(p, x, y, r, CLAY)
    pestle = smooth(
        [
            (x + 10, y + 10),
            (x + 90, y - 60),
            (x + 330, y - 270),
            (x + 420, y - 310),
            (x + 440, y - 250),
            (x + 380, y - 180),
            (x + 150, y + 40),
            (x + 60, y + 70),
        ],
        7,
    )
    p.shadow(pestle, 14, 20, 14, 0.5)
    p.body(pestle, darker(CLAY, 0.15), 0.5, 0.4, 24)
    strew(p, chillies(size=140), (1090, 850, 130, 40), 6)


def mat(p: Painting) -> None:
    wood(p, TEAK)
    sheet = box(600, 500, 1020, 760, -5, 6)
    p.shadow(sheet, 16, 20, 18, 0.5)
    weave(p, rgb("cdb57a"), 30, sheet, 40)
    for inset, tone in ((330, rgb("8a3a34")), (300, rgb("3f5a44")), (270, rgb("8a3a34"))):
        frame = box(600, 500, 1020 - (360 - inset) * 2 - 40, 760 - (360 - inset) * 2 - 40, -5)
        p.line([*frame, frame[0]], [16], tone, 0.5)
    p.body_shade(sheet, 18, 0.3)
    roll = turned([(-70, -400), (70, -400), (70, 400), (-70, 400)], -5, 1120, 470)
    p.shadow(roll, 20, 20, 18, 0.55)
    weave(p, darker(rgb("cdb57a"), 0.08), 30, roll, 40)
    p.body_shade(roll, 50, 0.7, 0.5)
    for off in (-250, 250):
        x, y = turned([(0, off)], -5, 1120, 470)[0]
        p.body(box(x, y, 150, 22, -5, 6), rgb("8a3a34"), 0.4, 0.3)


def pandan_bag(p: Painting) -> None:
    room(p, wall=rgb("e5d6b4"), table=TEAK)
    for side in (1, -1):
        handle = smooth(
            [(500, 420), (520 + side * 14, 150), (640, 110 + side * 16), (760 + side * 14, 150), (780, 420)],
            12,
            closed=False,
        )
        p.body(stroke(handle, (26, 30, 26)), darker(rgb("8a5a36"), 0.25 if side > 0 else 0.0), 0.5, 0.4)
    p.shadow(box(650, 830, 560, 50), 20, 6, 22, 0.55)
    bag = smooth([(370, 400), (640, 408), (910, 400), (950, 640), (930, 850), (640, 864), (350, 850), (330, 640)], 6)
    weave(p, rgb("d9c48a"), 30, bag, 45)
    for drop, tone in ((520, rgb("3f6a5a")), (580, rgb("a3452f")), (640, rgb("3f6a5a"))):
        band = smooth(
            [
                (342 + (640 - drop) * 0.08, drop),
                (640, drop + 10),
                (938 - (640 - drop) * 0.08, drop),
                (938 - (640 - drop) * 0.06, drop + 34),
                (640, drop + 44),
                (342 + (640 - drop) * 0.06, drop + 34),
            ],
            6,
        )
        p.fill(band, tone, 0.55)
    p.body_shade(bag, 60, 0.55)


def pandan_hat(p: Painting) -> None:
    wood(p, PALE)
    brim = oval(640, 500, 500, 430, steps=90)
    p.shadow(brim, 24, 30, 26, 0.55)
    weave(p, rgb("dcc894"), 22, brim, 45)
    p.body_shade(brim, 26, 0.4, 0.5)
    crown = oval(630, 480, 255, 222, steps=80)
    p.shadow(crown, 20, 26, 22, 0.55)
    weave(p, rgb("e3d09e"), 22, crown, 45)
    p.body_shade(crown, 70, 0.55, 0.4)
    ring = oval(632, 486, 258, 226, steps=80)
    p.line([*ring, ring[0]], [40], rgb("2f4a68"), 0.95)
    p.line([*ring, ring[0]], [10], rgb("d9a860"), 0.9)


def tapis(p: Painting) -> None:
    cloth(p, rgb("e6d8bd"))
    for x, y, turn, ground in ((470, 460, -10, rgb("6d1f2c")), (840, 560, 8, rgb("2b2430"))):
        shape = box(x, y, 560, 340, turn, 18)
        p.shadow(shape, 18, 22, 16, 0.55)
        p.body(shape, [[lighter(ground, 0.14), ground], [ground, darker(ground, 0.2)]], 0.4, 0.3, 14)
        gold = rgb("e6b94a")
        for row in (-130, -84, 84, 130):
            p.line(turned([(-265, row), (265, row)], turn, x, y), [7], gold, 0.9)
        for k in range(9):
            cx, cy = turned([(-232 + k * 58, 0)], turn, x, y)[0]
            for size, tone in ((66, gold), (44, ground), (26, gold)):
                p.fill(box(cx, cy, size * 0.72, size * 0.72, 45 + turn), tone)
            for row in (-107, 107):
                ax, ay = turned([(-232 + k * 58, row)], turn, x, y)[0]
                p.fill(box(ax, ay, 18, 18, 45 + turn), gold)
        mask, at = p.cut(shape)
        p.texture(mask, at, (26, 3), 0.12, 0.2)
        zip_line = turned([(-270, -160), (270, -160)], turn, x, y)
        p.line(zip_line, [10], rgb("c9a24a"))
        p.body(oval(*turned([(250, -160)], turn, x, y)[0], 13, 22, turn), gold, 0.5, 0.5)


def lidded_basket(p: Painting) -> None:
    room(p, wall=SAGE, table=PALE)
    for x, foot, width, tone in ((430, 820, 440, rgb("d9c48a")), (900, 800, 340, rgb("b98f5a"))):
        mx, my, r = basket(p, x, foot, width, width * 0.72, tone, 0.92)
        dome = [
            (mx + r * 1.08 * math.cos(a), my + (0.34 if math.sin(a) > 0 else 0.5) * r * 1.08 * math.sin(a))
            for a in (k * math.pi / 36 for k in range(72))
        ]
        p.shadow(dome, 6, 14, 10, 0.4)
        weave(p, lighter(tone, 0.1), 18, dome, 45)
        p.body_shade(dome, r * 0.24, 0.5, 0.4)
        p.body(oval(mx, my - r * 0.5, r * 0.12, r * 0.09), darker(tone, 0.3), 0.5, 0.4)
        low = [(a, b + r * 0.3) for a, b in oval(mx, my, r * 1.0, r * 0.34, steps=72)[:37]]
        p.line(low, (10, 22, 10), rgb("8a3a34"), 0.55)


CRAFTS: dict[str, Callable[[Painting], None]] = {
    "batik-manggis": batik_manggis,
    "batik-kawung": batik_kawung,
    "batik-parang": batik_parang,
    "kemeja-batik": batik_shirt,
    "tas-batik": batik_tote,
    "besek": besek,
    "tampah": tampah,
    "kukusan": steamer,
    "lampu-bambu": lamp,
    "cobek": mortar,
    "tikar-pandan": mat,
    "tas-pandan": pandan_bag,
    "topi-pandan": pandan_hat,
    "dompet-tapis": tapis,
    "keranjang-pandan": lidded_basket,
}
