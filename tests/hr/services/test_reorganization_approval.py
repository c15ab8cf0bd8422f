"""A reorganisation through its official document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from approvals.models import OfficialDocument
from approvals.queries.subjects import document_of
from core.access import Actor
from core.errors import InvalidMove
from hr.choices import ReorganizationState
from hr.models import Reorganization
from hr.queries.reorganizations import SUBJECT
from hr.services.reorganization_approval import hand_in_reorganization, recall_reorganization
from hr.services.reorganizations import ReorganizationData, draft_reorganization
from tenants.context import institution
from tests.approvals.kit import AT, Office, found_office
from tests.hr.kit import hr_actor
from tests.worlds import World


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    """The base organisation of the approvals handbook."""
    with institution(world.culture):
        yield found_office()


def _hr(office: Office) -> Actor:
    found = office.actor("인", "인사팀")
    return replace(found, codes=found.codes | hr_actor().codes)


def _draft(office: Office) -> Reorganization:
    data = ReorganizationData(
        title="하반기 조직개편",
        effective_on=date(2026, 12, 31),
        department_id=office.departments["인사팀"],
        basis_document="직제규정 제5조",
        changes=({"kind": "OPEN", "code": "Z1", "name": "미래전략팀", "parent_code": ""},),
    )
    return draft_reorganization(actor=_hr(office), data=data, at=AT)


def test_the_document_says_what_changes_and_may_be_recalled(office: Office) -> None:
    row = _draft(office)
    with pytest.raises(InvalidMove):
        recall_reorganization(actor=_hr(office), reorganization_id=row.pk, reason="오기", at=AT)
    done = hand_in_reorganization(actor=_hr(office), reorganization_id=row.pk, at=AT)
    assert done.state == ReorganizationState.SUBMITTED
    found = document_of(SUBJECT, row.pk)
    assert found is not None
    document = OfficialDocument.objects.get(pk=found.document_id)
    assert (document.title, document.business_type) == ("하반기 조직개편", "policy_basic_plan")
    table = document.body["blocks"][-1]["rows"]
    assert ["".join(run["text"] for run in cell["runs"]) for cell in table[1]] == [
        "신설",
        "Z1",
        "",
        "미래전략팀",
    ]
    recall_reorganization(actor=_hr(office), reorganization_id=row.pk, reason="오기", at=AT)
    row.refresh_from_db()
    assert row.state == ReorganizationState.DRAFT
