"""The embedded database is killed: the service comes back without anybody's hand."""

from __future__ import annotations

from typing import Any
from uuid import uuid4  # noqa: TID251 - a client's own request key

import psycopg
import pytest

from tests.faults.conftest import Stage
from tests.faults.killing import HOST, SCHEMA
from tests.faults.posting import Person, WaitingPaper
from tests.faults.service import Service, port_is_open
from tests.people import PASSWORD

LONGEST = 30.0


@pytest.mark.slow
def test_service_is_back_within_thirty_seconds_of_a_killed_database(service: Service) -> None:
    for _ in range(3):
        service.kill_database()
        assert service.wait_until_ready(LONGEST) < LONGEST


@pytest.mark.slow
def test_service_is_back_after_a_killed_web_server(service: Service) -> None:
    service.kill_web()
    assert service.wait_until_ready(LONGEST) < LONGEST
    assert port_is_open(service.port)


@pytest.mark.slow
def test_ra_05_a_decision_whose_answer_was_lost_with_the_database_is_not_repeated(stage: Stage) -> None:
    service = stage.service
    before = _numbers_given(stage)
    numbers = []
    for paper in stage.ground.papers:
        signer = Person(service.port, HOST)
        signer.log_in(paper.signer, PASSWORD)
        path = f"/api/v1/official-documents/{paper.document_id}/signatures"
        body, etag, key = {"step_id": paper.step_id}, f'"{paper.version}"', str(uuid4())
        unread = signer.ask(path, body, etag=etag, key=key)
        service.kill_database()
        unread.close()
        service.wait_until_ready(LONGEST)
        assert _state_of(stage, paper.document_id) == "APPROVED"  # committed, and nobody was told
        answered, _etag = signer.post(path, body, etag=etag, key=key)
        assert answered["state"] == "APPROVED"
        again, _etag = signer.post(path, body, etag=etag, key=key)
        assert again == answered
        numbers.append(answered["number_text"])
    ids = [paper.document_id for paper in stage.ground.papers]
    entries = _rows(stage, "SELECT number_text FROM records_registryentry WHERE document_id = ANY(%s)", ids)
    assert sorted(row[0] for row in entries) == sorted(numbers)
    assert len(set(numbers)) == len(ids)
    assert _numbers_given(stage) == before + len(ids)
    signed = _rows(
        stage,
        "SELECT document_id::text, count(*) FROM approvals_signature WHERE step_id = ANY(%s) GROUP BY 1",
        [paper.step_id for paper in stage.ground.papers],
    )
    assert dict(signed) == dict.fromkeys(ids, 1)
    _require_one_effect(stage, [paper for paper in stage.ground.papers if paper.amount])


def _require_one_effect(stage: Stage, proposals: list[WaitingPaper]) -> None:
    """Each proposal reserved its amount once: in the record of effects, in the ledger and on the line."""
    assert len(proposals) == 2
    effects = _rows(
        stage,
        "SELECT document_id::text, state, applied_at IS NOT NULL FROM approvals_businesseffect "
        "WHERE document_id = ANY(%s)",
        [paper.document_id for paper in proposals],
    )
    assert sorted(effects) == sorted((paper.document_id, "APPLIED", True) for paper in proposals)
    ledger = _rows(
        stage,
        "SELECT document_id::text, line_id::text, bucket, amount FROM accounting_budgetledger "
        "WHERE document_id = ANY(%s)",
        [paper.record_id for paper in proposals],
    )
    assert sorted(ledger) == sorted(
        (paper.record_id, paper.line_id, "reserved", paper.amount) for paper in proposals
    )
    [line] = _rows(
        stage, "SELECT reserved FROM accounting_budgetline WHERE id = ANY(%s)", [proposals[0].line_id]
    )
    assert line == (sum(paper.amount for paper in proposals),)


def _numbers_given(stage: Stage) -> int:
    [found] = _rows(stage, "SELECT sum(last)::int FROM records_numberseries WHERE kind = ANY(%s)", ["SHARED"])
    return found[0] or 0


def _rows(stage: Stage, question: str, values: list[str]) -> list[tuple[Any, ...]]:
    with psycopg.connect(stage.service.cluster.start(), options=f"-c search_path={SCHEMA}") as connection:
        return connection.execute(question, [values]).fetchall()


def _state_of(stage: Stage, document_id: str) -> str:
    found = _rows(stage, "SELECT state FROM approvals_officialdocument WHERE id = ANY(%s)", [document_id])
    return str(found[0][0]) if found else ""
