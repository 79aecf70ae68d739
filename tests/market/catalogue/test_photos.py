"""Bu Sari's photo goes in as her phone made it and comes out small, upright and without her address.

Every attack has its twin: without our limit, Pillow or Django would have taken the file.
"""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ImageField
from PIL import Image, ImageDraw

from market.catalogue import photos
from market.catalogue.models import Product, ProductClass, ProductImage

RED, BLUE = (200, 30, 30), (30, 30, 200)


def photo(kind="JPEG", size=(1600, 1200), **more):
    picture = Image.new("RGB", size, BLUE)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0], size[1] // 2), fill=RED)
    out = io.BytesIO()
    picture.save(out, kind, **more)
    out.seek(0)
    return out


def refused(file):
    with pytest.raises(photos.PhotoRefused) as found:
        photos.remake(file)
    return str(found.value.message)


def django_takes(file, name):
    """What a form's own ImageField says to the same file."""
    file.seek(0)
    return ImageField().clean(SimpleUploadedFile(name, file.read())) is not None


def bomb(width=13_000, height=13_000):
    """A PNG of 20 kB that unpacks to 169 megapixels of one bit each."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\0" * ((width + 7) // 8)) * height, 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def test_a_small_file_of_169_megapixels_is_refused_by_its_header(monkeypatch):
    file = bomb()
    assert len(file.getvalue()) < 40_000
    assert "24 megapiksel" in refused(file) or "bukan foto" in refused(file)


def test_twin_without_the_limit_the_large_picture_is_taken(monkeypatch):
    file = bomb(5000, 5000)
    assert "24 megapiksel" in refused(file)
    assert django_takes(file, "a.png")
    monkeypatch.setattr(photos, "MAX_PIXELS", 10**9)
    assert photos.remake(file).files


def test_a_postscript_and_a_tiff_under_the_name_of_a_photo_are_refused(monkeypatch):
    for kind in ("EPS", "TIFF", "BMP", "GIF", "PPM"):
        assert "bukan foto" in refused(photo(kind, (200, 150)))
    assert django_takes(photo("TIFF", (200, 150)), "a.jpg")
    monkeypatch.setattr(photos, "READABLE", None)
    assert photos.remake(photo("TIFF", (200, 150))).files


def test_a_moving_picture_is_refused(monkeypatch):
    frames = [Image.new("RGB", (64, 64), (i * 2, 0, 0)) for i in range(120)]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    assert "bergerak" in refused(out)
    assert django_takes(out, "a.webp")
    monkeypatch.setattr(photos, "READABLE", ("GIF",))
    gif = io.BytesIO()
    frames[0].save(gif, "GIF", save_all=True, append_images=frames[1:])
    assert "bergerak" in refused(gif)


def test_a_script_behind_the_picture_does_not_come_out():
    file = photo("PNG", (300, 200))
    file.seek(0, io.SEEK_END)
    file.write(b"<script>alert(1)</script>")
    assert django_takes(file, "a.png")
    assert b"<script>" in file.getvalue()
    assert all(b"script" not in content for _w, _h, _ending, content in photos.remake(file).files)


def test_place_and_camera_are_gone_and_the_picture_is_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees: the red half is at the right when seen upright
    exif[0x010F] = "KAMERA-BU-SARI"
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (7.0, 42.0, 12.5)
    file = photo("JPEG", (1600, 1200), exif=exif)
    assert b"KAMERA-BU-SARI" in file.getvalue()
    for width, height, _ending, content in photos.remake(file).files:
        assert b"KAMERA" not in content
        assert b"Exif" not in content
        assert b"GPS" not in content
        picture = Image.open(io.BytesIO(content))
        assert not picture.getexif()
        assert (width, height) == picture.size
        assert height > width
        left, right = picture.convert("RGB").getpixel((9, 40)), picture.convert("RGB").getpixel((width - 9, 40))
        assert (left[2] > 150, right[0] > 150) == (True, True)


def test_a_file_of_more_than_8_megabytes_is_refused_unread(monkeypatch):
    file = io.BytesIO(photo().getvalue() + b"\0" * photos.MAX_BYTES)
    assert "8 MB" in refused(file)
    monkeypatch.setattr(photos, "MAX_BYTES", 10**9)
    assert photos.remake(file).files


@pytest.mark.parametrize(
    "content", [b"", b"not a picture", b"\xff\xd8\xff\xe0" + b"\0" * 50, b"<svg onload='alert(1)'/>"]
)
def test_rubbish_is_refused_with_a_plain_word(content):
    assert "bukan foto" in refused(io.BytesIO(content))


def test_a_cut_off_photo_is_refused():
    assert "bukan foto" in refused(io.BytesIO(photo().getvalue()[:3000]))


def test_a_see_through_picture_lies_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(out, "PNG")
    remade = photos.remake(out)
    assert remade.colour == "#ffffff"


def test_three_widths_two_formats_and_small_thumbnails():
    noise = Image.effect_noise((1600, 1200), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=90)
    remade = photos.remake(out)
    assert [(w, e) for w, _h, e, _c in remade.files if e == "jpg"] == [(320, "jpg"), (640, "jpg"), (1280, "jpg")]
    modern = [c for w, _h, e, c in remade.files if w == 320 and e != "jpg"]
    assert len(modern[0]) <= photos.THUMBNAIL_BYTES
    assert [w for w, _h, e, _c in photos.remake(photo(size=(500, 400))).files if e == "jpg"] == [320, 500]
    assert [w for w, _h, e, _c in photos.remake(photo(size=(90, 60))).files if e == "jpg"] == [90]


@pytest.mark.django_db
def test_a_saved_photo_has_a_random_name_and_its_original_is_not_kept(var_dir, django_capture_on_commit_callbacks):
    kind = ProductClass.objects.create(name="Barang")
    product = Product.objects.create(title="Keripik", slug="keripik", product_class=kind)
    file = photo("PNG")
    file.name = "rumah bu sari.png"
    first = photos.save_photo(product, file)
    second = photos.save_photo(product, photo())
    assert (first.display_order, second.display_order) == (0, 1)
    product.refresh_from_db()
    assert product.cover == ProductImage.objects.get(pk=first.pk).sizes
    on_disk = sorted(str(p.relative_to(var_dir / "media")) for p in (var_dir / "media").rglob("*.*"))
    assert on_disk == sorted(photos.names(first.sizes) + photos.names(second.sizes))
    assert not any("sari" in name for name in on_disk)
    assert file.getvalue() not in [p.read_bytes() for p in (var_dir / "media").rglob("*.*")]
    assert first.sizes["sizes"] == [[320, 240], [640, 480], [1280, 960]]
    with django_capture_on_commit_callbacks(execute=True):
        photos.remove_photo(first)
    assert not any(default_storage.exists(name) for name in photos.names(first.sizes))
