"""Passwords: rules, change by the owner, and setting one by an invitation of an administrator."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from core import audit
from core.access import Actor
from core.errors import FieldFault, NotFound
from identity.choices import LoginEnd, RightsChangeKind
from identity.errors import AccountDisabled, InvitationInvalid, OwnAccount, WeakPassword, WrongPassword
from identity.models import User
from identity.permissions import USER_MANAGE
from identity.services.logins import end_logins
from identity.services.records import Change, record_change
from identity.tokens import invitation_tokens


def check_password_rules(password: str, user: User | None = None) -> None:
    """Refuse a password that is short, common, numeric or like the person's data (WeakPassword)."""
    try:
        validate_password(password, user)
    except ValidationError as fault:
        errors = [
            FieldFault("/password", str(e.code or "invalid"), str(e.messages[0])) for e in fault.error_list
        ]
        raise WeakPassword(errors=errors) from fault


@transaction.atomic
def change_password(*, actor: Actor, current: str, new: str, at: datetime, keep_key: str = "") -> User:
    """The signed-in person sets a new password; all other logins end.

    Locks the account. Refuses a wrong present password and a weak new one.
    """
    user: User = User.objects.select_for_update().get(pk=actor.user_id)
    if not user.check_password(current):
        raise WrongPassword(errors=[FieldFault("/current", "wrong", WrongPassword.text)])
    _set_password(user, new, at)
    end_logins(user_id=user.pk, reason=LoginEnd.PASSWORD_CHANGED, at=at, except_key=keep_key)
    record_change(actor=actor, user=user, change=Change(RightsChangeKind.PASSWORD_CHANGED), at=at)
    return user


@transaction.atomic
def invite(*, actor: Actor, user_id: UUID, at: datetime) -> str:
    """A one-time path by which the person sets a (new) password; the old one stops working now.

    The path is valid for three days, in this institution only, until it is used. All logins end.
    Refuses a disabled account and one's own.
    """
    actor.require(USER_MANAGE)
    if actor.user_id == user_id:
        raise OwnAccount
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound(user_id=str(user_id))
    if not user.is_active:
        raise AccountDisabled(user=user.name)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_logins(user_id=user.pk, reason=LoginEnd.PASSWORD_CHANGED, at=at)
    record_change(actor=actor, user=user, change=Change(RightsChangeKind.INVITED), at=at)
    return f"{urlsafe_base64_encode(force_bytes(user.pk))}/{invitation_tokens.make_token(user)}"


def invited_user(who: str, token: str) -> User:
    """The person of an invitation path; InvitationInvalid when used, old, or of another institution."""
    try:
        user_id = UUID(force_str(urlsafe_base64_decode(who)))
    except ValueError as fault:
        raise InvitationInvalid from fault
    user: User | None = User.objects.active().filter(pk=user_id).first()
    if user is None or not invitation_tokens.check_token(user, token):
        raise InvitationInvalid
    return user


@transaction.atomic
def accept_invitation(*, who: str, token: str, password: str, at: datetime) -> User:
    """Set the password by an invitation; the path is spent by it and a lock-out ends. Locks the account."""
    invited = invited_user(who, token)
    user: User = User.objects.select_for_update().get(pk=invited.pk)
    if not invitation_tokens.check_token(user, token):
        raise InvitationInvalid
    _set_password(user, password, at)
    AccessAttempt.objects.filter(username=user.login_name).delete()
    person = Actor(user_id=user.pk, name=user.name)
    record_change(actor=person, user=user, change=Change(RightsChangeKind.PASSWORD_CHANGED), at=at)
    audit.record(
        actor=person,
        verb="invitation_accepted",
        subject_type="user",
        subject_id=user.pk,
        summary=f"{user.name} 비밀번호 설정",
        at=at,
    )
    return user


def _set_password(user: User, password: str, at: datetime) -> None:
    check_password_rules(password, user)
    user.set_password(password)
    user.password_changed_at = at
    user.save(update_fields=["password", "password_changed_at"])
