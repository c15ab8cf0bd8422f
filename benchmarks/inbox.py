"""Opening the inbox of somebody with many past documents: statements and milliseconds in the database.

    python -m benchmarks.inbox [--documents N] [--times N]

Aim: as many statements for many documents as for few, at most 30 ms in the database.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

AIM_MS = 30.0
BOXES = ("", "DONE", "PROGRESS", "RETURNED")
TABLES = ("officialdocument", "approvalline", "approvalgroup", "approvalstep")

# Copies of one approved document with its line, groups and steps, a minute apart, under keys of their own.
COPY = """
INSERT INTO approvals_{table}
SELECT (jsonb_populate_record(NULL::approvals_{table}, to_jsonb(t) || changed.values)).*
FROM approvals_{table} t, generate_series(1, %(count)s) AS n, LATERAL (SELECT jsonb_strip_nulls(jsonb_build_object(
    'id', md5(t.id::text || n)::uuid,
    {columns}
)) AS values) AS changed
WHERE t.{key} = %(document)s
"""
DOCUMENT = """
    'decided_at', t.decided_at - n * interval '1 minute', 'submitted_at', t.submitted_at - n * interval '1 minute'
"""
OF_DOCUMENT = "'document_id', md5(t.document_id::text || n)::uuid"
STEP = f"""{OF_DOCUMENT}, 'group_id', md5(t.group_id::text || n)::uuid, 'line_id', md5(t.line_id::text || n)::uuid,
    'acted_at', t.acted_at - n * interval '1 minute'
"""


class Clock:
    """Statements and their time in the database, the driver's way there and back included."""

    def __init__(self) -> None:
        self.statements, self.spent = 0, 0.0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(*given)
        finally:
            self.statements += 1
            self.spent += (time.perf_counter() - start) * 1000


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=10_000, help="past documents of the person")
    parser.add_argument("--times", type=int, default=20)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from django.conf import settings

    from tests.kit.own_copy import own_copy

    settings.ALLOWED_HOSTS = ["*"]
    with own_copy("inbox"):
        browser = _a_past(1)
        few = _opened(browser, asked.times)
        _a_past(asked.documents)
        many = _opened(browser, asked.times)
    for box in BOXES:
        print(
            f"{box or 'WAITING':<9} {few[box][0]} statements and {few[box][1]:.1f} ms for 1 past document, "
            f"{many[box][0]} statements and {many[box][1]:.1f} ms for {asked.documents:,}"
        )
    slowest = max(spent for _statements, spent in many.values())
    print(f"slowest {slowest:.1f} ms in the database, aim {AIM_MS:.0f} ms")
    same = all(few[box][0] == many[box][0] for box in BOXES)
    return 0 if same and slowest <= AIM_MS else 1


def _a_past(count: int) -> Any:
    """The head of a division has decided so many documents, and one waits; gives the head's browser."""
    from django.db import connection

    from approvals.models import ApprovalStep
    from approvals.services.deciding import sign
    from tenants.context import institution
    from tests.approvals.desk_papers import a_plan
    from tests.people import actor, client_of
    from tests.worlds import read_world

    culture = read_world().culture
    with institution(culture):
        waiting, document = a_plan("기다리는 계획"), a_plan("결재한 계획")
        step = ApprovalStep.objects.get(document=document, state="ACTIVE")
        sign(
            document_id=document.pk,
            step_id=step.pk,
            seen=document.version,
            actor=actor("chief"),
            at=waiting.submitted_at,
        )
        with connection.cursor() as cursor:
            for table in TABLES:
                columns = {"officialdocument": DOCUMENT, "approvalstep": STEP}.get(table, OF_DOCUMENT)
                key = "id" if table == "officialdocument" else "document_id"
                statement = COPY.format(table=table, columns=columns, key=key)
                cursor.execute(statement, {"count": count, "document": document.pk})
            cursor.execute("ANALYZE")
    return client_of(culture, "chief")


def _opened(browser: Any, times: int) -> dict[str, tuple[int, float]]:
    """Statements and median milliseconds of each box, warm."""
    from django.db import connection

    found = {}
    for box in BOXES:
        rounds = []
        for _ in range(times):
            clock = Clock()
            with connection.execute_wrapper(clock):
                answer = browser.get("/inbox/", {"box": box} if box else {})
            assert answer.status_code == 200, answer.status_code
            rounds.append(clock)
        found[box] = (rounds[-1].statements, statistics.median(one.spent for one in rounds))
    return found


if __name__ == "__main__":
    sys.exit(main())
