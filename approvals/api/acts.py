"""What the acts on documents over REST have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response

from approvals.api import shapes
from approvals.errors import acting, documents, line, steps
from approvals.models import OfficialDocument
from approvals.queries.documents import document_page
from approvals.services.wanted_lines import WantedGroup, planned_groups
from core.access import Actor
from core.api.fields import FlagField
from core.api.serializers import Input
from core.api.views import ApiViewSet
from core.errors import InvalidMove, Refusals

TAG = "전자결재"


class WarnedQuery(Input):
    """Whether the caller takes a damaged document nevertheless."""

    is_warned = FlagField(
        required=False, help_text=_("훼손된 문서(E-APR-035)임을 알고 받는지. 훼손되지 않았으면 뜻이 없다")
    )


OPEN_STEP = [steps.NotYourTurn, steps.AlreadyProcessed, steps.Recalled]
RIGHT = [
    acting.NoActingAuthority,
    acting.OutsideAbsence,
    acting.DrafterActs,
    acting.ChainTooLong,
    acting.PersonalInterest,
    line.SeatEmpty,
]
STEP = [*OPEN_STEP, *RIGHT, steps.OpinionMissing]
FINAL = [
    steps.StepUpNeeded,
    steps.AuditNegative,
    steps.AuditUnanswered,
    steps.EffectRefused,
    steps.AuthorityLost,
    steps.IntegrityBroken,
    documents.CannotCancel,
]
LINE = [
    line.NotOneApprover,
    line.ApproverTooLow,
    line.CooperationMissing,
    line.SelfApproval,
    line.PersonTwice,
    line.SeatEmpty,
    acting.PersonalInterest,
    Refusals,
]
WRITING = [
    documents.TitleMissing,
    documents.AbstractMissing,
    documents.DisclosureMissing,
    documents.GroundMissing,
    documents.RecordFileMissing,
    documents.AmountsDiffer,
    documents.AttachmentsDiffer,
    documents.EndMarkMissing,
    documents.ResidentNumberFound,
    documents.AttachmentNotChecked,
    documents.AttachmentLimit,
    documents.ClassifiedRefused,
]
OWN = [acting.NoActingAuthority, documents.ApprovedDocumentFixed, InvalidMove]


class DocumentActs(ApiViewSet):
    """Base of the acts: each answers with the document as it is afterwards."""

    tag = TAG

    def _do(self, pk: UUID, service: Callable[..., OfficialDocument], shape: type[Any]) -> Response:
        service(document_id=pk, **self.read(shape), **self._act())
        return self._made(pk)

    def _groups(self, given: Any) -> Any:
        return planned_groups(wanted=[WantedGroup(**one) for one in given], at=self.at)

    def _act(self) -> dict[str, Any]:
        return {"actor": self.actor, "at": self.at, "seen": self.expected_version}

    def _made(self, pk: UUID, reader: Actor | None = None) -> Response:
        location = reverse("api-official-documents-detail", kwargs={"pk": pk})
        return self.created(document_page(pk, reader or self.actor, self.at), shapes.DocumentOut, location)


def plain_values(given: dict[str, Any]) -> dict[str, Any]:
    """What was sent, as it is stored."""
    return {
        name: [dict(one) for one in value] if name == "enclosures" else value for name, value in given.items()
    }
