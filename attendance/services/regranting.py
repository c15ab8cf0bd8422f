"""Leave granted by a rule that has changed: calculated anew, the difference on the ledger (handbook 7.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from attendance.choices import EntryKind
from attendance.models import LeaveLot, Staff
from attendance.queries.rulebook import RuleBook
from attendance.rules.grants import DueGrant
from attendance.services.accrual import due_on
from attendance.services.ledger import ANNUAL, Line, write

BY_RULE = "by_rule_minutes"


@dataclass(frozen=True)
class Regranted:
    """Lots that came out differently, and the sum of the differences in minutes."""

    lots: int
    minutes: int


def granted_lots(from_on: date) -> QuerySet[LeaveLot, LeaveLot]:
    """Annual leave that a rule granted on a day or later; leave granted by hand follows no table."""
    return LeaveLot.objects.filter(pool=ANNUAL, granted_on__gte=from_on, facts__has_key="hired_on")


def regrant(*, lots: Iterable[LeaveLot], by: UUID | None, at: datetime) -> Regranted:
    """Calculate lots anew by the rules of the day they were granted; run twice it changes once.

    Locks the employments, then the lots. What was used beyond a smaller grant becomes an advance that the next
    grant settles first; a lot never goes below zero. A grant that is no longer due stays as it is.
    """
    wanted = {lot.pk for lot in lots}
    people = {staff.pk: staff for staff in _locked(wanted)}
    by_day: dict[date, list[LeaveLot]] = defaultdict(list)
    for lot in LeaveLot.objects.filter(pk__in=wanted).order_by("pk").select_for_update():
        by_day[lot.granted_on].append(lot)
    changes = []
    for on, same_day in sorted(by_day.items()):
        book = RuleBook(on)
        due = due_on([people[lot.staff_id] for lot in same_day], on, book)
        for lot in same_day:
            found = next((one for one in due[lot.staff_id] if _is_same(one, lot)), None)
            if found is not None:
                changes.append(_follow(lot, found, book, by, at))
    done = [minutes for minutes in changes if minutes]
    return Regranted(len(done), sum(done))


def _locked(lot_ids: set[UUID]) -> list[Staff]:
    staff_ids = LeaveLot.objects.filter(pk__in=lot_ids).values("staff_id")
    return list(Staff.objects.filter(pk__in=staff_ids).order_by("pk").select_for_update())


def _is_same(due: DueGrant, lot: LeaveLot) -> bool:
    return (due.grant.granted_on, due.grant.rule) == (lot.granted_on, lot.rule)


def _follow(lot: LeaveLot, due: DueGrant, book: RuleBook, by: UUID | None, at: datetime) -> int:
    difference = due.grant.minutes - granted_minutes(lot)
    if not difference:
        return 0
    excess = max(0, -difference - (lot.balance - lot.held))
    text = f"기준 변경에 따른 재계산: {due.label}"
    lines = [
        Line(lot.pk, EntryKind.ADVANCE, excess, lot.granted_on, text="줄어든 부여를 넘겨 쓴 만큼 당겨쓰기"),
        Line(lot.pk, EntryKind.ADJUST, difference, lot.granted_on, text=text),
    ]
    for line in lines:
        write([line], at=at, by=by)
    facts = lot.facts | due.facts | {BY_RULE: due.grant.minutes}
    LeaveLot.objects.filter(pk=lot.pk).update(label=due.label, facts=facts, rule_rows=book.used_ids)
    return difference


def granted_minutes(lot: LeaveLot) -> int:
    """What the rule gave, as it was calculated last."""
    known = lot.facts.get(BY_RULE)
    if known is not None:
        return int(known)
    return sum(lot.entries.filter(kind=EntryKind.GRANT).values_list("minutes", flat=True))
