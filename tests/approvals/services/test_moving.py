"""The organisation changes while documents are under approval: the rows of handbook 2.13."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from approvals.choices import Box, DocumentState
from approvals.errors.line import SeatEmpty
from approvals.models import DocumentNotice, OfficialDocument, Opinion, Signature
from approvals.queries.boxes import documents_of
from approvals.queries.desk import desk_at
from approvals.queries.documents import document_page
from approvals.queries.missing import MissingPosition
from approvals.rules.line_types import StepKind
from approvals.services.changing import change_line
from approvals.services.deciding import sign
from approvals.services.moving import follow_the_organisation
from core.access import SYSTEM
from core.errors import InvalidInput
from core.periods import SEOUL
from identity.models import User
from organization.models import Assignment, Department, DepartmentVersion, DeputyOrder, FunctionHolder
from organization.services import close_department
from tests.approvals.kit import AT, Office, draft, fresh, group, signed, states, steps, submitted

ON = date(2026, 12, 1)
MIDNIGHT = datetime(2026, 12, 1, tzinfo=SEOUL)
GONE = "결재자 또는 직위(팀장)가 없거나 퇴직·휴직 상태입니다."


def leaves(name: str, on: date = ON) -> None:
    Assignment.objects.filter(user__name=name).update(until_on=on)


def moves(office: Office, name: str, department: str, like: str) -> None:
    """From ON a person holds in a department the post that another one holds."""
    post = Assignment.objects.filter(user__name=like).order_by("from_on")[0].post
    leaves(name)
    Assignment.objects.create(
        user_id=office.people[name], department_id=office.departments[department], post=post, from_on=ON
    )


def merged(office: Office, closed: str, heir: str | None) -> None:
    """The department ends on ON; its people go to the successor or leave."""
    found = list(Assignment.objects.filter(department_id=office.departments[closed], until_on=None))
    for one in found:
        leaves(one.user.name)
    close_department(
        actor=SYSTEM,
        department_id=office.departments[closed],
        on=ON,
        at=AT,
        successor_id=office.departments[heir] if heir else None,
    )


def active(office: Office) -> OfficialDocument:
    """A document whose cooperation in 예산팀 is open."""
    document = submitted(office, amount=3_000_000)
    assert states(document)[0] == "COOPERATE 예 ACTIVE"
    return document


def test_a_transfer_moves_what_waits_and_leaves_what_is_signed(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    signed(office, document, "박")
    before = Signature.objects.get(document=document, signer__name="박").title
    moves(office, "박", "예산팀", "예")
    leaves("예")
    assert follow_the_organisation(at=MIDNIGHT) == 1
    found = states(document)
    assert found[0] == "REVIEW 박 SIGNED"
    assert "COOPERATE 박 ACTIVE" in found
    assert Signature.objects.get(document=document, signer__name="박").title == before


def test_a_retired_holder_is_followed_by_the_deputy_order_at_midnight(office: Office) -> None:
    document = active(office)
    DeputyOrder.objects.create(
        department_id=office.departments["예산팀"], deputy_id=office.people["회"], place=1
    )
    leaves("예")
    assert follow_the_organisation(at=MIDNIGHT - timedelta(seconds=1)) == 0
    assert states(document)[0] == "COOPERATE 예 ACTIVE"
    assert follow_the_organisation(at=MIDNIGHT) == 1
    assert states(document)[0] == "COOPERATE 회 ACTIVE"


def test_a_suspended_account_loses_its_steps(office: Office) -> None:
    document = active(office)
    User.objects.filter(name="예").update(is_active=False)
    assert follow_the_organisation(at=MIDNIGHT) == 1
    assert states(document)[0] != "COOPERATE 예 ACTIVE"


def test_a_merged_department_is_followed_by_its_successor(office: Office) -> None:
    waiting, opened = submitted(office, amount=5_000_000), active(office)
    merged(office, "예산팀", "회계팀")
    assert follow_the_organisation(at=MIDNIGHT) == 1
    assert states(opened)[0] == "COOPERATE 회 ACTIVE"
    upcoming = documents_of(Box.UPCOMING, office.actor("회", "회계팀"), desk_at(MIDNIGHT))
    assert list(upcoming) == [waiting]
    signed(office, waiting, "박", at=MIDNIGHT)
    assert "COOPERATE 회 ACTIVE" in states(waiting)


def test_a_merger_of_a_merger_is_followed_to_its_end(office: Office) -> None:
    opened = active(office)
    merged(office, "예산팀", "회계팀")
    merged(office, "회계팀", "계약팀")
    assert follow_the_organisation(at=MIDNIGHT) == 1
    assert states(opened)[0] == "COOPERATE 계 ACTIVE"


def test_an_abolished_department_sends_back_what_lies_there(office: Office) -> None:
    opened = active(office)
    merged(office, "예산팀", None)
    assert follow_the_organisation(at=MIDNIGHT) == 1
    now = fresh(opened)
    assert now.state == DocumentState.RETURNED
    assert Opinion.objects.get(document=opened).text == "조직개편"
    assert Signature.objects.filter(document=opened).count() == 1


def test_e_apr_006_a_waiting_step_of_an_abolished_department(office: Office) -> None:
    waiting = submitted(office, amount=5_000_000)
    merged(office, "예산팀", None)
    assert follow_the_organisation(at=MIDNIGHT - timedelta(seconds=1)) == 0
    version = fresh(waiting).version
    assert follow_the_organisation(at=MIDNIGHT) == 1
    told = DocumentNotice.objects.filter(document=waiting, kind="NOBODY")
    assert list(told.values_list("person__name", "text")) == [("김", GONE)]
    [gone] = [one for one in steps(waiting) if one.gone_told_at]
    assert (gone.kind, gone.state, gone.gone_told_at) == ("COOPERATE", "WAITING", MIDNIGHT)
    assert (fresh(waiting).state, fresh(waiting).version) == (DocumentState.IN_PROGRESS, version)
    for later in (0, 1):
        assert follow_the_organisation(at=MIDNIGHT + timedelta(days=later)) == 0
    signed(office, waiting, "박", at=MIDNIGHT)  # the step opens with nobody: it was told already
    assert list(told.values_list("person__name", "text")) == [("김", GONE)]
    [step] = [one for one in steps(waiting) if one.state == "ACTIVE"]
    with pytest.raises(SeatEmpty) as refused:
        sign(
            document_id=waiting.pk,
            step_id=step.pk,
            seen=fresh(waiting).version,
            actor=office.actor("회"),
            at=MIDNIGHT,
        )
    assert refused.value.code == "E-APR-006"
    assert fresh(waiting).state == DocumentState.IN_PROGRESS


def test_two_positions_that_are_gone_make_one_notice(office: Office) -> None:
    waiting = submitted(office, amount=60_000_000)
    merged(office, "예산팀", None)
    merged(office, "회계팀", None)
    assert follow_the_organisation(at=MIDNIGHT) == 1
    [told] = DocumentNotice.objects.filter(document=waiting, kind="NOBODY")
    assert told.text == GONE.replace("팀장", "팀장, 팀장")
    assert follow_the_organisation(at=MIDNIGHT) == 0


def test_a_position_that_is_gone_is_shown_until_the_line_is_changed(office: Office) -> None:
    waiting, whole = submitted(office, amount=5_000_000), submitted(office, amount=300_000)
    kim = office.actor("김")
    merged(office, "예산팀", None)
    assert document_page(waiting.pk, kim, MIDNIGHT).missing_positions == []
    follow_the_organisation(at=MIDNIGHT)
    [gone] = [one for one in steps(waiting) if one.gone_told_at]
    found = document_page(waiting.pk, kim, MIDNIGHT).missing_positions
    assert found == [MissingPosition(gone.pk, "팀장", "E-APR-006", GONE)]
    assert document_page(whole.pk, kim, MIDNIGHT).missing_positions == []
    FunctionHolder.objects.filter(function="BUDGET_TEAM").update(department=office.departments["회계팀"])
    change_line(
        document_id=waiting.pk,
        seen=fresh(waiting).version,
        replaces=[one.pk for one in steps(waiting) if one.state == "WAITING"],
        groups=[
            group(office, 1, StepKind.COOPERATE, ["회"]),
            group(office, 2, StepKind.APPROVE, ["이"]),
        ],
        reason="예산팀 폐지",
        actor=kim,
        at=MIDNIGHT,
    )
    assert document_page(waiting.pk, kim, MIDNIGHT).missing_positions == []
    assert follow_the_organisation(at=MIDNIGHT) == 0
    signed(office, waiting, "박", "회", "이", at=MIDNIGHT)
    assert fresh(waiting).state == DocumentState.APPROVED


def test_what_a_drafter_left_behind_belongs_to_the_head_of_the_department(office: Office) -> None:
    begun, running = draft(office), active(office)
    done = signed(office, submitted(office, amount=3_000_000), "예", "박")
    leaves("김")
    follow_the_organisation(at=MIDNIGHT - timedelta(seconds=1))
    assert fresh(begun).owner_id == office.people["김"]
    follow_the_organisation(at=MIDNIGHT)
    owners = [fresh(one).owner_id for one in (begun, running, done)]
    assert owners == [office.people["박"], office.people["박"], office.people["김"]]
    assert fresh(running).drafter_id == office.people["김"]
    assert fresh(running).state == DocumentState.IN_PROGRESS


def test_a_successor_is_a_living_other_department(office: Office) -> None:
    given: dict[str, Any] = {"actor": SYSTEM, "on": ON, "at": AT}
    leaves("예")
    mine = office.departments["예산팀"]
    Assignment.objects.filter(department_id=mine).update(until_on=ON)
    with pytest.raises(InvalidInput):
        close_department(**given, department_id=mine, successor_id=mine)
    with pytest.raises(Exception, match="부서"):
        close_department(**given, department_id=mine, successor_id=UUID(int=1))
    assert Department.objects.get(pk=mine).successor_id is None
    assert DepartmentVersion.objects.filter(department_id=mine, until_on=None).count() == 1
