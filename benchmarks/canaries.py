"""The nightly canary run (T30): random requests over 21 institutions on kept connections.

    python -m benchmarks.canaries [--requests 1000000] [--institutions 21] [--processes 2]

Two of a hundred switches of schema are really cancelled by the server. Every answer carries its
institution's canary; a foreign one ends the run with 1. Runs on a copy of the test world.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time

import django

DONE_EVERY = 20_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--institutions", type=int, default=21)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from tests.kit.own_copy import own_copy

    started = time.monotonic()
    with own_copy("canaries") as name:
        _found(chosen.institutions)
        share = chosen.requests // chosen.processes
        with multiprocessing.get_context("spawn").Pool(chosen.processes) as pool:
            work = [(name, share, seed) for seed in range(chosen.processes)]
            totals = [sum(column) for column in zip(*pool.starmap(_ask, work), strict=True)]
    requests, answered, refused, foreign = totals
    seconds = time.monotonic() - started
    print(f"{requests:,} requests at {chosen.institutions} institutions in {seconds:,.0f} s")
    print(f"answered {answered:,}, refused {refused:,}, foreign canaries {foreign:,}")
    return 1 if foreign else 0


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


def _ask(name: str, requests: int, seed: int) -> tuple[int, int, int, int]:
    """One process with its own connection; the others' canaries are different people."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from django.db import connection

    from tenants import registry
    from tests.kit.preparing import point_at
    from tests.tenancy.roaming import roam, settle

    point_at(name)
    connection.settings_dict["CONN_MAX_AGE"] = None
    tenants = list(registry.all_tenants("institution"))
    clients = settle(tenants, login_name=f"canary{seed}")
    totals = [0, 0, 0, 0]
    for start in range(0, requests, DONE_EVERY):
        tally = roam(
            tenants, clients, requests=min(DONE_EVERY, requests - start), seed=seed * 1_000_000 + start
        )
        for place, number in enumerate((tally.requests, tally.answered, tally.refused, tally.foreign)):
            totals[place] += number
        print(f"process {seed}: {totals[0]:,} requests, foreign {totals[3]}", flush=True)
    return totals[0], totals[1], totals[2], totals[3]


if __name__ == "__main__":
    sys.exit(main())
