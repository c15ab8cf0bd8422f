"""Two people act on one document at the same moment, with real processes (handbook 2.8)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from approvals.models import ApprovalStep, GroupActivation, OfficialDocument, Signature
from approvals.queries.integrity import faults_of
from approvals.rules.line_types import StepKind
from approvals.services.deciding import sign
from approvals.services.returning import recall, return_document
from records.models import NumberSeries, RegistryEntry
from tenants.context import institution
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
from tests.kit.crowd import Act, at_once

ROUNDS = 20


def _sign(office: Office, document: OfficialDocument, name: str, step: ApprovalStep) -> Act:
    seen, key, who = document.version, step.pk, office.actor(name)
    return lambda: sign(document_id=document.pk, step_id=key, seen=seen, actor=who, at=AT)


def _recall(office: Office, document: OfficialDocument) -> Act:
    return lambda: recall(document_id=document.pk, reason="오타", actor=office.actor("김"), at=AT)


def test_ra_01_recall_or_signature_never_both(committed_database: str) -> None:
    with institution(INSTITUTION):
        office = found_office()
    outcomes: Counter[str] = Counter()
    for _ in range(ROUNDS):
        with institution(INSTITUTION):
            document = submitted(office)
            acts = [_recall(office, document), _sign(office, document, "예", step_of(office, document, "예"))]
        recalled, signature = at_once(acts)
        with institution(INSTITUTION):
            now, given = fresh(document), Signature.objects.filter(document=document).count()
            outcomes[now.state] += 1
            if recalled == "done":
                assert (signature, now.state, given) == ("E-APR-023", "RECALLED", 1)
            else:
                assert (recalled, signature, now.state, given) == ("E-APR-021", "done", "IN_PROGRESS", 2)
    assert sum(outcomes.values()) == ROUNDS


def test_ra_02_recall_or_approval_nothing_in_between(committed_database: str) -> None:
    with institution(INSTITUTION):
        office = found_office()
        policy(recall="LOOSE")
    approved = 0
    for _ in range(ROUNDS):
        with institution(INSTITUTION):
            document = submitted(office)
            signed(office, document, "예")
            acts = [_recall(office, document), _sign(office, document, "박", step_of(office, document, "박"))]
        recalled, signature = at_once(acts)
        with institution(INSTITUTION):
            now = fresh(document)
            if recalled == "done":
                assert (signature, now.state, now.number, now.seal_hash) == (
                    "E-APR-023",
                    "RECALLED",
                    None,
                    "",
                )
            else:
                approved += 1
                assert (recalled, signature, now.state) == ("E-APR-020", "done", "APPROVED")
                assert now.number == approved
    with institution(INSTITUTION):
        assert (NumberSeries.objects.values_list("last", flat=True).first() or 0) == approved
        assert RegistryEntry.objects.count() == approved


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
