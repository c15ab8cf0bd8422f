"""Statements of a decision: those of the engine with the register, and those of the business records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from approvals.services import subjects

METHODS = (
    *("lock", "validate", "payload", "on_submit", "commit", "on_return", "on_recall"),
    *("refusals_of_signer", "line_selectors"),
)


@dataclass
class Counted:
    """What was executed; opening and closing of savepoints left out."""

    engine: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    depth: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            (self.records if self.depth else self.engine).append(sql)
        return execute(sql, params, many, context)


@contextmanager
def counted() -> Iterator[Counted]:
    """Count inside; what a kind of record executes in its methods is its own."""
    found = Counted()
    kinds = {name: subjects.registry.get(name) for name in subjects.registry.types()}
    for name, kind in kinds.items():
        subjects.registry.forget(name)
        subjects.registry.register(name, _watched(kind, found))
    try:
        with connection.execute_wrapper(found):
            yield found
    finally:
        for name, kind in kinds.items():
            subjects.registry.forget(name)
            subjects.registry.register(name, kind)


def _watched(kind: Any, found: Counted) -> Any:
    there = [name for name in METHODS if hasattr(kind, name)]
    watched = type("Watched", (type(kind),), {name: _method(getattr(kind, name), found) for name in there})
    made = object.__new__(watched)
    vars(made).update(vars(kind))
    return made


def _method(run: Callable[..., Any], found: Counted) -> Callable[..., Any]:
    def inside(_self: Any, *given: Any, **named: Any) -> Any:
        found.depth += 1
        try:
            return run(*given, **named)
        finally:
            found.depth -= 1

    return inside
