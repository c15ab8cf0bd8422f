"""Buckets and formulas of a budget line, and who may not spend what (지방재정법, 지방회계법 시행령 제12조).

K = O + S + C + P + T + X + U; available = min(A, K) − R − M. All amounts are integer won.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from accounting.errors.budget import (
    AllotmentAboveBudget,
    AllotmentExceeded,
    AmountNotThousands,
    BasisMismatch,
    BudgetExceeded,
    BudgetUnbalanced,
    ContingencyAboveCap,
    ContingencyNotSpendable,
    FundingMismatch,
    ReductionBelowUsed,
)
from core.errors import CatalogueError, DomainError
from core.money import ceil_to, rate

CONTINGENCY_ITEM = "801-01"
CEIL_1000 = "CEIL_1000"
NO_ROUNDING = "NONE"


@dataclass(frozen=True)
class LineFigures:
    """The stored buckets of one line, or the sum of many; everything else is computed from them."""

    original: int = 0
    supplementary: int = 0
    carried_in: int = 0
    contingency: int = 0
    transferred: int = 0
    excess: int = 0
    pending_supplementary: int = 0
    allotted: int = 0
    reserved: int = 0
    committed: int = 0
    paid: int = 0
    carried_out: int = 0

    def __add__(self, other: LineFigures) -> LineFigures:
        return LineFigures(*(getattr(self, name) + getattr(other, name) for name in BUCKETS))

    @property
    def current(self) -> int:
        """예산현액 K."""
        return (
            self.original
            + self.supplementary
            + self.carried_in
            + self.contingency
            + self.transferred
            + self.excess
            + self.pending_supplementary
        )

    @property
    def used(self) -> int:
        """What a reduction may not touch: R + M."""
        return self.reserved + self.committed

    @property
    def budget_left(self) -> int:
        """예산잔액 K − M."""
        return self.current - self.committed

    @property
    def available(self) -> int:
        """가용액 min(A, K) − R − M."""
        return min(self.allotted, self.current) - self.used

    @property
    def free_budget(self) -> int:
        """K − R − M: what is left when the allotment is left out."""
        return self.current - self.used

    @property
    def allotted_left(self) -> int:
        """A − R − M."""
        return self.allotted - self.used

    @property
    def unallotted(self) -> int:
        """미배정액 K − A."""
        return self.current - self.allotted

    @property
    def open_commitment(self) -> int:
        """미지급 원인행위 M − E."""
        return self.committed - self.paid

    @property
    def unexecuted(self) -> int:
        """미집행액 K − E."""
        return self.current - self.paid

    @property
    def lapse(self) -> int:
        """집행잔액(불용액) K − E − N."""
        return self.current - self.paid - self.carried_out

    @property
    def execution_rate(self) -> Decimal | None:
        """집행률 E ÷ K in percent, half up to two places; none without a budget."""
        return rate(self.paid, self.current)


BUCKETS = tuple(item.name for item in fields(LineFigures))


def spending_refusal(figures: LineFigures, requested: int, item_code: str = "") -> CatalogueError | None:
    """The refusal of a request on one line, or none: E-BUD-006, then E-BUD-002, then E-BUD-003."""
    if item_code == CONTINGENCY_ITEM:
        return ContingencyNotSpendable()
    if requested > figures.free_budget:
        # The figures are those of 가용액: who lowers the request to them is not refused a second time.
        short = requested - figures.available
        return BudgetExceeded(available=figures.available, requested=requested, short=short)
    if requested > figures.allotted_left:
        return AllotmentExceeded(
            allotted_left=figures.allotted_left,
            requested=requested,
            short=requested - figures.allotted_left,
        )
    return None


_RULES = {
    "E-BUD-002": "지출원인행위는 예산의 범위에서 합니다(지방회계법 제29조). 예산현액 − 품의(예약) − 원인행위를 넘을 수 없습니다.",
    "E-BUD-003": "예산은 배정된 범위에서 집행합니다(지방재정법 시행령 제56조). 배정액 − 품의(예약) − 원인행위를 넘을 수 없습니다.",
    "E-BUD-006": "예비비는 사용 승인으로 해당 과목에 옮긴 뒤 집행합니다(지방재정법 제43조).",
}


def refusal_rule(code: str) -> str:
    """The rule behind a refusal in one Korean sentence with its article."""
    return _RULES.get(code, "")


def basis_total(parts: Iterable[tuple[int, int, int]]) -> int:
    """Σ unit price × quantity × times, in won, before rounding."""
    return sum(price * quantity * times for price, quantity, times in parts)


def rounded_basis(basis_sum: int, rounding: str) -> int:
    """The line amount a calculation basis stands for: up to the next 1,000 won, or as it is."""
    if rounding == NO_ROUNDING:
        return basis_sum
    return ceil_to(basis_sum, 1000)


def amount_refusal(amount: int, basis_sum: int | None, rounding: str) -> CatalogueError | None:
    """E-BUD-009 for an amount that is no multiple of 1,000, E-BUD-008 where the basis says otherwise."""
    if rounding == CEIL_1000 and amount % 1000:
        return AmountNotThousands()
    if basis_sum is not None and amount != rounded_basis(basis_sum, rounding):
        return BasisMismatch(basis_sum=basis_sum, amount=amount)
    return None


def funding_refusal(amount: int, splits: Iterable[int]) -> CatalogueError | None:
    """E-BUD-011: the sum over funding sources is the amount of the item."""
    total = sum(splits)
    return None if total == amount else FundingMismatch(sum=total, amount=amount)


def balance_refusal(revenue: int, expenditure: int) -> CatalogueError | None:
    """E-BUD-007: each account unit balances alone."""
    return None if revenue == expenditure else BudgetUnbalanced(diff=abs(revenue - expenditure))


def contingency_cap(expenditure_total: int, pct_hundredths: int) -> int:
    """Cap of 801-01: a share of the account unit's expenditure budget, rounded down."""
    return expenditure_total * pct_hundredths // 10_000


def contingency_refusal(contingency: int, expenditure_total: int, pct: str) -> CatalogueError | None:
    """E-BUD-013 (지방재정법 제43조제1항)."""
    cap = contingency_cap(expenditure_total, int(Decimal(pct) * 100))
    return None if contingency <= cap else ContingencyAboveCap(pct=pct, cap=cap)


@dataclass(frozen=True)
class SupplementaryEffect:
    """Movements of one line when a supplementary version becomes effective."""

    supplementary: int
    pending_supplementary: int
    allotted: int


def supplementary_refusal(figures: LineFigures, delta: int) -> CatalogueError | None:
    """E-BUD-015: the new current budget may not fall below R + M."""
    return None if figures.current + delta >= figures.used else ReductionBelowUsed(used=figures.used)


def supplementary_effect(figures: LineFigures, delta: int) -> SupplementaryEffect:
    """S takes the delta and the pending use; A falls to K where K fell below it."""
    current = figures.current + delta
    pending = figures.pending_supplementary
    return SupplementaryEffect(
        supplementary=delta + pending,
        pending_supplementary=-pending,
        allotted=min(0, current - figures.allotted),
    )


def allotment_refusal(figures: LineFigures, change: int) -> DomainError | None:
    """A grows up to K and falls down to R + M (E-BUD-015)."""
    if change < 0 and figures.allotted + change < figures.used:
        return ReductionBelowUsed(used=figures.used)
    if change > figures.unallotted:
        return AllotmentAboveBudget(unallotted=figures.unallotted, over=change - figures.unallotted)
    return None


def quarter_shares(amount: int) -> tuple[int, int, int, int]:
    """An even plan by quarters in whole thousands; the last quarter takes the rest."""
    share = amount // 4 // 1000 * 1000
    return share, share, share, amount - 3 * share


def subtree_totals(
    leaves: Iterable[tuple[tuple[str, ...], LineFigures]],
) -> Mapping[tuple[str, ...], LineFigures]:
    """Figures of every node above the leaves: a node is the sum of its children and is never stored."""
    totals: dict[tuple[str, ...], LineFigures] = {}
    for path, figures in leaves:
        for depth in range(len(path) + 1):
            node = path[:depth]
            totals[node] = totals.get(node, LineFigures()) + figures
    return totals
