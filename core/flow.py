"""State tables of documents: `(state, verb) → state`, asked by services before they change a row."""

from __future__ import annotations

from collections.abc import Mapping

from core.errors import InvalidMove


class Flow:
    """The whole life of one kind of document as data; a pair that is not listed is refused."""

    def __init__(self, moves: Mapping[tuple[str, str], str]) -> None:
        self._moves = {(str(state), verb): str(target) for (state, verb), target in moves.items()}

    def next(self, state: str, verb: str) -> str:
        """State after `verb`; raises `InvalidMove` when the document may not do that now."""
        target = self._moves.get((str(state), verb))
        if target is None:
            raise InvalidMove(state=str(state), verb=verb)
        return target

    def may(self, state: str, verb: str) -> bool:
        """Is `verb` open to a document in `state`?"""
        return (str(state), verb) in self._moves

    def verbs(self, state: str) -> tuple[str, ...]:
        """Everything a document in `state` may do, in the order of the table."""
        return tuple(verb for known, verb in self._moves if known == str(state))

    @property
    def states(self) -> frozenset[str]:
        """Every state the table speaks of."""
        return frozenset(state for state, _ in self._moves) | frozenset(self._moves.values())
