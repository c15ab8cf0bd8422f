"""Refusals of budget control and formation (catalogue codes E-BUD-001 … 015)."""

from core.errors import CatalogueError, DomainError


class BudgetLineUnavailable(CatalogueError):
    """No such line in the fiscal year, or its item is out of use."""

    code = "E-BUD-001"


class BudgetExceeded(CatalogueError):
    """The request is larger than what is left of the current budget. Facts: available, requested, short."""

    code = "E-BUD-002"


class AllotmentExceeded(CatalogueError):
    """The budget exists but is not allotted yet. Facts: allotted_left."""

    code = "E-BUD-003"


class BudgetNotEffective(CatalogueError):
    """No board vote: the version cannot become effective and cannot be spent."""

    code = "E-BUD-004"


class ContingencyNotSpendable(CatalogueError):
    """The contingency line is never spent directly."""

    code = "E-BUD-006"


class BudgetUnbalanced(CatalogueError):
    """Revenue and expenditure of an account unit differ. Facts: diff."""

    code = "E-BUD-007"


class BasisMismatch(CatalogueError):
    """Sum of the calculation basis and amount differ. Facts: basis_sum, amount."""

    code = "E-BUD-008"


class AmountNotThousands(CatalogueError):
    """Budget amounts are multiples of 1,000 won."""

    code = "E-BUD-009"


class BudgetImmutable(CatalogueError):
    """An effective budget changes only by a supplementary version or a change document."""

    code = "E-BUD-010"


class FundingMismatch(CatalogueError):
    """Sum of the funding sources differs from the line amount. Facts: sum, amount."""

    code = "E-BUD-011"


class ContingencyAboveCap(CatalogueError):
    """The contingency is above its share of the account unit. Facts: pct, cap."""

    code = "E-BUD-013"


class ReductionBelowUsed(CatalogueError):
    """A reduction would fall below what is reserved and committed. Facts: used."""

    code = "E-BUD-015"


class ItemsUnmapped(CatalogueError):
    """Items without a standard item of the parent. Facts: codes."""

    code = "E-CNS-002"


class AllotmentAboveBudget(DomainError):
    """Allotments never exceed the current budget. Facts: unallotted, over."""

    code = "ALLOTMENT_ABOVE_BUDGET"
    text = "배정액이 예산현액을 {over}원 초과합니다. (배정 가능액 {unallotted}원)"
