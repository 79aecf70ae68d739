"""`python -m tests.pictures`: draw the barn of the home page anew into market/static/img (widths 640 and 1280)."""

from pathlib import Path

from PIL import Image

from tests.pictures import HERO, draw

FOLDER = Path(__file__).resolve().parents[2] / "market" / "static" / "img"
FRAME = (0, 170, 1280, 850)  # the strip with volcano, barn and terraces
FORMATS = {"avif": {"quality": 48, "speed": 4}, "jpg": {"quality": 68, "optimize": True, "progressive": True}}


def main() -> None:
    picture = draw(HERO).crop(FRAME)
    for width in (640, 1280):
        piece = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
        for ending, options in FORMATS.items():
            piece.save(FOLDER / f"lumbung-{width}.{ending}", **options)


if __name__ == "__main__":
    main()
