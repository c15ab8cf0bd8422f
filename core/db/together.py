"""Several inserts and updates of one act sent to the database as one statement.

The parts are data-modifying CTEs: all of them happen or none, and none sees what another one writes. So a row
may be named once, and a part must not read what another part writes. Foreign keys are checked at commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Cast
from django.db.models.sql import InsertQuery, UpdateQuery

from core.db.backend.compiler import refuse_foreign
from core.models import TenantModel

Part = tuple[str, tuple[Any, ...]]


class Together:
    """Rows to insert and columns to change, gathered until `send`."""

    def __init__(self) -> None:
        self._new: dict[type[TenantModel], list[TenantModel]] = {}
        self._changed: dict[tuple[type[TenantModel], Any], tuple[TenantModel, dict[str, None]]] = {}

    def insert(self, *rows: TenantModel) -> None:
        """Add new rows; they keep the order in which they came within their table."""
        for row in rows:
            self._new.setdefault(type(row), []).append(row)

    def update(self, columns: Iterable[str], *rows: TenantModel) -> None:
        """These columns of rows that exist take the values the instances have when it is sent."""
        names = dict.fromkeys(columns)
        for row in rows if names else ():
            if row not in self._new.get(type(row), []):
                known = self._changed.get((type(row), row.pk), (row, {}))[1]
                self._changed[type(row), row.pk] = (row, known | names)

    def send(self) -> None:
        """Run everything as one statement; nothing to do is no statement."""
        new, changed = self._new, self._changed
        self._new, self._changed = {}, {}
        alike: dict[tuple[type[TenantModel], tuple[str, ...]], list[TenantModel]] = {}
        for row, columns in changed.values():
            alike.setdefault((type(row), tuple(columns)), []).append(row)
        parts = [
            *(_insert(model, rows) for model, rows in new.items()),
            *(_update(model, columns, rows) for (model, columns), rows in alike.items()),
        ]
        if not parts:
            return
        sql, params = _joined(parts)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
        for rows in new.values():
            for row in rows:
                row._state.adding, row._state.db = False, connection.alias


def _joined(parts: list[Part]) -> Part:
    *others, last = parts
    if not others:
        return last
    named = ", ".join(f"part_{place} AS ({sql})" for place, (sql, _params) in enumerate(others))
    params = tuple(param for _sql, given in parts for param in given)
    return f"WITH {named} {last[0]}", params


def _insert(model: type[TenantModel], rows: list[TenantModel]) -> Part:
    for row in rows:
        row.refuse_elsewhere()
    query = InsertQuery(model)
    query.insert_values(model._meta.concrete_fields, [*rows])
    refuse_foreign(connection, query)
    compiler = query.get_compiler(connection=connection)
    (sql, params) = compiler.as_sql()[0]
    return sql, tuple(params)


def _update(model: type[TenantModel], columns: tuple[str, ...], rows: list[TenantModel]) -> Part:
    for row in rows:
        row.refuse_elsewhere()
    fields: list[Any] = [model._meta.get_field(column) for column in columns]
    query = UpdateQuery(model)
    query.add_q(Q(pk__in=[row.pk for row in rows]))
    query.add_update_fields([(field, None, _value_of(field, rows)) for field in fields])
    refuse_foreign(connection, query)
    sql, params = query.get_compiler(connection=connection).as_sql()
    return sql, tuple(params)


def _value_of(field: Any, rows: list[TenantModel]) -> Any:
    """The one value, or each row's own by its key."""
    if len(rows) == 1:
        return getattr(rows[0], field.attname)
    cases = [When(pk=row.pk, then=_literal(row, field)) for row in rows]
    return Cast(Case(*cases, output_field=field), output_field=field)


def _literal(row: TenantModel, field: Any) -> Any:
    return Value(getattr(row, field.attname), output_field=field)
