"""Logins: begin, touch, end. Ending one deletes its session, so the browser is out at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction

from core.errors import NotFound
from identity.choices import LoginEnd
from identity.models import Login, SecurityPolicy, User


@dataclass(frozen=True)
class Browser:
    """Where a login comes from."""

    session_key: str
    address: str | None = None
    device: str = ""
    has_second_factor: bool = False


@transaction.atomic
def begin_login(*, user_id: UUID, browser: Browser, at: datetime) -> UUID:
    """Note a login and end the person's other logins unless the institution allows several.

    Locks the account row, so two logins at the same moment leave one open.
    """
    User.objects.select_for_update().get(pk=user_id)
    if not SecurityPolicy.objects.filter(are_parallel_logins_allowed=True).exists():
        end_logins(user_id=user_id, reason=LoginEnd.ELSEWHERE, at=at, except_key=browser.session_key)
    login = Login.objects.create(
        user_id=user_id,
        session_key=browser.session_key,
        started_at=at,
        seen_at=at,
        address=browser.address,
        device=browser.device[:200],
        has_second_factor=browser.has_second_factor,
    )
    return login.pk


def touch_login(*, login_id: UUID, at: datetime) -> None:
    """Remember that the person did something just now."""
    Login.objects.filter(pk=login_id, ended_at__isnull=True).update(seen_at=at)


def move_login(*, login_id: UUID, session_key: str) -> None:
    """The session of a login got a new key (after a change of password)."""
    Login.objects.filter(pk=login_id).update(session_key=session_key)


@transaction.atomic
def end_login(*, login_id: UUID, reason: LoginEnd, at: datetime, user_id: UUID | None = None) -> bool:
    """End one login and delete its session; false when it was over.

    With `user_id` the login must be that person's, over or not: another's is NotFound.
    """
    if user_id is not None and not Login.objects.filter(pk=login_id, user_id=user_id).exists():
        raise NotFound
    login = Login.objects.select_for_update().filter(pk=login_id, ended_at__isnull=True).first()
    if login is None:
        return False
    _close([login], reason, at)
    return True


@transaction.atomic
def end_logins(*, user_id: UUID, reason: LoginEnd, at: datetime, except_key: str = "") -> int:
    """End all logins of a person, except the one with that session key; answers how many."""
    open_logins = Login.objects.select_for_update().filter(user_id=user_id, ended_at__isnull=True)
    ending = [login for login in open_logins.order_by("pk") if login.session_key != except_key]
    _close(ending, reason, at)
    return len(ending)


def _close(logins: list[Login], reason: LoginEnd, at: datetime) -> None:
    Login.objects.filter(pk__in=[login.pk for login in logins]).update(ended_at=at, end_reason=reason)
    Session.objects.filter(session_key__in=[login.session_key for login in logins]).delete()
