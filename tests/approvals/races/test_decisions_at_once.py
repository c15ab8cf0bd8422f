"""Two people act on one document at the same moment, with real processes (handbook 2.8)."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.db import connections

from approvals.models import ApprovalStep, GroupActivation, OfficialDocument, Signature
from approvals.queries.integrity import faults_of
from approvals.rules.line_types import StepKind
from approvals.services.deciding import sign
from approvals.services.returning import recall, return_document
from core.errors import DomainError
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

ROUNDS = 20
Act = Callable[[], object]


def at_once(acts: Sequence[Act]) -> list[str]:
    """What each process got, in the order of the acts: "done" or the code of its refusal."""
    for alias in connections:
        connections[alias].close()
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    gate = context.Barrier(len(acts))
    crowd = [context.Process(target=_one, args=(place, act, gate, answers)) for place, act in enumerate(acts)]
    for process in crowd:
        process.start()
    found = dict(answers.get(timeout=120) for _ in crowd)
    for process in crowd:
        process.join()
    return [found[place] for place in range(len(acts))]


def _one(place: int, act: Act, gate: Any, answers: Any) -> None:
    try:
        with institution(INSTITUTION):
            gate.wait(timeout=120)
            act()
        answer = "done"
    except DomainError as refusal:
        answer = refusal.code
    except Exception as fault:  # noqa: BLE001 - whatever else happens is an answer too
        answer = type(fault).__name__
    for alias in connections:
        connections[alias].close()
    answers.put((place, answer))


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


def test_dn_01_many_final_approvals_leave_no_gap(committed_database: str) -> None:
    """Eight processes approve 96 documents of two departments; each has 1..48."""
    with institution(INSTITUTION):
        office = found_office()
        waiting: list[list[tuple[Any, ...]]] = [[] for _ in range(8)]
        for number in range(96):
            department, drafter, lead = ("공연사업팀", "김", "박") if number % 2 else ("예산팀", "예", "경")
            document = _ready(office, department, drafter)
            step = step_of(office, document, lead)
            waiting[number % 8].append((document.pk, step.pk, document.version, lead))

    def worker(rows: list[tuple[Any, ...]]) -> Act:
        def act() -> None:
            for document_id, step_id, seen, lead in rows:
                sign(
                    document_id=document_id,
                    step_id=step_id,
                    seen=seen,
                    actor=office.actor(lead),
                    at=AT + timedelta(seconds=1),
                )

        return act

    assert at_once([worker(rows) for rows in waiting]) == ["done"] * 8
    with institution(INSTITUTION):
        for name in ("공연사업팀", "예산팀"):
            found = RegistryEntry.objects.filter(department_id=office.departments[name])
            assert sorted(found.values_list("number", flat=True)) == list(range(1, 49))


def _ready(office: Office, department: str, drafter: str) -> OfficialDocument:
    document = submitted(office, amount=1_000_000, by=drafter, department=department)
    return signed(office, document, "예") if drafter == "김" else document
