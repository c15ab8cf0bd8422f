"""A small model of documents under approval: plain values, written from the handbook and not from the product.

It says what an act must answer ("done" or the code of the refusal) and how the steps stand afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

DRAFTER = "김"
CODES = {
    "turn": "E-APR-010",
    "acted": "E-APR-011",
    "stale": "E-APR-012",
    "nobody": "E-APR-013",
    "out_of_time": "E-APR-014",
    "drafter": "E-APR-015",
    "chain": "E-APR-016",
    "opinion": "E-APR-018",
    "approved": "E-APR-020",
    "late": "E-APR-021",
    "reason": "E-APR-022",
    "recalled": "E-APR-023",
    "fixed": "E-APR-034",
    "text_fixed": "E-DOC-010",
    "numbered": "E-DOC-015",
    "move": "INVALID_MOVE",
}
OPEN = ("ACTIVE", "HELD")
DONE = ("SIGNED", "SIGNED_ACTING")


@dataclass
class Away:
    """Somebody's absence; it may name a deputy, and may be over."""

    deputy: str | None
    is_over: bool = False


@dataclass
class People:
    """Who heads which team, and who is away."""

    heads: dict[str, str]
    absences: dict[str, list[Away]] = field(default_factory=dict)

    def now(self, person: str) -> Away | None:
        """The absence of a person at this moment."""
        return next((one for one in self.absences.get(person, []) if not one.is_over), None)

    def deputy(self, holder: str) -> str | None:
        """Who may act for the holder now."""
        away = self.now(holder)
        named = away.deputy if away else None
        return named if named and named != DRAFTER and self.now(named) is None else None

    def fault(self, person: str, team: str) -> str | None:
        """Why a person may not act for the head of a team now."""
        holder = self.heads[team]
        if person == holder or person == self.deputy(holder):
            return None
        if person == DRAFTER:
            return CODES["drafter"]
        away = self.now(holder)
        between = away.deputy if away else None
        for other in self.absences:
            link = self.now(other)
            if other != holder and other == between and link is not None and link.deputy == person:
                return CODES["chain"]
        named = [one for one in self.absences.get(holder, []) if one.deputy == person]
        if named and all(one.is_over for one in named):
            return CODES["out_of_time"]
        return CODES["nobody"]


@dataclass
class Step:
    """One step: the head of a team."""

    team: str
    kind: str
    state: str = "WAITING"


@dataclass
class Group:
    """Steps that are asked together."""

    mode: str
    rule: str
    count: int
    steps: list[Step]

    def living(self) -> list[Step]:
        return [one for one in self.steps if one.state not in ("SUPERSEDED", "CANCELLED")]

    def is_complete(self) -> bool:
        signed = sum(one.state in DONE for one in self.living())
        return signed == len(self.living()) if self.rule == "ALL" else signed >= self.count

    def is_lost(self) -> bool:
        """Returns are collected: no longer enough signatures can come."""
        if not any(one.state == "RETURNED" for one in self.living()):
            return False
        unfinished = sum(one.state in (*OPEN, "WAITING") for one in self.living())
        signed = sum(one.state in DONE for one in self.living())
        return not unfinished if self.rule == "ALL" else signed + unfinished < self.count


@dataclass
class Paper:
    """A document."""

    state: str = "DRAFT"
    version: int = 1
    rounds: list[list[Group]] = field(default_factory=list)

    def groups(self) -> list[Group]:
        return self.rounds[-1] if self.rounds else []

    def steps(self, round_no: int) -> Iterator[Step]:
        for group in self.rounds[round_no]:
            yield from group.steps

    # --- acts: the code of the refusal, None when done ------------------------------------------------

    def submit(self, person: str, seen: int, groups: list[Group]) -> str | None:
        if person != DRAFTER:
            return CODES["nobody"]
        if self.state == "APPROVED":
            return CODES["text_fixed"]
        if self.state not in ("DRAFT", "RETURNED", "RECALLED"):
            return CODES["move"]
        if seen != self.version:
            return CODES["stale"]
        self.rounds.append(groups)
        self.state = "IN_PROGRESS"
        self.version += 1
        self._go_on()
        return None

    def sign(self, step: Step, person: str, seen: int, people: People) -> str | None:
        refused = self._closed(step, seen) or people.fault(person, step.team)
        if refused:
            return refused
        step.state = "SIGNED" if person == people.heads[step.team] else "SIGNED_ACTING"
        self._go_on()
        return None

    def send_back(self, step: Step, person: str, seen: int, opinion: str, people: People) -> str | None:
        refused = self._closed(step, seen)
        refused = refused or (None if opinion else CODES["opinion"]) or people.fault(person, step.team)
        if refused:
            return refused
        step.state = "RETURNED"
        group = next(one for one in self.groups() if any(step is its for its in one.steps))
        if step.kind == "AGREE" and group.mode == "PARALLEL":
            self._go_on()
        else:
            self._close("RETURNED")
        return None

    def hold(self, step: Step, person: str, seen: int, opinion: str, people: People) -> str | None:
        refused = self._closed(step, seen) or people.fault(person, step.team)
        refused = refused or (None if opinion else CODES["opinion"])
        if refused:
            return refused
        if step.state == "HELD":
            return CODES["move"]
        step.state = "HELD"
        return None

    def release(self, step: Step, person: str, seen: int, people: People) -> str | None:
        refused = self._closed(step, seen) or people.fault(person, step.team)
        if refused:
            return refused
        if step.state == "ACTIVE":
            return CODES["move"]
        step.state = "ACTIVE"
        return None

    def recall(self, person: str, reason: str) -> str | None:
        if not reason:
            return CODES["reason"]
        if person != DRAFTER:
            return CODES["nobody"]
        if self.state == "APPROVED":
            return CODES["approved"]
        if self.state == "RECALLED":
            return CODES["recalled"]
        if self.state != "IN_PROGRESS":
            return CODES["move"]
        if any(step.state in (*DONE, "RETURNED") for step in self.steps(-1)):
            return CODES["late"]
        self._close("RECALLED")
        return None

    def discard(self, person: str, seen: int) -> str | None:
        if self.state == "APPROVED":
            return CODES["numbered"]
        if person != DRAFTER:
            return CODES["nobody"]
        if self.state not in ("DRAFT", "RETURNED", "RECALLED"):
            return CODES["move"]
        if seen != self.version:
            return CODES["stale"]
        self.state = "DISCARDED"
        self.version += 1
        return None

    def change_line(
        self, person: str, seen: int, named: list[Step], groups: list[Group], people: People
    ) -> str | None:
        if self.state != "IN_PROGRESS":
            return CODES["move"]
        if seen != self.version:
            return CODES["stale"]
        turns = {people.heads[step.team] for step in self.steps(-1) if step.state in OPEN}
        turns |= {people.deputy(people.heads[step.team]) for step in self.steps(-1) if step.state in OPEN}
        if person != DRAFTER and person not in turns:
            return CODES["turn"]
        waiting = [step for step in self.steps(-1) if step.state == "WAITING"]
        if {id(step) for step in waiting} != {id(step) for step in named}:
            return CODES["fixed"]
        for step in waiting:
            step.state = "SUPERSEDED"
        self.groups().extend(groups)
        self.version += 1
        return None

    # --- what follows ---------------------------------------------------------------------------------

    def _closed(self, step: Step, seen: int) -> str | None:
        if step.state in (*DONE, "RETURNED"):
            return CODES["acted"]
        if self.state == "RECALLED":
            return CODES["recalled"]
        is_present = any(step is one for one in self.steps(-1))
        if step.state not in OPEN or self.state != "IN_PROGRESS" or not is_present:
            return CODES["turn"]
        return CODES["stale"] if seen != self.version else None

    def _go_on(self) -> None:
        for group in self.groups():
            living = group.living()
            if not living:
                continue
            if group.is_complete():
                for step in living:
                    if step.state in (*OPEN, "WAITING"):
                        step.state = "CANCELLED"
                continue
            if group.is_lost():
                self._close("RETURNED")
                return
            if group.mode == "PARALLEL":
                for step in living:
                    step.state = "ACTIVE" if step.state == "WAITING" else step.state
            elif not any(step.state in OPEN for step in living):
                next(step for step in living if step.state == "WAITING").state = "ACTIVE"
            return
        self.state = "APPROVED"

    def _close(self, state: str) -> None:
        for step in self.steps(-1):
            if step.state in (*OPEN, "WAITING"):
                step.state = "CANCELLED"
        self.state = state
