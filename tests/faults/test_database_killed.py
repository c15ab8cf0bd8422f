"""The embedded database is killed: the service comes back without anybody's hand."""

from __future__ import annotations

from uuid import uuid4  # noqa: TID251 - a client's own request key

import psycopg
import pytest

from tests.faults.conftest import Stage
from tests.faults.killing import HOST, SCHEMA
from tests.faults.posting import Person
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
    chief = Person(service.port, HOST)
    chief.log_in("chief", PASSWORD)
    numbers = []
    for paper in stage.ground.papers:
        path = f"/api/v1/official-documents/{paper.document_id}/signatures"
        body, etag, key = {"step_id": paper.step_id}, f'"{paper.version}"', str(uuid4())
        unread = chief.ask(path, body, etag=etag, key=key)
        service.kill_database()
        unread.close()
        service.wait_until_ready(LONGEST)
        assert _state_of(stage, paper.document_id) == "APPROVED"  # committed, and nobody was told
        answered, _etag = chief.post(path, body, etag=etag, key=key)
        assert answered["state"] == "APPROVED"
        again, _etag = chief.post(path, body, etag=etag, key=key)
        assert again == answered
        numbers.append(answered["number_text"])
    ids = [paper.document_id for paper in stage.ground.papers]
    with psycopg.connect(service.cluster.start(), options=f"-c search_path={SCHEMA}") as connection:
        entries = connection.execute(
            "SELECT number_text FROM records_registryentry WHERE document_id = ANY(%s) ORDER BY number", [ids]
        ).fetchall()
        signed = connection.execute(
            "SELECT document_id::text, count(*) FROM approvals_signature WHERE document_id = ANY(%s) "
            "AND kind <> 'DRAFT' GROUP BY 1",
            [ids],
        ).fetchall()
        last = connection.execute(
            "SELECT max(last) FROM records_numberseries WHERE kind = 'SHARED' AND department_code = '21'"
        ).fetchone()
    assert [row[0] for row in entries] == numbers
    assert dict(signed) == dict.fromkeys(ids, 1)
    assert last == (len(ids),)


def _state_of(stage: Stage, document_id: str) -> str:
    with psycopg.connect(stage.service.cluster.start(), options=f"-c search_path={SCHEMA}") as connection:
        found = connection.execute(
            "SELECT state FROM approvals_officialdocument WHERE id = %s", [document_id]
        )
        row = found.fetchone()
    return str(row[0]) if row else ""
