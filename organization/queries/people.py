"""Who works where, and who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from core.models.ranges import valid_on
from core.periods import holds
from identity.queries import names_of
from organization.choices import ActingReason
from organization.models import Acting, Assignment, Post
from organization.queries.departments import department_names


@dataclass(frozen=True)
class Membership:
    """A person in a department and post."""

    assignment_id: UUID
    user_id: UUID
    name: str
    department_id: UUID
    department: str
    post: str
    rank: int
    is_head: bool
    is_primary: bool
    work: str
    from_on: date
    until_on: date | None
    substitute: str = ""


@dataclass(frozen=True)
class ActingRow:
    """A substitution."""

    acting_id: UUID
    absent_id: UUID
    absent: str
    substitute_id: UUID
    substitute: str
    reason: str
    note: str
    from_on: date
    until_on: date
    is_in_force: bool


@dataclass(frozen=True)
class PostRow:
    """A post of the list of posts."""

    post_id: UUID
    code: str
    name: str
    rank: int
    is_head: bool


def departments_of(user_id: UUID, on: date) -> list[Membership]:
    """Departments of a person on that day, the main post first."""
    return _memberships(Q(user_id=user_id) & valid_on(on), on)


def primary_department(user_id: UUID, on: date) -> UUID | None:
    """Department of the person's main post on that day."""
    rows = Assignment.objects.filter(valid_on(on), user_id=user_id).order_by("-is_primary", "from_on")
    found = rows.values_list("department_id", flat=True).first()
    return UUID(str(found)) if found else None


def members(on: date, department_id: UUID | None = None) -> list[Membership]:
    """People (of a department when given) on that day, by rank, with who stands in for the absent."""
    wanted = valid_on(on) if department_id is None else valid_on(on) & Q(department_id=department_id)
    return _memberships(wanted, on)


def head_of(department_id: UUID, on: date) -> Membership | None:
    """The head of a department on that day."""
    return next((one for one in members(on, department_id) if one.is_head), None)


def posts() -> list[PostRow]:
    """All posts by rank."""
    return [PostRow(row.pk, row.code, row.name, row.rank, row.is_head) for row in Post.objects.all()]


def substitute_of(user_id: UUID, on: date) -> UUID | None:
    """Who stands in for the person on that day."""
    found = (
        Acting.objects.filter(valid_on(on), absent_id=user_id).values_list("substitute_id", flat=True).first()
    )
    return UUID(str(found)) if found else None


def stands_in_for(user_id: UUID, on: date) -> list[UUID]:
    """Absent people for whom the person may sign (대결) on that day."""
    rows = Acting.objects.filter(valid_on(on), substitute_id=user_id)
    return list(rows.values_list("absent_id", flat=True))


def actings(on: date, user_id: UUID | None = None) -> list[ActingRow]:
    """Substitutions from that day on (of one absent person when given)."""
    rows = Acting.objects.filter(until_on__gt=on).order_by("from_on")
    if user_id is not None:
        rows = rows.filter(absent_id=user_id)
    found = list(rows)
    names = names_of([row.absent_id for row in found] + [row.substitute_id for row in found])
    return [
        ActingRow(
            acting_id=row.pk,
            absent_id=row.absent_id,
            absent=names.get(row.absent_id, ""),
            substitute_id=row.substitute_id,
            substitute=names.get(row.substitute_id, ""),
            reason=str(ActingReason(row.reason).label),
            note=row.note,
            from_on=row.from_on,
            until_on=row.until_on,
            is_in_force=holds(row.from_on, row.until_on, on),
        )
        for row in found
    ]


def post_rows() -> QuerySet[Post, Any]:
    """Posts as rows, for lists of this app's edge."""
    return Post.objects.all()


def assignment_rows() -> QuerySet[Assignment, Any]:
    """Assignments as rows, for lists of this app's edge."""
    return Assignment.objects.select_related("user", "department", "post")


def acting_rows() -> QuerySet[Acting, Any]:
    """Substitutions as rows, for lists of this app's edge."""
    return Acting.objects.all()


def _memberships(wanted: Q, on: date) -> list[Membership]:
    rows = list(
        Assignment.objects.filter(wanted, user__is_active=True)
        .select_related("post", "user")
        .order_by("-is_primary", "post__rank", "user__name")
    )
    names = department_names(on) if rows else {}
    absent = dict(
        Acting.objects.filter(valid_on(on), absent_id__in=[row.user_id for row in rows]).values_list(
            "absent_id", "substitute__name"
        )
    )
    return [
        Membership(
            assignment_id=row.pk,
            user_id=row.user_id,
            name=row.user.name,
            department_id=row.department_id,
            department=names[row.department_id].name,
            post=row.post.name,
            rank=row.post.rank,
            is_head=row.post.is_head,
            is_primary=row.is_primary,
            work=row.work,
            from_on=row.from_on,
            until_on=row.until_on,
            substitute=absent.get(row.user_id, ""),
        )
        for row in rows
    ]
