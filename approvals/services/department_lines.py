"""부서 결재선: lines a department's head keeps for everybody who drafts there, by positions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.models import DepartmentLine
from approvals.permissions import DOCUMENT_DRAFT
from approvals.services.favourites import MOST_FAVOURITES, read_name
from approvals.services.letter_rights import require_head
from approvals.services.persons import person_of
from approvals.services.wanted_lines import WantedGroup
from approvals.services.wanted_text import stored_groups
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, StaleVersion


@transaction.atomic
def save_department_line(
    *,
    name: str,
    groups: Sequence[WantedGroup],
    actor: Actor,
    at: datetime,
    department_id: UUID | None = None,
) -> DepartmentLine:
    """Keep a line for a department, the own one unless named; the same name again replaces it.

    By the head of the department or who decides in the head's place (ONLY_THE_HEAD otherwise). Refuses an empty
    name or line, and more than thirty lines. Applied to a draft it never takes away what the delegation table
    asks for.
    """
    actor.require(DOCUMENT_DRAFT)
    department = _led(department_id, actor, at)
    plain = read_name(name)
    if not groups:
        raise InvalidInput(errors=[FieldFault("/groups", "required", "결재선이 비어 있습니다.")])
    kept = DepartmentLine.objects.select_for_update().filter(department_id=department)
    names = {one.name: one for one in kept}
    if plain not in names and len(names) >= MOST_FAVOURITES:
        words = f"부서 결재선은 {MOST_FAVOURITES}개까지 둘 수 있습니다."
        raise InvalidInput(errors=[FieldFault("/name", "too_many", words)])
    line = names.get(plain) or DepartmentLine(department_id=department, name=plain, version=0)
    line.groups, line.version = stored_groups(groups), line.version + 1
    line.saved_at, line.saved_by_id, line.saved_by_name = at, person_of(actor), actor.name[:100]
    line.save()
    _note(line, "department_line_saved", actor, at)
    return line


@transaction.atomic
def delete_department_line(*, line_id: UUID, actor: Actor, at: datetime, version: int | None = None) -> None:
    """Give up a line of a department, by its head. Locks the line; refuses others and a stale version."""
    actor.require(DOCUMENT_DRAFT)
    found: DepartmentLine | None = DepartmentLine.objects.select_for_update().filter(pk=line_id).first()
    if found is None:
        raise NotFound(line=str(line_id))
    require_head(department_id=found.department_id, actor=actor, at=at)
    if version is not None and version != found.version:
        raise StaleVersion
    _note(found, "department_line_deleted", actor, at)
    found.delete()


def _led(department_id: UUID | None, actor: Actor, at: datetime) -> UUID:
    wanted = department_id or actor.department_id
    if wanted is None:
        raise InvalidInput(errors=[FieldFault("/department_id", "required", "부서를 고르십시오.")])
    require_head(department_id=wanted, actor=actor, at=at)
    return wanted


def _note(line: DepartmentLine, verb: str, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="department_line",
        subject_id=line.pk,
        summary=line.name,
        at=at,
        facts={"department": str(line.department_id)},
    )
