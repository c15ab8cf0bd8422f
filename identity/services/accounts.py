"""Accounts: create, change, disable, enable, reset of the second factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, StaleVersion
from core.periods import day_of
from identity.choices import LoginEnd, RightsChangeKind
from identity.errors import LastAdministrator, LoginNameTaken, OwnAccount
from identity.models import User
from identity.permissions import USER_MANAGE
from identity.queries.people import who_may
from identity.services.logins import end_logins
from identity.services.passwords import check_password_rules
from identity.services.records import Change, record_change


@dataclass(frozen=True)
class AccountData:
    """What is kept about a person's account."""

    login_name: str
    name: str
    email: str = ""
    phone: str = ""


@transaction.atomic
def create_user(*, actor: Actor, data: AccountData, at: datetime, password: str | None = None) -> User:
    """Open an account; without a password the person sets one by invitation.

    Refuses a log-in name in use (LOGIN_NAME_TAKEN) and a weak password.
    """
    actor.require(USER_MANAGE)
    user = User(
        login_name=data.login_name.strip().lower(),
        name=data.name.strip(),
        email=data.email.strip(),
        phone=data.phone.strip(),
    )
    if password is None:
        user.set_unusable_password()
    else:
        check_password_rules(password, user)
        user.set_password(password)
        user.password_changed_at = at
    _check(user)
    user.save(force_insert=True)
    _record(actor, user, RightsChangeKind.ACCOUNT_CREATED, at)
    return user


@transaction.atomic
def change_user(
    *, actor: Actor, user_id: UUID, data: AccountData, at: datetime, version: int | None = None
) -> User:
    """Correct name, log-in name, e-mail, phone. Locks the account; refuses a stale version."""
    actor.require(USER_MANAGE)
    user = _locked(user_id)
    if version is not None and version != user.version:
        raise StaleVersion
    user.login_name = data.login_name.strip().lower()
    user.name = data.name.strip()
    user.email = data.email.strip()
    user.phone = data.phone.strip()
    user.version += 1
    _check(user)
    user.save()
    _record(actor, user, RightsChangeKind.ACCOUNT_CHANGED, at)
    return user


@transaction.atomic
def change_own_contact(*, actor: Actor, email: str, phone: str, at: datetime) -> User:
    """The signed-in person corrects e-mail and phone. Locks the account."""
    user = _locked(actor.user_id)
    user.email = email.strip()
    user.phone = phone.strip()
    user.version += 1
    _check(user)
    user.save()
    _record(actor, user, RightsChangeKind.ACCOUNT_CHANGED, at)
    return user


@transaction.atomic
def disable_user(*, actor: Actor, user_id: UUID, reason: str, at: datetime) -> User:
    """Take an account out of use and end all its logins at once.

    Locks the account. Refuses one's own account and the last administrator.
    """
    actor.require(USER_MANAGE)
    if actor.user_id == user_id:
        raise OwnAccount
    user = _locked(user_id)
    if not user.is_active:
        return user
    refuse_last_administrator(user, at)
    user.is_active = False
    user.disabled_at = at
    user.version += 1
    user.save()
    end_logins(user_id=user.pk, reason=LoginEnd.DISABLED, at=at)
    _record(actor, user, RightsChangeKind.ACCOUNT_DISABLED, at, reason)
    return user


@transaction.atomic
def enable_user(*, actor: Actor, user_id: UUID, reason: str, at: datetime) -> User:
    """Put an account back into use. Locks the account."""
    actor.require(USER_MANAGE)
    if actor.user_id == user_id:
        raise OwnAccount
    user = _locked(user_id)
    if user.is_active:
        return user
    user.is_active = True
    user.disabled_at = None
    user.version += 1
    user.save()
    _record(actor, user, RightsChangeKind.ACCOUNT_ENABLED, at, reason)
    return user


@transaction.atomic
def reset_second_factor(*, actor: Actor, user_id: UUID, reason: str, at: datetime) -> User:
    """Remove a lost second factor and end all logins; the person registers a new one."""
    actor.require(USER_MANAGE)
    if actor.user_id == user_id:
        raise OwnAccount
    user = _locked(user_id)
    Authenticator.objects.filter(user=user).delete()
    end_logins(user_id=user.pk, reason=LoginEnd.RIGHTS_CHANGED, at=at)
    _record(actor, user, RightsChangeKind.SECOND_FACTOR_RESET, at, reason)
    return user


def hold_accounts(*user_ids: UUID) -> None:
    """Lock accounts in the order of their ids until the transaction ends, so that what is decided about
    a person is decided one after the other. NotFound when one is unknown here."""
    wanted = set(user_ids)
    held = User.objects.filter(pk__in=wanted).for_change()
    missing = wanted - {user.pk for user in held}
    if missing:
        raise NotFound(user_id=str(min(missing)))


def refuse_last_administrator(user: User, at: datetime) -> None:
    """Somebody else must be able to manage accounts."""
    holders = {person.user_id for person in who_may(USER_MANAGE, day_of(at))}
    if holders == {user.pk}:
        raise LastAdministrator(user=user.name)


def _locked(user_id: UUID | None) -> User:
    user: User | None = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound(user_id=str(user_id))
    return user


def _check(user: User) -> None:
    taken = User.objects.filter(login_name=user.login_name).exclude(pk=user.pk)
    if taken.exists():
        raise LoginNameTaken(
            login_name=user.login_name,
            errors=[FieldFault("/login_name", "taken", "이미 사용 중인 아이디입니다.")],
        )
    try:
        user.full_clean(exclude=["password"], validate_unique=False, validate_constraints=False)
    except ValidationError as fault:
        errors = [
            FieldFault(f"/{field}", "invalid", " ".join(texts)) for field, texts in fault.message_dict.items()
        ]
        raise InvalidInput(errors=errors) from fault


def _record(actor: Actor, user: User, kind: RightsChangeKind, at: datetime, reason: str = "") -> None:
    record_change(actor=actor, user=user, change=Change(kind, user.login_name, reason=reason), at=at)
    audit.record(
        actor=actor,
        verb=kind.value.lower(),
        subject_type="user",
        subject_id=user.pk,
        summary=f"{user.name}({user.login_name}) {kind.label}",
        at=at,
        facts={"reason": reason} if reason else None,
    )
