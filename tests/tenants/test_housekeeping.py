"""What runs by itself: when, for whom, and that a second run does no harm."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from core.ids import uuid7
from core.models import IdempotencyRecord
from core.periods import SEOUL
from tenants import tasks
from tenants.context import institution
from tenants.jobs import app, cron_at
from tenants.services.housekeeping import MOST_ATTEMPTS, restart_stalled_jobs
from tests.kit import databases
from tests.worlds import World, read_world

EVERYWHERE = {
    "platform",
    "gov_garam",
    "gov_narae",
    "inst_garam_culture",
    "inst_garam_youth",
    "inst_narae_stranger",
}
ROOT = databases.ROOT


def _kept(until: datetime) -> None:
    IdempotencyRecord.objects.create(
        client="user:1", key=uuid7(), request_hash="", method="POST", path="/", status=201, keep_until=until
    )


def _job(task: str, *, status: str, hours: int = 0, attempts: int = 0) -> int:
    """A job as the worker leaves it behind, ended so many hours ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.procrastinate_jobs (queue_name, task_name, args, attempts)"
            " VALUES ('default', %s, '{}', %s) RETURNING id",
            [task, attempts],
        )
        number: int = cursor.fetchone()[0]
        for step in () if status == "todo" else ("doing",) if status == "doing" else ("doing", status):
            cursor.execute(
                "UPDATE public.procrastinate_jobs SET status = %s::public.procrastinate_job_status WHERE id = %s",
                [step, number],
            )
        cursor.execute(
            "UPDATE public.procrastinate_events SET at = now() - %s WHERE job_id = %s",
            [timedelta(hours=hours), number],
        )
        return number


def _states() -> dict[int, str]:
    return dict(ProcrastinateJob.objects.values_list("id", "status"))


def _run(name: str) -> int:
    """Do the queued jobs of a task as the worker would; gives how many."""
    found = list(ProcrastinateJob.objects.filter(task_name=name, status="todo"))
    for job in found:
        app.tasks[name].func(**job.args)
    return len(found)


@pytest.mark.parametrize(
    ("clock", "cron"), [("03:10", "10 18 * * *"), ("09:00", "0 0 * * *"), ("00:00", "0 15 * * *")]
)
def test_cron_of_a_time_of_day_in_seoul(clock: str, cron: str) -> None:
    from croniter import croniter

    assert cron_at(clock) == cron
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
    runs = datetime.fromtimestamp(croniter(cron).get_next(ret_type=float, start_time=noon), tz=SEOUL)
    assert runs.strftime("%H:%M") == clock


def test_nightly_work_is_at_night_and_the_rest_as_written() -> None:
    app.perform_import_paths()
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    expected = {
        "accounting.recount_books_everywhere": cron_at("02:30"),
        "identity.clear_old_everywhere": cron_at("03:10"),
        "core.forget_old_answers_everywhere": cron_at("03:20"),
        "consolidation.follow_memberships_everywhere": "0 * * * *",
        "tenants.forget_old_rows": "40 * * * *",
        "tenants.name_owners": "*/5 * * * *",
        "tenants.restart_stalled_jobs": "*/5 * * * *",
    }
    assert {name: crons.get(name) for name in expected} == expected


def test_everything_that_runs_by_itself_is_documented() -> None:
    app.perform_import_paths()
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    names = {
        task.task.name.removesuffix("_everywhere") for task in app.periodic_registry.periodic_tasks.values()
    }
    assert [name for name in sorted(names) if f"`{name}`" not in told] == []


def test_old_answers_are_forgotten_at_every_tenant_and_young_ones_stay(world: World) -> None:
    now = timezone.now()
    for schema in EVERYWHERE:
        with institution(schema):
            _kept(now - timedelta(minutes=1))
            _kept(now + timedelta(days=1))
    for _round in range(2):
        tasks.forget_old_answers_everywhere(timestamp=0)
        jobs = ProcrastinateJob.objects.filter(task_name="core.forget_old_answers")
        assert {job.args["tenant"] for job in jobs} == EVERYWHERE
        _run("core.forget_old_answers")
        for schema in EVERYWHERE:
            with institution(schema):
                kept = IdempotencyRecord.objects.values_list("keep_until", flat=True)
                assert [until > now for until in kept] == [True]


def test_ended_jobs_go_after_their_time(world: World) -> None:
    gone = [_job("a", status="succeeded", hours=24 * 8), _job("b", status="failed", hours=24 * 91)]
    stay = [
        _job("c", status="succeeded", hours=24 * 6),
        _job("d", status="failed", hours=24 * 89),
        _job("e", status="todo", hours=24 * 400),
        _job("f", status="doing", hours=24 * 400),
    ]
    assert set(_states()) == {*gone, *stay}
    for _round in range(2):
        tasks.forget_old_rows(timestamp=0)
        assert set(_states()) == set(stay)


def test_job_of_a_dead_worker_starts_again_but_not_for_ever(world: World) -> None:
    orphan = _job("a", status="doing", attempts=1)
    deadly = _job("b", status="doing", attempts=MOST_ATTEMPTS)
    waiting = _job("c", status="todo")
    assert restart_stalled_jobs(at=timezone.now()) == 1
    assert _states() == {orphan: "todo", deadly: "failed", waiting: "todo"}
    assert ProcrastinateJob.objects.get(pk=orphan).attempts == 2
    tasks.restart_stalled_jobs(timestamp=0)
    assert _states() == {orphan: "todo", deadly: "failed", waiting: "todo"}


def test_job_of_a_living_worker_is_left_alone(world: World) -> None:
    number = _job("a", status="doing")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO public.procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute(
            "UPDATE public.procrastinate_jobs SET worker_id = %s WHERE id = %s",
            [cursor.fetchone()[0], number],
        )
    assert restart_stalled_jobs(at=timezone.now()) == 0
    assert _states() == {number: "doing"}


def test_a_real_worker_does_the_nightly_work(committed_database: str) -> None:
    """The worker's own process: fan-out, then one job per tenant, each in its schema."""
    culture = read_world().culture
    with institution(culture):
        _kept(timezone.now() - timedelta(minutes=1))
    app.configure_task("core.forget_old_answers_everywhere").defer(timestamp=0)
    connection.close()
    answer = _work(databases.url_of(committed_database))
    assert answer.returncode == 0, answer.stderr
    assert set(_states().values()) == {"succeeded"}
    with institution(culture):
        assert not IdempotencyRecord.objects.exists()


def _work(address: str) -> Any:
    """Every queued job by `manage.py procrastinate worker`, until none is left."""
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DURE_DATABASE_URL": address},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
