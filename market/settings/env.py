"""Reading the environment: every setting that a place may differ in has one name, listed in docs/operations.md."""

import os


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on", "ya"}


def number(name: str, default: int) -> int:
    return int(os.environ.get(name, default))


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
