"""Consolidated matrix and trial balance over many institutions, and what ten times the lines change.

    python -m benchmarks.consolidation [--institutions 21] [--lines 100000] [--times 10]

Makes a government with institutions on its own copy of the test world, fills their ledgers in SQL
(journal lines, and the compact balances as sums of those lines), and reads them through the officers'
door. Prints the time in the database (EXPLAIN ANALYZE; the fastest of sixty and in brackets their median,
as a shared machine may take twice as long from one second to the next), the ratio to one hand-written
statement over the same balances, and the ratio to the same sums taken over the lines themselves.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import django

YEAR = 2026
ROUNDS = 60

FILL = """
WITH accounts AS (
    SELECT array_agg(code ORDER BY code) AS codes FROM {schema}.accounting_account WHERE is_posting
), drawn AS (
    SELECT gen_random_uuid() AS id, gen_random_uuid() AS journal,
        1 + (hashint4(n) & 2147483647) %% array_length(codes, 1) AS first,
        1 + (hashint4(n * 7 + 1) & 2147483647) %% array_length(codes, 1) AS second,
        {year} * 100 + 1 + n %% 12 AS period, 1000 * (1 + n %% 997) AS amount,
        n, codes
    FROM accounts, generate_series(%s, %s) n
)
INSERT INTO {schema}.accounting_journalline
    (id, journal_id, ordinal, fiscal_year, period, effective_on, account_code, debit, credit,
     account_unit_code, sector, activity, funding_code, entity_code, text)
SELECT CASE side WHEN 1 THEN id ELSE gen_random_uuid() END, journal, side, {year}, period,
    make_date({year}, period %% 100, 15), codes[CASE side WHEN 1 THEN first ELSE second END],
    CASE side WHEN 1 THEN amount ELSE 0 END, CASE side WHEN 2 THEN amount ELSE 0 END,
    'G', '', '', '',
    CASE WHEN codes[CASE side WHEN 1 THEN first ELSE second END] IN ({partnered}) AND n %% 4 = 0
        THEN 'b' || ({number} + 1 + n / 4 %% 5) %% {members} ELSE '' END, ''
FROM drawn, generate_series(1, 2) side
"""
BALANCES = """
TRUNCATE {schema}.accounting_ledgerbalance, {schema}.accounting_budgetbalance;
INSERT INTO {schema}.accounting_ledgerbalance
    (id, fiscal_year, period, account_unit_code, account_code, entity_code, debit, credit)
SELECT gen_random_uuid(), fiscal_year, period, account_unit_code, account_code, entity_code,
    sum(debit), sum(credit)
FROM {schema}.accounting_journalline GROUP BY 2, 3, 4, 5, 6;
WITH items AS (
    SELECT array_agg(code ORDER BY code) AS codes FROM {schema}.accounting_statitem
    WHERE fiscal_year = {year} AND side = 'EXPENDITURE' AND level = 'stat'
)
INSERT INTO {schema}.accounting_budgetbalance
    (id, fiscal_year, period, account_unit_code, side, item_code, original, supplementary, carried_in,
     contingency, transferred, excess, pending_supplementary, allotted, reserved, committed, paid,
     carried_out, assessed, received, refunded, written_off)
SELECT gen_random_uuid(), fiscal_year, period, account_unit_code, 'EXPENDITURE',
    codes[1 + (hashtext(account_code) & 2147483647) %% array_length(codes, 1)], 2 * sum(debit), 0, 0,
    0, 0, 0, 0, 2 * sum(debit), 0, sum(debit), sum(debit), 0, 0, 0, 0, 0
FROM {schema}.accounting_journalline, items GROUP BY 2, 3, 4, 6;
ANALYZE {schema}.accounting_ledgerbalance, {schema}.accounting_budgetbalance, {schema}.accounting_journalline;
"""
# Accounts that stand against sister institutions: claims, debts, fees, entrusted work.
PARTNERED = "'11301', '11302', '11303', '21101', '21132', '41301', '41503', '53108'"
RAW_BALANCE = (
    "SELECT '{code}' AS i, account_code, entity_code, sum(debit), sum(credit)"
    " FROM {schema}.accounting_ledgerbalance WHERE fiscal_year = {year} GROUP BY 1, 2, 3"
)
RAW_LINES = (
    "SELECT '{code}' AS i, account_code, entity_code, sum(debit), sum(credit)"
    " FROM {schema}.accounting_journalline WHERE fiscal_year = {year} GROUP BY 1, 2, 3"
)
RAW_MATRIX = (
    "SELECT '{code}' AS i, side, item_code, sum(original), sum(allotted), sum(committed), sum(paid)"
    " FROM {schema}.accounting_budgetbalance WHERE fiscal_year = {year} GROUP BY 1, 2, 3"
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--institutions", type=int, default=21)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=10)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from tests.kit.own_copy import own_copy

    with own_copy("consolidation"):
        schemas = _government(asked.institutions)
        first = _round(schemas, 0, asked.lines)
        if asked.times > 1:
            second = _round(schemas, asked.lines, asked.lines * asked.times)
            for name, before in first.items():
                here = (second[name].here.fastest / before.here.fastest - 1) * 100
                raw = (second[name].raw.fastest / before.raw.fastest - 1) * 100
                print(
                    f"{name}: {asked.times} times the lines change it by {here:+.0f} %, raw SQL by {raw:+.0f} %"
                )


def _government(count: int) -> dict[str, str]:
    from tenants.services.provisioning import create_government, create_institution
    from tests.worlds import spec

    create_government(code="bench", name="시험시", spec=spec())
    started = time.perf_counter()
    found = {}
    for number in range(count):
        tenant = create_institution(
            government_code="bench", code=f"b{number}", name=f"시험기관 {number}", spec=spec()
        )
        found[tenant.code] = tenant.schema_name
    print(f"{count} institutions made in {time.perf_counter() - started:.1f} s")
    return found


class Milliseconds(NamedTuple):
    """Of one or several statements in the database."""

    fastest: float
    median: float


class Measured(NamedTuple):
    """A report in the database, the hand-written statement at the same moment, and the whole call."""

    here: Milliseconds
    raw: Milliseconds
    whole: float


def _round(schemas: dict[str, str], before: int, lines: int) -> dict[str, Measured]:
    """Fill up to `lines` a member and measure."""
    started = time.perf_counter()
    for number, schema in enumerate(schemas.values()):
        _fill(schema, number, (before // 2, lines // 2), len(schemas))
    _settle(schemas)
    print(f"\n{len(schemas)} × {lines:,} journal lines in {time.perf_counter() - started:.0f} s")
    over_lines = _explained("default", _union(RAW_LINES, schemas), (), rounds=5)
    found = {
        "matrix": _measured(_matrix, _union(RAW_MATRIX, schemas)),
        "trial balance": _measured(_trial_balance, _union(RAW_BALANCE, schemas)),
    }
    for name, at in found.items():
        print(
            f"{name}: {at.here.fastest:.1f} ms (median {at.here.median:.1f}) in the database,"
            f" {at.whole:.0f} ms with Python; raw SQL {at.raw.fastest:.1f} ms, ratio"
            f" {at.here.fastest / at.raw.fastest:.2f}"
        )
    over = over_lines.fastest
    times = over / found["trial balance"].here.fastest
    print(f"the same trial balance over the lines: {over:.0f} ms, {times:.0f} times as long")
    return found


def _fill(schema: str, number: int, span: tuple[int, int], members: int) -> None:
    """Lines of `span` with their balances; guards and indexes of the lines rest, nothing reads by them."""
    from django.db import connection

    names = {
        "schema": schema,
        "year": YEAR,
        "members": members,
        "number": number,
        "partnered": PARTNERED,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u') AND conrelid = %s::regclass",
            [f"{schema}.accounting_journalline"],
        )
        for (constraint,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {schema}.accounting_journalline DROP CONSTRAINT {constraint}")
        cursor.execute(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass",
            [f"{schema}.accounting_journalline"],
        )
        for (index,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {index}")
        cursor.execute(f"ALTER TABLE {schema}.accounting_journalline SET (autovacuum_enabled = false)")
        cursor.execute(FILL.format(**names), [span[0] + 1, span[1]])
        cursor.execute(BALANCES.format(**names).replace("%%", "%"))
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(f"ANALYZE {schema}.accounting_ledgerbalance, {schema}.accounting_budgetbalance")


def _settle(schemas: dict[str, str]) -> None:
    """Write everything out and tidy the balances, so that the filling is not measured along."""
    from django.db import connection

    with connection.cursor() as cursor:
        for schema in schemas.values():
            cursor.execute(
                f"VACUUM ANALYZE {schema}.accounting_ledgerbalance, {schema}.accounting_budgetbalance"
            )
        cursor.execute("CHECKPOINT")


def _union(text: str, schemas: dict[str, str]) -> str:
    parts = (text.format(code=code, schema=schema, year=YEAR) for code, schema in schemas.items())
    return " UNION ALL ".join(parts)


def _matrix() -> Any:
    from consolidation.queries.matrix import matrix_report

    return matrix_report(fiscal_year=YEAR, month=12, level="MIXED", profile="", today=date(YEAR, 11, 23))


def _trial_balance() -> Any:
    from consolidation.queries.trial_balance import trial_balance_report

    return trial_balance_report(fiscal_year=YEAR, month=12)


def _measured(report: Callable[[], Any], raw: str) -> Measured:
    from tenants.context import institution

    with institution("gov_bench"):
        report()
        with _statements() as seen:
            started = time.perf_counter()
            report()
            whole = (time.perf_counter() - started) * 1000
        parts = [_explained(alias, statement, params) for alias, statement, params in seen]
        inside = Milliseconds(sum(part.fastest for part in parts), sum(part.median for part in parts))
        return Measured(inside, _explained("default", raw, ()), whole)


@contextmanager
def _statements() -> Iterator[list[tuple[str, str, Any]]]:
    """What both connections are asked meanwhile."""
    from django.db import connections

    seen: list[tuple[str, str, Any]] = []

    def watch(alias: str) -> Callable[..., Any]:
        def note(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
            seen.append((alias, statement, params))
            return execute(statement, params, many, context)

        return note

    with (
        connections["default"].execute_wrapper(watch("default")),
        connections["reader"].execute_wrapper(watch("reader")),
    ):
        yield seen


def _explained(alias: str, statement: str, params: Any, rounds: int = ROUNDS) -> Milliseconds:
    """Planning and execution time of a statement: the fastest and the median of all rounds."""
    from django.db import connections

    times: list[float] = []
    with connections[alias].cursor() as cursor:
        for _number in range(rounds):
            cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + statement, params or None)
            plan = cursor.fetchone()[0][0]
            times.append(float(plan["Execution Time"] + plan["Planning Time"]))
    return Milliseconds(min(times), statistics.median(times))


if __name__ == "__main__":
    main()
