"""What approval documents do with appointment orders (handbook 2.14); listed in erp/wiring.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from approvals.services.subjects import RecordWords, SubjectContext
from core.errors import DomainError, NotFound
from hr.models import AppointmentOrder, Reorganization
from hr.queries import reorganizations as reorganization_queries
from hr.queries.orders import SUBJECT, order_payload
from hr.rules.order_flow import WITH_DRAFTER
from hr.rules.reorganization import DRAFT
from hr.services import order_approval, reorganization_approval
from hr.services.order_checks import refusals_of_order
from hr.services.orders import locked_order
from hr.services.reorganizations import locked_reorganization, refusals_of_reorganization


class AppointmentOrderSubject:
    """An order is decided by its document; issuing it is an act of its own (시행)."""

    table = str(AppointmentOrder._meta.db_table)
    effect_type = f"{SUBJECT}_approved"

    def lock(self, subject_id: UUID) -> None:
        locked_order(subject_id)

    def validate(self, subject_id: UUID, context: SubjectContext) -> list[DomainError]:
        """At the submission; issuing checks the same again on its day."""
        order = self._order(subject_id)
        return refusals_of_order(order, context.at) if order.state in WITH_DRAFTER else []

    def payload(self, subject_id: UUID) -> Mapping[str, Any]:
        return order_payload(subject_id)

    def describe(self, subject_id: UUID) -> RecordWords:
        order = self._order(subject_id)
        return RecordWords("인사발령", order.title, None, reverse("hr:order", kwargs={"pk": subject_id}))

    def on_submit(self, subject_id: UUID, context: SubjectContext) -> None:
        order_approval.take_in(order=self._order(subject_id), actor=context.actor, at=context.at)

    def commit(self, subject_id: UUID, context: SubjectContext) -> Mapping[str, Any]:
        order = self._order(subject_id)
        order_approval.complete_approval(order=order, actor=context.actor, at=context.at)
        return {"state": order.state}

    def on_return(self, subject_id: UUID, context: SubjectContext) -> None:
        verb = "reject" if context.is_final else "return"
        self._give_back(subject_id, verb, context)

    def on_recall(self, subject_id: UUID, context: SubjectContext) -> None:
        self._give_back(subject_id, "recall", context)

    def _give_back(self, subject_id: UUID, verb: str, context: SubjectContext) -> None:
        order_approval.give_back(
            order=self._order(subject_id), verb=verb, actor=context.actor, at=context.at, text=context.text
        )

    def _order(self, subject_id: UUID) -> AppointmentOrder:
        """The order, locked a moment ago by `lock`."""
        found = AppointmentOrder.objects.filter(pk=subject_id).first()
        if found is None:
            raise NotFound(order_id=str(subject_id))
        return found


appointment_order = AppointmentOrderSubject()


class ReorganizationSubject:
    """A reorganisation is decided by its document; putting it on its date is an act of its own (시행)."""

    table = str(Reorganization._meta.db_table)
    effect_type = f"{reorganization_queries.SUBJECT}_approved"

    def lock(self, subject_id: UUID) -> None:
        locked_reorganization(subject_id)

    def validate(self, subject_id: UUID, context: SubjectContext) -> list[DomainError]:
        """At the submission; issuing and applying check the same again."""
        row = self._row(subject_id)
        return refusals_of_reorganization(row, context.at) if row.state == DRAFT else []

    def payload(self, subject_id: UUID) -> Mapping[str, Any]:
        return reorganization_queries.reorganization_payload(subject_id)

    def describe(self, subject_id: UUID) -> RecordWords:
        address = reverse("hr:reorganization", kwargs={"pk": subject_id})
        return RecordWords("조직개편", self._row(subject_id).title, None, address)

    def on_submit(self, subject_id: UUID, context: SubjectContext) -> None:
        reorganization_approval.take_in(row=self._row(subject_id), actor=context.actor, at=context.at)

    def commit(self, subject_id: UUID, context: SubjectContext) -> Mapping[str, Any]:
        row = self._row(subject_id)
        reorganization_approval.complete_approval(row=row, actor=context.actor, at=context.at)
        return {"state": row.state}

    def on_return(self, subject_id: UUID, context: SubjectContext) -> None:
        self._give_back(subject_id, "reject" if context.is_final else "return", context)

    def on_recall(self, subject_id: UUID, context: SubjectContext) -> None:
        self._give_back(subject_id, "recall", context)

    def _give_back(self, subject_id: UUID, verb: str, context: SubjectContext) -> None:
        reorganization_approval.give_back(
            row=self._row(subject_id), verb=verb, actor=context.actor, at=context.at, text=context.text
        )

    def _row(self, subject_id: UUID) -> Reorganization:
        """The reorganisation, locked a moment ago by `lock`."""
        found = Reorganization.objects.filter(pk=subject_id).first()
        if found is None:
            raise NotFound(reorganization_id=str(subject_id))
        return found


reorganization = ReorganizationSubject()
