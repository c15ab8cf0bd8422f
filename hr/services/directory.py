"""An outside directory of people keeps accounts: opened, changed, stopped, deleted (SCIM).

It may write accounts, names and contacts. Who is on the register, in which department and post, and whether
somebody serves at all, is said by appointments; of those the directory only reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from core.periods import day_of
from hr.errors import (
    AccountTaken,
    DirectoryIdTaken,
    DirectoryNameOfOther,
    DirectoryNumberFixed,
    DirectoryPersonLeft,
)
from hr.models import DirectoryEntry, Person
from hr.permissions import DIRECTORY_MANAGE
from hr.queries.directory import data_of
from hr.queries.standing import employment_of, standing_of
from hr.rules.directory import LIMITS, LONGEST_EMAIL_ON_CARD, DirectoryData, card_changes, is_same_person
from hr.services.organising import follow_appointments
from hr.services.people import locked_person, write_card
from identity.permissions import USER_MANAGE
from identity.queries import names_of, users
from identity.services import (
    AccountData,
    change_user,
    create_user,
    disable_user,
    enable_user,
    hold_accounts,
)

REASON = "외부 인사 디렉터리"


@transaction.atomic
def provision_user(*, actor: Actor, data: DirectoryData, at: datetime) -> UUID:
    """Open an account, or take a deleted one of the same person up again; its id.

    Refuses a log-in name, identifier or number in use, the log-in name of somebody else's deleted account,
    and an active account for who has left. Locks the account and the person.
    """
    actor.require(DIRECTORY_MANAGE)
    _refuse_long(data)
    entry = _deleted_entry(data.login_name)
    if entry is None:
        account = create_user(actor=_keeper(actor), data=_account_data(data), at=at)
        entry = DirectoryEntry(user_id=account.pk, made_at=at)
        before = None
    else:
        if not is_same_person((entry.external_id, entry.employee_no), (data.external_id, data.employee_no)):
            raise DirectoryNameOfOther(login_name=data.login_name)
        hold_accounts(entry.user_id)
        account = _account(entry.user_id)
        before = data_of(account, entry, _number_of(entry.user_id))
        entry.withdrawn_at = None
    _write(actor, account, entry, before, data, at)
    _record(actor, account, "hr_directory_user_created", f"{data.name}({data.login_name}) 계정 등록", at)
    return UUID(str(account.pk))


@transaction.atomic
def change_directory_user(
    *, actor: Actor, user_id: UUID, change: Callable[[DirectoryData], DirectoryData], at: datetime
) -> bool:
    """Let an account read as `change` makes of what it reads now; whether anything changed.

    Refuses another number for an account of somebody on the register, and what provision_user refuses.
    Locks the account and the person.
    """
    actor.require(DIRECTORY_MANAGE)
    account, entry = _held(user_id, at)
    before = data_of(account, entry, _number_of(user_id))
    after = change(before)
    if after == before:
        return False
    _refuse_long(after)
    _write(actor, account, entry, before, after, at)
    old, new = asdict(before), asdict(after)
    changed = sorted(name for name in new if new[name] != old[name])
    _record(actor, account, "hr_directory_user_changed", f"{after.name} 계정 변경", at, changed)
    return True


@transaction.atomic
def delete_directory_user(*, actor: Actor, user_id: UUID, at: datetime) -> None:
    """Stop an account and hide it from the directory; what it signed keeps its name. Locks the account.

    Refuses the last administrator.
    """
    actor.require(DIRECTORY_MANAGE)
    account, entry = _held(user_id, at)
    disable_user(actor=_keeper(actor), user_id=user_id, reason=REASON, at=at)
    entry.employee_no = entry.employee_no or _number_of(user_id)
    entry.withdrawn_at = entry.changed_at = at
    entry.save()
    _record(actor, account, "hr_directory_user_deleted", f"{account.name} 계정 삭제(사용 중지)", at)


def _write(
    actor: Actor,
    account: Any,
    entry: DirectoryEntry,
    before: DirectoryData | None,
    after: DirectoryData,
    at: datetime,
) -> None:
    _refuse_taken(account.pk, after)
    if before is not None and _account_data(before) != _account_data(after):
        change_user(actor=_keeper(actor), user_id=account.pk, data=_account_data(after), at=at)
    for name in LIMITS:
        setattr(entry, name, getattr(after, name))
    entry.changed_at = at
    entry.save()
    person = _linked(actor, account, after.employee_no, at)
    if person is not None:
        _write_card(actor, person, before, after, at)
    _follow_activity(actor, account, person, after, at)


def _linked(actor: Actor, account: Any, number: str, at: datetime) -> Person | None:
    """The person of the account, linked now by the number when the account was nobody's."""
    own = Person.objects.filter(user_id=account.pk).first()
    if own is not None:
        if own.employee_no != number:
            raise DirectoryNumberFixed(employee_no=own.employee_no)
        return locked_person(own.pk)
    found = Person.objects.filter(employee_no=number).first() if number else None
    if found is None:
        return None
    person = locked_person(found.pk)
    if person.user_id is not None:
        raise AccountTaken(user=names_of([person.user_id]).get(person.user_id, ""))
    person.user_id = account.pk
    person.version += 1
    person.save(update_fields=["user", "version"])
    _record(actor, account, "hr_account_linked", f"{number} 계정 연결", at)
    on = day_of(at)
    employment_id = employment_of(person.pk, on)
    if employment_id is not None:
        follow_appointments(employment_id=employment_id, on=on, at=at)
    return person


def _write_card(
    actor: Actor, person: Person, before: DirectoryData | None, after: DirectoryData, at: datetime
) -> None:
    """Names and contacts the directory changed go on the card from today on."""
    changes = card_changes(before, after)
    if len(changes.get("email", "")) > LONGEST_EMAIL_ON_CARD:
        text = "인사기록의 전자우편은 100자까지입니다."
        raise InvalidInput(errors=[FieldFault("/email", "too_long", text)])
    if changes:
        write_card(person=person, changes=changes, from_on=day_of(at), actor=actor, at=at)


def _follow_activity(
    actor: Actor, account: Any, person: Person | None, after: DirectoryData, at: datetime
) -> None:
    if not after.is_active:
        disable_user(actor=_keeper(actor), user_id=account.pk, reason=REASON, at=at)
        return
    if person is not None:
        _refuse_left(person, after, at)
    enable_user(actor=_keeper(actor), user_id=account.pk, reason=REASON, at=at)


def _refuse_left(person: Person, data: DirectoryData, at: datetime) -> None:
    on = day_of(at)
    employment_id = employment_of(person.pk, on)
    standing = standing_of(employment_id, on) if employment_id else None
    if standing is not None and standing.is_gone:
        raise DirectoryPersonLeft(name=data.name, status=standing.status_label)


def _refuse_taken(user_id: UUID, data: DirectoryData) -> None:
    for name in ("external_id", "employee_no"):
        value = getattr(data, name)
        rows = DirectoryEntry.objects.filter(Q(**{name: value}), withdrawn_at__isnull=True)
        other = rows.exclude(user_id=user_id).values_list("user_id", flat=True).first() if value else None
        if other is not None:
            raise DirectoryIdTaken(value=value, user=names_of([other]).get(other, ""))


def _refuse_long(data: DirectoryData) -> None:
    faults = []
    for name, limit in LIMITS.items():
        if len(getattr(data, name)) > limit:
            faults.append(FieldFault(f"/{name}", "too_long", f"{limit}자까지 쓸 수 있습니다."))
    if faults:
        raise InvalidInput(errors=faults)


def _deleted_entry(login_name: str) -> DirectoryEntry | None:
    rows = DirectoryEntry.objects.filter(
        withdrawn_at__isnull=False, user__login_name=login_name.strip().lower()
    )
    return rows.select_for_update(of=("self",)).first()


def _held(user_id: UUID, at: datetime) -> tuple[Any, DirectoryEntry]:
    """Account and entry, locked; NotFound for who was deleted by the directory."""
    hold_accounts(user_id)
    entry = DirectoryEntry.objects.select_for_update().filter(user_id=user_id).first()
    if entry is not None and entry.withdrawn_at is not None:
        raise NotFound(user_id=str(user_id))
    return _account(user_id), entry or DirectoryEntry(user_id=user_id, made_at=at)


def _account(user_id: UUID) -> Any:
    return users().get(pk=user_id)


def _number_of(user_id: UUID) -> str:
    return Person.objects.filter(user_id=user_id).values_list("employee_no", flat=True).first() or ""


def _account_data(data: DirectoryData) -> AccountData:
    return AccountData(
        data.login_name.strip().lower(), data.name.strip(), data.email.strip(), data.phone.strip()
    )


def _keeper(actor: Actor) -> Actor:
    """The same actor with the right to keep accounts, which the right to provision brings along here."""
    return replace(actor, codes=actor.codes | {USER_MANAGE})


def _record(
    actor: Actor, account: Any, verb: str, summary: str, at: datetime, changed: list[str] | None = None
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="user",
        subject_id=account.pk,
        summary=summary,
        at=at,
        facts={"changed": changed} if changed else None,
    )
