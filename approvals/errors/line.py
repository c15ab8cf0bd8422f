"""Refusals about the line (catalogue codes E-APR-001 … 006)."""

from core.errors import CatalogueError


class NotOneApprover(CatalogueError):
    """The line needs exactly one final approver, alone in the last deciding group."""

    code = "E-APR-001"


class ApproverTooLow(CatalogueError):
    """The final approver ranks below the delegation table. Facts: required."""

    code = "E-APR-002"


class CooperationMissing(CatalogueError):
    """A cooperating department of the delegation table is not in the line. Facts: dept."""

    code = "E-APR-003"


class SelfApproval(CatalogueError):
    """The drafter would decide on the own document; a note when the line builder goes up."""

    code = "E-APR-004"


class PersonTwice(CatalogueError):
    """One person stands twice among the deciding steps."""

    code = "E-APR-005"


class SeatEmpty(CatalogueError):
    """A post of the line is missing or its holder left or is on leave of absence. Facts: name."""

    code = "E-APR-006"
