"""Backends by settings dict, in the shape that every Django reader knows from CACHES."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from market.core.errors import Misconfigured


def load(dotted: str) -> Any:
    """The object at a dotted path; `Misconfigured` when it is not there."""
    module, _, name = dotted.rpartition(".")
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise Misconfigured(f"no backend at {dotted!r}: {error}") from error


def build(config: Mapping[str, Any], **more: Any) -> Any:
    """An instance of `config["BACKEND"]`, given `options=config["OPTIONS"]` and whatever else the room hands in."""
    return load(config["BACKEND"])(options=dict(config.get("OPTIONS", {})), **more)
