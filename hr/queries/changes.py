"""Requests to correct records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hr.models import PersonVersion, RecordChangeRequest
from hr.queries.orders import card_names


@dataclass(frozen=True)
class ChangeRow:
    """A request as lists show it."""

    request_id: UUID
    person_id: UUID
    employee_no: str
    name: str
    changes: str
    evidence: str
    effective_on: date
    state: str
    state_label: str
    requested_at: datetime
    decision_text: str
    version: int

    @property
    def is_open(self) -> bool:
        return self.state == "REQUESTED"


def change_requests(*, state: str = "", person_id: UUID | None = None) -> list[ChangeRow]:
    """Requests, the newest first."""
    rows = RecordChangeRequest.objects.select_related("person")
    if state:
        rows = rows.filter(state=state)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    found = list(rows)
    names = card_names([row.person_id for row in found])
    labels = {field.name: str(field.verbose_name) for field in PersonVersion._meta.fields}
    return [
        ChangeRow(
            row.pk,
            row.person_id,
            row.person.employee_no,
            names.get(row.person_id, ""),
            ", ".join(f"{labels.get(name, name)}: {value}" for name, value in row.fields.items()),
            row.evidence,
            row.effective_on,
            row.state,
            row.get_state_display(),
            row.requested_at,
            row.decision_text,
            row.version,
        )
        for row in found
    ]
