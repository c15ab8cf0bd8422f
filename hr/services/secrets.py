"""Protected numbers: stored sealed, found by a keyed hash, opened for a reason; every act leaves a row."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from core import vault
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from hr.choices import SecretAct, SecretKind
from hr.errors import (
    ResidentNumberDoubtful,
    RevealNotAllowed,
    RevealReasonMissing,
    SecretOfOther,
    TooManyReveals,
)
from hr.models import Person, PersonSecret, SecretAccess
from hr.permissions import RRN_REVEAL, SECRET_MANAGE
from hr.rules.residents import masked, masked_account, read_resident_number
from hr.services.people import locked_person

PURPOSE = "hr.person_secret"
BASES = {
    SecretKind.RRN: "국세기본법 시행령 제68조제3항, 국민연금법 시행령 제113조의2",
    SecretKind.FOREIGNER_NO: "개인정보 보호법 시행령 제19조제4호",
    SecretKind.PASSPORT: "개인정보 보호법 시행령 제19조",
    SecretKind.ACCOUNT: "근로기준법 제43조(임금 지급)",
    SecretKind.DISABILITY: "정보주체 별도 동의(개인정보 보호법 제23조)",
    SecretKind.UNION: "정보주체 별도 동의(개인정보 보호법 제23조)",
}
NUMBERS = (SecretKind.RRN, SecretKind.FOREIGNER_NO)
SHORTEST_REASON = 5
MOST_REVEALS_AN_HOUR = 30


@dataclass(frozen=True)
class Place:
    """Where an act came from."""

    address: str = ""


@transaction.atomic
def write_secret(
    *,
    actor: Actor,
    person_id: UUID,
    kind: str,
    text: str,
    at: datetime,
    label: str = "",
    place: Place | None = None,
    confirmed: bool = False,
) -> PersonSecret:
    """Store a protected value, replacing the one before. Locks the person.

    Refuses a malformed number (E-HR-016; a check digit that does not fit only until confirmed, as numbers of
    today have none), and a number that belongs to another person.
    """
    actor.require(SECRET_MANAGE)
    person = locked_person(person_id)
    plain = _normal(kind, text, confirmed=confirmed)
    others = _with_number(kind, plain)
    if kind in NUMBERS and others.exclude(person=person).exists():
        raise SecretOfOther
    PersonSecret.objects.filter(person=person, kind=kind, replaced_at__isnull=True).update(replaced_at=at)
    made = PersonSecret.objects.create(
        person=person,
        kind=kind,
        sealed=vault.seal(plain, f"{PURPOSE}:{kind}"),
        fingerprint=vault.fingerprint(plain, f"{PURPOSE}:{kind}"),
        masked=_masked(kind, plain),
        label=label.strip()[:40],
        basis=BASES[SecretKind(kind)],
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    note_access(actor=actor, person_id=person.pk, act=SecretAct.WRITTEN, kind=kind, place=place, at=at)
    return made


@transaction.atomic
def reveal_secret(
    *, actor: Actor, person_id: UUID, kind: str, reason: str, at: datetime, place: Place | None = None
) -> str:
    """The clear value, for a reason; one row of the access log for each time.

    Refuses who has no right (E-HR-018), no reason (E-HR-017), and more than thirty in an hour.
    """
    if kind not in SecretKind.values or not Person.objects.filter(pk=person_id).exists():
        raise NotFound(person_id=str(person_id), kind=kind)
    if not actor.may(RRN_REVEAL):
        raise RevealNotAllowed
    if len(reason.strip()) < SHORTEST_REASON:
        raise RevealReasonMissing
    found = PersonSecret.objects.filter(person_id=person_id, kind=kind, replaced_at__isnull=True).first()
    if found is None:
        raise NotFound(person_id=str(person_id), kind=kind)
    _refuse_bulk(actor, at)
    note_access(
        actor=actor,
        person_id=person_id,
        act=SecretAct.REVEALED,
        kind=kind,
        reason=reason,
        place=place,
        at=at,
    )
    return vault.unseal(found.sealed, f"{PURPOSE}:{kind}")


def note_refusal(
    *, actor: Actor, person_id: UUID, kind: str, reason: str, at: datetime, place: Place | None = None
) -> None:
    """Keep that somebody tried to open a number in vain; in a transaction of its own. Nobody's number is no look."""
    if kind not in SecretKind.values or not Person.objects.filter(pk=person_id).exists():
        return
    note_access(
        actor=actor,
        person_id=person_id,
        act=SecretAct.REFUSED,
        kind=kind,
        reason=reason,
        place=place,
        at=at,
    )


@transaction.atomic
def person_with_number(
    *, actor: Actor, kind: str, text: str, reason: str, at: datetime, place: Place | None = None
) -> UUID | None:
    """Whose number this is, found by its keyed hash without opening any; the look-up is logged."""
    actor.require(SECRET_MANAGE)
    if len(reason.strip()) < SHORTEST_REASON:
        raise RevealReasonMissing
    plain = re.sub(r"[\s-]", "", text)
    found = _with_number(kind, plain).first()
    note_access(
        actor=actor,
        person_id=found.person_id if found else None,
        act=SecretAct.LOOKED_UP,
        kind=kind,
        reason=reason,
        place=place,
        at=at,
    )
    return found.person_id if found else None


def note_access(
    *,
    actor: Actor,
    person_id: UUID | None,
    act: str,
    at: datetime,
    kind: str = "",
    reason: str = "",
    place: Place | None = None,
) -> SecretAccess:
    """One row of the access log: who, when, from where, whose data, what, why (시행령 제30조제1항제5호)."""
    return SecretAccess.objects.create(
        person_id=person_id,
        kind=kind,
        act=act,
        reason=reason.strip()[:300],
        actor_id=actor.user_id,
        actor_name=actor.name[:100],
        client_id=actor.client_id or "",
        place=(place.address if place else "")[:60],
        at=at,
    )


@transaction.atomic
def rotate_secrets() -> int:
    """Seal anew, under the present key, what an earlier one sealed; how many. Repeatable. Locks the rows."""
    present, done = vault.current_version(), 0
    for row in PersonSecret.objects.exclude(sealed__startswith=f"{present}.").for_change():
        purpose = f"{PURPOSE}:{row.kind}"
        plain = vault.unseal(row.sealed, purpose)
        row.sealed, row.fingerprint = vault.seal(plain, purpose), vault.fingerprint(plain, purpose)
        row.save(update_fields=["sealed", "fingerprint"])
        done += 1
    return done


def _with_number(kind: str, plain: str) -> QuerySet[PersonSecret]:
    """Values in use that are this number, whichever key hashed them."""
    marks = vault.fingerprints(plain, f"{PURPOSE}:{kind}")
    return PersonSecret.objects.filter(kind=kind, fingerprint__in=marks, replaced_at__isnull=True)


def _refuse_bulk(actor: Actor, at: datetime) -> None:
    recent = SecretAccess.objects.filter(
        actor_id=actor.user_id,
        client_id=actor.client_id or "",
        act=SecretAct.REVEALED,
        at__gt=at - timedelta(hours=1),
    )
    if recent.count() >= MOST_REVEALS_AN_HOUR:
        raise TooManyReveals(limit=MOST_REVEALS_AN_HOUR)


def _normal(kind: str, text: str, *, confirmed: bool) -> str:
    if kind not in SecretKind.values:
        raise InvalidInput(errors=[FieldFault("/kind", "choice", "종류를 목록에서 고르십시오.")])
    if kind in NUMBERS:
        number = read_resident_number(text)
        if number is None or (kind == SecretKind.FOREIGNER_NO) != number.is_foreigner:
            raise InvalidInput(errors=[FieldFault("/text", "E-HR-016", ResidentNumberDoubtful().detail)])
        if not number.is_checked and not confirmed:
            raise ResidentNumberDoubtful
        return number.digits
    plain = text.strip()
    if kind == SecretKind.ACCOUNT:
        plain = re.sub(r"[\s-]", "", text)
    if not plain or len(plain) > 100 or (kind == SecretKind.ACCOUNT and not plain.isdigit()):
        raise InvalidInput(errors=[FieldFault("/text", "malformed", "값을 확인하십시오.")])
    return plain


_MASKS: dict[str, Callable[[str], str]] = {
    SecretKind.RRN: masked,
    SecretKind.FOREIGNER_NO: masked,
    SecretKind.ACCOUNT: masked_account,
    SecretKind.PASSPORT: lambda text: f"{text[:2]}*****{text[-2:]}",
}


def _masked(kind: str, plain: str) -> str:
    mask = _MASKS.get(kind)
    return mask(plain) if mask else "등록됨"
