"""Ten thousand acts on documents against a small model (DURE_STATEFUL_STEPS for more)."""

from __future__ import annotations

import os

import pytest

from approvals.models import OfficialDocument
from approvals.queries.integrity import faults_of
from records.models import RegistryEntry
from tests.approvals.kit import Office
from tests.approvals.stateful.walk import Walk

STEPS = int(os.environ.get("DURE_STATEFUL_STEPS", "10000"))
SEEDS = (11, 22, 33, 44)
WANTED = {
    *("submit: done", "sign: done", "return: done", "hold: done", "release: done", "recall: done"),
    *("discard: done", "change line: done", "leave: done", "come back: done", "move: done"),
    *("sign: E-APR-010", "sign: E-APR-011", "sign: E-APR-012", "sign: E-APR-013", "sign: E-APR-014"),
    *("sign: E-APR-023", "return: E-APR-018", "recall: E-APR-021"),
    *("recall: E-APR-022", "change line: E-APR-034", "submit: E-DOC-010"),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_random_acts_end_as_the_model_says(office: Office, seed: int) -> None:
    walk = Walk(office, seed)
    assert walk.run(STEPS // len(SEEDS)) == []
    assert sorted(WANTED - set(walk.seen)) == []
    approved = OfficialDocument.objects.filter(state="APPROVED")
    numbers = RegistryEntry.objects.filter(department_id=office.departments["공연사업팀"])
    assert sorted(numbers.values_list("number", flat=True)) == list(range(1, approved.count() + 1))
    assert [fault for one in approved for fault in faults_of(one)] == []
