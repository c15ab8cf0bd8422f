"""Commands as the argument of `books_apply`: rows flat, sums grouped and sorted, so the SQL stays plain."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from django.db import models

from accounting.rules.entries import JournalDraft, JournalLineDraft, check_balance
from accounting.rules.series import known_series
from accounting.services.kernel_commands import Applied, Command, PostedJournal
from accounting.services.kernel_rows import DocumentRows
from core.ids import uuid7
from core.periods import period_of
from core.request_id import current_request_id

Row = dict[str, Any]
Number = tuple[str, int]

_STEP = {"allotted": "a", "reserved": "r", "committed": "m", "paid": "e", "carried_out": "n"}
_FIELD, _RECORD = "\x1f", "\x1e"
_MOVES = {"moves": "deltas", "revenue": "revenue_deltas"}


def plain(value: Any) -> str:
    """Text of what JSON has no form for, as PostgreSQL reads it back: bytes, exact fractions."""
    if isinstance(value, (bytes, memoryview)):
        return "\\x" + bytes(value).hex()
    return str(value)


class Payload:
    """The argument of one call. `c` is the place of a command; sums are kept by their keys until the end."""

    def __init__(self) -> None:
        names = "moves revenue journals lines intercompany audit"
        self.rows: dict[str, list[Row]] = {name: [] for name in names.split()}
        self.documents = DocumentRows()
        self._done: list[tuple[UUID, Command, Number | None, list[tuple[UUID, Number]]]] = []
        self._series: dict[tuple[str, int, str], int] = {}
        self._months: dict[tuple[int, int, bool], int] = {}
        self._steps: list[Row] = []
        self._deltas: dict[str, dict[UUID, Row]] = {"moves": {}, "revenue": {}}
        self._month_deltas: dict[str, dict[tuple[UUID, int], Row]] = {"moves": {}, "revenue": {}}
        self._ledger: dict[tuple[int, int, str, str, str], list[int]] = {}
        self._accounts: dict[tuple[str, bool], int] = {}

    def add(self, command: Command) -> None:
        """Take one command in; refuses an unbalanced journal (E-ACC-001)."""
        c, command_id = len(self._done), uuid7()
        period = period_of(command.effective_on)
        self._months.setdefault((command.fiscal_year, period, command.may_post_soft_closed), c)
        number = None
        if command.number_prefix:
            number = self._number(command.number_prefix, command.fiscal_year, command.account_unit)
        head = _head(command, command_id, period, number)
        self._add_steps(c, command)
        for part, moves in (("moves", command.movements), ("revenue", command.revenue_movements)):
            for move in moves:
                if move.amount:
                    self._add_move(part, c, move, head)
        journals = [self._add_journal(c, command, draft, head) for draft in command.journals]
        for entry in command.intercompany:
            self.rows["intercompany"].append(
                {
                    **head,
                    "id": uuid7(),
                    "fiscal_year": command.fiscal_year,
                    "side": str(entry.side),
                    "unit": entry.account_unit_code or command.account_unit,
                    "item": entry.item_code,
                    "entity": entry.entity_code,
                    "agreement": entry.agreement,
                    "amount": entry.amount,
                }
            )
        self.documents.add(c, command, number)
        self._add_audit(command, head)
        self._done.append((command_id, command, number, journals))

    def _number(self, prefix: str, fiscal_year: int, unit: str) -> Number:
        if not unit:
            raise ValueError("a number needs the account unit")
        key = (known_series(prefix), fiscal_year, unit)
        nth = self._series.get(key, 0) + 1
        self._series[key] = nth
        return _stem(*key), nth

    def _add_steps(self, c: int, command: Command) -> None:
        """What the command asks of and does to each line, for the check at its turn."""
        found: dict[UUID, Row] = {}
        for line_id in [need.line_id for need in command.needs] + [m.line_id for m in command.movements]:
            if line_id not in found:
                found[line_id] = {
                    "c": c,
                    "line": line_id,
                    "need": 0,
                    "k": 0,
                    "a": 0,
                    "r": 0,
                    "m": 0,
                    "e": 0,
                    "n": 0,
                    "fiscal_year": command.fiscal_year,
                    "on_day": command.effective_on,
                }
        for need in command.needs:
            found[need.line_id]["need"] += need.requested
        for move in command.movements:
            found[move.line_id][_STEP.get(move.bucket, "k")] += move.amount
        self._steps += found.values()

    def _add_move(self, part: str, c: int, move: Any, head: Row) -> None:
        bucket = str(move.bucket)
        self.rows[part].append(
            {**head, "id": uuid7(), "line": move.line_id, "bucket": bucket, "amount": move.amount}
        )
        delta = self._deltas[part].setdefault(move.line_id, {"line": move.line_id, "c": c})
        delta[bucket] = delta.get(bucket, 0) + move.amount
        key = (move.line_id, head["period"])
        month = self._month_deltas[part].setdefault(key, {"line": key[0], "period": key[1]})
        month[bucket] = month.get(bucket, 0) + move.amount

    def _add_journal(self, c: int, command: Command, draft: JournalDraft, head: Row) -> tuple[UUID, Number]:
        unit = draft.account_unit or command.account_unit or draft.lines[0].account_unit_code
        check_balance(draft.lines, unit)
        journal_id = uuid7()
        number = self._number(draft.prefix, command.fiscal_year, unit)
        texts = []
        for ordinal, line in enumerate(draft.lines, start=1):
            row = _line(ordinal, line, unit)
            texts.append(_FIELD.join(["" if value is None else str(value) for value in row.values()]))
            row |= {
                "id": uuid7(),
                "journal": journal_id,
                "fiscal_year": command.fiscal_year,
                "period": head["period"],
                "on_day": head["on_day"],
            }
            self.rows["lines"].append(row)
            self._accounts.setdefault((line.account_code, line.partner_id is None), c)
            key = (command.fiscal_year, head["period"], row["unit"], line.account_code, line.entity_code)
            sums = self._ledger.setdefault(key, [0, 0])
            sums[0] += line.debit
            sums[1] += line.credit
        self.rows["journals"].append(
            {
                **head,
                "c": c,
                "id": journal_id,
                "own_stem": number[0],
                "own_nth": number[1],
                "fiscal_year": command.fiscal_year,
                "event": draft.event,
                "revision": draft.revision,
                "unit": unit,
                "text": draft.text[:300],
                "reverses": draft.reverses,
                "soft": command.may_post_soft_closed,
                "line_count": len(draft.lines),
                "total": sum(line.debit for line in draft.lines),
                "lines_hash": sha256(_RECORD.join(texts).encode()).hexdigest(),
            }
        )
        return journal_id, number

    def _add_audit(self, command: Command, head: Row) -> None:
        if command.audit is None:
            return
        self.rows["audit"].append(
            {
                **head,
                "id": uuid7(),
                "actor_name": command.actor.name[:100],
                "client_id": command.actor.client_id or "",
                "verb": command.audit.verb,
                "summary": command.audit.summary[:300],
                "facts": command.audit.facts,
                "request_id": current_request_id(),
            }
        )

    def text(self) -> str:
        """The argument as JSON text."""
        parts: dict[str, Any] = {
            **self.rows,
            "locks": self.documents.locks,
            "writes": self.documents.parts(),
            "months": [
                {"c": c, "fiscal_year": year, "period": period, "soft": soft}
                for (year, period, soft), c in sorted(self._months.items())
            ],
            "steps": self._steps,
            "deltas": list(self._deltas["moves"].values()),
            "month_deltas": list(self._month_deltas["moves"].values()),
            "revenue_deltas": list(self._deltas["revenue"].values()),
            "revenue_month_deltas": list(self._month_deltas["revenue"].values()),
            "accounts": [
                {"c": c, "account": account, "without_partner": bare}
                for (account, bare), c in self._accounts.items()
            ],
            "ledger_sums": [
                dict(zip(_LEDGER_KEYS, (*key, *sums), strict=True))
                for key, sums in sorted(self._ledger.items())
            ],
            "series": [
                {"stem": _stem(*key), "prefix": key[0], "fiscal_year": key[1], "unit": key[2], "count": count}
                for key, count in sorted(self._series.items())
            ],
        }
        return orjson.dumps(parts, default=plain).decode()

    def applied(self, bases: dict[str, int]) -> Iterator[Applied]:
        """What each command left, with the numbers that were taken."""
        for command_id, command, number, journals in self._done:
            given = _format(bases, number) if number else command.document.number
            if number:
                for row in (*command.inserts, *(update.row for update in command.updates)):
                    if isinstance(row, models.Model) and row.pk == command.document.id:
                        row.number = given  # type: ignore[attr-defined]
            posted = tuple(PostedJournal(key, _format(bases, own)) for key, own in journals)
            yield Applied(command_id, given, posted)


_LEDGER_KEYS = ("fiscal_year", "period", "unit", "account", "entity", "debit", "credit")


def _stem(prefix: str, fiscal_year: int, unit: str) -> str:
    return f"{prefix}{fiscal_year}-{unit}-"


def _format(bases: dict[str, int], number: Number) -> str:
    return f"{number[0]}{bases[number[0]] + number[1]:06d}"


def _head(command: Command, command_id: UUID, period: int, number: Number | None) -> Row:
    """What every row of a command carries."""
    return {
        "command": command_id,
        "event": command.event,
        "document_type": command.document.type,
        "document_id": command.document.id,
        "document_no": command.document.number,
        "stem": number[0] if number else None,
        "nth": number[1] if number else None,
        "on_day": command.effective_on,
        "period": period,
        "at": command.at,
        "by": command.actor.user_id,
    }


def _line(ordinal: int, line: JournalLineDraft, unit: str) -> Row:
    """A journal line in the order of its hash (see entry_hash.sql)."""
    return {
        "o": ordinal,
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
