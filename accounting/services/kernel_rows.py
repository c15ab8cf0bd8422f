"""Document rows of a call, grouped so that rows of one table are written by one statement."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models

from accounting.services.kernel_commands import Command, NewRow, RowUpdate

Row = dict[str, Any]


class DocumentRows:
    """Inserts before updates; the last update of a row wins."""

    def __init__(self) -> None:
        self.locks: list[Row] = []
        self._groups: dict[tuple[str, str, tuple[str, ...]], list[Row]] = {}
        self._updated: dict[tuple[str, UUID], Row] = {}

    def add(self, c: int, command: Command, number: tuple[str, int] | None) -> None:
        """Rows of one command; the row of its document takes the number of the series."""
        for row in command.inserts:
            if isinstance(row, NewRow):
                model, values = row.model, {**_defaults(row.model), **row.values, "id": row.pk}
            else:
                model, values = type(row), _values(row, _concrete(type(row)))
            self._write("insert", model, _numbered(values, row.pk, command, number))
        for update in command.updates:
            self._update(c, command, update, number)

    def _update(self, c: int, command: Command, update: RowUpdate, number: tuple[str, int] | None) -> None:
        row = update.row
        known = _columns(type(row))
        names = {row._meta.get_field(name).attname for name in update.fields}  # type: ignore[union-attr]
        names |= {"id"} if update.version is None else {"id", "version"}
        values = {known[name]: getattr(row, name) for name in names}
        table = row._meta.db_table
        lock = {"t": table, "id": row.pk, "version": update.version, "c": c}
        self.locks.append(lock)
        seen = self._updated.get((table, row.pk))
        if seen is not None and seen.keys() == values.keys():
            seen.update(values)
            return
        self._updated[table, row.pk] = values
        self._write("update", type(row), _numbered(values, row.pk, command, number))

    def _write(self, op: str, model: type[models.Model], values: Row) -> None:
        key = (op, model._meta.db_table, tuple(sorted(values)))
        self._groups.setdefault(key, []).append(values)

    def parts(self) -> list[Row]:
        """Groups in the order they are written."""
        ordered = sorted(self._groups.items(), key=lambda item: item[0][0])
        return [{"op": op, "t": table, "rows": rows} for (op, table, _), rows in ordered]


def _numbered(values: Row, key: UUID, command: Command, number: tuple[str, int] | None) -> Row:
    if number is not None and key == command.document.id:
        values |= {"number": "", "#stem": number[0], "#nth": number[1]}
    return values


def _values(row: models.Model, fields: Sequence[tuple[str, str]]) -> Row:
    stored = row.__dict__
    return {column: stored[attname] for attname, column in fields}


@cache
def _concrete(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """Attribute and column of every stored field."""
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    return tuple((f.attname, str(f.column)) for f in fields)


@cache
def _defaults(model: type[models.Model]) -> Row:
    """What a column holds when nothing is said."""
    return {str(f.column): f.get_default() for f in model._meta.concrete_fields if not f.generated}


@cache
def _columns(model: type[models.Model]) -> dict[str, str]:
    """Attribute name → column (account_unit_id → account_unit_code)."""
    return {f.attname: str(f.column) for f in model._meta.concrete_fields}
