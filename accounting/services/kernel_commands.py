"""What a command of the posting kernel is, and what it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from accounting.rules.entries import (
    DocumentRef,
    IntercompanyDraft,
    JournalDraft,
    Movement,
    Need,
    RevenueMovement,
)
from core.access import Actor


@dataclass(frozen=True, slots=True)
class RowUpdate:
    """Fields of a document row to be written with the entries, from the values on the instance.

    With `version` the stored row must still have that version, else the command is refused (412); the
    instance carries the next one, which is written too.
    """

    row: models.Model
    fields: Sequence[str]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be inserted, by columns; a column that is not named takes the default of its field."""

    model: type[models.Model]
    pk: UUID
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Audit line written in the same call."""

    verb: str
    summary: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Command:
    """One act of one document: what must be available, what moves, what is posted.

    `inserts` and `updates` are document rows written in the same call. With `number_prefix` the
    document's number is taken too (PV2026-G-000123) and written to the row of the document.
    """

    event: str
    document: DocumentRef
    fiscal_year: int
    effective_on: date
    actor: Actor
    at: datetime
    account_unit: str = ""
    needs: Sequence[Need] = ()
    movements: Sequence[Movement] = ()
    revenue_movements: Sequence[RevenueMovement] = ()
    journals: Sequence[JournalDraft] = ()
    intercompany: Sequence[IntercompanyDraft] = ()
    inserts: Sequence[models.Model | NewRow] = ()
    updates: Sequence[RowUpdate] = ()
    number_prefix: str = ""
    audit: AuditLine | None = None
    may_post_soft_closed: bool = False


@dataclass(frozen=True, slots=True)
class PostedJournal:
    """A journal as posted."""

    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What a command left in the books."""

    command_id: UUID
    number: str
    journals: tuple[PostedJournal, ...]
