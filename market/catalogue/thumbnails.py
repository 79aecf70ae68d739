"""Oscar's dashboard asks for thumbnails: it gets the small file that `photos` made at upload; nothing is made here."""

import re
from types import SimpleNamespace
from typing import Any

from django.core.files.storage import default_storage
from oscar.core.thumbnails import AbstractThumbnailer

from market.catalogue.photos import WIDTHS

OURS = re.compile(r"-\d+\.jpg$")


class Thumbnailer(AbstractThumbnailer):
    def generate_thumbnail(self, source: Any, **opts: Any) -> SimpleNamespace:
        small = OURS.sub(f"-{WIDTHS[0]}.jpg", str(source))
        name = small if default_storage.exists(small) else str(source)
        return SimpleNamespace(url=default_storage.url(name))

    def delete_thumbnails(self, source: Any) -> None:
        """Nothing to do: `photos.remove_photo` removes all files of a photo."""
