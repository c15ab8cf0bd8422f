"""Who acts: the person's codes and duties on a day, answered in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from core.access import ANONYMOUS, Actor
from core.models.ranges import valid_on
from identity.choices import SecondFactor
from identity.models import OfficerAppointment, RoleGrant, RolePermission, SecurityPolicy, User

DEFAULT_IDLE_MINUTES = 20
DEFAULT_ABSOLUTE_HOURS = 10


@dataclass(frozen=True)
class SessionFacts:
    """A signed-in person with everything the session rules need."""

    actor: Actor
    idle_minutes: int = DEFAULT_IDLE_MINUTES
    absolute_hours: int = DEFAULT_ABSOLUTE_HOURS
    needs_second_factor: bool = False
    has_second_factor: bool = False


def actor_for(user: User | UUID, on: date) -> Actor:
    """The person as actor with codes and duties in force on that day; ANONYMOUS when disabled."""
    facts = session_facts(user if isinstance(user, UUID) else user.pk, on)
    return facts.actor if facts else ANONYMOUS


def session_facts(user_id: UUID, on: date) -> SessionFacts | None:
    """Actor, session limits and second-factor state; None when the account is not in use."""
    row = _annotated(on).filter(pk=user_id, is_active=True).values(*_FIELDS).first()
    if row is None:
        return None
    actor = Actor(
        user_id=user_id,
        name=row["name"],
        codes=frozenset(row["codes"]),
        duties=frozenset(row["duties"]),
    )
    return SessionFacts(
        actor=actor,
        idle_minutes=row["idle_minutes"] or DEFAULT_IDLE_MINUTES,
        absolute_hours=row["absolute_hours"] or DEFAULT_ABSOLUTE_HOURS,
        needs_second_factor=_needs_second_factor(row),
        has_second_factor=row["has_second_factor"],
    )


_FIELDS = (
    "name",
    "codes",
    "duties",
    "is_privileged",
    "has_second_factor",
    "idle_minutes",
    "absolute_hours",
    "second_factor",
)


def _annotated(on: date) -> QuerySet[User, Any]:
    grants = RoleGrant.objects.filter(valid_on(on), user=OuterRef("pk"))
    codes = RolePermission.objects.filter(
        Exists(RoleGrant.objects.filter(valid_on(on), role=OuterRef("role"), user=OuterRef(OuterRef("pk"))))
    )
    duties = OfficerAppointment.objects.filter(valid_on(on), user=OuterRef("pk"))
    policy = SecurityPolicy.objects.all()
    found: QuerySet[User, Any] = User.objects.annotate(
        codes=ArraySubquery(codes.order_by().values("code").distinct()),
        duties=ArraySubquery(duties.order_by().values("duty").distinct()),
        is_privileged=Exists(grants.filter(role__is_privileged=True)),
        has_second_factor=Exists(
            Authenticator.objects.filter(user=OuterRef("pk"), type__in=["totp", "webauthn"])
        ),
        idle_minutes=Subquery(policy.values("idle_minutes")[:1]),
        absolute_hours=Subquery(policy.values("absolute_hours")[:1]),
        second_factor=Subquery(policy.values("second_factor")[:1]),
    )
    return found


def _needs_second_factor(row: dict[str, Any]) -> bool:
    match row["second_factor"]:
        case SecondFactor.OFF:
            return False
        case SecondFactor.EVERYONE:
            return True
        case _:
            return bool(row["is_privileged"] or row["duties"])
