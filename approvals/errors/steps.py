"""Refusals of acts on a document under approval (E-APR-010 … 012, 018 … 037)."""

from typing import ClassVar

from core.errors import CatalogueError


class NotYourTurn(CatalogueError):
    """The step is not open for an act."""

    code = "E-APR-010"


class AlreadyProcessed(CatalogueError):
    """Somebody acted on the step before. Facts: name, time."""

    code = "E-APR-011"


class DocumentChanged(CatalogueError):
    """The document was changed since it was read. Facts: seen, now."""

    code = "E-APR-012"
    status: ClassVar[int] = 412


class OpinionMissing(CatalogueError):
    """This act needs an opinion."""

    code = "E-APR-018"


class StepUpNeeded(CatalogueError):
    """This type of document asks for another authentication."""

    code = "E-APR-019"
    status: ClassVar[int] = 401


class ApprovedForGood(CatalogueError):
    """An approved document is taken back by a cancellation draft only."""

    code = "E-APR-020"


class NextStepProcessed(CatalogueError):
    """Somebody after the drafter acted: no recall under the strict policy."""

    code = "E-APR-021"


class RecallReasonMissing(CatalogueError):
    """A recall needs a reason."""

    code = "E-APR-022"


class Recalled(CatalogueError):
    """The document was recalled before."""

    code = "E-APR-023"


class FieldNotEditable(CatalogueError):
    """A reviewer edits no field that drives money or a person's status. Facts: field."""

    code = "E-APR-024"


class SkipNotAllowed(CatalogueError):
    """Only a review of somebody with a covering absence may be skipped."""

    code = "E-APR-025"


class BulkForbidden(CatalogueError):
    """Documents of this type are decided one by one."""

    code = "E-APR-026"


class RecordInApproval(CatalogueError):
    """The record is under approval in another document. Facts: document."""

    code = "E-APR-027"


class AuditNegative(CatalogueError):
    """The audit found it improper; a written reason is needed where the policy allows to go on."""

    code = "E-APR-030"


class AuditUnanswered(CatalogueError):
    """The drafter has not answered the opinion of the audit."""

    code = "E-APR-031"


class EffectRefused(CatalogueError):
    """The business effect was refused, so nothing was approved. Facts: code."""

    code = "E-APR-032"


class AuthorityLost(CatalogueError):
    """The delegation table no longer lets this person decide."""

    code = "E-APR-033"
    status: ClassVar[int] = 403


class StepsFixed(CatalogueError):
    """Only steps nobody acted on may change."""

    code = "E-APR-034"


class IntegrityBroken(CatalogueError):
    """The content is not what was signed."""

    code = "E-APR-035"


class SplitSuspected(CatalogueError):
    """Several papers together would need a higher decider. Facts: n, sum."""

    code = "E-APR-036"


class PostApprovalNotAllowed(CatalogueError):
    """Who decides with the others signs before the decision; the regulation knows no approval afterwards (후결)."""

    code = "E-APR-037"
