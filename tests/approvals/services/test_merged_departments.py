"""A document of a department that was merged is registered by the successor (handbook 2.13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals.models import ApprovalStep, OfficialDocument
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.queries.desks import department_documents
from approvals.queries.documents import document_page
from approvals.queries.reading import may_circulate, readable
from approvals.services.circulating import circulate
from approvals.services.letter_rights import heads_of
from approvals.services.submitting import submit
from core.access import SYSTEM, Actor
from core.errors import NotFound
from core.periods import SEOUL, day_of
from organization.models import Assignment, Department, DepartmentVersion
from organization.queries import heir_of, merged_into
from organization.services import close_department
from records.errors import DepartmentAbolished
from records.models import NumberSeries, RegistryEntry
from records.queries import filing_choices
from tenants.context import institution
from tests.approvals.kit import AT, Office, draft, found_office, fresh, signed, submitted
from tests.records.kit import registered
from tests.worlds import World

MERGED_ON = date(2026, 12, 1)
LATER = datetime(2026, 12, 2, 10, 0, tzinfo=SEOUL)


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    with institution(world.culture):
        yield found_office()


def _merge(office: Office, name: str = "공연사업팀", into: str | None = "기획팀") -> None:
    """The people of a team move, then it is closed."""
    member = Assignment.objects.get(user_id=office.people["오"]).post
    for row in list(Assignment.objects.filter(department_id=office.departments[name])):
        row.until_on = MERGED_ON
        row.save()
        if into is not None:
            Assignment.objects.create(
                user_id=row.user_id,
                department_id=office.departments[into],
                post=member,
                from_on=MERGED_ON,
            )
    close_department(
        actor=SYSTEM,
        department_id=office.departments[name],
        on=MERGED_ON,
        at=AT,
        successor_id=office.departments[into] if into else None,
    )


def test_the_successor_registers_with_its_own_series(office: Office) -> None:
    document = submitted(office, amount=3_000_000)
    _merge(office)
    document = signed(office, document, "예", "기", at=LATER)
    entry = RegistryEntry.objects.get(document_id=document.pk)
    heir = office.departments["기획팀"]
    assert (fresh(document).state, entry.number_text, entry.department_id) == ("APPROVED", "기획팀-1", heir)
    assert entry.record_file_id == office.files["공연사업팀"]
    code = Department.objects.get(pk=heir).code
    assert list(NumberSeries.objects.values_list("department_code", "last")) == [(code, 1)]


def test_an_abolished_department_without_a_successor_registers_nothing(office: Office) -> None:
    _merge(office, into=None)
    with pytest.raises(DepartmentAbolished):
        registered(office.departments["공연사업팀"], office.files["공연사업팀"], at=LATER)
    assert (RegistryEntry.objects.count(), NumberSeries.objects.count()) == (0, 0)


def test_a_draft_of_a_merged_department_is_handed_in_by_the_successor(office: Office) -> None:
    document = draft(office)
    _merge(office)
    document = submit(
        document_id=document.pk, seen=document.version, actor=office.actor("김", "기획팀"), at=LATER
    )
    assert fresh(document).department_id == office.departments["기획팀"]


def test_heirs_are_found_through_several_mergers_and_only_from_their_day(office: Office) -> None:
    team, heir, last = (office.departments[name] for name in ("공연사업팀", "기획팀", "인사팀"))
    assert (heir_of(team, MERGED_ON), merged_into(heir, MERGED_ON)) == (None, [])
    _merge(office)
    found = heir_of(team, MERGED_ON)
    assert found is not None
    assert (found.department_id, merged_into(heir, MERGED_ON)) == (heir, [team])
    day_before = MERGED_ON - timedelta(days=1)
    assert (heir_of(team, day_before), merged_into(heir, day_before)) == (None, [])
    DepartmentVersion.objects.filter(department_id=heir).update(until_on=MERGED_ON + timedelta(days=9))
    Department.objects.filter(pk=heir).update(successor_id=last)
    after = MERGED_ON + timedelta(days=9)
    found = heir_of(team, after)
    assert found is not None
    assert found.department_id == last
    assert set(merged_into(last, after)) == {team, heir}


def test_the_files_of_a_merged_department_are_the_successors_to_use(office: Office) -> None:
    _merge(office)
    found = {one.file_id for one in filing_choices(office.departments["기획팀"], LATER.date())}
    assert {office.files["공연사업팀"], office.files["기획팀"]} <= found


def test_the_head_of_the_successor_decides_for_the_merged_department(office: Office) -> None:
    _merge(office)
    people, name = heads_of(office.departments["공연사업팀"], LATER)
    assert (people, name) == (frozenset({office.people["기"]}), "기획팀")


def _reader(office: Office, name: str, department: str) -> Actor:
    """Somebody without the right to inspect."""
    return replace(office.actor(name, department), codes=frozenset({DOCUMENT_DRAFT, DOCUMENT_VIEW}))


def _reads(document: OfficialDocument, actor: Actor, on: date) -> bool:
    return readable(actor, on).filter(pk=document.pk).exists()


def test_colleagues_of_the_successor_read_what_the_former_members_could(office: Office) -> None:
    document = signed(office, submitted(office, amount=3_000_000), "예", "박")
    member, heir = _reader(office, "김2", "공연사업팀"), _reader(office, "인", "기획팀")
    assert (_reads(document, member, LATER.date()), _reads(document, heir, LATER.date())) == (True, False)
    _merge(office)
    day_before = MERGED_ON - timedelta(days=1)
    assert (_reads(document, heir, day_before), _reads(document, heir, MERGED_ON)) == (False, True)
    moved = _reader(office, "김2", "기획팀")
    assert _reads(document, moved, MERGED_ON)
    assert document_page(document.pk, heir, LATER).pk == document.pk
    with pytest.raises(NotFound):
        document_page(document.pk, heir, AT)


def test_others_than_the_successor_still_read_nothing(office: Office) -> None:
    document = signed(office, submitted(office, amount=3_000_000), "예", "박")
    _merge(office)
    for name, department in (("회", "회계팀"), ("경", "경영지원본부"), ("이", "공연본부")):
        assert not _reads(document, _reader(office, name, department), LATER.date())


def test_closed_documents_and_drafts_stay_with_their_people_after_a_merger(office: Office) -> None:
    closed = submitted(office, amount=3_000_000, disclosure="CLOSED", grounds=[7])
    unfinished = draft(office)
    _merge(office)
    heir = _reader(office, "인", "기획팀")
    drafter = _reader(office, "김", "기획팀")
    assert (_reads(closed, heir, LATER.date()), _reads(unfinished, heir, LATER.date())) == (False, False)
    assert (_reads(closed, drafter, LATER.date()), _reads(unfinished, drafter, LATER.date())) == (True, True)


def test_without_a_successor_nobody_inherits_the_reading(office: Office) -> None:
    document = signed(office, submitted(office, amount=3_000_000), "예", "박")
    _merge(office, into=None)
    assert not _reads(document, _reader(office, "인", "기획팀"), LATER.date())


def test_the_box_of_the_successor_holds_the_documents_of_the_merged_department(office: Office) -> None:
    document = signed(office, submitted(office, amount=3_000_000), "예", "박")
    team, heir = office.departments["공연사업팀"], office.departments["기획팀"]
    actor = _reader(office, "인", "기획팀")
    assert list(department_documents(heir, actor)) == []
    today = day_of(timezone.now())
    DepartmentVersion.objects.filter(department_id=team).update(until_on=today)
    Department.objects.filter(pk=team).update(successor_id=heir)
    assert [one.pk for one in department_documents(heir, actor)] == [document.pk]
    other = office.departments["인사팀"]
    assert list(department_documents(other, _reader(office, "인", "인사팀"))) == []


def test_colleagues_of_the_successor_circulate_what_the_former_members_could(office: Office) -> None:
    document = signed(office, submitted(office, amount=3_000_000), "예", "박")
    heir, reader = _reader(office, "인", "기획팀"), office.people["회"]
    given: dict[str, Any] = {"document_id": document.pk, "people": [reader], "reason": "업무 인수"}
    _merge(office)
    with pytest.raises(NotFound):
        circulate(**given, actor=heir, at=AT)  # the day of the merger has not come
    for name, department in (("회", "회계팀"), ("이", "공연본부")):
        assert not may_circulate(document, _reader(office, name, department), MERGED_ON)
    day_before = MERGED_ON - timedelta(days=1)
    assert (may_circulate(document, heir, day_before), may_circulate(document, heir, MERGED_ON)) == (
        False,
        True,
    )
    circulate(**given, actor=heir, at=LATER)
    step = ApprovalStep.objects.get(document=document, kind="CIRCULATE")
    assert (step.person_id, step.state, step.basis) == (reader, "ACTIVE", "공람: 업무 인수")


def test_a_closed_document_is_not_the_successors_to_circulate(office: Office) -> None:
    closed = submitted(office, amount=3_000_000, disclosure="CLOSED", grounds=[7])
    closed = signed(office, closed, "예", "박")
    _merge(office)
    assert not may_circulate(closed, _reader(office, "인", "기획팀"), MERGED_ON)
    assert may_circulate(closed, _reader(office, "김", "기획팀"), MERGED_ON)
