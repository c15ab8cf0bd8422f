"""Functions of departments, duties of people, and the order of deputies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from core.models.ranges import valid_on
from identity.queries import person
from identity.services import hold_accounts
from organization.choices import OfficeDuty, PostLevel, TeamFunction
from organization.errors import DepartmentNotValid, DeputyOneself
from organization.models import Department, DepartmentVersion, DeputyOrder, DutyHolder, FunctionHolder, Post
from organization.permissions import ASSIGNMENT_MANAGE, DEPARTMENT_MANAGE


@dataclass(frozen=True)
class DeputyData:
    """A deputy of the order: a person, or whoever heads a department then."""

    deputy_id: UUID | None = None
    deputy_department_id: UUID | None = None


@transaction.atomic
def set_function(
    *, actor: Actor, function: str, department_id: UUID | None, from_on: date, at: datetime
) -> None:
    """From that day the department does this named work; None: nobody does. Days before keep what they had.

    Locks the department. Refuses an unknown function and a department that does not exist then.
    """
    actor.require(ASSIGNMENT_MANAGE)
    if function not in TeamFunction.values:
        raise InvalidInput(errors=[FieldFault("/function", "choice", "기능을 목록에서 고르십시오.")])
    if department_id is not None:
        Department.objects.select_for_update().filter(pk=department_id).first()
        _require_department(department_id, from_on)
    rows = FunctionHolder.objects.select_for_update().filter(function=function)
    _cut(rows, from_on)
    if department_id is not None:
        FunctionHolder.objects.create(function=function, department_id=department_id, from_on=from_on)
    facts = {"function": function, "department": str(department_id or ""), "from_on": str(from_on)}
    _record(actor, "function_set", department_id, f"{TeamFunction(function).label} 기능 지정", at, facts)


@transaction.atomic
def set_duty(*, actor: Actor, duty: str, user_id: UUID | None, from_on: date, at: datetime) -> None:
    """From that day the person holds this duty; None: nobody does. Locks the account."""
    actor.require(ASSIGNMENT_MANAGE)
    if duty not in OfficeDuty.values:
        raise InvalidInput(errors=[FieldFault("/duty", "choice", "직무를 목록에서 고르십시오.")])
    if user_id is not None:
        hold_accounts(user_id)
        if not person(user_id).is_active:
            raise NotFound(user_id=str(user_id))
    rows = DutyHolder.objects.select_for_update().filter(duty=duty)
    _cut(rows, from_on)
    if user_id is not None:
        DutyHolder.objects.create(duty=duty, user_id=user_id, from_on=from_on)
    facts = {"duty": duty, "user": str(user_id or ""), "from_on": str(from_on)}
    _record(actor, "duty_set", user_id, f"{OfficeDuty(duty).label} 지정", at, facts)


@transaction.atomic
def set_deputy_order(
    *,
    actor: Actor,
    deputies: Sequence[DeputyData],
    at: datetime,
    department_id: UUID | None = None,
    level: str = "",
    duty: str = "",
) -> None:
    """Write the order of deputies (직무대리) of a department's head, another post in it, or a duty, anew.

    `level`: the post of the department that does not head it, such as a 사무처장 beside the head.

    Locks the department. Refuses the department itself as its own deputy and unknown people.
    """
    actor.require(ASSIGNMENT_MANAGE)
    if (department_id is None) == (duty not in OfficeDuty.values):
        raise InvalidInput(errors=[FieldFault("/duty", "choice", "부서나 직무 하나를 고르십시오.")])
    if level and (department_id is None or level not in PostLevel.values or level == PostLevel.MEMBER):
        raise InvalidInput(errors=[FieldFault("/level", "choice", "부서와 그 부서의 직위를 고르십시오.")])
    if department_id is not None and not Department.objects.select_for_update().filter(pk=department_id):
        raise NotFound(department_id=str(department_id))
    if any((one.deputy_id is None) == (one.deputy_department_id is None) for one in deputies):
        fault = FieldFault("/deputies", "choice", "직무대리마다 사람이나 부서 하나를 고르십시오.")
        raise InvalidInput(errors=[fault])
    if not level and any(
        one.deputy_department_id == department_id for one in deputies if one.deputy_department_id
    ):
        raise DeputyOneself
    hold_accounts(*(one.deputy_id for one in deputies if one.deputy_id))
    of_post = Q(department_id=department_id) if department_id else Q(department__isnull=True)
    DeputyOrder.objects.filter(of_post, level=level, duty=duty).delete()
    DeputyOrder.objects.bulk_create(
        DeputyOrder(department_id=department_id, level=level, duty=duty, place=place, **vars(one))
        for place, one in enumerate(deputies, start=1)
    )
    facts = {
        "level": level,
        "duty": duty,
        "deputies": [str(one.deputy_id or one.deputy_department_id) for one in deputies],
    }
    _record(actor, "deputy_order_set", department_id, "직무대리 순서 지정", at, facts)


@transaction.atomic
def set_head_post(*, actor: Actor, department_id: UUID, post_id: UUID | None, on: date, at: datetime) -> None:
    """Name the post that heads a department, so that its place in the line is known while it is vacant.

    Changes the version of that day. Refuses a post that heads nothing.
    """
    actor.require(DEPARTMENT_MANAGE)
    rows = DepartmentVersion.objects.select_for_update().filter(valid_on(on), department_id=department_id)
    current = rows.first()
    if current is None:
        raise DepartmentNotValid(department=str(department_id), on=str(on))
    if post_id is not None and not Post.objects.filter(pk=post_id, is_head=True).exists():
        raise InvalidInput(errors=[FieldFault("/post", "choice", "부서장 직위를 고르십시오.")])
    current.head_post_id = post_id
    current.save(update_fields=["head_post"])
    facts = {"post": str(post_id or ""), "on": str(on)}
    _record(actor, "head_post_set", department_id, f"{current.name} 부서장 직위 지정", at, facts)


def _cut(rows: Any, from_on: date) -> None:
    """What held before ends on that day; what was to begin later is replaced."""
    rows.filter(from_on__gte=from_on).delete()
    rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=from_on)).update(until_on=from_on)


def _require_department(department_id: UUID, on: date) -> None:
    if not DepartmentVersion.objects.filter(valid_on(on), department_id=department_id).exists():
        raise DepartmentNotValid(department=str(department_id), on=str(on))


def _record(
    actor: Actor, verb: str, subject_id: UUID | None, summary: str, at: datetime, facts: dict[str, Any]
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="organization",
        subject_id=subject_id,
        summary=summary,
        at=at,
        facts=facts,
    )
