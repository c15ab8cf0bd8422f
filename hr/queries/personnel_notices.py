"""Notices to the personnel office, those that wait to be looked at first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hr.choices import PersonnelNoticeKind
from hr.models import PersonnelNotice
from hr.queries.orders import card_names


@dataclass(frozen=True)
class PersonnelNoticeRow:
    """One notice as it was written."""

    notice_id: UUID
    kind: str
    kind_label: str
    person_id: UUID
    employee_no: str
    name: str
    due_on: date
    stage: int
    text: str
    order_id: UUID | None
    told_at: datetime
    seen_at: datetime | None

    @property
    def is_seen(self) -> bool:
        return self.seen_at is not None


def personnel_notices(*, kind: str = "", unseen: bool = False) -> list[PersonnelNoticeRow]:
    """Notices, the newest first; those not looked at only, when asked."""
    rows = PersonnelNotice.objects.select_related("employment__person")
    if kind in PersonnelNoticeKind.values:
        rows = rows.filter(kind=kind)
    if unseen:
        rows = rows.filter(seen_at__isnull=True)
    found = list(rows)
    names = card_names([row.employment.person_id for row in found])
    return [
        PersonnelNoticeRow(
            row.pk,
            row.kind,
            row.get_kind_display(),
            row.employment.person_id,
            row.employment.person.employee_no,
            names.get(row.employment.person_id, ""),
            row.due_on,
            row.stage,
            row.text,
            row.order_id,
            row.told_at,
            row.seen_at,
        )
        for row in found
    ]


def count_unseen() -> int:
    """How many notices nobody has looked at."""
    return PersonnelNotice.objects.filter(seen_at__isnull=True).count()
