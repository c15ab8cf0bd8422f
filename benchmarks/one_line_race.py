"""64 processes want one budget line that has room for exactly 100 of their 1,000 reservations.

    python -m benchmarks.one_line_race [--writers 64] [--tries 1000] [--room 100]

Runs on its own copy of the test world. Exactly the room is given, the rest is refused, and a recount
finds no difference.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import django

INSTITUTION = "inst_garam_culture"
AMOUNT = 1_000


@dataclass(frozen=True)
class Outcome:
    """What the race ended with."""

    given: int
    refused: int
    other: int
    reserved: int
    differences: int
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--writers", type=int, default=64)
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--room", type=int, default=100)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from tests.kit.own_copy import own_copy

    with own_copy("race"):
        found = race(options.writers, options.tries, options.room)
    print(f"{options.writers} processes, {options.tries} reservations, room for {options.room}")
    print(f"given {found.given}, refused {found.refused}, other {found.other} in {found.seconds:.1f} s")
    print(f"reserved on the line ÷ amount = {found.reserved / AMOUNT:.0f}; differences {found.differences}")
    right = (found.given, found.refused, found.other, found.differences) == (
        options.room,
        options.tries - options.room,
        0,
        0,
    )
    raise SystemExit(0 if right else 1)


def race(writers: int, tries: int, room: int) -> Outcome:
    """Let the processes run against the database this process points at."""
    from django.db import connections

    from accounting.queries.verification import differences
    from tenants.context import institution
    from tests.accounting import books

    with institution(INSTITUTION):
        line = books.line_with("201-01", original=room * AMOUNT, allotted=room * AMOUNT)
    for alias in connections:
        connections[alias].close()
    shares = [tries // writers + (1 if place < tries % writers else 0) for place in range(writers)]
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    gate = context.Barrier(writers)
    started = time.perf_counter()
    crowd = [context.Process(target=_write, args=(line.pk, share, gate, answers)) for share in shares]
    for process in crowd:
        process.start()
    counts = [answers.get() for _ in crowd]
    for process in crowd:
        process.join()
    seconds = time.perf_counter() - started
    with institution(INSTITUTION):
        line.refresh_from_db()
        return Outcome(
            given=sum(count[0] for count in counts),
            refused=sum(count[1] for count in counts),
            other=sum(count[2] for count in counts),
            reserved=line.reserved,
            differences=len(list(differences())),
            seconds=seconds,
        )


def _write(line_id: UUID, tries: int, gate: Any, answers: Any) -> None:
    """One process: reserve as often as it was told, count what came of it."""
    from django.db import connections

    from accounting.errors.budget import BudgetExceeded
    from accounting.services import kernel
    from tenants.context import institution
    from tests.accounting import books

    given = refused = other = 0
    with institution(INSTITUTION):
        gate.wait()
        for _ in range(tries):
            try:
                books.post(
                    "PROPOSAL_APPROVED",
                    needs=[kernel.Need(line_id, AMOUNT)],
                    movements=[kernel.Movement(line_id, "reserved", AMOUNT)],
                )
                given += 1
            except BudgetExceeded:
                refused += 1
            except Exception:  # noqa: BLE001 - whatever else happens is counted as a fault
                other += 1
    for alias in connections:
        connections[alias].close()
    answers.put((given, refused, other))


if __name__ == "__main__":
    main()
