"""Edits by reviewers, changed lines, lost authority, people who move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from approvals.choices import DocumentState
from approvals.errors import line
from approvals.errors import steps as refusals
from approvals.models import (
    ApprovalLine,
    DocumentNotice,
    DocumentVersion,
    LineChange,
    OfficialDocument,
    Signature,
)
from approvals.queries.desk import desk_at
from approvals.queries.integrity import faults_of
from approvals.rules.line_types import PlannedGroup, StepKind
from approvals.services.changing import change_line, edit_by_reviewer, raise_decider
from approvals.services.deciding import sign, skip_review
from approvals.services.line_changes import open_line
from approvals.services.moving import follow_the_organisation
from core.errors import Refusals
from core.periods import SEOUL
from organization.models import Assignment, DelegationRule, DelegationTable
from tests.approvals.kit import (
    AT,
    Office,
    away,
    fresh,
    group,
    signed,
    states,
    step_of,
    steps,
    submitted,
)


def _edit(office: Office, document: object, name: str, changes: dict[str, object]) -> None:
    edit_by_reviewer(
        document_id=document.pk,  # type: ignore[attr-defined]
        step_id=step_of(office, document, name).pk,  # type: ignore[arg-type]
        seen=fresh(document).version,  # type: ignore[arg-type]
        changes=changes,
        actor=office.actor(name),
        at=AT,
    )


def test_ea_23_an_edit_makes_a_version_and_earlier_signatures_stay_with_theirs(office: Office) -> None:
    document = submitted(office, amount=60_000_000)
    signed(office, document, "박")
    seen = fresh(document).version
    _edit(office, document, "이", {"title": "고친 제목"})
    now = fresh(document)
    assert (now.content_version, now.title) == (2, "고친 제목")
    assert list(DocumentVersion.objects.filter(document=now).values_list("number", "reason")) == [
        (1, "SUBMIT"),
        (2, "EDIT"),
    ]
    assert DocumentNotice.objects.filter(document=now, kind="EDITED", person__name="박").exists()
    assert Signature.objects.get(document=now, signer__name="박").content_version == 1
    mine = step_of(office, document, "이").pk
    with pytest.raises(refusals.DocumentChanged) as refused:
        sign(document_id=now.pk, step_id=mine, seen=seen, actor=office.actor("이"), at=AT)
    assert refused.value.facts == {"seen": seen, "now": now.version}
    signed(office, document, "이", "정", "예", "회", "감", "최")
    assert fresh(document).state == DocumentState.APPROVED
    assert faults_of(fresh(document)) == []


def test_ea_24_fields_that_drive_money_are_not_edited(office: Office) -> None:
    document = submitted(office, amount=5_000_000, values={"estimate": 5_000_000, "memo": "가"})
    for changes in ({"amount": 1}, {"values": {"estimate": 1}}):
        with pytest.raises(refusals.FieldNotEditable) as refused:
            _edit(office, document, "박", changes)
        assert refused.value.code == "E-APR-024"
        assert [(one.label, one.route) for one in refused.value.next_steps] == [
            ("반려", "approvals:document")
        ]
    assert (fresh(document).content_version, fresh(document).amount) == (1, 5_000_000)
    _edit(office, document, "박", {"values": {"memo": "나"}})
    assert fresh(document).values == {"estimate": 5_000_000, "memo": "나"}


def test_a_reviewer_adds_cooperation_behind_himself(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    waiting = [step.pk for step in steps(document) if step.state == "WAITING"]
    groups = [
        group(office, 1, StepKind.COOPERATE, ["예", "회"]),
        group(office, 2, StepKind.APPROVE, ["이"]),
    ]
    act = {"document_id": document.pk, "groups": groups, "at": AT, "actor": office.actor("박")}
    change_line(**act, seen=document.version, replaces=waiting, reason="회계 확인")
    assert states(document) == [
        "REVIEW 박 ACTIVE",
        "COOPERATE - SUPERSEDED",
        "APPROVE - SUPERSEDED",
        "COOPERATE - WAITING",
        "COOPERATE - WAITING",
        "APPROVE - WAITING",
    ]
    assert LineChange.objects.get(document=document).reason == "회계 확인"
    assert ApprovalLine.objects.filter(document=document).count() == 2
    with pytest.raises(refusals.StepsFixed):
        change_line(**act, seen=fresh(document).version, replaces=waiting, reason="또")
    signed(office, document, "박", "예", "회", "이")
    assert fresh(document).state == DocumentState.APPROVED
    assert faults_of(fresh(document)) == []


def test_a_person_added_by_name_stays_that_person_through_further_changes(office: Office) -> None:
    """A waiting step has nobody written at it; the seat of a person says who it is."""
    document = submitted(office, amount=5_000_000)
    own = group(office, 1, StepKind.COOPERATE, ["김2"], required=False)
    table = [group(office, 2, StepKind.COOPERATE, ["예"]), group(office, 3, StepKind.APPROVE, ["이"])]
    _change(office, document, [own, *table], by="박")
    key = f"PERSON:{office.people['김2']}"
    line_now = open_line(fresh(document), steps(document), desk_at(AT))
    assert [one.post.key for one in line_now.steps][0] == key
    assert line_now.steps[0].seat.person_id == office.people["김2"]
    _change(office, document, line_now.groups, by="박")
    assert [one.seat_key for one in steps(document) if one.state == "WAITING"][0] == key
    signed(office, document, "박", "김2", "예", "이")
    assert fresh(document).state == DocumentState.APPROVED
    assert faults_of(fresh(document)) == []


def test_steps_of_the_table_keep_their_article_in_a_changed_line(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    before = {one.seat_key: (one.basis, one.notes) for one in steps(document) if one.state == "WAITING"}
    assert all(basis.endswith("EXP-02") for basis, _notes in before.values())
    own = group(office, 1, StepKind.COOPERATE, ["회"], required=False)
    loose = group(office, 2, StepKind.COOPERATE, ["예"], required=False)
    _change(office, document, [own, loose, group(office, 3, StepKind.APPROVE, ["이"])], by="박")
    waiting = [one for one in steps(document) if one.state == "WAITING"]
    assert [(one.kind, one.basis, one.required) for one in waiting] == [
        ("COOPERATE", "", False),
        ("COOPERATE", before[waiting[1].seat_key][0], True),
        ("APPROVE", before[waiting[2].seat_key][0], True),
    ]
    assert {one.seat_key: (one.basis, one.notes) for one in waiting[1:]} == before


def test_a_line_handed_in_keeps_the_article_of_its_steps(office: Office) -> None:
    plain = submitted(office)
    groups = [
        group(office, 1, StepKind.COOPERATE, ["예", "회"]),
        group(office, 2, StepKind.APPROVE, ["박"]),
    ]
    document = submitted(office, groups=groups)
    articles = {one.seat_key: one.basis for one in steps(plain)}
    assert all(articles.values())
    assert [one.basis for one in steps(document)] == [
        articles.get(one.seat_key, "") for one in steps(document)
    ]
    assert [bool(one.basis) for one in steps(document)] == [True, False, True]


def test_a_line_may_be_changed_behind_a_review_that_was_left_out(office: Office) -> None:
    """The drafter left out an absent reviewer: that is no second signature of his."""
    away(office, "박")
    document = submitted(office, amount=5_000_000)
    skip_review(
        document_id=document.pk,
        step_id=step_of(office, document, "박").pk,
        seen=document.version,
        reason="출장 중",
        actor=office.actor("김"),
        at=AT,
    )
    line_now = open_line(fresh(document), steps(document), desk_at(AT))
    own = group(office, 3, StepKind.COOPERATE, ["회"], required=False)
    approval = group(office, 4, StepKind.APPROVE, ["이"])
    waiting = [step.pk for step in steps(document) if step.state == "WAITING"]
    assert line_now.replaces == tuple(waiting)
    _change(office, document, [own, approval], by="김")
    assert states(document) == [
        "REVIEW 박 SKIPPED",
        "COOPERATE 예 ACTIVE",
        "APPROVE - SUPERSEDED",
        "COOPERATE - WAITING",
        "APPROVE - WAITING",
    ]


def _change(office: Office, document: OfficialDocument, groups: Sequence[PlannedGroup], *, by: str) -> None:
    change_line(
        document_id=document.pk,
        seen=fresh(document).version,
        replaces=[one.pk for one in steps(document) if one.state == "WAITING"],
        groups=groups,
        reason="순서를 바꿈",
        actor=office.actor(by),
        at=AT,
    )


def test_a_changed_line_keeps_what_the_table_asks_for(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    waiting = [step.pk for step in steps(document) if step.state == "WAITING"]
    without = [group(office, 1, StepKind.APPROVE, ["이"])]
    lower = [group(office, 1, StepKind.COOPERATE, ["예"]), group(office, 2, StepKind.APPROVE, ["회"])]
    for groups, refusal in ((without, line.CooperationMissing), (lower, line.ApproverTooLow)):
        with pytest.raises((refusal, Refusals)):
            change_line(
                document_id=document.pk,
                seen=document.version,
                replaces=waiting,
                groups=groups,
                reason="줄이기",
                actor=office.actor("김"),
                at=AT,
            )
    assert fresh(document).line_version == 1


def test_or_01_a_step_goes_to_the_successor(office: Office) -> None:
    waiting, active = submitted(office, amount=5_000_000), submitted(office, amount=5_000_000)
    signed(office, active, "박", "예")
    assert states(active)[2] == "APPROVE 이 ACTIVE"
    on = date(2026, 12, 1)
    leaving = Assignment.objects.get(user__name="이")
    Assignment.objects.filter(pk=leaving.pk).update(until_on=on)
    Assignment.objects.filter(user__name="오").update(until_on=on)
    Assignment.objects.create(
        user_id=office.people["오"], department_id=leaving.department_id, post=leaving.post, from_on=on
    )
    midnight = datetime(2026, 12, 1, tzinfo=SEOUL)
    assert follow_the_organisation(at=midnight - timedelta(seconds=1)) == 0
    assert follow_the_organisation(at=midnight) == 1
    assert states(active)[2] == "APPROVE 오 ACTIVE"
    told = DocumentNotice.objects.filter(document=active, kind="REASSIGNED")
    assert set(told.values_list("person__name", flat=True)) == {"김", "이", "오"}
    assert follow_the_organisation(at=midnight) == 0
    signed(office, waiting, "박", "예", at=midnight + timedelta(days=1))
    assert states(waiting)[2] == "APPROVE 오 ACTIVE"
    final = steps(active)[2]
    sign(
        document_id=active.pk,
        step_id=final.pk,
        seen=fresh(active).version,
        actor=office.actor("오"),
        at=midnight,
    )
    assert fresh(active).state == DocumentState.APPROVED


def test_or_02_lost_authority_raises_the_decider(office: Office) -> None:
    document = submitted(office, amount=15_000_000)
    signed(office, document, "박", "예")
    _lower_the_limit()
    step = step_of(office, document, "이")
    act = {"document_id": document.pk, "step_id": step.pk, "at": AT}
    with pytest.raises(refusals.AuthorityLost):
        signed(office, document, "이")
    raise_decider(**act, seen=document.version, reason="전결 한도 변경", actor=office.actor("김"))
    found = states(document)
    assert "REVIEW 이 ACTIVE" in found
    signed(office, document, "이")
    for name in ("회", "감"):
        if any(name in state and "ACTIVE" in state for state in states(document)):
            signed(office, document, name)
    signed(office, document, "정")
    now = fresh(document)
    assert (now.state, now.number_text) == (DocumentState.APPROVED, "공연사업팀-1")
    assert faults_of(now) == []


def test_the_decider_is_not_raised_while_his_authority_holds(office: Office) -> None:
    document = submitted(office)
    signed(office, document, "예")
    with pytest.raises(refusals.StepsFixed):
        raise_decider(
            document_id=document.pk,
            step_id=step_of(office, document, "박").pk,
            seen=document.version,
            reason="까닭 없음",
            actor=office.actor("김"),
            at=AT,
        )
    assert fresh(document).line_version == 1


def _lower_the_limit() -> None:
    """A new table in force since yesterday: the division head decides up to 10,000,000 only."""
    old = DelegationTable.objects.filter(state="IN_FORCE").order_by("-effective_from").first()
    assert old is not None
    rules = list(DelegationRule.objects.filter(table=old))
    old.pk, old.number, old._state.adding = None, old.number + 1, True
    table = DelegationTable(
        number=old.number,
        title=old.title,
        basis_text=old.basis_text,
        state="IN_FORCE",
        effective_from=AT.date() - timedelta(days=1),
    )
    table.save(force_insert=True)
    for rule in rules:
        rule.pk, rule.table, rule._state.adding = None, table, True
        if rule.rule_id == "EXP-02":
            rule.upto = 10_000_000
        if rule.rule_id == "EXP-03":
            rule.over = 10_000_000
        rule.pk = DelegationRule().pk
        rule.save(force_insert=True)
