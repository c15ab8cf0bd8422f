"""A reorganisation (조직개편) over plain values: what a set of changes makes of the tree, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.flow import Flow

OPEN, CLOSE, RENAME, MOVE, MERGE, SPLIT = "OPEN", "CLOSE", "RENAME", "MOVE", "MERGE", "SPLIT"
DRAFT, SUBMITTED, APPROVED, ISSUED = "DRAFT", "SUBMITTED", "APPROVED", "ISSUED"
APPLIED, UNDONE, VOIDED = "APPLIED", "UNDONE", "VOIDED"

REORGANIZATION_FLOW = Flow(
    {
        (DRAFT, "submit"): SUBMITTED,
        (SUBMITTED, "approve"): APPROVED,
        (SUBMITTED, "return"): DRAFT,
        (SUBMITTED, "reject"): DRAFT,
        (SUBMITTED, "recall"): DRAFT,
        (APPROVED, "issue"): ISSUED,
        (ISSUED, "apply"): APPLIED,
        (ISSUED, "undo"): UNDONE,
        (DRAFT, "void"): VOIDED,
        (APPROVED, "void"): VOIDED,
    }
)


@dataclass(frozen=True)
class Unit:
    """A department of the tree; `parent` is the code of the one above, empty at the top."""

    code: str
    name: str
    parent: str = ""
    ordinal: int = 0


@dataclass(frozen=True)
class Part:
    """A department a split opens."""

    code: str
    name: str


@dataclass(frozen=True)
class Change:
    """One change of the set. `parent` None: where it hangs now.

    MERGE closes `predecessors` in favour of `code`, which is opened when there is no such department; SPLIT
    closes `code` and opens `parts`, the first of which takes over what waits for it.
    """

    kind: str
    code: str
    name: str = ""
    parent: str | None = None
    predecessors: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong with the change at `place`, the set being 0-based; `text` names the department."""

    place: int
    name: str
    code: str
    text: str = ""


@dataclass(frozen=True)
class Plan:
    """The tree before and after, in the order in which it is to be made.

    `opened` and `changed` go from the top down, `closed` from the bottom up. `heirs`: who does the work of a closed
    one; `carried`: whose people go along with the work.
    """

    before: Mapping[str, Unit]
    after: Mapping[str, Unit]
    opened: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    heirs: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    rings: tuple[str, ...] = ()


def plan_changes(units: Iterable[Unit], changes: Sequence[Change], taken: Iterable[str] = ()) -> Plan:
    """Play the changes one after the other on a copy of the tree. `taken`: codes of closed departments."""
    before = {one.code: one for one in units}
    copy = _Copy(dict(before), frozenset(taken) | frozenset(before))
    for place, change in enumerate(changes):
        copy.play(place, change)
    after = copy.units
    copy.faults += _left_below(changes, after, copy.closed)
    rings = tuple(code for code in after if _in_ring(after, code))
    return Plan(
        before=before,
        after=after,
        opened=_top_down(after, [code for code in after if code not in before]),
        changed=_top_down(after, [code for code in after if code in before and after[code] != before[code]]),
        closed=tuple(reversed(_top_down(before, [code for code in before if code not in after]))),
        heirs=copy.heirs,
        carried=copy.carried,
        faults=tuple(copy.faults),
        rings=rings,
    )


class _Copy:
    def __init__(self, units: dict[str, Unit], taken: frozenset[str]) -> None:
        self.units = units
        self.taken = set(taken)
        self.closed: dict[str, int] = {}
        self.heirs: dict[str, str] = {}
        self.carried: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.place = 0

    def play(self, place: int, change: Change) -> None:
        self.place = place
        act = getattr(self, f"on_{change.kind.lower()}", None)
        if act is None:
            self.fault("kind", "unknown", change.kind)
        else:
            act(change)

    def on_open(self, change: Change) -> None:
        self.open(change.code, change.name, change.parent or "")

    def on_close(self, change: Change) -> None:
        if self.known(change.code):
            self.close(change.code)

    def on_rename(self, change: Change) -> None:
        if self.known(change.code) and self.said("name", change.name):
            self.units[change.code] = replace(self.units[change.code], name=change.name)

    def on_move(self, change: Change) -> None:
        if self.known(change.code) and self.is_parent(change.parent or ""):
            self.units[change.code] = replace(self.units[change.code], parent=change.parent or "")

    def on_merge(self, change: Change) -> None:
        olds = list(dict.fromkeys(change.predecessors))
        absorbs = change.code in self.units
        if len(olds) < (1 if absorbs else 2) or change.code in olds:
            self.fault("predecessors", "required")
            return
        if not all([self.known(old, "predecessors") for old in olds]):
            return
        above = self.units[olds[0]].parent if change.parent is None else change.parent
        if not absorbs and not self.open(change.code, change.name, above):
            return
        for old in olds:
            self.close(old, heir=change.code)
            self.carried[old] = change.code
        for child in [one for one in self.units.values() if one.parent in olds]:
            place = above if child.code == change.code else change.code
            self.units[child.code] = replace(child, parent=place)

    def on_split(self, change: Change) -> None:
        if not self.known(change.code):
            return
        if len(change.parts) < 2:
            self.fault("parts", "required")
            return
        above = self.units[change.code].parent if change.parent is None else change.parent
        if all([self.open(part.code, part.name, above) for part in change.parts]):
            self.close(change.code, heir=change.parts[0].code)

    def open(self, code: str, name: str, parent: str) -> bool:
        fine = self.said("code", code) and self.said("name", name) and self.is_parent(parent)
        if fine and code in self.taken:
            self.fault("code", "taken", code)
            return False
        if fine:
            self.taken.add(code)
            self.units[code] = Unit(code, name, parent)
        return fine

    def close(self, code: str, heir: str = "") -> None:
        del self.units[code]
        self.closed[code] = self.place
        if heir:
            self.heirs[code] = heir

    def known(self, code: str, name: str = "code") -> bool:
        if code in self.units:
            return True
        self.fault(name, "unknown", code)
        return False

    def is_parent(self, code: str) -> bool:
        return not code or self.known(code, "parent_code")

    def said(self, name: str, text: str) -> bool:
        if text.strip():
            return True
        self.fault(name, "required")
        return False

    def fault(self, name: str, code: str, text: str = "") -> None:
        self.faults.append(Fault(self.place, name, code, text))


def _left_below(
    changes: Sequence[Change], after: Mapping[str, Unit], closed: Mapping[str, int]
) -> list[Fault]:
    """Departments that would hang below a closed one."""
    return [
        Fault(closed[one.parent], "code", "children", one.name)
        for one in after.values()
        if one.parent in closed
    ]


def _in_ring(units: Mapping[str, Unit], code: str) -> bool:
    seen: set[str] = set()
    above = units[code].parent
    while above and above in units and above not in seen:
        if above == code:
            return True
        seen.add(above)
        above = units[above].parent
    return False


def _top_down(units: Mapping[str, Unit], codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: (depth_of(units, code), code)))


def depth_of(units: Mapping[str, Unit], code: str) -> int:
    """How far below the top a department hangs; a ring ends the count."""
    seen: set[str] = set()
    while code in units and code not in seen:
        seen.add(code)
        code = units[code].parent
    return len(seen)
