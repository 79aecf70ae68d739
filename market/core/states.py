"""A small table of states and the steps between them, shared by every row that has a `state`."""

from collections.abc import Mapping
from dataclasses import dataclass

from market.core.errors import WrongState


@dataclass(frozen=True, slots=True)
class States:
    """Which state leads to which. Terminal states lead nowhere."""

    name: str
    steps: Mapping[str, frozenset[str]]

    def check(self, current: str, target: str) -> None:
        """Raise `WrongState` unless `target` may follow `current`."""
        if target not in self.steps.get(current, frozenset()):
            raise WrongState(f"{self.name}: {current} -> {target}", data={"from": current, "to": target})

    def is_terminal(self, state: str) -> bool:
        return not self.steps.get(state)
