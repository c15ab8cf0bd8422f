"""What is due for destruction, the acts, and what is left in the tables of what was destroyed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from core.errors import NotFound
from hr.choices import DestructionPart, DestructionState
from hr.models import (
    Destruction,
    DestructionLine,
    Employment,
    Family,
    Person,
    PersonSecret,
    PersonVersion,
)
from hr.queries.orders import card_names
from hr.queries.rules import RuleRow, rule_rows
from hr.rules.destruction import KEPT_BY, first_free_day

CONTACT_FIELDS = ("postal_code", "address", "phone", "mobile", "email", "emergency_contact")


@dataclass(frozen=True)
class DueRow:
    """A part of a leaver's record that nothing keeps any more."""

    person_id: UUID
    employee_no: str
    name: str
    left_on: date
    part: str
    kept_until_on: date
    basis: str
    rule_ids: tuple[str, ...]
    count: int

    @property
    def part_label(self) -> str:
        return str(DestructionPart(self.part).label)

    @property
    def key(self) -> str:
        return f"{self.person_id}/{self.part}"


@dataclass(frozen=True)
class DestructionLineRow:
    """A line of an act, and how many rows are left in the tables now."""

    person_id: UUID
    employee_no: str
    name: str
    part: str
    part_label: str
    left_on: date
    kept_until_on: date
    basis: str
    found: int
    destroyed: int
    left: int


@dataclass(frozen=True)
class DestructionRow:
    """An act with its lines."""

    destruction_id: UUID
    state: str
    state_label: str
    reason: str
    proposed_by_id: UUID | None
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision_text: str
    version: int
    lines: tuple[DestructionLineRow, ...]

    @property
    def is_open(self) -> bool:
        return self.state == DestructionState.PROPOSED


def due_for_destruction(
    today: date, person_ids: Collection[UUID] | None = None, *, without: UUID | None = None
) -> list[DueRow]:
    """Parts of the records of leavers whose time is over and that are not proposed already, by person.

    `without`: a proposal that does not count as one.
    """
    left = _leavers(person_ids)
    rows = {row.key: row for row in rule_rows("retention", today)}
    retention = {key: str(row.payload["retention"]) for key, row in rows.items()}
    waiting = DestructionLine.objects.filter(destruction__state=DestructionState.PROPOSED)
    proposed = set(waiting.exclude(destruction=without).values_list("person_id", "part"))
    numbers = dict(Person.objects.filter(pk__in=left).values_list("pk", "employee_no"))
    names = card_names(left)
    found = []
    for part in DestructionPart.values:
        counts = counts_of(part, left)
        for person_id, count in counts.items():
            free_on = first_free_day(part, left[person_id], retention)
            if free_on is None or free_on > today or (person_id, part) in proposed:
                continue
            found.append(
                DueRow(
                    person_id,
                    numbers[person_id],
                    names.get(person_id, ""),
                    left[person_id],
                    part,
                    free_on,
                    _basis(part, rows),
                    tuple(str(rows[record].id) for record in KEPT_BY[part]),
                    count,
                )
            )
    return sorted(found, key=lambda one: (one.employee_no, one.part))


def rows_of_part(part: str, person_ids: Collection[UUID]) -> QuerySet[PersonSecret] | QuerySet[Family]:
    """Rows that go as a whole: sealed numbers, also replaced ones, or family, also superseded rows."""
    model = PersonSecret if part == DestructionPart.SECRETS else Family
    return model.objects.filter(person_id__in=list(person_ids))


def cards_with_contacts(person_ids: Collection[UUID]) -> QuerySet[PersonVersion]:
    """Cards, also superseded ones, that hold a way to reach somebody."""
    filled = Q()
    for name in CONTACT_FIELDS:
        filled |= ~Q(**{name: ""})
    return PersonVersion.objects.filter(filled, person_id__in=list(person_ids))


def counts_of(part: str, person_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many rows each person has of a part; who has none is left out. One statement."""
    rows = (
        cards_with_contacts(person_ids)
        if part == DestructionPart.CONTACTS
        else rows_of_part(part, person_ids)
    )
    return dict(rows.order_by().values_list("person_id").annotate(count=Count("pk")))


def destructions() -> list[DestructionRow]:
    """Acts, those to be reviewed first, then the newest."""
    return sorted(_rows(list(_acts())), key=lambda one: not one.is_open)


def destruction(destruction_id: UUID) -> DestructionRow:
    """One act; NotFound when there is none."""
    found = _rows(list(_acts().filter(pk=destruction_id)))
    if not found:
        raise NotFound(destruction_id=str(destruction_id))
    return found[0]


def _leavers(person_ids: Collection[UUID] | None) -> dict[UUID, date]:
    """Who has left every employment, with the last day of the last one."""
    rows = (
        Employment.objects.all() if person_ids is None else Employment.objects.filter(person__in=person_ids)
    )
    found = rows.values("person_id").annotate(
        last=Max("left_on"), all=Count("pk"), over=Count("pk", filter=Q(left_on__isnull=False))
    )
    return {row["person_id"]: row["last"] for row in found if row["all"] == row["over"]}


def _basis(part: str, rows: Mapping[str, RuleRow]) -> str:
    words = [
        f"{record} {rows[record].payload['retention']} ({rows[record].source})" for record in KEPT_BY[part]
    ]
    return f"개인정보 보호법 제21조; {'; '.join(words)}"[:500]


def _acts() -> QuerySet[Destruction]:
    return Destruction.objects.select_related("proposed_by", "decided_by").prefetch_related("lines__person")


def _rows(acts: list[Destruction]) -> list[DestructionRow]:
    """All acts with their lines; a fixed number of statements."""
    lines = [line for act in acts for line in act.lines.all()]
    names = card_names([line.person_id for line in lines])
    left = {
        part: counts_of(part, [line.person_id for line in lines if line.part == part])
        for part in {line.part for line in lines}
    }
    return [_row(act, names, left) for act in acts]


def _row(
    act: Destruction, names: Mapping[UUID, str], left: Mapping[str, Mapping[UUID, int]]
) -> DestructionRow:
    return DestructionRow(
        destruction_id=act.pk,
        state=act.state,
        state_label=act.get_state_display(),
        reason=act.reason,
        proposed_by_id=act.proposed_by_id,
        proposed_by=act.proposed_by.name if act.proposed_by else "",
        proposed_at=act.proposed_at,
        decided_by=act.decided_by.name if act.decided_by else "",
        decided_at=act.decided_at,
        decision_text=act.decision_text,
        version=act.version,
        lines=tuple(
            DestructionLineRow(
                line.person_id,
                line.person.employee_no,
                names.get(line.person_id, ""),
                line.part,
                line.get_part_display(),
                line.left_on,
                line.kept_until_on,
                line.basis,
                line.found,
                line.destroyed,
                left[line.part].get(line.person_id, 0),
            )
            for line in act.lines.all()
        ),
    )
