"""Warning of a purchase cut into pieces to stay below a limit (분할 상신, handbook 10 C-03)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from organization.rules.delegation import STAFF, Rule, choose
from organization.rules.structure import Level

WINDOW_DAYS = 30


@dataclass(frozen=True)
class Paper:
    """A paper submitted or approved on a day: whose, from whom, for what."""

    department_id: UUID
    amount: int
    on: date
    vendor: str = ""
    items: frozenset[str] = field(default_factory=frozenset)
    is_cancelled: bool = False


@dataclass(frozen=True)
class SplitWarning:
    """`count` papers of `total` won together belong to a higher role (E-APR-036)."""

    count: int
    total: int
    rule_id: str
    role: str


def split_warning(
    paper: Paper,
    earlier: Iterable[Paper],
    rules: Iterable[Rule],
    business_type: str,
    window_days: int = WINDOW_DAYS,
) -> SplitWarning | None:
    """Warns only when the sum lies in the band of a higher role than this paper's own amount."""
    together = [one for one in earlier if _belongs(paper, one, window_days)]
    if not together:
        return None
    table = tuple(rules)
    total = paper.amount + sum(one.amount for one in together)
    own, summed = (choose(table, business_type, amount, {}).rule for amount in (paper.amount, total))
    if own is None or summed is None or standing(summed.final_role) <= standing(own.final_role):
        return None
    return SplitWarning(len(together) + 1, total, summed.rule_id, summed.final_role)


def _belongs(paper: Paper, other: Paper, window_days: int) -> bool:
    """Same department, and the same vendor or the same item, within the days before this paper."""
    if other.is_cancelled or other.department_id != paper.department_id:
        return False
    if not paper.on - timedelta(days=window_days) <= other.on <= paper.on:
        return False
    return bool(paper.vendor and paper.vendor == other.vendor) or bool(paper.items & other.items)


def standing(role: str) -> int:
    """How high a role of the table stands; duties count as leads of a team, the board's rows as the head's."""
    if role == STAFF:
        return int(Level.MEMBER)
    if role in Level.__members__:
        return int(Level[role])
    return int(Level.HEAD if role == "BOARD" else Level.TEAM_LEAD)
