"""How long a new institution takes once the templates exist (aim: 3 s), 30 in a row.

    python -m benchmarks.provisioning [--count 30]

Runs on its own copy of the test world and prints the time of each step against the bare replay of the
DDL by one raw SQL call.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time

import django


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=30)
    count = parser.parse_args().count
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from tests.kit.own_copy import own_copy

    with own_copy("provisioning"):
        whole = [_institution(number) for number in range(count)]
        bare = [_bare(number) for number in range(5)]
    median, raw = statistics.median(whole), statistics.median(bare)
    print(
        f"institution with codes, policy, administrator, views: median {median:.2f} s, worst {max(whole):.2f} s"
    )
    print(f"bare replay of the DDL: median {raw:.2f} s; whole ÷ bare = {median / raw:.2f}")


def _institution(number: int) -> float:
    from tenants.services.provisioning import create_institution
    from tests.worlds import spec

    started = time.perf_counter()
    create_institution(government_code="garam", code=f"bench{number}", name=f"시험기관{number}", spec=spec())
    return time.perf_counter() - started


def _bare(number: int) -> float:
    from django.db import transaction

    from tenants.building import templates

    started = time.perf_counter()
    with transaction.atomic():
        templates.replay("institution", f"bare_{number}")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
