"""The nightly recount leaves a line when the books are right and fails aloud when they are not."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounting.services.nightly_recount import BooksDiffer, recount_books
from accounting.tasks import recount_books_everywhere, recount_books_of_institution
from core.models import AuditEntry
from tenants.context import institution
from tests.accounting.books import line_with
from tests.worlds import World


def _lines() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb="books_recounted").order_by("recorded_at"))


def test_every_institution_is_recounted_and_a_second_night_adds_its_own_line(world: World) -> None:
    for _night in range(2):
        recount_books_everywhere(timestamp=0)
    jobs = list(ProcrastinateJob.objects.filter(task_name="accounting.recount_books"))
    assert sorted(job.args["tenant"] for job in jobs) == sorted(
        2 * [info.schema_name for info in (world.culture, world.youth, world.stranger)]
    )
    for job in jobs:
        recount_books_of_institution._execute(**job.args)
    with institution(world.culture):
        assert [line.facts["differences"] for line in _lines()] == [0, 0]
        assert _lines()[0].summary.endswith("차이 0건")


def test_difference_is_written_down_and_the_job_fails(world: World) -> None:
    with institution(world.culture):
        line = line_with(original=1_000_000, allotted=1_000_000)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "UPDATE accounting_budgetline SET allotted = allotted - 1 WHERE id = %s", [line.pk]
            )
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        with pytest.raises(BooksDiffer, match="1 differences"):
            recount_books(at=timezone.now())
        (entry,) = _lines()
        assert entry.facts["differences"] == 1
        assert str(line.pk) in entry.facts["shown"][0]
