"""Refusals of budget control and formation (catalogue codes E-BUD-001 … 015)."""

from core.errors import CatalogueError, DomainError


class BudgetLineUnavailable(CatalogueError):
    """No such line in the fiscal year, or its item is out of use."""

    code = "E-BUD-001"


class BudgetExceeded(CatalogueError):
    """The request is larger than what is left of the current budget. Facts: available, requested, short."""

    code = "E-BUD-002"


class AllotmentExceeded(CatalogueError):
    """The budget exists but is not allotted yet. Facts: allotted_left (A − R − M), requested, short."""

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


class MainBudgetExists(DomainError):
    """A fiscal year has one main budget."""

    code = "MAIN_BUDGET_EXISTS"
    text = "이 회계연도에는 이미 본예산이 있습니다. 추가경정예산으로 작성하십시오."


class VersionInProgress(DomainError):
    """One supplementary version at a time."""

    code = "BUDGET_VERSION_IN_PROGRESS"
    text = "편성 중인 추가경정예산이 있습니다. 먼저 확정하거나 철회하십시오."


class EffectiveDateGoesBack(DomainError):
    """Effective dates of versions never go back. Facts: last."""

    code = "EFFECTIVE_DATE_GOES_BACK"
    text = "앞선 예산의 시행일({last})보다 이른 날을 시행일로 할 수 없습니다."


class EmptyBudget(DomainError):
    """A version without lines cannot become effective."""

    code = "EMPTY_BUDGET"
    text = "예산 행이 없습니다. 먼저 예산을 입력하십시오."


class NothingToAllot(DomainError):
    """Every line is allotted up to the plan."""

    code = "NOTHING_TO_ALLOT"
    text = "배정할 금액이 없습니다. 계획한 금액까지 모두 배정되었습니다."


class RowsRefused(DomainError):
    """Rows of a budget or an allotment that cannot stand; `errors` name each. Facts: count."""

    code = "BUDGET_ROWS_REFUSED"
    text = "고칠 곳이 {count}건 있어 저장하지 않았습니다."


class UploadRefused(DomainError):
    """Nothing was loaded because the file has faults; `errors` name row and column. Facts: count."""

    code = "BUDGET_UPLOAD_REFUSED"
    text = "파일에 고칠 곳이 {count}건 있어 아무것도 올리지 않았습니다."
