"""The repository as the house tests read it: our own files, by kind."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Every file of the repository (tracked, or new and not ignored) with one of the endings."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    found = tuple(ROOT / name for name in sorted(set(listed)) if name.endswith(endings))
    return tuple(path for path in found if path.exists())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_files() -> list[Path]:
    """Python of ours that runs: no tests, no migrations."""
    return [path for path in files(".py") if "/migrations/" not in name(path) and not name(path).startswith("tests/")]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> list[str]:
    """The dotted names that a file imports, also inside functions."""
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found
