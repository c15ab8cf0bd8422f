"""The access log of personal data, and what of a month looks odd."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from core.periods import SEOUL, first_day, last_day
from hr.choices import SecretAct, SecretKind
from hr.models import AccessReview, SecretAccess
from hr.queries.orders import card_names

OFFICE_FROM, OFFICE_UNTIL = time(7), time(22)
BULK = 10
WEEKEND = 5


@dataclass(frozen=True)
class AccessRow:
    """One act on personal data."""

    access_id: UUID
    at: datetime
    actor: str
    place: str
    person: str
    person_id: UUID | None
    kind: str
    act: str
    act_label: str
    reason: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class MonthSummary:
    """A month of the log: how many acts, who did them, which look odd, and whether it was reviewed."""

    month: int
    total: int
    by_actor: tuple[tuple[str, int], ...]
    suspicious: tuple[AccessRow, ...]
    reviewed: AccessReview | None


def access_rows() -> QuerySet[SecretAccess]:
    """The log as rows, for lists of this app's edge."""
    return SecretAccess.objects.select_related("person")


def accesses_of_month(month: int) -> list[AccessRow]:
    """Everything of a month, the newest first, with what is odd about it."""
    begin = datetime.combine(first_day(month), time.min, tzinfo=SEOUL)
    end = datetime.combine(last_day(month) + timedelta(days=1), time.min, tzinfo=SEOUL)
    return rows_of(access_rows().filter(at__gte=begin, at__lt=end))


def accesses_to(person_id: UUID) -> list[AccessRow]:
    """Who looked at a person's data, the newest first."""
    return rows_of(access_rows().filter(person_id=person_id))


def rows_of(rows: Iterable[SecretAccess]) -> list[AccessRow]:
    """Rows in words; remarks: at night, on a weekend, many in one day, refused."""
    found = list(rows)
    names = card_names([row.person_id for row in found if row.person_id])
    days = Counter((row.actor_name, row.at.astimezone(SEOUL).date(), row.act) for row in found)
    return [
        AccessRow(
            row.pk,
            row.at,
            row.actor_name,
            row.place,
            names.get(row.person_id, "") if row.person_id else "",
            row.person_id,
            str(SecretKind(row.kind).label) if row.kind else "",
            row.act,
            str(SecretAct(row.act).label),
            row.reason,
            _remarks(row, days[row.actor_name, row.at.astimezone(SEOUL).date(), row.act]),
        )
        for row in found
    ]


def month_summary(month: int) -> MonthSummary:
    """What a reviewer sees of a month."""
    rows = accesses_of_month(month)
    return MonthSummary(
        month=month,
        total=len(rows),
        by_actor=tuple(Counter(row.actor for row in rows).most_common()),
        suspicious=tuple(row for row in rows if row.remarks),
        reviewed=AccessReview.objects.filter(month=month).first(),
    )


def reviews() -> list[AccessReview]:
    """Reviews that were done, the newest month first."""
    return list(AccessReview.objects.select_related("reviewed_by"))


def _remarks(row: SecretAccess, same_day: int) -> tuple[str, ...]:
    here = row.at.astimezone(SEOUL)
    found = []
    if not OFFICE_FROM <= here.time() < OFFICE_UNTIL:
        found.append("심야")
    if here.weekday() >= WEEKEND:
        found.append("휴일")
    if row.act in (SecretAct.REVEALED, SecretAct.EXPORTED) and same_day >= BULK:
        found.append("하루 다량")
    if row.act == SecretAct.REFUSED:
        found.append("권한 없음")
    return tuple(found)
