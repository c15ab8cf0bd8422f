"""DN-01 and DN-02: sixteen processes register at once, with and without failing ones."""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from core.access import SYSTEM
from records.models import NumberSeries, RegistryEntry
from records.services import register
from tenants.context import institution
from tests.records.kit import AT, a_department, a_file, an_entry

INSTITUTION = "inst_garam_culture"
WORKERS = 16
EACH = 50
CODES = ("P01", "P02", "P03", "P04")


class EffectFailed(Exception):
    """A business effect that raises in the transaction of the final approval."""


def _work(share: list[tuple[UUID, UUID, bool]], gate: Any, answers: Any) -> None:
    done = 0
    try:
        with institution(INSTITUTION):
            gate.wait(timeout=120)
            for department_id, file_id, fails in share:
                try:
                    with transaction.atomic():
                        register(entry=an_entry(department_id, file_id), at=AT, actor=SYSTEM)
                        if fails:
                            raise EffectFailed
                    done += 1
                except EffectFailed:
                    continue
        answers.put(done)
    except Exception as fault:  # noqa: BLE001 - whatever else happens is an answer too
        answers.put(repr(fault))
    for alias in connections:
        connections[alias].close()


def _approve_at_once(fails_every: int) -> dict[str, list[int]]:
    """Numbers each department has when 4 × 50 documents were approved by 16 workers."""
    with institution(INSTITUTION):
        places = [(code, a_department(code, f"{code}팀")) for code in CODES]
        jobs = [
            (department_id, file_id, bool(fails_every) and ordinal % fails_every == 0)
            for _, department_id in places
            for file_id in [a_file(department_id)]
            for ordinal in range(1, EACH + 1)
        ]
    for alias in connections:
        connections[alias].close()
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    gate = context.Barrier(WORKERS)
    crowd = [
        context.Process(target=_work, args=(jobs[number::WORKERS], gate, answers))
        for number in range(WORKERS)
    ]
    for process in crowd:
        process.start()
    done = [answers.get(timeout=120) for _ in crowd]
    for process in crowd:
        process.join()
    assert sum(done) == sum(not fails for _, _, fails in jobs)
    found: dict[str, list[int]] = defaultdict(list)
    with institution(INSTITUTION):
        for code, number in RegistryEntry.objects.values_list("department_code", "number"):
            found[code].append(number)
        assert set(NumberSeries.objects.values_list("department_code", flat=True)) == set(CODES)
    return {code: sorted(numbers) for code, numbers in found.items()}


def test_dn_01_each_department_has_1_to_50(committed_database: str) -> None:
    assert _approve_at_once(0) == {code: list(range(1, 51)) for code in CODES}


def test_dn_02_failing_effects_leave_no_gap(committed_database: str) -> None:
    assert _approve_at_once(5) == {code: list(range(1, 41)) for code in CODES}
