"""What a command of the posting kernel is, and its form as the argument of `books_apply`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
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
    check_balance,
)
from core.access import Actor
from core.ids import uuid7
from core.periods import period_of
from core.request_id import current_request_id


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
    inserts: Sequence[models.Model] = ()
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


def plain(value: Any) -> str:
    """Text of a value PostgreSQL reads back: ids, days, instants, bytes."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return "\\x" + bytes(value).hex()
    return str(value)


class Payload:
    """The argument of `books_apply`; `c` is the place of a command, `j` of a journal in the call."""

    def __init__(self) -> None:
        names = "commands needs moves revenue journals lines intercompany locks writes numbers audit"
        self.parts: dict[str, list[dict[str, Any]]] = {name: [] for name in names.split()}
        self._commands: list[tuple[UUID, Command, list[tuple[int, UUID]]]] = []
        self._groups: dict[tuple[Any, ...], int] = {}
        self._updated: dict[tuple[Any, ...], dict[str, Any]] = {}

    def add(self, command: Command) -> None:
        c, command_id = len(self._commands), uuid7()
        journals: list[tuple[int, UUID]] = []
        self._commands.append((command_id, command, journals))
        self.parts["commands"].append(
            {
                "c": c,
                "id": command_id,
                "event": command.event,
                "document_type": command.document.type,
                "document_id": command.document.id,
                "document_no": command.document.number,
                "fiscal_year": command.fiscal_year,
                "period": period_of(command.effective_on),
                "effective_on": command.effective_on,
                "at": command.at,
                "by": command.actor.user_id,
                "soft": command.may_post_soft_closed,
            }
        )
        if command.number_prefix:
            self._number(f"d{c}", command.number_prefix, command.fiscal_year, command.account_unit)
        self._add_moves(c, command)
        journals.extend(self._add_journal(c, command, draft) for draft in command.journals)
        self._add_intercompany(c, command)
        self._add_rows(c, command)
        self._add_audit(c, command)

    def _number(self, key: str, prefix: str, fiscal_year: int, unit: str) -> None:
        if not unit:
            raise ValueError("a number needs the account unit")
        place = len(self.parts["numbers"])
        self.parts["numbers"].append(
            {"s": place, "key": key, "prefix": prefix, "fiscal_year": fiscal_year, "unit": unit}
        )

    def _add_moves(self, c: int, command: Command) -> None:
        for s, need in enumerate(command.needs):
            self.parts["needs"].append({"c": c, "s": s, "line": need.line_id, "amount": need.requested})
        parts: tuple[tuple[str, Sequence[Movement | RevenueMovement]], ...] = (
            ("moves", command.movements),
            ("revenue", command.revenue_movements),
        )
        for part, moves in parts:
            for s, move in enumerate(moves):
                if move.amount:
                    self.parts[part].append(
                        {
                            "c": c,
                            "s": s,
                            "id": uuid7(),
                            "line": move.line_id,
                            "bucket": str(move.bucket),
                            "amount": move.amount,
                        }
                    )

    def _add_journal(self, c: int, command: Command, draft: JournalDraft) -> tuple[int, UUID]:
        unit = draft.account_unit or command.account_unit or draft.lines[0].account_unit_code
        check_balance(draft.lines, unit)
        j, journal_id = len(self.parts["journals"]), uuid7()
        self._number(f"j{j}", draft.prefix, command.fiscal_year, unit)
        self.parts["journals"].append(
            {
                "c": c,
                "j": j,
                "id": journal_id,
                "event": draft.event,
                "revision": draft.revision,
                "unit": unit,
                "text": draft.text[:300],
                "reverses": draft.reverses,
            }
        )
        for o, line in enumerate(draft.lines, start=1):
            self.parts["lines"].append(
                {
                    "c": c,
                    "j": j,
                    "o": o,
                    "id": uuid7(),
                    "account": line.account_code,
                    "debit": line.debit,
                    "credit": line.credit,
                    "unit": line.account_unit_code or unit,
                    "sector": str(line.sector),
                    "activity": str(line.activity),
                    "department": line.department_id,
                    "project": line.detail_project_id,
                    "funding": line.funding_code,
                    "partner": line.partner_id,
                    "entity": line.entity_code,
                    "budget_line": line.budget_line_id,
                    "text": line.text[:300],
                }
            )
        return j, journal_id

    def _add_intercompany(self, c: int, command: Command) -> None:
        for entry in command.intercompany:
            self.parts["intercompany"].append(
                {
                    "c": c,
                    "id": uuid7(),
                    "side": str(entry.side),
                    "unit": entry.account_unit_code or command.account_unit,
                    "item": entry.item_code,
                    "entity": entry.entity_code,
                    "agreement": entry.agreement,
                    "amount": entry.amount,
                }
            )

    def _add_rows(self, c: int, command: Command) -> None:
        for row in command.inserts:
            fields = [f for f in row._meta.concrete_fields if not f.generated]
            self._write(c, command, "insert", row, [f.attname for f in fields])
        for update in command.updates:
            names = [update.row._meta.get_field(name).attname for name in update.fields]  # type: ignore[union-attr]
            if update.version is not None:
                names.append("version")
            self._write(c, command, "update", update.row, ["id", *names])
            self.parts["locks"].append(
                {"t": update.row._meta.db_table, "id": update.row.pk, "version": update.version, "c": c}
            )

    def _write(self, c: int, command: Command, op: str, row: models.Model, names: Sequence[str]) -> None:
        """Rows of one table with the same columns are written together; the last update of a row wins."""
        values = {_columns(type(row))[name]: getattr(row, name) for name in names}
        numbered = f"d{c}" if command.number_prefix and row.pk == command.document.id else None
        if numbered:
            values["number"] = ""
        table = row._meta.db_table
        group = (op, table, tuple(sorted(values)))
        place = self._groups.setdefault(group, len(self._groups))
        known = self._updated.get((*group, row.pk)) if op == "update" else None
        if known is not None:
            known["v"] = values
            return
        write = {
            "s": len(self.parts["writes"]),
            "g": place + (_UPDATES_AFTER if op == "update" else 0),
            "op": op,
            "t": table,
            "v": values,
            "numbered": numbered,
        }
        self.parts["writes"].append(write)
        self._updated[(*group, row.pk)] = write

    def _add_audit(self, c: int, command: Command) -> None:
        if command.audit is None:
            return
        self.parts["audit"].append(
            {
                "c": c,
                "id": uuid7(),
                "actor_name": command.actor.name[:100],
                "client_id": command.actor.client_id or "",
                "verb": command.audit.verb,
                "summary": command.audit.summary[:300],
                "facts": command.audit.facts,
                "request_id": current_request_id(),
            }
        )

    def applied(self, numbers: dict[str, str]) -> Iterator[Applied]:
        for c, (command_id, command, journals) in enumerate(self._commands):
            number = numbers.get(f"d{c}", command.document.number)
            if f"d{c}" in numbers:
                for row in (*command.inserts, *(update.row for update in command.updates)):
                    if row.pk == command.document.id:
                        row.number = number  # type: ignore[attr-defined]
            posted = tuple(PostedJournal(journal_id, numbers[f"j{j}"]) for j, journal_id in journals)
            yield Applied(command_id, number, posted)


_UPDATES_AFTER = 1_000_000  # rows that are new in the call exist before they are updated


@cache
def _columns(model: type[models.Model]) -> dict[str, str]:
    """Attribute name → column (account_unit_id → account_unit_code)."""
    return {f.attname: str(f.column) for f in model._meta.concrete_fields}
