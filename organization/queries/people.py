"""Who works where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from core.models.ranges import valid_on
from organization.choices import PostLevel
from organization.models import Assignment, Post
from organization.queries.absences import away_on
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
    is_away: bool = False
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class PostRow:
    """A post of the list of posts."""

    post_id: UUID
    code: str
    name: str
    rank: int
    is_head: bool
    level: str
    level_label: str


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
    return [
        PostRow(
            row.pk,
            row.code,
            row.name,
            row.rank,
            row.is_head,
            row.level,
            str(PostLevel(row.level).label),
        )
        for row in Post.objects.all()
    ]


def post_rows() -> QuerySet[Post, Any]:
    """Posts as rows, for lists of this app's edge."""
    return Post.objects.all()


def assignment_rows() -> QuerySet[Assignment, Any]:
    """Assignments as rows, for lists of this app's edge."""
    return Assignment.objects.select_related("user", "department", "post")


def _memberships(wanted: Q, on: date) -> list[Membership]:
    rows = list(
        Assignment.objects.filter(wanted, user__is_active=True)
        .select_related("post", "user")
        .order_by("-is_primary", "post__rank", "user__name")
    )
    names = department_names(on) if rows else {}
    away = away_on([row.user_id for row in rows], on) if rows else {}
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
            substitute=away.get(row.user_id, ""),
            is_away=row.user_id in away,
            phone=row.user.phone,
            email=row.user.email,
        )
        for row in rows
    ]
