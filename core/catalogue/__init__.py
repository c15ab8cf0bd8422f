"""Korean texts of refusals, by their stable codes (catalogue CSV files beside this module)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.korean import fill


@dataclass(frozen=True)
class CatalogueRow:
    """One refusal: text with {parameters}, severity hard | policy | warn | info, where it is raised."""

    code: str
    text: str
    severity: str
    raised_at: str


@lru_cache(maxsize=1)
def rows() -> dict[str, CatalogueRow]:
    """All rows of all catalogue files, keyed by code."""
    found: dict[str, CatalogueRow] = {}
    for path in sorted(Path(__file__).parent.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                code = row["code"]
                if code in found:
                    raise ValueError(f"code {code} stands in two catalogues")
                found[code] = CatalogueRow(
                    code, row["message_ko"], row.get("severity") or "hard", row.get("raised_at") or ""
                )
    return found


def message(code: str, facts: dict[str, Any]) -> str:
    """Text of `code` with its facts filled in; amounts get thousands separators, particles fit."""
    return fill(rows()[code].text, facts)
