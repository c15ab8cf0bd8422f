"""The tree of departments over plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Branch:
    """A department on a day: where it hangs and in what order."""

    department_id: UUID
    code: str
    name: str
    parent_id: UUID | None
    ordinal: int = 0


@dataclass(frozen=True)
class Node:
    """A department with everything below it."""

    department_id: UUID
    code: str
    name: str
    depth: int
    children: tuple[Node, ...] = ()


def build_tree(branches: Iterable[Branch]) -> tuple[Node, ...]:
    """Departments as a tree; one whose parent is not among them stands at the top."""
    rows = sorted(branches, key=lambda branch: (branch.ordinal, branch.code))
    known = {branch.department_id for branch in rows}
    below: dict[UUID | None, list[Branch]] = {}
    for branch in rows:
        parent = branch.parent_id if branch.parent_id in known else None
        below.setdefault(parent, []).append(branch)
    return tuple(_node(branch, below, 0) for branch in below.get(None, ()))


def _node(branch: Branch, below: Mapping[UUID | None, list[Branch]], depth: int) -> Node:
    children = tuple(_node(child, below, depth + 1) for child in below.get(branch.department_id, ()))
    return Node(branch.department_id, branch.code, branch.name, depth, children)


def flatten(nodes: Iterable[Node]) -> list[Node]:
    """The tree as a list, each department before what is below it."""
    found: list[Node] = []
    for node in nodes:
        found.append(node)
        found.extend(flatten(node.children))
    return found


def below_or_same(parents: Mapping[UUID, UUID | None], top: UUID) -> frozenset[UUID]:
    """The department and everything under it."""
    return frozenset(one for one in parents if top in _line(parents, one))


def would_cycle(parents: Mapping[UUID, UUID | None], department: UUID, new_parent: UUID | None) -> bool:
    """Whether hanging the department under the new parent closes a ring."""
    return new_parent is not None and department in _line(parents, new_parent)


def _line(parents: Mapping[UUID, UUID | None], start: UUID) -> list[UUID]:
    line: list[UUID] = []
    at: UUID | None = start
    while at is not None and at not in line:
        line.append(at)
        at = parents.get(at)
    return line
