"""내부거래 대사: both sides of every pair of the group, the parent's own transfers included."""

from __future__ import annotations

from dataclasses import dataclass

from consolidation.errors import IntercompanyMismatch
from consolidation.queries.budgets import Window, item_map
from consolidation.queries.intercompany import whole_elimination
from consolidation.queries.members import MemberInfo, members
from consolidation.rules.elimination import Elimination, Mismatch
from core.schema import current_schema
from tenants import registry


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Pairs and differences with the names of both sides."""

    window: Window
    names: dict[str, str]
    outcome: Elimination

    def message(self, mismatch: Mismatch) -> str:
        """The catalogue's sentence for a difference (E-CNS-001)."""
        return IntercompanyMismatch(parent=mismatch.paid, child=mismatch.received).detail


def reconciliation(*, fiscal_year: int, month: int) -> Reconciliation:
    """Everything booked between entities of the group until the end of a month."""
    chosen: list[MemberInfo] = members()
    parent = registry.find_by_schema(current_schema())
    names = {member.code: member.name for member in chosen}
    codes = frozenset(names)
    parent_code = parent.code if parent else ""
    if parent:
        names[parent.code] = parent.name
    window = Window(fiscal_year, month, codes)
    outcome = whole_elimination(window, parent=parent_code, members=codes, items=item_map(window))
    return Reconciliation(window, names, outcome)
