"""What official documents do with requests of attendance: one object for each kind, listed in erp/wiring.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from approvals.services.subjects import RecordWords, SubjectContext
from attendance.models import (
    ClockCorrection,
    LeaveRequest,
    OvertimeOrder,
    TripCancellation,
    TripChange,
    TripOrder,
    TripSettlement,
)
from attendance.queries import payloads
from attendance.services import (
    clock_corrections,
    leave,
    overtime_orders,
    trip_cancellations,
    trip_changes,
    trip_settlements,
    trips,
)
from attendance.services.paper_documents import lock_paper, note
from core.errors import DomainError, NotFound

EDITABLE = ("DRAFT",)


@dataclass(frozen=True)
class RequestSubject:
    """A kind of request. Its services do the work; this turns the words of documents into theirs."""

    name: str
    label: str
    model: type[Any]
    service: Any
    payload_of: Any

    @property
    def table(self) -> str:
        return str(self.model._meta.db_table)

    @property
    def effect_type(self) -> str:
        return f"{self.name}_approved"

    def lock(self, subject_id: UUID) -> None:
        before = getattr(self.service, "lock_before", None)
        if before is not None:
            before(subject_id)
        lock_paper(self.model, subject_id)

    def validate(self, subject_id: UUID, context: SubjectContext) -> list[DomainError]:
        """At the submission; before the effect the service checks again under its locks."""
        paper = self._paper(subject_id)
        if paper.state not in EDITABLE:
            return []
        return list(self.service.check_submission(paper, context.at))

    def payload(self, subject_id: UUID) -> Mapping[str, Any]:
        return dict(self.payload_of(self._paper(subject_id)))

    def describe(self, subject_id: UUID) -> RecordWords:
        found = self.payload(subject_id)
        amount = found.get("amount")
        url = reverse(f"attendance:{self.name}", kwargs={"pk": subject_id})
        return RecordWords(self.label, str(found["title"]), int(amount) if amount is not None else None, url)

    def on_submit(self, subject_id: UUID, context: SubjectContext) -> None:
        self.service.take_in(self._paper(subject_id), context.actor, context.at)

    def commit(self, subject_id: UUID, context: SubjectContext) -> Mapping[str, Any]:
        paper = self._paper(subject_id)
        self.service.complete_approval(paper, context.actor, context.at)
        note(paper, self.name, "approved", f"{self.label} 승인", context.actor, context.at)
        return {"number": paper.number, "state": paper.state}

    def on_return(self, subject_id: UUID, context: SubjectContext) -> None:
        self._give_back(subject_id, "reject" if context.is_final else "return", context)

    def on_recall(self, subject_id: UUID, context: SubjectContext) -> None:
        self._give_back(subject_id, "recall", context)

    def _give_back(self, subject_id: UUID, verb: str, context: SubjectContext) -> None:
        paper = self._paper(subject_id)
        text = "" if verb == "recall" else context.text[:500]
        self.service.give_back(paper, verb, context.actor, context.at, text)
        words = {"reject": "부결", "return": "반려", "recall": "회수"}
        note(
            paper,
            self.name,
            f"{verb}ed",
            f"{self.label} {words[verb]}",
            context.actor,
            context.at,
            document_id=str(context.document_id),
        )

    def _paper(self, subject_id: UUID) -> Any:
        """The request, locked a moment ago by `lock`."""
        found = self.model.objects.filter(pk=subject_id).first()
        if found is None:
            raise NotFound(subject_id=str(subject_id))
        return found


leave_request = RequestSubject("leave_request", "휴가", LeaveRequest, leave, payloads.leave_payload)
clock_correction = RequestSubject(
    "clock_correction", "출퇴근 정정", ClockCorrection, clock_corrections, payloads.correction_payload
)
overtime_order = RequestSubject(
    "overtime_order", "시간외근무 명령", OvertimeOrder, overtime_orders, payloads.overtime_payload
)
trip_order = RequestSubject("trip_order", "출장", TripOrder, trips, payloads.trip_payload)
trip_settlement = RequestSubject(
    "trip_settlement", "출장 정산", TripSettlement, trip_settlements, payloads.settlement_payload
)
trip_cancellation = RequestSubject(
    "trip_cancellation", "출장 취소", TripCancellation, trip_cancellations, payloads.trip_cancellation_payload
)
trip_change = RequestSubject(
    "trip_change", "출장 변경", TripChange, trip_changes, payloads.trip_change_payload
)
