"""A small painter on Pillow alone: soft volumes, shadows, grain. The demo village's pictures are made with it.

Coordinates are pixels of a 1280 x 960 sheet, light falls from the upper left. A shape is a list of points; a paint is
one colour or a small mesh of colours that is stretched over the shape. The same seed gives the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

Colour = tuple[int, int, int]
Mesh = Sequence[Sequence[Colour]]
Paint = Colour | Mesh
Point = tuple[float, float]
Shape = Sequence[Point]

SHEET = (1280, 960)
NIGHT: Colour = (38, 22, 18)
SUN: Colour = (255, 244, 214)


def rgb(code: str) -> Colour:
    """`c98a3c` -> (201, 138, 60)."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`share` of b in a."""
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]


def darker(colour: Colour, share: float = 0.25) -> Colour:
    return mix(colour, NIGHT, share)


def lighter(colour: Colour, share: float = 0.25) -> Colour:
    return mix(colour, SUN, share)


def fall(top: Colour, bottom: Colour) -> Mesh:
    return [[top, top], [bottom, bottom]]


def across(left: Colour, right: Colour) -> Mesh:
    return [[left, right], [left, right]]


def round_body(colour: Colour, depth: float = 0.35) -> Mesh:
    """A cylinder's light: a lit left shoulder, a dark right side."""
    row = [
        darker(colour, depth * 0.5),
        lighter(colour, 0.2),
        colour,
        darker(colour, depth * 0.6),
        darker(colour, depth),
    ]
    return [row, row]


def wash(paint: Mesh, size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """A mesh of colours stretched over this size."""
    rows, columns = len(paint), len(paint[0])
    small = Image.new("RGB", (columns, rows))
    small.putdata([cell for row in paint for cell in row])
    kind = Image.Resampling.BICUBIC if rows * columns > 4 else Image.Resampling.BILINEAR
    margin_x, margin_y = 0.5 * (columns > 1), 0.5 * (rows > 1)
    return small.convert(mode).resize(size, kind, box=(margin_x, margin_y, columns - margin_x, rows - margin_y))


@lru_cache(maxsize=512)
def _table(low: int, factor: float) -> list[int]:
    """A look-up table for `Image.point`: (v - low) x factor, within 0 to 255."""
    return [min(255, max(0, round((v - low) * factor))) for v in range(256)]


# --- shapes -----------------------------------------------------------------------------------------------------------


def oval(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0.0, steps: int = 48) -> list[Point]:
    """An ellipse around (x, y); `turn` in degrees."""
    ry = rx if ry is None else ry
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    points = []
    for i in range(steps):
        a = 2 * math.pi * i / steps
        px, py = rx * math.cos(a), ry * math.sin(a)
        points.append((x + px * c - py * s, y + px * s + py * c))
    return points


def box(x: float, y: float, width: float, height: float, turn: float = 0.0, corner: float = 0.0) -> list[Point]:
    """A rectangle around (x, y), its corners rounded by `corner`."""
    w, h = width / 2, height / 2
    r = min(corner, w, h)
    points: list[Point] = []
    for cx, cy, start in ((w - r, -h + r, -90), (w - r, h - r, 0), (-w + r, h - r, 90), (-w + r, -h + r, 180)):
        for step in range(7 if r else 1):
            a = math.radians(start + step * 15 + (0 if r else 45))
            points.append((cx + r * math.cos(a), cy + r * math.sin(a)))
    return turned(points, turn, x, y)


def turned(points: Shape, turn: float, x: float = 0.0, y: float = 0.0, scale: float = 1.0) -> list[Point]:
    """Points turned about the origin by `turn` degrees, scaled, then moved to (x, y)."""
    c, s = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
    return [(x + px * c - py * s, y + px * s + py * c) for px, py in points]


def smooth(points: Shape, steps: int = 8, closed: bool = True) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    n = len(points)
    found: list[Point] = []
    for i in range(n if closed else n - 1):
        p0, p1, p2, p3 = (points[(i + k) % n] if closed else points[min(max(i + k, 0), n - 1)] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            found.append(tuple(_spline(a, b, c, d, t) for a, b, c, d in zip(p0, p1, p2, p3, strict=True)))  # type: ignore[arg-type]
    return found if closed else [*found, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def stroke(points: Shape, widths: Sequence[float]) -> list[Point]:
    """A brush stroke along the points; its width runs through `widths`."""
    left, right = [], []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        ax, ay = points[max(i - 1, 0)]
        bx, by = points[min(i + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        place = i / last * (len(widths) - 1)
        at = min(int(place), len(widths) - 2)
        half = (widths[at] + (widths[at + 1] - widths[at]) * (place - at)) / 2 if len(widths) > 1 else widths[0] / 2
        left.append((x - (by - ay) / length * half, y + (bx - ax) / length * half))
        right.append((x + (by - ay) / length * half, y - (bx - ax) / length * half))
    return left + right[::-1]


def leaf(x: float, y: float, length: float, width: float, turn: float) -> list[Point]:
    """A leaf that starts at (x, y) and points along `turn`."""
    half = [(0.0, 0.0), (0.2, 0.34), (0.45, 0.5), (0.72, 0.36), (1.0, 0.0), (0.72, -0.36), (0.45, -0.5), (0.2, -0.34)]
    return turned(smooth([(a * length, b * width) for a, b in half], 5), turn, x, y)


def _shine(paint: Paint) -> float:
    """How much light a paint throws back: dark things shine less."""
    cell = paint if isinstance(paint[0], int) else paint[0][0]
    return 0.3 + 0.7 * sum(cell) / 765  # type: ignore[arg-type]


# --- the sheet --------------------------------------------------------------------------------------------------------


class Painting:
    """One sheet; `clear` makes it a see-through cut-out for use on other sheets."""

    def __init__(self, seed: str, size: tuple[int, int] = SHEET, ground: Colour = (240, 228, 206), clear: bool = False):
        self.random = Random(seed)
        self.size = size
        self.image = Image.new("RGBA", size, (*ground, 0)) if clear else Image.new("RGB", size, ground)

    def cut(self, shape: Shape, pad: int = 2) -> tuple[Image.Image, tuple[int, int]]:
        """The shape's mask, smooth-edged, and where its upper left corner lies."""
        x0 = max(math.floor(min(p[0] for p in shape)), -200) - pad
        y0 = max(math.floor(min(p[1] for p in shape)), -200) - pad
        x1 = min(math.ceil(max(p[0] for p in shape)), self.size[0] + 200) + pad
        y1 = min(math.ceil(max(p[1] for p in shape)), self.size[1] + 200) + pad
        width, height = max(x1 - x0, 1), max(y1 - y0, 1)
        fine = 4 if width * height < 40_000 else 2
        mask = Image.new("L", (width * fine, height * fine))
        ImageDraw.Draw(mask).polygon([((x - x0) * fine, (y - y0) * fine) for x, y in shape], fill=255)
        return mask.reduce(fine), (x0, y0)

    def fill(self, shape: Shape, paint: Paint, alpha: float = 1.0) -> None:
        """The shape in plain paint."""
        mask, at = self.cut(shape)
        self.put(paint, mask, at, alpha)

    def put(self, paint: Paint, mask: Image.Image, at: tuple[int, int], alpha: float = 1.0) -> None:
        if alpha < 1:
            mask = mask.point(_table(0, alpha))
        mode = self.image.mode
        if isinstance(paint[0], int):  # a plain image pastes twice as fast as a plain colour
            layer = Image.new(mode, mask.size, paint if mode == "RGB" else (*paint, 255))  # type: ignore[arg-type]
        else:
            layer = wash(paint, mask.size, mode)  # type: ignore[arg-type]
        self.image.paste(layer, at, mask)

    def body(
        self, shape: Shape, paint: Paint, shade: float = 0.5, light: float = 0.35, soft: float | None = None
    ) -> None:
        """The shape with volume: dark towards the lower right, lit along the upper left."""
        xs, ys = [p[0] for p in shape], [p[1] for p in shape]
        soft = soft or max(2.0, 0.16 * min(max(xs) - min(xs), max(ys) - min(ys)))
        mask, at = self.cut(shape, pad=round(soft * 2.2) + 2)
        self.put(paint, mask, at)
        self._volume(mask, at, soft, shade, light * _shine(paint))

    def body_shade(self, shape: Shape, soft: float, shade: float = 0.5, light: float = 0.3) -> None:
        """Volume alone, over what is painted inside the shape already."""
        mask, at = self.cut(shape, pad=round(soft * 2.2) + 2)
        self._volume(mask, at, soft, shade, light)

    def _volume(self, mask: Image.Image, at: tuple[int, int], soft: float, shade: float, light: float) -> None:
        coarse = max(1, round(soft / 5))
        small = mask.reduce(coarse) if coarse > 1 else mask
        outside = ImageChops.invert(small)
        shift = max(1, round(soft / coarse * 0.9))
        blur = ImageFilter.GaussianBlur(soft / coarse)
        for sign, colour, strength in ((-1, NIGHT, shade), (1, SUN, light)):
            if strength:
                edge = ImageChops.offset(outside, sign * shift, sign * shift).filter(blur)
                edge = edge.resize(mask.size, Image.Resampling.BILINEAR)
                self.put(colour, ImageChops.multiply(edge, mask), at, strength)

    def shadow(self, shape: Shape, dx: float = 16, dy: float = 18, soft: float = 16, alpha: float = 0.42) -> None:
        """A soft shadow of the shape on what lies below."""
        mask, (x, y) = self.cut(shape, pad=round(soft * 2.5))
        coarse = max(1, round(soft / 4))
        mask = (
            mask.reduce(coarse)
            .filter(ImageFilter.GaussianBlur(soft / coarse))
            .resize(mask.size, Image.Resampling.BILINEAR)
        )
        self.put(NIGHT, mask, (x + round(dx), y + round(dy)), alpha)

    def breath(self, shape: Shape, paint: Paint, alpha: float, soft: float = 10) -> None:
        """The shape without an edge: steam, smoke, the swell of a fold."""
        mask, at = self.cut(shape, pad=round(soft * 2.5))
        self.put(paint, mask.filter(ImageFilter.GaussianBlur(soft)), at, alpha)

    def line(self, points: Shape, widths: Sequence[float], paint: Paint, alpha: float = 1.0) -> None:
        self.fill(stroke(points, widths if len(widths) > 1 else (widths[0], widths[0])), paint, alpha)

    def glow(self, x: float, y: float, rx: float, ry: float, colour: Colour = SUN, alpha: float = 0.5) -> None:
        """A round breath of light (or of dark)."""
        mask = Image.radial_gradient("L").point(_table(180, -1.42)).resize((round(rx * 2), round(ry * 2)))
        self.put(colour, mask, (round(x - rx), round(y - ry)), alpha)

    def texture(
        self, mask: Image.Image, at: tuple[int, int], grain: tuple[float, float], dark: float, lit: float
    ) -> None:
        """Irregular light and dark, `grain` = pixels of one fleck across and down, within the mask."""
        noise = self.noise(mask.size, grain)
        low, high = noise.point(_table(110, -2)), noise.point(_table(145, 2))
        self.put(NIGHT, ImageChops.multiply(low, mask), at, dark)
        self.put(SUN, ImageChops.multiply(high, mask), at, lit)

    def noise(self, size: tuple[int, int], grain: tuple[float, float]) -> Image.Image:
        width, height = max(2, round(size[0] / grain[0])), max(2, round(size[1] / grain[1]))
        small = Image.frombytes("L", (width, height), self.random.randbytes(width * height))
        return small.resize(size, Image.Resampling.BICUBIC)

    def rub(self, shape: Shape, grain: tuple[float, float] = (7, 7), dark: float = 0.25, lit: float = 0.2) -> None:
        """Texture inside a shape."""
        mask, at = self.cut(shape)
        self.texture(mask, at, grain, dark, lit)

    def lay(self, piece: Image.Image, x: float, y: float, lift: float = 6, alpha: float = 0.4) -> None:
        """A cut-out with its centre on (x, y), and its shadow."""
        left, top = round(x - piece.width / 2), round(y - piece.height / 2)
        mask = piece.getchannel("A")
        if lift:
            soft = mask.filter(ImageFilter.BoxBlur(max(1, lift * 0.55)))
            self.put(NIGHT, soft, (left + round(lift * 0.7), top + round(lift * 0.9)), alpha)
        self.image.paste(piece, (left, top), mask)

    def finish(self, glow: float = 0.34, dusk: float = 0.34) -> Image.Image:
        """The last glaze: warm light from the upper left, dusk in the corners, a breath of paper grain."""
        width, height = self.size
        self.glow(width * 0.22, height * 0.12, width * 0.75, height * 0.85, SUN, glow)
        corner = Image.radial_gradient("L").resize((width * 3 // 2, height * 3 // 2))
        corner = corner.crop((width // 8, height // 8, width // 8 + width, height // 8 + height))
        self.put((48, 24, 20), corner.point(_table(70, 1)), (0, 0), dusk)
        self.texture(Image.new("L", self.size, 255), (0, 0), (2.2, 2.2), 0.05, 0.04)
        return ImageEnhance.Color(ImageEnhance.Brightness(self.image).enhance(1.05)).enhance(1.16)
