"""The nightly canary run (T30): random requests over 21 institutions on kept connections.

    nice -n 19 python -m benchmarks.canaries [--requests 1000000] [--institutions 21] [--processes 2]
                                             [--journal FILE]

Two of a hundred switches of schema are really cancelled by the server. Every answer carries its
institution's canary; a foreign one ends the run with 1. Runs on a copy of the test world.

With --journal each finished portion is a line of the file. The same command goes on where the last one was
stopped, and the figures add up; a file of another state of the code is refused.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

PORTION = 5_000
ANSWERED_SHARE = 0.9
APPS = ("core", "ui", "tenants", "identity", "organization", "accounting", "consolidation", "erp")
CODE = (*(f"{app}/**/*.py" for app in APPS), "tests/tenancy/roaming.py", "requirements/run.txt")


@dataclass
class Figures:
    """What was seen in some portions."""

    requests: int = 0
    answered: int = 0
    refused: int = 0
    foreign: int = 0
    seconds: float = 0.0

    def add(self, other: Figures) -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def proves_something(self) -> bool:
        """Whether most requests were answered and some were really cancelled."""
        return self.refused > 0 and self.answered > self.requests * ANSWERED_SHARE


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--institutions", type=int, default=21)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--journal", type=Path)
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    journal = Journal(chosen.journal, chosen.institutions)
    portions = [
        (number, min(PORTION, chosen.requests - number * PORTION))
        for number in range(-(-chosen.requests // PORTION))
        if number not in journal.done
    ]
    if portions:
        _run(chosen, journal, portions)
    return _tell(journal.sum, chosen.institutions)


def _run(chosen: argparse.Namespace, journal: Journal, portions: list[tuple[int, int]]) -> None:
    from tests.kit.own_copy import own_copy

    progress = Progress(sum(size for _number, size in portions))
    with own_copy("canaries") as name:
        _found(chosen.institutions)
        context = multiprocessing.get_context("spawn")
        with context.Pool(chosen.processes, initializer=_enter, initargs=(name,)) as pool:
            for number, figures in pool.imap_unordered(_ask, portions):
                journal.write(number, figures)
                progress.tell(figures, journal.sum)


def _tell(total: Figures, institutions: int) -> int:
    print(
        f"{total.requests:,} requests at {institutions} institutions, {total.seconds:,.0f} s of one process"
    )
    print(f"answered {total.answered:,}, refused {total.refused:,}, foreign canaries {total.foreign:,}")
    if not total.proves_something():
        print("too few answers, or no switch was cancelled: this run proves nothing")
        return 1
    return 1 if total.foreign else 0


class Journal:
    """Portions that are done, kept in a file so that a stopped run goes on."""

    def __init__(self, path: Path | None, institutions: int) -> None:
        from tests.kit.databases import digest

        self.path = path
        self.done: set[int] = set()
        self.sum = Figures()
        self.head = {"code": digest(CODE), "institutions": institutions, "portion": PORTION}
        if path is not None and path.exists():
            self._read(path)

    def _read(self, path: Path) -> None:
        head, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if head != self.head:
            raise SystemExit(f"{path} belongs to another state of the code: choose another file")
        for line in lines:
            self.done.add(line.pop("number"))
            self.sum.add(Figures(**line))

    def write(self, number: int, figures: Figures) -> None:
        """Note a finished portion."""
        self.sum.add(figures)
        if self.path is None:
            return
        is_new = not self.path.exists()
        with self.path.open("a", encoding="utf-8") as file:
            for line in self._lines(number, figures, is_new):
                file.write(json.dumps(line) + "\n")

    def _lines(self, number: int, figures: Figures, is_new: bool) -> Iterator[dict[str, Any]]:
        if is_new:
            yield self.head
        yield {"number": number, **asdict(figures)}


class Progress:
    """One line per portion: how far, how fast, until when."""

    def __init__(self, missing: int) -> None:
        self.missing = missing
        self.made = 0
        self.started = time.monotonic()

    def tell(self, figures: Figures, total: Figures) -> None:
        """Say how far the run is."""
        self.made += figures.requests
        rate = self.made / (time.monotonic() - self.started)
        end = datetime.now().astimezone() + timedelta(seconds=(self.missing - self.made) / rate)  # noqa: TID251 - a person waits
        print(
            f"{total.requests:,} requests, {rate:,.0f}/s, foreign {total.foreign}, ends about {end:%H:%M}",
            flush=True,
        )


def _found(count: int) -> None:
    """Institutions until there are so many."""
    from tenants import registry
    from tenants.services.provisioning import create_institution
    from tests.worlds import spec

    missing = count - len(registry.all_tenants("institution"))
    for number in range(missing):
        create_institution(
            government_code="garam", code=f"canary{number}", name=f"카나리아{number}", spec=spec()
        )


_place: dict[str, Any] = {}


def _enter(name: str) -> None:
    """A process with its own connection, kept for all its portions; the others' canaries are different people."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from django.db import connection

    from tenants import registry
    from tests.kit.preparing import point_at
    from tests.tenancy.roaming import settle

    logging.disable(logging.CRITICAL)  # every cancelled switch would write its stack
    point_at(name)
    connection.settings_dict["CONN_MAX_AGE"] = None
    tenants = list(registry.all_tenants("institution"))
    _place.update(tenants=tenants, clients=settle(tenants, login_name=f"canary{os.getpid()}"))


def _ask(portion: tuple[int, int]) -> tuple[int, Figures]:
    from tests.tenancy.roaming import roam

    number, size = portion
    started = time.monotonic()
    tally = roam(_place["tenants"], _place["clients"], requests=size, seed=number)
    return number, Figures(
        tally.requests, tally.answered, tally.refused, tally.foreign, time.monotonic() - started
    )


if __name__ == "__main__":
    sys.exit(main())
