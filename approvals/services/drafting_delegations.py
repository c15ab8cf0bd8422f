"""A program drafts for a person only with that person's delegation, which the person gives and ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from approvals.errors.documents import NoDraftingDelegation
from approvals.models import DraftingDelegation, OfficialDocument
from approvals.permissions import DOCUMENT_DRAFT
from approvals.queries.drafting_delegations import delegation_of, own_delegations
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, PermissionMissing, StaleVersion
from core.periods import day_of
from identity.queries import actor_for
from identity.queries.api_clients import api_client
from organization.queries import primary_department

LONGEST = timedelta(days=366)


@transaction.atomic
def give_delegation(*, program_id: UUID, until_on: date, actor: Actor, at: datetime) -> DraftingDelegation:
    """Let a registered program write drafts in the own name until that day; replaces an earlier one.

    Only a person, for oneself. Refuses a program that is revoked or may not draft, a day that has passed or
    lies more than a year ahead.
    """
    person = _person(actor)
    program = api_client(program_id)
    faults = []
    if not program.is_active or DOCUMENT_DRAFT not in program.scopes:
        faults.append(FieldFault("/program_id", "choice", "기안할 수 있는 연계 프로그램을 고르십시오."))
    if not day_of(at) <= until_on <= day_of(at) + LONGEST:
        faults.append(FieldFault("/until_on", "day", "마지막 날은 오늘부터 1년 안의 날짜여야 합니다."))
    if faults:
        raise InvalidInput(errors=faults)
    client_id = str(program.application.client_id)
    earlier = DraftingDelegation.objects.select_for_update().filter(
        person_id=person, client_id=client_id, ended_at__isnull=True
    )
    earlier.update(ended_at=at)
    made: DraftingDelegation = DraftingDelegation.objects.create(
        person_id=person, client_id=client_id, client_name=program.name, given_at=at, until_on=until_on
    )
    _note("drafting_delegated", made, actor, at)
    return made


@transaction.atomic
def end_delegation(
    *, delegation_id: UUID, actor: Actor, at: datetime, version: int | None = None
) -> DraftingDelegation:
    """End the own delegation at once; drafts written under it stay with the person. Repeatable."""
    _person(actor)
    found: DraftingDelegation | None = (
        own_delegations(actor).select_for_update().filter(pk=delegation_id).first()
    )
    if found is None:
        raise NotFound(delegation_id=str(delegation_id))
    if version is not None and version != found.version:
        raise StaleVersion
    if found.ended_at is None:
        found.ended_at, found.version = at, found.version + 1
        found.save(update_fields=["ended_at", "version"])
        _note("drafting_delegation_ended", found, actor, at)
    return found


def drafter_for(*, person_id: UUID | None, actor: Actor, at: datetime) -> Actor:
    """Who drafts: the person at work; for a program the person who lets it, with the rights both have.

    Refuses a program without that person's delegation in force (NO_DRAFTING_DELEGATION) and a person who
    names somebody else.
    """
    if actor.client_id is None:
        if person_id is not None and person_id != actor.user_id:
            words = "다른 사람 이름으로 기안할 수 없습니다."
            raise InvalidInput(errors=[FieldFault("/drafter_id", "other", words)])
        return actor
    if person_id is None:
        raise NoDraftingDelegation(program=actor.name)
    given = delegation_of(person_id, actor.client_id, at)
    person = actor_for(person_id, day_of(at)) if given else None
    if person is None or person.user_id is None:
        raise NoDraftingDelegation(program=actor.name)
    return replace(
        person,
        codes=person.codes & actor.codes,
        client_id=actor.client_id,
        department_id=primary_department(person_id, day_of(at)),
    )


def drafter_on(*, document_id: UUID, actor: Actor, at: datetime) -> Actor:
    """Who goes on writing a document: for a program the person it wrote it for, while the delegation is in force.

    A program finds only what it wrote itself.
    """
    if actor.client_id is None:
        return actor
    found = OfficialDocument.objects.filter(pk=document_id, drafted_through=actor.client_id).first()
    if found is None:
        raise NotFound(document=str(document_id))
    return drafter_for(person_id=found.drafter_id, actor=actor, at=at)


def _person(actor: Actor) -> UUID:
    actor.require(DOCUMENT_DRAFT)
    if actor.user_id is None or actor.client_id is not None:
        raise PermissionMissing(permission=DOCUMENT_DRAFT)
    return actor.user_id


def _note(verb: str, row: DraftingDelegation, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="drafting_delegation",
        subject_id=row.pk,
        summary=row.client_name,
        at=at,
        facts={"client_id": row.client_id, "until_on": row.until_on.isoformat()},
    )
