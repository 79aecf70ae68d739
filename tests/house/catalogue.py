"""`make texts`: gather every text into the English catalogue, in the order of the alphabet; what is gone goes.

Sorted, so that two people who add texts seldom meet in one line. A new text stands there with an empty English.
"""

import io
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tests.house import sentences


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


def gathered(known: Catalog, texts: set[tuple[str, ...]]) -> Catalog:
    """A catalogue of `texts` alone, with what `known` says of them."""
    new = Catalog(locale="en", fuzzy=False, header_comment=known.header_comment, creation_date=known.creation_date)
    new.mime_headers = known.mime_headers
    for words in texts:
        key: Any = words[0] if len(words) == 1 else words
        old = known.get(key)
        new.add(key, old.string if old else None, flags=old.flags - {"python-format"} if old else ())
    return new


def write(catalogue: Catalog, path: Path) -> None:
    made = io.BytesIO()
    write_po(made, catalogue, width=0, sort_output=True, omit_header=False, no_location=True)
    path.write_bytes(made.getvalue())


if __name__ == "__main__":
    write(gathered(read(sentences.ENGLISH), set(sentences.texts())), sentences.ENGLISH)
    empty = [one.id for one in read(sentences.ENGLISH) if one.id and not all(sentences.strings_of(one))]
    print(f"{len(empty)} texts wait for their English" if empty else "every text has its English")
    print("\n".join(str(one) for one in empty))
