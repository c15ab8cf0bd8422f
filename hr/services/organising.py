"""Posts, absences and accounts of the floors below follow what appointments say; hr never writes their rows itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from core.access import SYSTEM
from hr.choices import Fact
from hr.models import AppointmentItem, Employment, EmploymentFact
from hr.queries.standing import StandingRow, standing_of
from hr.rules.kinds import ON_LEAVE, REMOVED, SUSPENDED
from identity.services import disable_user
from organization.choices import AbsenceKind
from organization.queries import Membership, absences, departments_of, posts
from organization.queries.authority import deputy_rows
from organization.services import (
    AbsenceData,
    AssignmentData,
    DeputyData,
    assign_person,
    end_absence,
    end_assignment,
    set_absence,
    set_deputy_order,
)

AWAY = {ON_LEAVE: AbsenceKind.LONG_LEAVE, REMOVED: AbsenceKind.SUSPENSION, SUSPENDED: AbsenceKind.SUSPENSION}
FAR = timedelta(days=3650)
LEAVER = "퇴직"


@dataclass(frozen=True)
class WantedPost:
    """A post the person should hold below, up to `until_on` where another one is known to follow."""

    department_id: UUID
    post_id: UUID
    is_primary: bool
    until_on: date | None
    work: str = ""


def follow_appointments(*, employment_id: UUID, on: date, at: datetime, since: date | None = None) -> None:
    """Make posts and absences of the person's account say what is true up to that day.

    `since`: the day of a back-dated appointment, from which posts below are written anew. People without an
    account have nothing below. Who has left loses posts and account at 24:00 of the last day.
    """
    employment = Employment.objects.select_related("person").get(pk=employment_id)
    user_id = employment.person.user_id
    if user_id is None:
        return
    for day in _days(employment_id, min(since or on, on), on):
        standing = standing_of(employment_id, day)
        if standing is None or standing.is_gone:
            _let_go(user_id, day, at, is_over=standing is not None)
        else:
            _follow_posts(user_id, standing, day, on, at)
    now = standing_of(employment_id, on)
    if now is not None and not now.is_gone:
        _follow_absence(user_id, now, at)


def follow_acting(*, item: AppointmentItem, begins: bool, on: date, at: datetime) -> None:
    """Put the acting person first among the deputies of the department's head, or take that back (직무대리)."""
    user_id = item.person.user_id
    department = item.values.get("department")
    if user_id is None or not department:
        return
    department_id = UUID(str(department))
    rows = deputy_rows().filter(department_id=department_id, level="", duty="").order_by("place")
    kept = [DeputyData(row.deputy_id, row.deputy_department_id) for row in rows if row.deputy_id != user_id]
    first = [DeputyData(deputy_id=user_id)] if begins else []
    set_deputy_order(actor=SYSTEM, deputies=[*first, *kept], at=at, department_id=department_id)


def _days(employment_id: UUID, since: date, on: date) -> list[date]:
    """The days on which posts begin or end in [since, on], the first one always among them."""
    rows = EmploymentFact.objects.filter(
        employment_id=employment_id, fact__in=[Fact.POST, Fact.STATUS], known_until__isnull=True
    )
    found = {since}
    for begin, end in rows.values_list("from_on", "until_on"):
        found |= {day for day in (begin, end) if day is not None and since <= day <= on}
    return sorted(found)


def _let_go(user_id: UUID, on: date, at: datetime, *, is_over: bool) -> None:
    for held in departments_of(user_id, on):
        end_assignment(actor=SYSTEM, assignment_id=held.assignment_id, on=on, at=at)
    if is_over:
        disable_user(actor=SYSTEM, user_id=user_id, reason=LEAVER, at=at)


def _follow_posts(user_id: UUID, standing: StandingRow, day: date, on: date, at: datetime) -> None:
    wanted = {one.department_id: one for one in _wanted(standing, on)}
    held = {one.department_id: one for one in departments_of(user_id, day)}
    names = {one.post_id: one.name for one in posts()}
    for department_id, membership in held.items():
        if not _same(wanted.get(department_id), membership, names):
            end_assignment(actor=SYSTEM, assignment_id=membership.assignment_id, on=day, at=at)
    for department_id, want in wanted.items():
        if not _same(want, held.get(department_id), names):
            data = AssignmentData(
                user_id, department_id, want.post_id, day, want.until_on, want.is_primary, want.work
            )
            assign_person(actor=SYSTEM, data=data, at=at)


def _wanted(standing: StandingRow, on: date) -> Iterable[WantedPost]:
    main = standing.facts.get(Fact.POST)
    found: dict[UUID, WantedPost] = {}
    for fact in [*([main] if main else []), *standing.extra_posts]:
        department, post = fact.values.get("department"), fact.values.get("post")
        if not department or not post or fact.values.get("extra") == "ACTING":
            continue
        until = fact.until_on if fact.until_on is not None and fact.until_on <= on else None
        work = str(fact.values.get("work", ""))[:100]
        want = WantedPost(UUID(str(department)), UUID(str(post)), fact is main, until, work)
        found.setdefault(want.department_id, want)
    return found.values()


def _same(want: WantedPost | None, held: Membership | None, names: Mapping[UUID, str]) -> bool:
    if want is None or held is None:
        return False
    return names.get(want.post_id) == held.post and want.is_primary == held.is_primary


def _follow_absence(user_id: UUID, standing: StandingRow, at: datetime) -> None:
    """Long leave, removal and suspension make the post vacant below, so that its deputies decide.

    A shorter absence that runs or is to come gives way to the long one.
    """
    wanted = AWAY.get(standing.status)
    label = str(wanted.label) if wanted else ""
    known = absences(at, user_id)
    if any(one.kind == label for one in known):
        return
    for one in known:
        if wanted is not None or one.kind in {str(kind.label) for kind in AWAY.values()}:
            end_absence(actor=SYSTEM, absence_id=one.absence_id, at=at)
    if wanted is not None:
        data = AbsenceData(user_id, wanted, at, at + FAR, reason=standing.status_label)
        set_absence(actor=SYSTEM, data=data, at=at)
