"""Gap-free document numbers from a locked counter row; taken last in the committing transaction."""

from __future__ import annotations

from django.db import connection

from core.ids import uuid7
from core.models import DocumentCounter

_TAKE = """
INSERT INTO core_documentcounter (id, prefix, fiscal_year, unit, last) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (prefix, fiscal_year, unit) DO UPDATE SET last = core_documentcounter.last + excluded.last
RETURNING last
"""


def take_number(prefix: str, fiscal_year: int, unit: str) -> str:
    """Next number of the series, e.g. PV2026-G-000123 (handbook 4.2 "Numbering").

    Locks the counter row until the transaction ends, so it must be the last lock taken and the
    caller must be inside a transaction; a rolled-back transaction gives the number back.
    """
    return take_numbers(prefix, fiscal_year, unit, 1)[0]


def take_numbers(prefix: str, fiscal_year: int, unit: str, count: int) -> list[str]:
    """`count` consecutive numbers of the series, oldest first."""
    if not connection.in_atomic_block:
        raise RuntimeError("numbers are taken inside the committing transaction")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [uuid7(), prefix, fiscal_year, unit, count])
        last = cursor.fetchone()[0]
    return [format_number(prefix, fiscal_year, unit, n) for n in range(last - count + 1, last + 1)]


def format_number(prefix: str, fiscal_year: int, unit: str, sequence: int) -> str:
    """PV, 2026, G, 123 → PV2026-G-000123."""
    return f"{prefix}{fiscal_year}-{unit}-{sequence:06d}"


def last_number(prefix: str, fiscal_year: int, unit: str) -> int:
    """Last sequence given out, 0 when none."""
    found = DocumentCounter.objects.filter(prefix=prefix, fiscal_year=fiscal_year, unit=unit)
    return found.values_list("last", flat=True).first() or 0
