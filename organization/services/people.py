"""Posts, and assignments to departments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from core.models.ranges import overlapping, valid_on
from identity.queries import person
from identity.services import hold_accounts
from organization.choices import PostLevel
from organization.errors import (
    AssignmentOverlaps,
    DepartmentNotValid,
    PostCodeTaken,
    RangeReversed,
)
from organization.models import Assignment, DepartmentVersion, Post
from organization.permissions import ASSIGNMENT_MANAGE, DEPARTMENT_MANAGE


@dataclass(frozen=True)
class PostData:
    """A post: the lower the rank, the higher it stands; `level` is its step on the ladder of decisions."""

    code: str
    name: str
    rank: int = 100
    is_head: bool = False
    level: str = PostLevel.MEMBER


@dataclass(frozen=True)
class AssignmentData:
    """Who works where in which post from when to when."""

    user_id: UUID
    department_id: UUID
    post_id: UUID
    from_on: date
    until_on: date | None = None
    is_primary: bool = True
    work: str = ""


@transaction.atomic
def save_post(*, actor: Actor, data: PostData, at: datetime, post_id: UUID | None = None) -> Post:
    """Make or correct a post. Refuses a code in use."""
    actor.require(DEPARTMENT_MANAGE)
    same_code = Post.objects.filter(code=data.code)
    if (same_code.exclude(pk=post_id) if post_id else same_code).exists():
        raise PostCodeTaken(post=data.code, errors=[FieldFault("/code", "taken", "이미 있는 코드입니다.")])
    if not data.code.strip() or not data.name.strip():
        raise InvalidInput(errors=[FieldFault("/name", "required", "직위 코드와 이름을 넣으십시오.")])
    if data.level not in PostLevel.values:
        raise InvalidInput(errors=[FieldFault("/level", "choice", "결재 단계를 목록에서 고르십시오.")])
    post: Post | None = Post.objects.select_for_update().filter(pk=post_id).first() if post_id else Post()
    if post is None:
        raise NotFound(post_id=str(post_id))
    post.code, post.name, post.rank, post.is_head = data.code, data.name, data.rank, data.is_head
    post.level = data.level
    post.save()
    _record(actor, "post_saved", "post", post.pk, f"{post.name} 직위 저장", at, {"code": post.code})
    return post


@transaction.atomic
def assign_person(*, actor: Actor, data: AssignmentData, at: datetime) -> Assignment:
    """Put a person into a department and post for [from_on, until_on).

    A new main post ends the old open one on that day. Locks the account. Refuses a
    department that does not exist then, reversed dates, and the same department twice.
    """
    actor.require(ASSIGNMENT_MANAGE)
    _refuse_reversed(data.from_on, data.until_on)
    hold_accounts(data.user_id)
    who = person(data.user_id)
    name = _department_name(data.department_id, data.from_on)
    if not Post.objects.filter(pk=data.post_id).exists():
        raise NotFound(post_id=str(data.post_id))
    own = Assignment.objects.filter(user_id=data.user_id)
    if data.is_primary:
        own.filter(is_primary=True, until_on__isnull=True, from_on__lt=data.from_on).update(
            until_on=data.from_on
        )
    same_time = overlapping(own, data.from_on, data.until_on)
    if same_time.filter(department_id=data.department_id).exists():
        raise AssignmentOverlaps(user=who.name, department=name)
    if data.is_primary and same_time.filter(is_primary=True).exists():
        raise AssignmentOverlaps(user=who.name, department="다른 부서(본직)")
    assignment = Assignment.objects.create(**vars(data))
    facts = {"department": name, "from_on": str(data.from_on), "until_on": str(data.until_on or "")}
    _record(actor, "person_assigned", "user", data.user_id, f"{who.name} {name} 배치", at, facts)
    return assignment


@transaction.atomic
def end_assignment(*, actor: Actor, assignment_id: UUID, on: date, at: datetime) -> Assignment:
    """End an assignment on that day (the day itself no longer counts). Locks it."""
    actor.require(ASSIGNMENT_MANAGE)
    assignment = Assignment.objects.select_for_update().filter(pk=assignment_id).first()
    if assignment is None:
        raise NotFound(assignment_id=str(assignment_id))
    end = on if assignment.until_on is None else min(on, assignment.until_on)
    assignment.until_on = max(end, assignment.from_on)
    assignment.save(update_fields=["until_on"])
    who = person(assignment.user_id)
    _record(actor, "assignment_ended", "user", who.user_id, f"{who.name} 배치 종료", at, {"on": str(on)})
    return assignment


def _department_name(department_id: UUID, on: date) -> str:
    found = DepartmentVersion.objects.filter(valid_on(on), department_id=department_id).first()
    if found is None:
        raise DepartmentNotValid(department=str(department_id), on=str(on))
    return found.name


def _refuse_reversed(from_on: date, until_on: date | None) -> None:
    if until_on is not None and until_on <= from_on:
        raise RangeReversed(from_on=str(from_on), until_on=str(until_on))


def _record(
    actor: Actor,
    verb: str,
    subject_type: str,
    subject_id: UUID,
    summary: str,
    at: datetime,
    facts: dict[str, Any],
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type=subject_type,
        subject_id=subject_id,
        summary=summary,
        at=at,
        facts=facts,
    )
