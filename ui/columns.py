"""Columns of a list as data: one description serves the table, the sum row, the export and the print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.labels import Label

Kind = Literal["text", "code", "won", "number", "rate", "date", "time", "badge", "gauge", "flag", "check"]
NUMERIC = frozenset({"won", "number", "rate"})


@dataclass(frozen=True)
class Column:
    """One column.

    `name` is the attribute (or key) of the row. `key` marks the one column that answers the question.
    `total` puts it into the sum row. `sort` is the order key offered (True: its own name). `href` gives
    the address its figure opens. `wide` columns appear from 1600 px. `group` heads neighbouring columns.
    """

    name: str
    label: Label
    kind: Kind = "text"
    group: Label = ""
    key: bool = False
    total: bool = False
    sort: bool | str = False
    frozen: bool = False
    wide: bool = False
    hidden: bool = False
    exported: bool = True
    href: Callable[[Any], str | None] | None = None
    css: str = ""

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC

    @property
    def order_key(self) -> str:
        return self.name if self.sort is True else str(self.sort or "")

    def value(self, row: Any) -> Any:
        """Value of this column in a row (object or mapping); dots walk inward."""
        found: Any = row
        for part in self.name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else getattr(found, part, None)
        return found() if callable(found) else found

    def url(self, row: Any) -> str:
        """Address the cell opens, or nothing."""
        return (self.href(row) or "") if self.href else ""
