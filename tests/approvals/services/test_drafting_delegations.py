"""A program drafts for a person only while that person lets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from approvals.errors.documents import NoDraftingDelegation
from approvals.models import DraftingDelegation, OfficialDocument
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.services.drafting import create_draft, save_draft
from approvals.services.drafting_delegations import drafter_for, drafter_on, end_delegation, give_delegation
from core.access import SYSTEM, Actor
from core.errors import InvalidInput, NotFound, PermissionMissing
from identity.services.api_clients import ApiClientData, create_api_client
from tenants.context import institution
from tests.approvals.kit import AT, TEXT, Office, found_office
from tests.people import grant
from tests.worlds import World

UNTIL = AT.date() + timedelta(days=30)


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    with institution(world.culture):
        office = found_office()
        for name in ("김", "오"):
            grant(f"e-{name}", DOCUMENT_DRAFT, DOCUMENT_VIEW)
        yield office


def _program(*scopes: str) -> tuple[UUID, Actor]:
    codes = scopes or (DOCUMENT_DRAFT, DOCUMENT_VIEW)
    made = create_api_client(actor=SYSTEM, data=ApiClientData("인사 연계", "인사시스템", codes), at=AT).client
    client_id = str(made.application.client_id)
    return made.pk, Actor(None, made.name, frozenset(made.scopes), client_id=client_id)


def _given(office: Office, program_id: UUID, name: str = "김", **changes: Any) -> DraftingDelegation:
    asked = {"until_on": UNTIL, "actor": office.actor(name), "at": AT, **changes}
    return give_delegation(program_id=program_id, **asked)


def _written(office: Office, program: Actor) -> OfficialDocument:
    who = drafter_for(person_id=office.people["김"], actor=program, at=AT)
    values = {**TEXT, "record_file_id": office.file_id}
    return create_draft(form_code="PROPOSAL", actor=who, at=AT, values=values)


def test_with_a_delegation_the_draft_is_the_persons(office: Office) -> None:
    program_id, program = _program()
    _given(office, program_id)
    document = _written(office, program)
    assert (document.drafter_id, document.department_id, document.drafted_through, document.state) == (
        office.people["김"],
        office.departments["공연사업팀"],
        program.client_id,
        "DRAFT",
    )
    who = drafter_on(document_id=document.pk, actor=program, at=AT)
    save_draft(
        document_id=document.pk, seen=document.version, values={"title": "고친 제목"}, actor=who, at=AT
    )
    document.refresh_from_db()
    assert document.title == "고친 제목"


def test_without_a_delegation_nothing_is_drafted(office: Office) -> None:
    program_id, program = _program()
    _given(office, program_id, "오")
    for person_id in (office.people["김"], None):
        with pytest.raises(NoDraftingDelegation):
            drafter_for(person_id=person_id, actor=program, at=AT)
    with pytest.raises(PermissionMissing):
        create_draft(form_code="PROPOSAL", actor=program, at=AT)
    assert OfficialDocument.objects.count() == 0


def test_an_ended_delegation_ends_the_writing_at_once(office: Office) -> None:
    program_id, program = _program()
    given = _given(office, program_id)
    document = _written(office, program)
    end_delegation(delegation_id=given.pk, actor=office.actor("김"), at=AT)
    with pytest.raises(NoDraftingDelegation):
        drafter_on(document_id=document.pk, actor=program, at=AT)
    with pytest.raises(NoDraftingDelegation):
        drafter_for(person_id=office.people["김"], actor=program, at=AT)


def test_a_delegation_is_over_after_its_last_day(office: Office) -> None:
    program_id, program = _program()
    _given(office, program_id, until_on=AT.date())
    assert drafter_for(person_id=office.people["김"], actor=program, at=AT).user_id == office.people["김"]
    with pytest.raises(NoDraftingDelegation):
        drafter_for(person_id=office.people["김"], actor=program, at=AT + timedelta(days=1))


def test_the_rights_are_those_both_have(office: Office) -> None:
    program_id, program = _program()
    _given(office, program_id)
    narrow = replace(program, codes=frozenset({DOCUMENT_DRAFT}))
    who = drafter_for(person_id=office.people["김"], actor=narrow, at=AT)
    assert who.codes == frozenset({DOCUMENT_DRAFT})


def test_a_program_finds_only_what_it_wrote(office: Office) -> None:
    program_id, program = _program()
    _given(office, program_id)
    own = create_draft(form_code="PROPOSAL", actor=office.actor("김"), at=AT, values=TEXT)
    with pytest.raises(NotFound):
        drafter_on(document_id=own.pk, actor=program, at=AT)


def test_a_delegation_of_one_institution_says_nothing_in_another(office: Office, world: World) -> None:
    program_id, program = _program()
    _given(office, program_id)
    with institution(world.youth, platform_code=True), pytest.raises(NoDraftingDelegation):
        drafter_for(person_id=office.people["김"], actor=program, at=AT)


def test_only_a_person_gives_it_for_oneself_within_a_year(office: Office) -> None:
    program_id, program = _program()
    blind_id, _blind = _program(DOCUMENT_VIEW)
    with pytest.raises(PermissionMissing):
        _given(office, program_id, actor=program)
    for wrong in (AT.date() - timedelta(days=1), AT.date() + timedelta(days=367)):
        with pytest.raises(InvalidInput):
            _given(office, program_id, until_on=wrong)
    with pytest.raises(InvalidInput):
        _given(office, blind_id)
    assert DraftingDelegation.objects.count() == 0
    first = _given(office, program_id)
    _given(office, program_id)
    first.refresh_from_db()
    assert (first.ended_at, DraftingDelegation.objects.filter(ended_at__isnull=True).count()) == (AT, 1)
    with pytest.raises(NotFound):
        end_delegation(delegation_id=first.pk, actor=office.actor("오"), at=AT)


def test_a_person_names_nobody_else(office: Office) -> None:
    with pytest.raises(InvalidInput):
        drafter_for(person_id=office.people["오"], actor=office.actor("김"), at=AT)
    assert drafter_for(person_id=None, actor=office.actor("김"), at=AT) == office.actor("김")
