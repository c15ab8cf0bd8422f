"""Refusals of the general ledger and of the posting kernel (catalogue codes E-ACC-001 … 012)."""

from core.errors import CatalogueError, DomainError


class JournalUnbalanced(CatalogueError):
    """Debit and credit differ. Facts: dr, cr."""

    code = "E-ACC-001"


class PeriodClosed(CatalogueError):
    """The month is closed or was never opened. Facts: period."""

    code = "E-ACC-002"


class AccountNotPosting(CatalogueError):
    """A summary account takes no entries. Facts: account."""

    code = "E-ACC-003"


class AutomaticJournalLocked(CatalogueError):
    """The journal of a document is corrected by its document only."""

    code = "E-ACC-004"


class DimensionMissing(CatalogueError):
    """The account asks for a dimension. Facts: account, dimension."""

    code = "E-ACC-005"


class AccountAutomaticOnly(CatalogueError):
    """A manual journal may not use this account. Facts: account."""

    code = "E-ACC-012"


class AlreadyPosted(DomainError):
    """The event of this document is in the books already; a retry never doubles. Facts: number."""

    code = "ALREADY_POSTED"
    text = "이미 전기된 전표입니다. ({number})"


class AlreadyReversed(DomainError):
    """A journal is reversed once. Facts: number."""

    code = "ALREADY_REVERSED"
    text = "이미 역분개한 전표입니다. ({number})"


class BucketsBroken(DomainError):
    """A movement would break an invariant of the line (0 ≤ E ≤ M ≤ K, R + M ≤ min(A, K))."""

    code = "BUCKETS_BROKEN"
    text = "예산 장부의 한도를 벗어나는 처리입니다. (예산현액 {current}원 / 배정 {allotted}원 / 원인행위 {committed}원 / 지출 {paid}원)"


class RevenueBroken(DomainError):
    """A movement would break an invariant of the revenue line (0 ≤ refunded ≤ received)."""

    code = "REVENUE_BROKEN"
    text = "수입 장부의 한도를 벗어나는 처리입니다. (징수결정 {assessed}원 / 수납 {received}원 / 환급 {refunded}원)"


class NoMapping(DomainError):
    """An item has no account for automatic journals. Facts: item."""

    code = "NO_ACCOUNT_MAPPING"
    text = "과목 {item}에 연결된 계정이 없습니다."


class JournalTooShort(DomainError):
    """A manual journal needs rows on both sides."""

    code = "JOURNAL_TOO_SHORT"
    text = "전표에는 차변과 대변이 한 줄 이상 있어야 합니다."


class RowNeedsOneSide(DomainError):
    """A row of a journal is either a debit or a credit, above zero. Facts: row."""

    code = "JOURNAL_ROW_SIDES"
    text = "{row}행은 차변과 대변 가운데 한쪽에만 0원보다 큰 금액을 적어야 합니다."
