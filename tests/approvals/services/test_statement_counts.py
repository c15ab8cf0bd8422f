"""What a decision costs in statements, whatever the length of the line."""

from __future__ import annotations

import pytest

from approvals.choices import SignatureKind
from approvals.models import OfficialDocument
from approvals.services.attachments import attach
from approvals.services.changing import answer_audit
from approvals.services.deciding import sign
from approvals.services.drafting import create_draft
from approvals.services.submitting import Known, submit
from organization.models import DeputyOrder, DutyHolder
from organization.queries import absences_around, moment_at, structure_at, table_in_force
from tests.approvals.counting import Counted, counted
from tests.approvals.kit import (
    AT,
    SINCE,
    TEXT,
    Office,
    away,
    fresh,
    long_line,
    signed,
    step_of,
    steps,
    submitted,
)
from tests.approvals.stand_in import fund, record, stand_in

AIM = 12
LENGTHS = (3, 8, 15)


def cost(
    office: Office, document: OfficialDocument, name: str, *, by: str = "", opinion: str = ""
) -> Counted:
    """What the signature on this person's step executes."""
    step, seen, actor = step_of(office, document, name), fresh(document).version, office.actor(by or name)
    with counted() as found:
        sign(document_id=document.pk, step_id=step.pk, seen=seen, actor=actor, at=AT, opinion=opinion)
    return found


@pytest.mark.parametrize("is_with_record", [False, True])
def test_the_length_of_the_line_costs_nothing(office: Office, is_with_record: bool) -> None:
    found: list[tuple[int, int, int]] = []
    with stand_in():
        fund(1_000_000_000)
        for length in LENGTHS:
            subjects = [record(3_000_000)] if is_with_record else []
            names, groups = long_line(office, length)
            document = submitted(office, subjects=subjects, groups=groups)
            assert len(steps(document)) == length
            signed(office, document, *names[:-1])
            middle = cost(office, document, names[-1])
            final = cost(office, document, "박")
            assert fresh(document).state == "APPROVED"
            found.append((len(middle.engine), len(final.engine), len(final.records)))
    assert found == [(4, 9, 7) if is_with_record else (4, 8, 0)] * len(LENGTHS)


def test_a_final_decision_with_everything_stays_within_the_aim(office: Office) -> None:
    """A notice with a file and a record, an audit that was answered, an opinion, signed by a deputy."""
    with stand_in():
        fund(1_000_000_000)
        given = {**TEXT, "record_file_id": office.file_id}
        draft = create_draft(
            form_code="NOTICE",
            actor=office.actor("김"),
            at=AT,
            values=given,
            subjects=[record(30_000_000), record(20_000_001)],
        )
        attach(
            document_id=draft.pk,
            seen=draft.version,
            name="내역.txt",
            data="임차 내역".encode(),
            actor=office.actor("김"),
            at=AT,
        )
        document = submit(
            document_id=draft.pk,
            seen=fresh(draft).version,
            actor=office.actor("김"),
            at=AT,
            acknowledged=[Known("E-DOC-007", "붙임 없이 올립니다.")],
        )
        signed(office, document, "박", "이", "정", "예", "회")
        signed(office, document, "감", result=SignatureKind.AUDIT_OPINION, opinion="단가 확인")
        answer_audit(
            document_id=document.pk,
            step_id=step_of(office, document, "감").pk,
            text="확인했습니다.",
            actor=office.actor("김"),
            at=AT,
        )
        away(office, "최", "오")
        final = cost(office, document, "최", by="오", opinion="진행합니다.")
    assert fresh(document).state == "APPROVED"
    assert len(final.engine) <= AIM


def test_one_statement_says_what_the_single_questions_say(office: Office) -> None:
    away(office, "이", "박")
    away(office, "경", kind="LONG_LEAVE")
    DeputyOrder.objects.create(
        department_id=office.departments["공연본부"], place=1, deputy_id=office.people["정"]
    )
    DutyHolder.objects.create(duty="ASSET_MANAGER", user_id=office.people["회"], from_on=SINCE)
    found = moment_at(AT)
    assert found.table_id == table_in_force(AT.date()).table_id
    assert found.structure == structure_at(AT)
    assert set(found.absences) == set(absences_around(AT))
