"""How long the public spending lines of 2020 take to load (aim: 120 s on two cores), step by step.

    python -m benchmarks.spending_import

Runs on its own copy of the test world with the file found at DURE_REAL_DATA or beside the checkout. Prints the
time of reading, of making the institutions, and of the load (budgets, vouchers, movements, journals, numbers)
against a COPY of the same journal lines into a bare table.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import django

BARE = "CREATE TEMP TABLE bare (LIKE {schema}.accounting_journalline INCLUDING INDEXES)"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from erp.demo.real import real_file
    from tests.kit.own_copy import own_copy

    path = real_file()
    if path is None:
        print("The public data set is not here (DURE_REAL_DATA): nothing measured.")
        return
    with own_copy("spending_import"):
        _measure(path)


def _measure(path: Path) -> None:
    from django.utils import timezone

    from accounting.services.imports import spending_institutions as imports
    from core.access import SYSTEM
    from tenants.steps import Administrator
    from tests.people import PASSWORD

    plan = imports.ImportPlan(path, "bench", 2020, SYSTEM, timezone.now())
    started = time.perf_counter()
    groups = list(imports.by_group(imports.read_file(plan.path).lines))
    read = time.perf_counter()
    imports.found_government(plan, groups, Administrator("admin", "한관리", PASSWORD), "시험시")
    founded = time.perf_counter()
    results = imports.load_file(plan=plan, opens_budget=True, say=lambda _line: None)
    loaded = time.perf_counter()
    lines = sum(result.added for result in results.values())
    executed = sum(result.executed_amount for result in results.values())
    bare = _copied()
    print(f"{lines:,} lines, {executed:,} won executed, {len(groups)} institutions")
    print(
        f"reading {read - started:.1f} s, institutions {founded - read:.1f} s, load {loaded - founded:.1f} s"
        f" ({lines / (loaded - founded):,.0f} lines a second); all {loaded - started:.1f} s"
    )
    print(f"COPY of the journal lines alone {bare:.1f} s; load ÷ COPY = {(loaded - founded) / bare:.0f}")


def _copied() -> float:
    """Seconds that a COPY of the government's journal lines into an indexed bare table takes."""
    from django.db import connection

    from tenants import registry

    schemas = [
        tenant.schema_name
        for tenant in registry.all_tenants("institution")
        if tenant.government_schema == "gov_bench"
    ]
    with connection.cursor() as cursor:
        cursor.execute(BARE.format(schema=schemas[0]))
        seconds = 0.0
        for schema in schemas:
            with cursor.copy(f"COPY {schema}.accounting_journalline TO STDOUT (FORMAT binary)") as out:
                rows = b"".join(bytes(part) for part in out)
            started = time.perf_counter()
            with cursor.copy("COPY bare FROM STDIN (FORMAT binary)") as into:
                into.write(rows)
            seconds += time.perf_counter() - started
    return seconds


if __name__ == "__main__":
    main()
