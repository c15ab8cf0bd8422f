"""Tables of rules as the product brings them, without a database."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from typing import Any

from hr.rules.kinds import Kind, kinds_of
from tests.architecture.source import ROOT

SEED = ROOT / "hr" / "seed"


def kinds() -> dict[str, Kind]:
    """All kinds of appointment."""
    with (SEED / "appointment_kinds.csv").open(encoding="utf-8-sig", newline="") as handle:
        return kinds_of(csv.DictReader(handle))


def table(code: str) -> dict[str, Mapping[str, Any]]:
    """Payloads of one table by key."""
    rows = json.loads((SEED / "rules.json").read_text(encoding="utf-8"))
    return {row["key"]: row["payload"] for row in rows if row["code"] == code}
