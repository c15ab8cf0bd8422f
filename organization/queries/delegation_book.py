"""A version of the delegation table as a workbook that may be handed in again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core.periods import day_of
from organization.queries.delegation import rules_of, table
from organization.rules.delegation_file import COLUMNS, row_of_rule
from ui.columns import Column
from ui.excel import ExportHead, workbook


def table_book(table_id: UUID, taken_by: str, at: datetime) -> tuple[str, bytes]:
    """Name and content of the file; NotFound when the version is unknown."""
    found = table(table_id, day_of(at))
    head = ExportHead(found.title, [("판", str(found.number)), ("근거", found.basis_text)], taken_by, at)
    columns = [Column(name, name) for name in COLUMNS]
    rows = [row_of_rule(rule) for rule in rules_of(table_id)]
    return f"{found.title} 제{found.number}판.xlsx", workbook(head, columns, rows, {})
