"""The secret address of one's own calendar: made, renewed, ended. Only a hash of the secret is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from attendance.models import CalendarLink
from attendance.permissions import OWN_USE
from core import audit
from core.access import Actor
from core.errors import NotFound
from core.periods import day_of

SECRET_BYTES = 32


@dataclass(frozen=True)
class IssuedLink:
    """The secret in clear, which exists nowhere else and is shown once."""

    issued_at: datetime
    secret: str = field(repr=False)


@transaction.atomic
def renew_link(*, actor: Actor, at: datetime) -> IssuedLink:
    """Make the address of one's own calendar, or a new one: the old one answers no more. Locks the row."""
    person_id = _own(actor)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarLink.objects.select_for_update().filter(person_id=person_id).first()
    row, _made = CalendarLink.objects.update_or_create(
        person_id=person_id,
        defaults={"secret_hash": hash_of(secret), "issued_at": at, "read_on": None},
    )
    _record(actor, row.pk, "calendar_link_renewed", "달력 주소 발급", at)
    return IssuedLink(at, secret)


@transaction.atomic
def end_link(*, actor: Actor, at: datetime) -> None:
    """Take the address away. Refuses who has none."""
    row = CalendarLink.objects.select_for_update().filter(person_id=_own(actor)).first()
    if row is None:
        raise NotFound
    _record(actor, row.pk, "calendar_link_ended", "달력 주소 폐지", at)
    row.delete()


def person_of_link(*, secret: str, at: datetime) -> UUID | None:
    """Whose calendar a secret opens; None for every other. Remembers the day it was read."""
    row = CalendarLink.objects.filter(secret_hash=hash_of(secret), person__is_active=True).first()
    if row is None:
        return None
    today = day_of(at)
    if row.read_on != today:
        CalendarLink.objects.filter(pk=row.pk).update(read_on=today)
    return UUID(str(row.person_id))


def hash_of(secret: str) -> str:
    """SHA-256 of a secret: it is long and random, so nothing slower is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _own(actor: Actor) -> UUID:
    actor.require(OWN_USE)
    if actor.user_id is None:
        raise NotFound
    return actor.user_id


def _record(actor: Actor, row_id: UUID, verb: str, summary: str, at: datetime) -> None:
    audit.record(
        actor=actor, verb=verb, subject_type="calendar_link", subject_id=row_id, summary=summary, at=at
    )
