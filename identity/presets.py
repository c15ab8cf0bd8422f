"""Role presets per kind of schema, read from the seed file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SEED = Path(__file__).parent / "seeds" / "roles.json"


@dataclass(frozen=True)
class RolePreset:
    """A role every new tenant of a kind starts with."""

    code: str
    name: str
    description: str
    is_privileged: bool
    is_first_administrator: bool
    codes: frozenset[str]


@cache
def role_presets(kind: str) -> tuple[RolePreset, ...]:
    """Presets of a kind in the order of the seed file."""
    rows = json.loads(SEED.read_text(encoding="utf-8"))[kind]
    return tuple(
        RolePreset(
            code=row["code"],
            name=row["name"],
            description=row["description"],
            is_privileged=row.get("privileged", False),
            is_first_administrator=row.get("first_administrator", False),
            codes=frozenset(row["permissions"]),
        )
        for row in rows
    )
