"""Posting a paid voucher: the public service against the same writes by one raw SQL call and by the ORM.

    python -m benchmarks.posting [--count 200]

Runs on its own copy of the test world, the three ways in turns, so that a busy machine touches all alike.
Aims: the service reaches at least 40 % of the raw call and 5 times the ORM, row by row.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

import django

ROUNDS = 25


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200, help="vouchers of each way")
    parser.add_argument("--batch", type=int, default=5000, help="vouchers in one batch")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from tests.kit.own_copy import own_copy

    with own_copy("posting"):
        from tenants.context import institution

        with institution("inst_garam_culture"):
            measure(options.count, options.batch)


def measure(count: int, batch: int) -> None:
    """Run the three ways in turns and print their ratios; recount the books at the end."""
    from accounting.queries.verification import differences
    from benchmarks.posting_ways import Ways

    ways = Ways()
    ways.prepare()
    runs: dict[str, Callable[[], None]] = {
        "service": ways.service,
        "raw SQL call": ways.raw,
        "ORM rows": ways.orm,
    }
    for way in runs.values():
        for _ in range(10):
            way()
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for _round in range(ROUNDS):
        for name, way in runs.items():
            rates[name].append(_rate(way, max(count // ROUNDS, 1)))
    found = {name: statistics.median(values) for name, values in rates.items()}
    for name, rate in found.items():
        print(f"{name:>14}: {rate:8.0f} vouchers/s")
    started = time.perf_counter()
    ways.batch(batch)
    in_batch = batch / (time.perf_counter() - started)
    print(f"{'batch':>14}: {in_batch:8.0f} vouchers/s ({batch} in calls of 1,000)")
    print(f"service ÷ raw SQL call = {found['service'] / found['raw SQL call']:.2f} (aim ≥ 0.40)")
    print(f"service ÷ ORM rows     = {found['service'] / found['ORM rows']:.2f} (aim ≥ 5)")
    wrong = [item for item in differences() if not item.check.startswith("hash")]
    print(f"differences in the books afterwards: {len(wrong)}")


def _rate(way: Callable[[], None], count: int) -> float:
    started = time.perf_counter()
    for _ in range(count):
        way()
    return count / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
