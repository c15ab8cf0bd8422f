"""Refusals of the revenue side (catalogue codes E-REV-001 … 005)."""

from core.errors import CatalogueError, DomainError


class NoAssessment(CatalogueError):
    """Nothing is taken in without an assessment or a receipt report."""

    code = "E-REV-001"


class RefundAboveReceipt(CatalogueError):
    """More would be refunded than was received. Facts: received."""

    code = "E-REV-002"


class ClosedYearRevenue(CatalogueError):
    """Revenue of a closed year belongs to the current year's 과년도수입."""

    code = "E-REV-003"


class RevenueNetted(CatalogueError):
    """Revenue is booked gross; it never pays a cost directly."""

    code = "E-REV-004"


class DueDateTooFar(CatalogueError):
    """The due date lies too far from the notice (policy `due_days_max`)."""

    code = "E-REV-005"


class CorrectionBelowReceived(DomainError):
    """An assessment cannot fall below what was received on it. Facts: received."""

    code = "CORRECTION_BELOW_RECEIVED"
    text = "징수결정액은 이미 수납한 금액({received}원) 아래로 고칠 수 없습니다."
