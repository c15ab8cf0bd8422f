"""★ 발의자 and ⊙ 보고자: chosen on the draft, signed with it, printed before the title (규칙 제6조, C-05)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from approvals.models import DocumentVersion, OfficialDocument
from approvals.queries.letters import boxes_of
from approvals.services.drafting import save_draft
from approvals.services.submitting import submit
from core.errors import InvalidInput
from tenants.context import institution
from tests.approvals.kit import AT, Office, draft, found_office, fresh, signed
from tests.worlds import World


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    with institution(world.culture):
        yield found_office()


def _texts(document: OfficialDocument) -> list[str]:
    return [box.text for box in boxes_of(document).approvers]


def test_c_05_a_drafter_writes_for_the_head_of_the_team_who_is_marked(office: Office) -> None:
    document = draft(
        office, amount=5_000_000, proposer_id=office.people["박"], reporter_id=office.people["김"]
    )
    document = submit(document_id=document.pk, seen=document.version, actor=office.actor("김"), at=AT)
    assert document.drafter_id == office.people["김"]
    signed(office, document, "박", "예", "이")
    document = fresh(document)
    assert document.state == "APPROVED"
    assert _texts(document) == ["⊙주임 김", "★팀장 박", "본부장 전결 11/22 이"]
    said = json.loads(DocumentVersion.objects.get(document=document).content)
    assert (said["proposer"], said["reporter"]) == (str(office.people["박"]), str(office.people["김"]))


def test_a_draft_without_marks_says_nothing_of_them(office: Office) -> None:
    document = draft(office)
    submit(document_id=document.pk, seen=document.version, actor=office.actor("김"), at=AT)
    said = json.loads(DocumentVersion.objects.get(document=document).content)
    assert {"proposer", "reporter"} & set(said) == set()
    assert _texts(fresh(document))[0] == "주임 김"


def test_a_marked_person_has_a_place_on_the_line(office: Office) -> None:
    document = draft(office, proposer_id=office.people["기"])
    with pytest.raises(InvalidInput) as refused:
        submit(document_id=document.pk, seen=document.version, actor=office.actor("김"), at=AT)
    assert [(one.pointer, one.code) for one in refused.value.errors] == [("/proposer_id", "not_on_line")]
    assert fresh(document).state == "DRAFT"


def test_somebody_who_works_nowhere_here_is_not_marked(office: Office, world: World) -> None:
    document = draft(office)
    stranger = document.pk
    with pytest.raises(InvalidInput) as refused:
        save_draft(
            document_id=document.pk,
            seen=document.version,
            values={"reporter_id": stranger},
            actor=office.actor("김"),
            at=AT,
        )
    assert [one.pointer for one in refused.value.errors] == ["/reporter_id"]
    assert fresh(document).reporter_id is None


def test_in_01_marks_of_an_approved_document_are_kept_by_the_database(office: Office) -> None:
    document = draft(office, proposer_id=office.people["박"])
    document = submit(document_id=document.pk, seen=document.version, actor=office.actor("김"), at=AT)
    signed(office, document, "예", "박")
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialDocument.objects.filter(pk=document.pk).update(proposer_id=office.people["김"])
    assert fresh(document).proposer_id == office.people["박"]
