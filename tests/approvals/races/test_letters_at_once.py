"""Letters carried and registered by several processes at the same moment."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connections

from approvals.models import ReceivedDocument, Transport
from approvals.services.receipts import FilingData, distribute, register_received
from approvals.services.taking_in import take_in
from core.errors import DomainError
from records.models import NumberSeries, RegistryEntry
from tenants.context import institution
from tests.approvals.kit import AT, INSTITUTION, found_office
from tests.approvals.letters_kit import (
    CITY,
    approved_letter,
    city_clerk,
    city_file,
    run_jobs,
    sent,
    waiting_jobs,
)
from tests.people import department

ROUNDS = 20
Act = Callable[[], object]


@pytest.fixture
def own_files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def at_once(schema: str, acts: Sequence[Act]) -> list[str]:
    """What each process got: "done" or the code of its refusal."""
    for alias in connections:
        connections[alias].close()
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    gate = context.Barrier(len(acts))
    crowd = [context.Process(target=_one, args=(schema, act, gate, answers)) for act in acts]
    for process in crowd:
        process.start()
    found = [answers.get(timeout=120) for _ in crowd]
    for process in crowd:
        process.join()
    return sorted(found)


def _one(schema: str, act: Act, gate: Any, answers: Any) -> None:
    try:
        with institution(schema):
            gate.wait(timeout=120)
            act()
        answer = "done"
    except DomainError as refusal:
        answer = refusal.code
    except Exception as fault:  # noqa: BLE001 - whatever else happens is an answer too
        answer = type(fault).__name__
    for alias in connections:
        connections[alias].close()
    answers.put(answer)


def test_dc_10_jobs_at_once_take_a_letter_in_once(committed_database: str, own_files: None) -> None:
    with institution(INSTITUTION):
        office = found_office()
    for number in range(1, ROUNDS + 1):
        with institution(INSTITUTION):
            [transport] = sent(office, approved_letter(office))
            run_jobs(only="deliver")
        [(_key, _name, args)] = [job for job in waiting_jobs() if "take_in" in job[1]]
        given = args["letter"]

        def act(given: dict[str, str] = given, key: Any = transport.pk) -> object:
            return take_in(sender_schema=given["sender"], transport_id=key, letter_hash=given["hash"], at=AT)

        assert at_once(CITY, [act] * 3) == ["done"] * 3
        run_jobs()
        with institution(CITY):
            assert ReceivedDocument.objects.count() == number
            [letter] = ReceivedDocument.objects.filter(transport_id=transport.pk)
        with institution(INSTITUTION):
            there = Transport.objects.get(pk=transport.pk)
        assert (there.state, there.letter_hash) == ("ARRIVED", letter.letter_hash)


def test_two_clerks_register_a_letter_once_and_leave_no_gap(committed_database: str, own_files: None) -> None:
    with institution(INSTITUTION):
        office = found_office()
    for number in range(1, ROUNDS + 1):
        with institution(INSTITUTION):
            [transport] = sent(office, approved_letter(office))
            run_jobs()
        with institution(CITY):
            letter = ReceivedDocument.objects.get(transport_id=transport.pk)
            who, file_id = city_clerk(), city_file()
            letter = distribute(
                received_id=letter.pk,
                seen=letter.version,
                department_id=department("11"),
                actor=who,
                at=AT,
            )

        def act(
            key: Any = letter.pk, seen: int = letter.version, who: Any = who, file_id: Any = file_id
        ) -> object:
            return register_received(
                received_id=key, seen=seen, filing=FilingData(file_id, "OPEN"), actor=who, at=AT
            )

        assert at_once(CITY, [act] * 2) == ["ALREADY_RECEIVED", "done"]
        with institution(CITY):
            numbers = sorted(RegistryEntry.objects.values_list("number", flat=True))
            assert numbers == list(range(1, number + 1))
            assert NumberSeries.objects.get().last == number
