"""Every kind of operation that a tablet may send."""

from market.warung.counter import shifts
from market.warung.counter.base import Kind

KINDS: dict[str, Kind] = {**shifts.KINDS}
