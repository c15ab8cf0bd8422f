"""★ 발의자 and ⊙ 보고자 of a draft (규칙 제6조제1항; handbook 10, C-05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from approvals.models import OfficialDocument
from approvals.rules.line_types import PlannedGroup, PlannedLine
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from organization.queries import departments_of

MARKS = ("proposer_id", "reporter_id")


def require_workers(values: Mapping[str, Any], document: OfficialDocument, at: datetime) -> None:
    """Refuses a newly marked person who works nowhere here on that day."""
    wanted = {name: values[name] for name in MARKS if values.get(name)}
    faults = [
        FieldFault(f"/{name}", "choice", "결재선에 있는 사람을 고르십시오.")
        for name, person in wanted.items()
        if str(person) != str(getattr(document, name)) and not departments_of(UUID(str(person)), day_of(at))
    ]
    if faults:
        raise InvalidInput(errors=faults)


def people_of_line(drafter_id: UUID, planned: PlannedLine, groups: Iterable[PlannedGroup]) -> frozenset[UUID]:
    """Who has a place on the line: the drafter and whoever holds its positions now."""
    seats = () if planned.decided_by_drafter else [step.seat for group in groups for step in group.steps]
    return frozenset({drafter_id, *(seat.person_id for seat in seats if seat.person_id is not None)})


def require_places(
    documents: Iterable[OfficialDocument], planned: PlannedLine, groups: Iterable[PlannedGroup]
) -> None:
    """Refuses a marked person without a place on the line: the mark stands before the title printed there."""
    kept = list(groups)
    faults = [
        FieldFault(f"/{name}", "not_on_line", "발의자와 보고자는 결재선에 있어야 합니다.")
        for document in documents
        for name in MARKS
        if (person := getattr(document, name)) is not None
        and person not in people_of_line(document.drafter_id, planned, kept)
    ]
    if faults:
        raise InvalidInput(errors=faults)
