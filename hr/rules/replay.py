"""A person's facts as a function of the appointments: replayed on a copy, contradictions named.

Nothing is counted up or overwritten: cancelling an appointment is replaying without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from core.periods import period_over
from hr.rules import kinds as k
from hr.rules.kinds import Kind

NOT_ALLOWED, CONTRADICTING, OVERLAPPING, AFTER_EXIT = "E-HR-008", "E-HR-009", "E-HR-010", "E-HR-015"


@dataclass(frozen=True)
class Item:
    """An appointment in force: [effective_on, until_on). An exit is dated on the last day of service.

    `issued_on`: from when an extension counts. `values`: what the kind sets (grade, step, department, …).
    """

    key: str
    kind: str
    effective_on: date
    until_on: date | None = None
    seq: int = 1
    issued_on: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    order_no: str = ""


@dataclass(frozen=True)
class Span:
    """A fact in [from_on, until_on) and the appointment it rests on; `slot` tells second posts apart."""

    fact: str
    slot: str
    from_on: date
    until_on: date | None
    values: Mapping[str, Any]
    item: str

    def holds(self, on: date) -> bool:
        """Whether the fact is true on that day."""
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


@dataclass(frozen=True)
class Conflict:
    """An appointment that does not fit: which, why, and the status it met."""

    code: str
    item: str
    status: str


@dataclass(frozen=True)
class Replayed:
    """Facts of all time, and everything that did not fit."""

    spans: tuple[Span, ...]
    conflicts: tuple[Conflict, ...]

    def at(self, fact: str, on: date, slot: str = "") -> Mapping[str, Any] | None:
        """Values of a fact on a day."""
        found = (one for one in self.spans if one.fact == fact and one.slot == slot and one.holds(on))
        return next((one.values for one in found), None)

    def status(self, on: date) -> str:
        """Status on a day; CANDIDATE before the first appointment."""
        found = self.at(k.STATUS, on)
        return str(found["status"]) if found else k.CANDIDATE


def replay(items: Iterable[Item], kinds: Mapping[str, Kind]) -> Replayed:
    """Facts that follow from the appointments, in the order of day and sequence."""
    ordered = sorted(items, key=lambda one: (one.effective_on, one.seq, one.key))
    copy = _Copy(kinds, ordered)
    for item in ordered:
        copy.take(item)
    copy.advance(date.max)
    return Replayed(copy.spans(), tuple(copy.conflicts))


def resting_on(items: Sequence[Item], target: Item, kinds: Mapping[str, Kind]) -> Item | None:
    """The first later appointment that changes a fact the target changes (E-HR-022); None when it stands free."""
    touched = _facts_of(target, kinds)
    later = [
        one
        for one in items
        if one.key != target.key
        and (one.effective_on, one.seq) > (target.effective_on, target.seq)
        and touched & _facts_of(one, kinds)
    ]
    return min(later, key=lambda one: (one.effective_on, one.seq), default=None)


def _facts_of(item: Item, kinds: Mapping[str, Kind]) -> set[tuple[str, str]]:
    kind = kinds.get(item.kind)
    if kind is None:
        return set()
    if item.kind in k.EXTRA_POST_KINDS:
        return {(k.POST, item.key)}
    if item.kind == "END_POST":
        return {(k.POST, str(item.values.get("item", "")))}
    found = {(fact, "") for fact in kind.touches}
    if item.kind == "LEAVE_END" and item.values.get("department"):
        found.add((k.POST, ""))
    return found


@dataclass
class _Sanction:
    """Execution that has not begun (months from the return on) or stands still (days left)."""

    months: int = 0
    days: int = 0
    item: str = ""

    def until(self, start: date) -> date:
        return period_over(start, self.months) if self.months else start + timedelta(days=self.days)


class _Copy:
    def __init__(self, kinds: Mapping[str, Kind], items: Sequence[Item]) -> None:
        self.kinds = kinds
        self.status = k.CANDIDATE
        self.base = k.ACTIVE
        self.period_end: date | None = None
        self.paused: _Sanction | None = None
        self.exit_on: date | None = None
        self.conflicts: list[Conflict] = []
        self.marks: dict[tuple[str, str], list[tuple[date, Mapping[str, Any] | None, str]]] = {}
        self.sanction_item = ""
        self.same_day = _same_day_clashes(items, kinds)

    # --- time ----------------------------------------------------------------------------------

    def advance(self, on: date) -> None:
        """Periods that end by themselves before that day."""
        if self.status == k.SUSPENDED and self.period_end is not None and self.period_end <= on:
            end, self.period_end = self.period_end, None
            self.set_status(k.ACTIVE, end, self.sanction_item)

    def take(self, item: Item) -> None:
        """One appointment; what does not fit is noted and left out."""
        self.advance(item.effective_on)
        kind = self.kinds.get(item.kind)
        code = self.refusal(item, kind)
        if kind is None or code:
            self.conflicts.append(Conflict(code or NOT_ALLOWED, item.key, self.status))
            return
        getattr(self, f"on_{item.kind.lower()}", self.on_other)(item)
        if kind.is_exit:
            self.leave(item, kind)

    def refusal(self, item: Item, kind: Kind | None) -> str:
        if kind is None:
            return NOT_ALLOWED
        if self.exit_on is not None and item.kind not in k.ENTRY_KINDS:
            return AFTER_EXIT
        if item.key in self.same_day:
            return CONTRADICTING
        if self.status in kind.from_status or (self.status == k.CANDIDATE and item.kind in k.ENTRY_KINDS):
            return ""  # an entry opens an employment of its own, also of somebody who was here before
        if item.kind in k.OPENING and self.status in k.PERIODS:
            return OVERLAPPING
        return NOT_ALLOWED

    # --- what kinds do -------------------------------------------------------------------------

    def on_hire(self, item: Item) -> None:
        status = k.PROBATION if item.values.get("probation_until") else k.ACTIVE
        self.exit_on = None
        self.set_status(status, item.effective_on, item.key)
        for fact, names in _HIRED.items():
            values = {name: item.values[name] for name in names if item.values.get(name) not in (None, "")}
            if values:
                self.mark(fact, "", item.effective_on, values, item.key)

    on_rehire = on_hire

    def on_regular(self, item: Item) -> None:
        self.set_status(k.ACTIVE, item.effective_on, item.key)

    def on_leave_start(self, item: Item) -> None:
        if self.status == k.SUSPENDED and self.period_end is not None:
            left = (self.period_end - item.effective_on).days
            self.paused = _Sanction(days=left, item=self.sanction_item)
        else:
            self.base = self.status
        self.period_end = item.until_on
        self.set_status(k.ON_LEAVE, item.effective_on, item.key, item.values)

    def on_leave_extend(self, item: Item) -> None:
        self.period_end = item.until_on
        known = self.last(k.STATUS) or {}
        kept = {name: value for name, value in known.items() if name not in ("status", "planned_until")}
        begin = min(item.effective_on, item.issued_on or item.effective_on)
        self.set_status(
            k.ON_LEAVE, max(begin, self.last_day(k.STATUS)), item.key, {**kept, **dict(item.values)}
        )

    def on_leave_end(self, item: Item) -> None:
        self.period_end = None
        if self.status == k.ON_LEAVE and self.paused is not None:
            self.sanction_item, self.period_end = self.paused.item, self.paused.until(item.effective_on)
            self.paused = None
            self.set_status(k.SUSPENDED, item.effective_on, item.key)
        else:
            self.set_status(
                self.base if self.status != k.SUSPENDED else k.ACTIVE, item.effective_on, item.key
            )
        if item.values.get("department"):
            self.on_move(item)

    def on_second_out(self, item: Item) -> None:
        self.base, self.period_end = self.status, item.until_on
        self.set_status(k.SECONDED, item.effective_on, item.key, item.values)

    def on_second_extend(self, item: Item) -> None:
        self.period_end = item.until_on
        known = self.last(k.STATUS) or {}
        kept = {name: value for name, value in known.items() if name not in ("status", "planned_until")}
        self.set_status(k.SECONDED, item.effective_on, item.key, {**kept, **dict(item.values)})

    def on_second_return(self, item: Item) -> None:
        self.period_end = None
        self.set_status(k.ACTIVE, item.effective_on, item.key)

    def on_remove_post(self, item: Item) -> None:
        self.base, self.period_end = self.status, None
        self.set_status(k.REMOVED, item.effective_on, item.key, item.values)

    def on_suspend(self, item: Item) -> None:
        if self.status == k.ON_LEAVE:
            months = int(item.values.get("months") or 0)
            days = (item.until_on - item.effective_on).days if item.until_on else 0
            self.paused = _Sanction(months, days, item.key)
            return
        self.sanction_item, self.period_end = item.key, item.until_on
        self.base = k.ACTIVE
        self.set_status(k.SUSPENDED, item.effective_on, item.key)

    def on_demote(self, item: Item) -> None:
        self.on_suspend(item)
        self.grade(item)

    def on_step_up(self, item: Item) -> None:
        known = self.last(k.GRADE) or {}
        step = item.values.get("step") or int(known.get("step") or 0) + 1
        self.mark(k.GRADE, "", item.effective_on, {**known, "step": step}, item.key)

    on_step_up_special = on_step_up

    def on_move(self, item: Item) -> None:
        self.post(item, {})

    def on_unit_change(self, item: Item) -> None:
        """The work stays: the time in the post goes on where the order says so (임용령 제27조제1항제3호)."""
        self.post(item, {"keeps_post_tenure": True} if item.values.get("keeps_post_tenure") else {})

    def post(self, item: Item, more: Mapping[str, Any]) -> None:
        known = {name: value for name, value in (self.last(k.POST) or {}).items() if name in _HIRED[k.POST]}
        given = {name: item.values[name] for name in _HIRED[k.POST] if name in item.values}
        self.mark(k.POST, "", item.effective_on, {**known, **given, **more}, item.key)

    def on_add_post(self, item: Item) -> None:
        values = {**dict(item.values), "extra": item.kind}
        self.mark(k.POST, item.key, item.effective_on, values, item.key)
        if item.until_on is not None:
            self.mark(k.POST, item.key, item.until_on, None, item.key)

    on_acting = on_add_post

    def on_end_post(self, item: Item) -> None:
        slot = str(item.values.get("item", ""))
        marks = self.marks.get((k.POST, slot))
        if marks:
            kept = [one for one in marks if one[0] < item.effective_on]
            self.marks[k.POST, slot] = [*kept, (item.effective_on, None, item.key)]

    def on_other(self, item: Item) -> None:
        """Kinds that only set values of a fact, and those that are a record and nothing else."""
        for fact in self.kinds[item.kind].touches:
            if fact == k.GRADE:
                self.grade(item)
            elif fact in (k.SERIES, k.CONTRACT, k.PAY):
                known = self.last(fact) or {}
                self.mark(fact, "", item.effective_on, {**known, **dict(item.values)}, item.key)

    def grade(self, item: Item) -> None:
        known = self.last(k.GRADE) or {}
        given = {name: item.values[name] for name in _HIRED[k.GRADE] if name in item.values}
        self.mark(k.GRADE, "", item.effective_on, {**known, **given}, item.key)

    def leave(self, item: Item, kind: Kind) -> None:
        """The last day is served in full; from the next day on only the final status remains."""
        gone = item.effective_on + timedelta(days=1)
        self.exit_on, self.period_end, self.paused = item.effective_on, None, None
        for (fact, slot), marks in list(self.marks.items()):
            if fact != k.STATUS:
                kept = [one for one in marks if one[0] < gone]
                self.marks[fact, slot] = [*kept, (gone, None, item.key)]
        self.set_status(kind.to_status[0], gone, item.key, item.values)

    # --- facts ---------------------------------------------------------------------------------

    def set_status(self, status: str, on: date, item: str, values: Mapping[str, Any] | None = None) -> None:
        self.status = status
        found: dict[str, Any] = {"status": status, **dict(values or {})}
        if status in k.PERIODS and self.period_end is not None:
            found["planned_until"] = self.period_end.isoformat()
        self.mark(k.STATUS, "", on, found, item)

    def mark(self, fact: str, slot: str, on: date, values: Mapping[str, Any] | None, item: str) -> None:
        self.marks.setdefault((fact, slot), []).append((on, values, item))

    def last(self, fact: str) -> dict[str, Any] | None:
        marks = self.marks.get((fact, ""))
        return dict(marks[-1][1]) if marks and marks[-1][1] is not None else None

    def last_day(self, fact: str) -> date:
        return self.marks[fact, ""][-1][0]

    def spans(self) -> tuple[Span, ...]:
        found: list[Span] = []
        for (fact, slot), marks in self.marks.items():
            for place, (on, values, item) in enumerate(marks):
                until = marks[place + 1][0] if place + 1 < len(marks) else None
                if values is not None and (until is None or on < until):
                    found.append(Span(fact, slot, on, until, values, item))
        return tuple(sorted(found, key=lambda one: (one.fact, one.slot, one.from_on)))


_HIRED: Mapping[str, tuple[str, ...]] = {
    k.GRADE: ("grade", "step", "carried_months"),
    k.SERIES: ("series",),
    k.POST: ("department", "post", "duty", "title", "work"),
    k.CONTRACT: (
        "employment_type",
        "contract_from",
        "contract_until",
        "weekly_minutes",
        "daily_minutes",
        "fixed_term_reason",
        "replaces",
        "probation_until",
    ),
    k.PAY: ("annual_amount",),
}


def _same_day_clashes(items: Sequence[Item], kinds: Mapping[str, Kind]) -> frozenset[str]:
    """Second appointments of one day that set the same fact anew, where only one of them can be meant.

    Statuses follow one another by sequence (복직, then 휴직); a step after a promotion is one fact set twice.
    """
    found: set[str] = set()
    seen: dict[tuple[date, str, str], str] = {}
    for item in items:
        for fact, slot in _facts_of(item, kinds):
            if fact == k.STATUS or item.kind in k.ENTRY_KINDS or kinds[item.kind].is_exit:
                continue
            place = (item.effective_on, fact, slot)
            if place in seen:
                found.add(item.key)
            seen[place] = item.key
    return frozenset(found)
