"""Tables of computed answers, as rows."""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def rows_of(name: str) -> list[dict[str, str]]:
    """Every row of a table, without its source."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return [
            {column: cell for column, cell in row.items() if column != "source"}
            for row in csv.DictReader(handle)
        ]
