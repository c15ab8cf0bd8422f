"""Opaque, signed cursors and keyset pages: stable while rows are added, no offsets."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import models

from core.errors import DomainError
from core.schema import current_schema

_SALT = "core.api.cursors"
LAST_KEY = "id"


class CursorUnusable(DomainError):
    """The cursor was changed, belongs to another list or institution, or to another ordering."""

    code = "CURSOR_UNUSABLE"
    text = "cursor 값을 이 목록에 쓸 수 없습니다. 처음부터 다시 조회하십시오."


@dataclass(frozen=True)
class Page:
    """One page of rows and the cursors of its neighbours."""

    rows: list[Any]
    next: str | None
    prev: str | None


@dataclass(frozen=True)
class _Position:
    values: list[Any]
    backwards: bool


def cut(
    rows: models.QuerySet[Any], *, place: str, order: Sequence[str], limit: int, cursor: str | None
) -> Page:
    """The page of `rows` that `cursor` points at. `place` ties cursors to one list."""
    keys = _with_last_key(order)
    _refuse_nullable(rows.model, keys)
    position = _read(cursor, place, keys) if cursor else None
    backwards = position is not None and position.backwards
    walked = [_turned(key) for key in keys] if backwards else keys
    if position is not None:
        rows = rows.filter(_after(walked, position.values))
    found = list(rows.order_by(*walked)[: limit + 1])
    has_more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    has_next = has_more if not backwards else True
    has_prev = has_more if backwards else position is not None
    return Page(
        rows=found,
        next=_write(found[-1], place, keys, backwards=False) if found and has_next else None,
        prev=_write(found[0], place, keys, backwards=True) if found and has_prev else None,
    )


def _with_last_key(order: Sequence[str]) -> list[str]:
    keys = list(dict.fromkeys(order))
    if LAST_KEY not in {key.lstrip("-") for key in keys}:
        keys.append(f"-{LAST_KEY}" if keys and keys[-1].startswith("-") else LAST_KEY)
    return keys


def _refuse_nullable(model: type[models.Model], keys: Sequence[str]) -> None:
    names = {field.name: field for field in model._meta.get_fields() if hasattr(field, "attname")}
    for key in keys:
        column = names.get(key.lstrip("-"))
        if column is not None and getattr(column, "null", False):
            raise TypeError(f"{model.__name__} cannot be listed by {key}: it may be empty")


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _after(keys: Sequence[str], values: Sequence[Any]) -> models.Q:
    """Rows behind the position: (a, b) > (x, y) written so that an index on (a, b) serves it."""
    condition = models.Q()
    equal = models.Q()
    for key, value in zip(keys, values, strict=True):
        name, test = (key[1:], "lt") if key.startswith("-") else (key, "gt")
        condition |= equal & models.Q(**{f"{name}__{test}": value})
        equal &= models.Q(**{name: value})
    first, outer = (keys[0][1:], "lte") if keys[0].startswith("-") else (keys[0], "gte")
    return models.Q(**{f"{first}__{outer}": values[0]}) & condition


def _write(row: Any, place: str, keys: Sequence[str], *, backwards: bool) -> str:
    values = [_plain(_value(row, key.lstrip("-"))) for key in keys]
    payload = [current_schema(), place, ",".join(keys), values, backwards]
    return signing.dumps(payload, salt=_SALT, compress=True)


def _read(cursor: str, place: str, keys: Sequence[str]) -> _Position:
    try:
        schema, written_for, order, values, backwards = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise CursorUnusable from error
    if (schema, written_for, order) != (current_schema(), place, ",".join(keys)):
        raise CursorUnusable
    return _Position(values, backwards)


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, (bool, int)):
        return value
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else str(value)
