"""★ 발의자 and ⊙ 보고자 beside a draft: chosen among the people of its line."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _t

from approvals.models import OfficialDocument
from approvals.rules.line_types import Seat
from approvals.rules.writing.boxes import PROPOSER, REPORTER
from approvals.services.drafted_lines import LineOfDraft
from approvals.services.marks import people_of_line
from core.errors import DomainError
from identity.queries import names_of


@dataclass(frozen=True)
class MarkField:
    """A choice of one person by the mark printed before the title."""

    name: str
    label: str
    chosen: str
    people: tuple[tuple[str, str], ...]


def mark_fields(line: LineOfDraft | DomainError, document: OfficialDocument) -> list[MarkField]:
    """The two choices; somebody chosen who left the line stays visible until another one is chosen."""
    people = _people(line, document)
    return [
        _field("proposer_id", _t("발의자") + f" {PROPOSER}", document.proposer_id, people),
        _field("reporter_id", _t("보고자") + f" {REPORTER}", document.reporter_id, people),
    ]


def mark_faults(line: LineOfDraft | DomainError, document: OfficialDocument) -> list[str]:
    """The fields whose person has no place on the line."""
    if isinstance(line, DomainError):
        return []
    there = people_of_line(document.drafter_id, line.planned, line.groups)
    marked = (("proposer_id", document.proposer_id), ("reporter_id", document.reporter_id))
    return [name for name, person in marked if person is not None and person not in there]


def _people(line: LineOfDraft | DomainError, document: OfficialDocument) -> dict[UUID, str]:
    if isinstance(line, DomainError):
        return {}
    seats = [line.desk.chart.of_person(document.drafter_id)]
    if not line.planned.decided_by_drafter:
        seats += [step.seat for group in line.groups for step in group.steps]
    return {seat.person_id: _words(seat) for seat in seats if seat.person_id is not None}


def _words(seat: Seat) -> str:
    place = " ".join(part for part in (seat.department, seat.title) if part)
    return f"{seat.person} ({place})" if place else seat.person


def _field(name: str, label: str, chosen: UUID | None, people: dict[UUID, str]) -> MarkField:
    shown = dict(people)
    if chosen is not None and chosen not in shown:
        shown[chosen] = names_of([chosen]).get(chosen, "")
    options = tuple((str(person), words) for person, words in shown.items())
    return MarkField(name, label, str(chosen or ""), options)
