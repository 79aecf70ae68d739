"""Every photo is made anew: bounded, upright, without its place and its camera, in three widths, under a random name.

The recipe and its reasons are in docs/decisions/0020-photos.md: a form's ImageField lets through a 20 kB file of
13,000 x 13,000 pixels, an EPS named .jpg, a film of 120 frames, a picture with a script behind it, and keeps the GPS.
"""

from __future__ import annotations

import io
import secrets
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, features

from market.catalogue.models import Product, ProductImage
from market.core.errors import RuleBroken

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 24_000_000
READABLE = ("JPEG", "PNG", "WEBP")
WIDTHS = (320, 640, 1280)
TALLEST = 2  # a picture is at most twice as high as wide; what is higher is scaled into that frame
THUMBNAIL_BYTES = 12_000
MODERN = ("AVIF", "avif") if features.check("avif") else ("WEBP", "webp")
PLAIN = ("JPEG", "jpg")
QUALITIES = {"AVIF": (52, 42, 33, 25, 18), "WEBP": (72, 60, 45, 30, 18), "JPEG": (74, 62, 50, 38, 26, 16)}
ENCODING: dict[str, dict[str, Any]] = {
    "AVIF": {"speed": 8, "max_threads": 1},
    "WEBP": {"method": 4},
    "JPEG": {"optimize": True, "progressive": True},
}


class PhotoRefused(RuleBroken):
    """The file is no photo that we take; the message says why and what to do."""

    code = "photo_refused"


@dataclass(frozen=True, slots=True)
class Remade:
    """A photo made anew, not stored yet: (width, height), ending and bytes of each file, and its main colour."""

    files: tuple[tuple[int, int, str, bytes], ...]
    colour: str


# --- from a file to new bytes -----------------------------------------------------------------------------------------


def remake(file: IO[bytes]) -> Remade:
    """Read a photo within the limits and encode it anew. Pure but for the file; raises `PhotoRefused`."""
    picture = read(file)
    files = []
    for width, height in sizes(picture.size):
        piece = (
            picture if picture.size == (width, height) else picture.resize((width, height), Image.Resampling.LANCZOS)
        )
        for kind, ending in (MODERN, PLAIN):
            files.append((width, height, ending, encode(piece, kind, THUMBNAIL_BYTES if width <= WIDTHS[0] else None)))
    red, green, blue = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return Remade(tuple(files), f"#{red:02x}{green:02x}{blue:02x}")


def read(file: IO[bytes]) -> Image.Image:
    """The file as an upright RGB picture of at most the largest width; only the header is read before the limits."""
    if _length(file) > MAX_BYTES:
        raise PhotoRefused(_("Foto terlalu besar: paling banyak 8 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=READABLE)
            if picture.width * picture.height > MAX_PIXELS:
                raise PhotoRefused(_("Foto terlalu besar: paling banyak 24 megapiksel."))
            if getattr(picture, "n_frames", 1) > 1:
                raise PhotoRefused(_("Kirim foto biasa, bukan gambar bergerak."))
            picture.draft("RGB", (WIDTHS[-1], WIDTHS[-1] * TALLEST))
            picture.thumbnail((WIDTHS[-1] * TALLEST, WIDTHS[-1] * TALLEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((WIDTHS[-1], WIDTHS[-1] * TALLEST), Image.Resampling.LANCZOS)
            return _flat(upright)
    except PhotoRefused:
        raise
    except Exception as error:  # Pillow's readers fail in many ways on a broken or hostile file
        raise PhotoRefused(_("Berkas ini bukan foto yang bisa dibaca. Kirim foto JPG, PNG, atau WebP.")) from error


def _length(file: IO[bytes]) -> int:
    end = file.seek(0, io.SEEK_END)
    file.seek(0)
    return end


def _flat(picture: Image.Image) -> Image.Image:
    """RGB pixels alone, on white where the picture was see-through; nothing of the file's own remarks goes along."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, (255, 255, 255))
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    plain = Image.new("RGB", picture.size)
    plain.paste(picture.convert("RGB"))
    return plain


def sizes(size: tuple[int, int]) -> list[tuple[int, int]]:
    """The widths to make of a picture: those of WIDTHS that it has, at least one, never larger than it is."""
    width, height = size
    wanted = [one for one in WIDTHS if one < width * 0.9] + [min(width, WIDTHS[-1])]
    return [(one, max(1, round(height * one / width))) for one in wanted]


def encode(picture: Image.Image, kind: str, most_bytes: int | None = None) -> bytes:
    """The picture as a file; with `most_bytes`, in as good a quality as fits."""
    found = b""
    for quality in QUALITIES[kind]:
        out = io.BytesIO()
        picture.save(out, kind, quality=quality, **ENCODING[kind])
        found = out.getvalue()
        if most_bytes is None or len(found) <= most_bytes:
            break
    return found


# --- from bytes to the store ------------------------------------------------------------------------------------------


def store(remade: Remade, folder: str) -> dict[str, Any]:
    """Write the files under a name that nobody can guess; gives back what a row keeps (the tag `picture` of
    market.core prints it): the files are `<stem>-<width>.<format>`."""
    name = secrets.token_hex(12)
    stem = f"{folder}/{name[:2]}/{name}"
    for width, _height, ending, content in remade.files:
        default_storage.save(f"{stem}-{width}.{ending}", ContentFile(content))
    return {
        "stem": stem,
        "sizes": [[width, height] for width, height, ending, _content in remade.files if ending == PLAIN[1]],
        "formats": sorted({ending for _width, _height, ending, _content in remade.files}),
        "colour": remade.colour,
    }


def forget(kept: Mapping[str, Any]) -> None:
    """Remove the files of a kept picture once the transaction has ended well; may be repeated."""

    def remove() -> None:
        for name in names(kept):
            default_storage.delete(name)

    transaction.on_commit(remove)


def names(kept: Mapping[str, Any]) -> list[str]:
    """The names of all files of a kept picture."""
    return [f"{kept['stem']}-{width}.{ending}" for width, _h in kept.get("sizes", ()) for ending in kept["formats"]]


def save_photo(product: Product, file: IO[bytes], caption: str = "") -> ProductImage:
    """Add a photo to a product, after those it has; the first one is its cover. Raises `PhotoRefused`.

    Takes some tenths of a second: call it outside a transaction that holds locks.
    """
    return add_photo(product, remake(file), caption)


def add_photo(product: Product, remade: Remade, caption: str = "") -> ProductImage:
    """`save_photo` for a photo that is remade already (by another process, say)."""
    kept = store(remade, "barang")
    last = product.images.aggregate(last=Max("display_order"))["last"]
    image = ProductImage(product=product, caption=caption, display_order=0 if last is None else last + 1, sizes=kept)
    image.original.name = f"{kept['stem']}-{kept['sizes'][-1][0]}.{PLAIN[1]}"  # the original itself is never stored
    image.save()
    return image


def remove_photo(image: ProductImage) -> None:
    """Take a photo away, row and files."""
    forget(image.sizes)
    image.delete()


def save_picture(file: IO[bytes], folder: str) -> dict[str, Any]:
    """A picture that is no product's (a seller's, a village's): what goes into the row's JSON field."""
    return store(remake(file), folder)
