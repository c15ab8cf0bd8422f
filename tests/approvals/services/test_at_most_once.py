"""DC-10 at random: jobs of letters run late, twice, in any order, die half way; each letter arrives at most once."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from approvals.choices import ReceiverKind, TransportState
from approvals.models import OfficialDocument, ReceivedDocument, Transport
from approvals.queries.destinations import department_destinations, tenant_destinations
from approvals.services import taking_in
from approvals.services.delivering import resume
from approvals.services.dispatching import ReceiverData
from approvals.services.transports import recall_letter, send_again
from core.errors import DomainError
from tenants.context import institution
from tests.approvals.kit import AT, INSTITUTION, Office, found_office
from tests.approvals.letters_kit import JOBS, approved_letter, clerk, sent, waiting_jobs
from tests.worlds import World

# Five hundred letters in the nightly run, a tenth of them with fewer acts each in the ordinary one.
IS_WHOLE = os.environ.get("DURE_WHOLE_WALKS") == "1"
SEQUENCES, STEPS = (500, 30) if IS_WHOLE else (60, 16)
TENANTS = (INSTITUTION, "gov_garam", "inst_garam_youth")


class Killed(Exception):
    """The worker died here."""


@pytest.fixture
def office(world: World, tmp_path: Any, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        yield found_office()


def run(job: tuple[int, str, dict[str, Any]], dies: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One job as a worker runs it; `dies`: before its transaction ends, or right after it."""
    _key, name, args = job
    given = dict(args)
    with monkeypatch.context() as patch, institution(given.pop("tenant"), platform_code=True):
        if dies == "late":
            patch.setattr(taking_in.post, "throw_away", _die)
        try:
            with transaction.atomic():
                JOBS[name].run(**given)
                if dies == "early":
                    raise Killed
        except Killed:
            return


def _die(_name: object) -> None:
    raise Killed


def drop(job: tuple[int, str, dict[str, Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM public.procrastinate_jobs WHERE id = %s", [job[0]])


def arrivals() -> Counter[Any]:
    """How often each transport was taken in anywhere."""
    found: Counter[Any] = Counter()
    for tenant in TENANTS:
        with institution(tenant, platform_code=True):
            ids = ReceivedDocument.objects.filter(sender_schema=INSTITUTION).values_list(
                "transport_id", flat=True
            )
            found.update(ids)
    return found


def walk(
    office: Office, document: OfficialDocument, rng: random.Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random acts on the jobs of one dispatch, then everything is carried to its end."""
    at = AT
    for _step in range(STEPS):
        jobs = waiting_jobs()
        act = rng.choice(["run", "run", "twice", "early", "late", "again", "recall", "silence"])
        if act == "silence":
            at += timedelta(minutes=rng.choice([1, 31]))
            resume(at=at)
        elif act in ("recall", "again"):
            _by_people(office, document, act, rng, at)
        elif jobs:
            job = rng.choice(jobs)
            for _ in range(2 if act == "twice" else 1):
                run(job, act if act in ("early", "late") else "", monkeypatch)
            if act in ("run", "twice") or rng.random() < 0.2:
                drop(job)
    _carry_to_the_end(at, monkeypatch)


def _by_people(
    office: Office, document: OfficialDocument, act: str, rng: random.Random, at: datetime
) -> None:
    found = list(Transport.objects.filter(dispatch__document=document).values_list("pk", flat=True))
    who = clerk(office)
    try:
        if act == "recall":
            recall_letter(transport_id=rng.choice(found), reason="착오", actor=who, at=at)
        else:
            send_again(transport_id=rng.choice(found), actor=who, at=at)
    except DomainError:
        return


def _carry_to_the_end(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    for _round in range(12):
        while jobs := waiting_jobs():
            for job in jobs:
                run(job, "", monkeypatch)
                drop(job)
        at += timedelta(days=1)  # jobs note their times by the clock, which may be ahead of the test's
        resume(at=at)


def test_dc_10_letters_arrive_at_most_once_in_random_sequences(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(20261122)
    places = [*tenant_destinations(), *department_destinations(AT.date())]
    receivers = [ReceiverData(one.name, one.kind, one.target) for one in places]
    assert {one.kind for one in places} == {ReceiverKind.TENANT, ReceiverKind.DEPARTMENT}
    walked = 0
    while walked < SEQUENCES:
        document = approved_letter(office)
        transports = sent(office, document, *receivers)
        walk(office, document, rng, monkeypatch)
        walked += len(transports)
        found = arrivals()
        rows = list(Transport.objects.filter(dispatch__document=document))
        for row in rows:
            assert found[row.pk] <= 1, (row.pk, row.state)
            if row.state == TransportState.ARRIVED:
                assert found[row.pk] == 1, row.pk
            if row.state in (TransportState.QUEUED, TransportState.SENT, TransportState.RETRY):
                pytest.fail(f"{row.pk} is left under way: {row.state}")
        assert sum(row.state == TransportState.ARRIVED for row in rows) > 0
    assert max(arrivals().values()) == 1
