"""관인: the electronic seal is put on letters by their drafter or the people of the 처리과 (handbook 2.12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from approvals.errors.letters import NoSealAuthority
from approvals.models import Dispatch, SealUse, Transport
from approvals.services.dispatching import SealChoice, request_dispatch, send
from core.periods import day_of
from organization.models import Department, DepartmentVersion
from tenants.context import institution
from tests.approvals.kit import AT, Office, found_office
from tests.approvals.letters_kit import (
    CITY_RECEIVER,
    VERIFY_AT,
    a_seal,
    approved_letter,
    clerk,
    waiting_jobs,
)
from tests.worlds import World


@pytest.fixture
def office(world: World, tmp_path: Any, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        yield found_office()


def requested(office: Office, document: Any) -> Dispatch:
    return request_dispatch(document_id=document.pk, receivers=(CITY_RECEIVER,), actor=clerk(office), at=AT)


def states(document: Any) -> list[str]:
    rows = Transport.objects.filter(dispatch__document=document).order_by("ordinal")
    return list(rows.values_list("state", flat=True))


def _sealed(office: Office, document: Any, seal_id: Any, who: Any) -> None:
    dispatch = Dispatch.objects.get(document=document)
    choice = SealChoice("IMAGE", seal_id)
    send(document_id=document.pk, seen=dispatch.version, seal=choice, verify_at=VERIFY_AT, actor=who, at=AT)


@pytest.mark.parametrize(("name", "department"), [("인", "인사팀"), ("회", "회계팀"), ("경", "경영지원본부")])
def test_people_of_other_departments_seal_nothing_whatever_they_may_inspect(
    office: Office, name: str, department: str
) -> None:
    document, seal_id = approved_letter(office), a_seal(office)
    requested(office, document)
    with pytest.raises(NoSealAuthority):
        _sealed(office, document, seal_id, clerk(office, name, department))
    assert (SealUse.objects.count(), states(document), waiting_jobs()) == (0, ["QUEUED"], [])


@pytest.mark.parametrize(
    ("name", "department"),
    [("김", "공연사업팀"), ("김2", "공연사업팀"), ("박", "공연사업팀"), ("김", "인사팀")],
)
def test_the_drafter_wherever_and_the_people_of_the_department_seal(
    office: Office, name: str, department: str
) -> None:
    document, seal_id = approved_letter(office), a_seal(office)
    requested(office, document)
    _sealed(office, document, seal_id, clerk(office, name, department))
    assert list(SealUse.objects.values_list("used_by_name", flat=True)) == [name]


def test_leaving_the_seal_out_is_for_the_same_people(office: Office) -> None:
    document = approved_letter(office)
    dispatch = requested(office, document)
    choice = SealChoice("OMITTED", reason="단순 통보")
    act = {"document_id": document.pk, "seen": dispatch.version, "seal": choice, "verify_at": VERIFY_AT}
    with pytest.raises(NoSealAuthority):
        send(**act, actor=clerk(office, "회", "회계팀"), at=AT)
    send(**act, actor=clerk(office, "오"), at=AT)
    assert list(SealUse.objects.values_list("mark", "used_by_name")) == [("OMITTED", "오")]


def test_the_successor_of_a_merged_department_seals_its_letters(office: Office) -> None:
    document, seal_id = approved_letter(office), a_seal(office)
    requested(office, document)
    heir = clerk(office, "기", "기획팀")
    with pytest.raises(NoSealAuthority):
        _sealed(office, document, seal_id, heir)
    team, today = office.departments["공연사업팀"], day_of(timezone.now())
    DepartmentVersion.objects.filter(department_id=team).update(until_on=today)
    Department.objects.filter(pk=team).update(successor_id=office.departments["기획팀"])
    _sealed(office, document, seal_id, heir)
    assert list(SealUse.objects.values_list("used_by_name", flat=True)) == ["기"]
