"""Two people act on one document at the same moment, with real processes (handbook 2.8)."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID, uuid4  # noqa: TID251 - keys of clients

import pytest

from approvals.models import ApprovalStep, GroupActivation, OfficialDocument, Signature
from approvals.queries.integrity import faults_of
from approvals.rules.line_types import StepKind
from approvals.services.changing import change_line, edit_by_reviewer
from approvals.services.deciding import sign
from approvals.services.returning import recall, return_document
from core.api.idempotency import DAY
from core.idempotency import Answer, KeyedRequest, answer_once
from records.models import NumberSeries, RegistryEntry
from tenants.context import institution
from tests.approvals.copies import copies_of
from tests.approvals.kit import (
    AT,
    INSTITUTION,
    Office,
    away,
    found_office,
    fresh,
    group,
    policy,
    signed,
    step_of,
    submitted,
)
from tests.approvals.kit import steps as all_steps
from tests.approvals.stand_in import fund, record, reserved, stand_in, value_of
from tests.kit.crowd import Act, at_once, round_by_round

ROUNDS = 20
MANY = 1000


def _sign(office: Office, document: OfficialDocument, name: str, step: ApprovalStep) -> Act:
    seen, key, who = document.version, step.pk, office.actor(name)
    return lambda: sign(document_id=document.pk, step_id=key, seen=seen, actor=who, at=AT)


def _recall(office: Office, document: OfficialDocument) -> Act:
    return lambda: recall(document_id=document.pk, reason="오타", actor=office.actor("김"), at=AT)


@pytest.mark.slow
def test_ra_01_recall_or_signature_never_both_in_a_thousand_rounds(committed_database: str) -> None:
    with institution(INSTITUTION):
        office = found_office()
        papers = copies_of(submitted(office), MANY)
        waiting = ApprovalStep.objects.filter(document__in=papers, state="ACTIVE")
        opened = {step.document_id: step for step in waiting}
    recalls = [_recall(office, paper) for paper in papers]
    signatures = [_sign(office, paper, "예", opened[paper.pk]) for paper in papers]
    recalled, signed_ = round_by_round([recalls, signatures])
    with institution(INSTITUTION):
        for paper, *answers in zip(papers, recalled, signed_, strict=True):
            now, given = fresh(paper), Signature.objects.filter(document=paper).count()
            assert (*answers, now.state, given) in {
                ("done", "E-APR-023", "RECALLED", 1),
                ("E-APR-021", "done", "IN_PROGRESS", 2),
            }
    assert Counter(recalled)["done"] + Counter(signed_)["done"] == MANY


def test_ra_02_recall_or_approval_nothing_in_between(committed_database: str) -> None:
    with institution(INSTITUTION):
        office = found_office()
        policy(recall="LOOSE")
        fund(1000)
    with stand_in():
        approved = sum(_recalled_or_approved(office, number) for number in range(1, ROUNDS + 1))
    with institution(INSTITUTION):
        assert (NumberSeries.objects.values_list("last", flat=True).first() or 0) == approved
        assert (RegistryEntry.objects.count(), reserved()) == (approved, approved)


def _recalled_or_approved(office: Office, number: int) -> int:
    """1 when the document was approved with its number and effect, 0 when it came back with neither."""
    with institution(INSTITUTION):
        before, ref = RegistryEntry.objects.count(), record(1)
        document = submitted(office, subjects=[ref])
        signed(office, document, "예")
        acts = [_recall(office, document), _sign(office, document, "박", step_of(office, document, "박"))]
    answers = at_once(acts)
    with institution(INSTITUTION):
        now, effects = fresh(document), value_of(ref)["effects"]
        told = (*answers, now.state, now.number, bool(now.seal_hash), effects)
        assert told in {
            ("done", "E-APR-023", "RECALLED", None, False, 0),
            ("E-APR-020", "done", "APPROVED", before + 1, True, 1),
        }, number
    return int(now.state == "APPROVED")


def test_ra_03_the_original_or_the_deputy_decides(committed_database: str) -> None:
    with institution(INSTITUTION):
        office = found_office()
        away(office, "박", "김2")
    for _ in range(ROUNDS):
        with institution(INSTITUTION):
            document = submitted(office)
            signed(office, document, "예")
            step = step_of(office, document, "박")
            acts = [_sign(office, document, name, step) for name in ("박", "김2")]
        assert sorted(at_once(acts)) == ["E-APR-011", "done"]
        with institution(INSTITUTION):
            assert Signature.objects.filter(step=step).count() == 1
            assert fresh(document).state == "APPROVED"


def test_ea_14_three_at_once_open_the_next_group_once(committed_database: str) -> None:
    with institution(INSTITUTION):
        office = found_office()
    for _ in range(ROUNDS):
        with institution(INSTITUTION):
            groups = [
                group(office, 1, StepKind.COOPERATE, ["예", "회", "인"]),
                group(office, 2, StepKind.APPROVE, ["박"]),
            ]
            document = submitted(office, groups=groups)
            acts = [
                _sign(office, document, name, step_of(office, document, name)) for name in ("예", "회", "인")
            ]
        assert at_once(acts) == ["done"] * 3
        with institution(INSTITUTION):
            assert Signature.objects.filter(document=document, step__kind="COOPERATE").count() == 3
            assert GroupActivation.objects.filter(document=document, group_seq=2).count() == 1
            assert step_of(office, document, "박").state == "ACTIVE"
            assert faults_of(fresh(document)) == []


def test_ea_15_a_return_or_a_signature_of_the_sister(committed_database: str) -> None:
    with institution(INSTITUTION):
        office = found_office()
    for _ in range(ROUNDS):
        with institution(INSTITUTION):
            groups = [
                group(office, 1, StepKind.COOPERATE, ["예", "회"]),
                group(office, 2, StepKind.APPROVE, ["박"]),
            ]
            document = submitted(office, groups=groups)
            his = step_of(office, document, "회").pk
            seen, who = document.version, office.actor("회")

            def send_back(
                document: Any = document, his: Any = his, seen: int = seen, who: Any = who
            ) -> object:
                return return_document(
                    document_id=document.pk, step_id=his, seen=seen, opinion="아님", actor=who, at=AT
                )

            acts = [send_back, _sign(office, document, "예", step_of(office, document, "예"))]
        returned, signature = at_once(acts)
        assert (returned, signature) in {("done", "E-APR-010"), ("done", "done")}
        with institution(INSTITUTION):
            assert fresh(document).state == "RETURNED"
            assert not ApprovalStep.objects.filter(
                document=document, state__in=["ACTIVE", "WAITING", "HELD"]
            ).exists()


def test_ra_04_one_key_signs_once_and_ra_09_another_key_is_refused(committed_database: str) -> None:
    with institution(INSTITUTION):
        office = found_office()
        papers = [submitted(office) for _ in range(2 * ROUNDS)]
        for paper in papers:
            signed(office, paper, "예")
        steps = [step_of(office, paper, "박") for paper in papers]

    def keyed(number: int, key: UUID) -> Act:
        paper, step = papers[number], steps[number]
        asked = KeyedRequest(
            client="browser", key=key, digest=str(step.pk), method="POST", path="/signatures", keep=DAY
        )

        def act() -> Answer:
            _sign(office, paper, "박", step)()
            return Answer(201, fresh(paper).number_text)

        return lambda: answer_once(asked=asked, act=act, at=AT)

    same = [uuid4() for _ in papers]
    first = [keyed(number, same[number]) for number in range(len(papers))]
    second = [keyed(number, same[number] if number < ROUNDS else uuid4()) for number in range(len(papers))]
    answers = round_by_round([first, second])
    for number, pair in enumerate(zip(*answers, strict=True)):
        loser = {"done", "IDEMPOTENCY_IN_PROGRESS"} if number < ROUNDS else {"E-APR-011"}
        assert "done" in pair
        assert set(pair) <= {"done"} | loser
        assert number < ROUNDS or pair.count("done") == 1
    with institution(INSTITUTION):
        assert Signature.objects.filter(step__in=steps).count() == len(papers)
        assert sorted(fresh(paper).number or 0 for paper in papers) == list(range(1, len(papers) + 1))


def test_an_edit_or_a_signature_on_the_old_text(committed_database: str) -> None:
    with institution(INSTITUTION):
        office = found_office()
        groups = [
            group(office, 1, StepKind.REVIEW, ["박", "예"]),
            group(office, 2, StepKind.APPROVE, ["이"]),
        ]
        papers = [submitted(office, amount=5_000_000, groups=groups) for _ in range(ROUNDS)]
        steps = [(step_of(office, one, "박").pk, step_of(office, one, "예")) for one in papers]

    def edit(number: int) -> Act:
        paper = papers[number]
        return lambda: edit_by_reviewer(
            document_id=paper.pk,
            step_id=steps[number][0],
            seen=paper.version,
            changes={"title": "고친 제목"},
            actor=office.actor("박"),
            at=AT,
        )

    edits = [edit(number) for number in range(ROUNDS)]
    signatures = [_sign(office, paper, "예", steps[number][1]) for number, paper in enumerate(papers)]
    edited, agreed = round_by_round([edits, signatures])
    assert edited == ["done"] * ROUNDS
    assert set(agreed) <= {"done", "E-APR-012"}
    with institution(INSTITUTION):
        for paper, answer in zip(papers, agreed, strict=True):
            on_step = Signature.objects.filter(document=paper).exclude(kind="DRAFT")
            assert [one.content_version for one in on_step] == ([1] if answer == "done" else [])
            assert fresh(paper).content_version == 2
            assert faults_of(fresh(paper)) == []


def test_a_line_change_or_the_activation_of_what_it_replaces(committed_database: str) -> None:
    with institution(INSTITUTION):
        office = found_office()
        papers = [submitted(office, amount=5_000_000) for _ in range(ROUNDS)]
        first = [step_of(office, paper, "박") for paper in papers]
        waiting = [[one.pk for one in all_steps(paper) if one.state == "WAITING"] for paper in papers]
        fresh_groups = [
            group(office, 1, StepKind.COOPERATE, ["예", "회"]),
            group(office, 2, StepKind.APPROVE, ["이"]),
        ]

    def change(number: int) -> Act:
        paper = papers[number]
        return lambda: change_line(
            document_id=paper.pk,
            seen=paper.version,
            replaces=waiting[number],
            groups=fresh_groups,
            reason="회계팀 협조",
            actor=office.actor("김"),
            at=AT,
        )

    changes = [change(number) for number in range(ROUNDS)]
    signatures = [_sign(office, paper, "박", first[number]) for number, paper in enumerate(papers)]
    changed, agreed = round_by_round([changes, signatures])
    with institution(INSTITUTION):
        for paper, *answers in zip(papers, changed, agreed, strict=True):
            assert tuple(answers) in {("done", "E-APR-012"), ("E-APR-034", "done")}
            living = [one for one in all_steps(paper) if one.state not in {"SUPERSEDED", "CANCELLED"}]
            assert sum(one.kind == "APPROVE" for one in living) == 1
            opened = [one.group.seq for one in living if one.state == "ACTIVE"]
            assert len(set(opened)) == 1
            activations = GroupActivation.objects.filter(document=paper).values_list("group_seq", flat=True)
            assert len(activations) == len(set(activations))
            assert faults_of(fresh(paper)) == []
