"""Facts that happened, and who reacts to them: in the order of erp/wiring.py, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Reaction = Callable[[Any], None]


class Reactions:
    """Reactions by the kind of fact; a fact nobody listens to is no error."""

    def __init__(self) -> None:
        self._by_fact: dict[type[Any], list[Reaction]] = {}

    def register(self, fact: type[Any], reaction: Reaction) -> None:
        """Name one more reaction to a kind of fact; they run in the order they were named."""
        self._by_fact.setdefault(fact, []).append(reaction)

    def forget(self, fact: type[Any], reaction: Reaction) -> None:
        """Take a reaction away again."""
        self._by_fact.get(fact, []).remove(reaction)

    def publish(self, fact: Any) -> None:
        """Run everything that reacts; a refusal of one undoes the act that made the fact."""
        for reaction in self._by_fact.get(type(fact), []):
            reaction(fact)


reactions = Reactions()
"""The one list of the process, filled in erp/wiring.py."""
