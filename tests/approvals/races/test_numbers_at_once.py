"""Many final approvals at once leave no gap in the numbers, with real processes (handbook 2.10)."""

from __future__ import annotations

import multiprocessing
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest

from approvals.errors.steps import EffectRefused
from approvals.models import ApprovalStep, OfficialDocument
from approvals.queries.integrity import faults_of
from approvals.services.deciding import sign
from records.models import RegistryEntry
from tenants.context import institution
from tests.approvals.kit import AT, INSTITUTION, Office, found_office, step_of, submitted
from tests.approvals.stand_in import fund, record, stand_in
from tests.kit.crowd import Act, at_once

WORKERS, APPROVALS = 16, 1000


def test_dn_01_a_thousand_final_approvals_leave_no_gap(committed_database: str) -> None:
    """Sixteen processes approve a thousand documents of one department at once: numbers 1 … 1000."""
    with institution(INSTITUTION):
        office = found_office()
    gate = multiprocessing.get_context("fork").Barrier(WORKERS)
    shares = [len(range(place, APPROVALS, WORKERS)) for place in range(WORKERS)]
    assert at_once([_approver(office, share, gate) for share in shares], patience=600) == ["done"] * WORKERS
    with institution(INSTITUTION):
        found = RegistryEntry.objects.filter(department_id=office.departments["공연사업팀"])
        assert sorted(found.values_list("number", flat=True)) == list(range(1, APPROVALS + 1))
        approved = OfficialDocument.objects.filter(state="APPROVED")
        assert approved.values("number").distinct().count() == APPROVALS
        assert faults_of(approved[APPROVALS // 2]) == []


def _approver(office: Office, share: int, gate: Any) -> Act:
    """Prepare documents that wait for the team's head alone; when everybody is ready, approve them."""

    def act() -> None:
        ready = [submitted(office, "OVERTIME", amount=None) for _ in range(share)]
        waiting = [(one, step_of(office, one, "박")) for one in ready]
        gate.wait(timeout=600)
        for document, step in waiting:
            sign(
                document_id=document.pk,
                step_id=step.pk,
                seen=document.version,
                actor=office.actor("박"),
                at=AT + timedelta(seconds=1),
            )

    return act


DEPARTMENTS = (
    ("공연사업팀", "김", "박"),
    ("예산팀", "예", "경"),
    ("회계팀", "회", "경"),
    ("계약팀", "계", "경"),
)
EACH = 50


def test_dn_01_four_departments_with_fifty_documents_each(committed_database: str) -> None:
    office, answers = _approve_two_hundred(refused_every=0)
    assert answers == ["done"] * WORKERS
    for name, _drafter, _lead in DEPARTMENTS:
        assert _numbers(office, name) == list(range(1, EACH + 1))


def test_dn_02_every_fifth_document_is_refused_by_its_record(committed_database: str) -> None:
    office, answers = _approve_two_hundred(refused_every=5)
    assert answers == ["done"] * WORKERS
    for name, _drafter, _lead in DEPARTMENTS:
        assert _numbers(office, name) == list(range(1, EACH - EACH // 5 + 1))
    with institution(INSTITUTION):
        left = OfficialDocument.objects.exclude(state="APPROVED")
        assert (left.count(), set(left.values_list("state", "number"))) == (40, {("IN_PROGRESS", None)})
        assert set(ApprovalStep.objects.filter(document__in=left, kind="APPROVE").values_list("state")) == {
            ("ACTIVE",)
        }


def _approve_two_hundred(refused_every: int) -> tuple[Office, list[str]]:
    """Sixteen processes approve the documents of four departments; a refused one stays as it was."""
    with stand_in():
        with institution(INSTITUTION):
            office = found_office()
            fund(10_000)
            waiting: list[list[tuple[OfficialDocument, ApprovalStep, str, bool]]] = [
                [] for _ in range(WORKERS)
            ]
            for number in range(EACH * len(DEPARTMENTS)):
                department, drafter, lead = DEPARTMENTS[number % len(DEPARTMENTS)]
                place = number // len(DEPARTMENTS) + 1
                refuses = bool(refused_every) and place % refused_every == 0
                document = submitted(
                    office,
                    "OVERTIME",
                    by=drafter,
                    department=department,
                    amount=None,
                    subjects=[record(1, refuses=refuses)],
                )
                row = (document, step_of(office, document, lead), lead, refuses)
                waiting[number % WORKERS].append(row)
        return office, at_once([_approve_all(office, rows) for rows in waiting])


def _approve_all(office: Office, rows: list[tuple[OfficialDocument, ApprovalStep, str, bool]]) -> Act:
    def act() -> None:
        for document, step, lead, refuses in rows:
            with pytest.raises(EffectRefused) if refuses else nullcontext():
                sign(
                    document_id=document.pk,
                    step_id=step.pk,
                    seen=document.version,
                    actor=office.actor(lead),
                    at=AT + timedelta(seconds=1),
                )

    return act


def _numbers(office: Office, department: str) -> list[int]:
    with institution(INSTITUTION):
        found = RegistryEntry.objects.filter(department_id=office.departments[department])
        return sorted(found.values_list("number", flat=True))
