"""An appointment order and its official document: handed in together, decided by it, taken back together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.queries.subjects import document_of
from approvals.services.drafting import SubjectRef
from approvals.services.forms import FormData, ensure_form
from approvals.services.record_documents import RecordDraft, submit_record
from approvals.services.returning import recall
from approvals.services.rounds import lock_document
from approvals.services.submitting import Known
from core.access import Actor
from core.errors import InvalidMove
from hr.choices import OrderState
from hr.errors import OrderIssued
from hr.models import AppointmentOrder
from hr.permissions import ORDER_DRAFT
from hr.queries.orders import SUBJECT, OrderWords, order_words
from hr.services.orders import OrderData, change_order, locked_order, move_order, record_order
from records.services import place_for
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec

PERSONNEL_TASK = "UT-HR-02"
FORM = FormData(
    code="APPOINTMENT-ORDER",
    name="인사발령안",
    business_type="personnel_order",
    subject_type=SUBJECT,
    unit_task_code=PERSONNEL_TASK,
    disclosure="PARTIAL",
    grounds=(6,),
    reject_allowed=True,
)


def load_forms(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Provisioning step: the form of orders; what is there stays."""
    ensure_form(data=FORM, at=spec.at)


@transaction.atomic
def hand_in_order(
    *,
    actor: Actor,
    order_id: UUID,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> AppointmentOrder:
    """Hand an order in with its document (상신); the order follows by its hooks.

    Locks the document, then the order. Refuses what stands against the order, warnings without a reason, and
    faults of the document and its line.
    """
    actor.require(ORDER_DRAFT)
    reasons = dict(acknowledged or {})

    def draft() -> RecordDraft:
        order = locked_order(order_id, version)
        if order.state == OrderState.ISSUED:
            raise OrderIssued
        ensure_form(data=FORM, at=at)
        order.acknowledged = {**order.acknowledged, **reasons}
        order.save(update_fields=["acknowledged"])
        place = place_for(
            unit_task_code=FORM.unit_task_code,
            department_id=order.department_id,
            title=f"{at.year}년 {FORM.name}",
            at=at,
        )
        return RecordDraft(FORM.code, order.department_id, _values(order, place))

    known = [Known(code, reason) for code, reason in reasons.items()]
    submit_record(ref=SubjectRef(SUBJECT, order_id), draft=draft, actor=actor, at=at, acknowledged=known)
    return AppointmentOrder.objects.get(pk=order_id)


@transaction.atomic
def save_and_hand_in(
    *,
    actor: Actor,
    order_id: UUID,
    data: OrderData,
    at: datetime,
    version: int | None = None,
    acknowledged: Mapping[str, str] | None = None,
) -> AppointmentOrder:
    """Write the draft as it was typed and hand it in, or neither. Refuses what either refuses."""
    change_order(actor=actor, order_id=order_id, data=data, at=at, version=version)
    return hand_in_order(actor=actor, order_id=order_id, at=at, acknowledged=acknowledged)


@transaction.atomic
def recall_order(*, actor: Actor, order_id: UUID, reason: str, at: datetime) -> AppointmentOrder:
    """Take an order back before anybody signed; locks the document, then the order."""
    actor.require(ORDER_DRAFT)
    found = document_of(SUBJECT, order_id)
    if found is not None:
        lock_document(found.document_id)
    order = locked_order(order_id)
    if found is None or order.state != OrderState.SUBMITTED:
        raise InvalidMove(state=order.get_state_display(), verb="recall")
    recall(document_id=found.document_id, reason=reason, actor=actor, at=at)
    return AppointmentOrder.objects.get(pk=order_id)


def take_in(*, order: AppointmentOrder, actor: Actor, at: datetime) -> None:
    """The document was handed in: the order is under approval. The caller holds the lock."""
    move_order(order, "submit")
    record_order(actor=actor, order=order, verb="appointment_order_submitted", word="상신", at=at)


def complete_approval(*, order: AppointmentOrder, actor: Actor, at: datetime) -> None:
    """The document is approved: the order may be issued. The caller holds the lock."""
    move_order(order, "approve", approved_at=at)
    record_order(actor=actor, order=order, verb="appointment_order_approved", word="결재 완료", at=at)


def give_back(*, order: AppointmentOrder, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Returned, rejected or recalled: a draft again. The caller holds the lock."""
    move_order(order, verb, reason=text[:500])
    record_order(
        actor=actor,
        order=order,
        verb=f"appointment_order_{verb}ed",
        word="반려" if verb != "recall" else "회수",
        at=at,
    )


def _values(order: AppointmentOrder, place: UUID) -> dict[str, object]:
    words = order_words(order.pk)
    return {
        "title": order.title,
        "abstract": words.lead,
        "keywords": [FORM.name, *order.title.split()[:4]],
        "body": _body(words),
        "disclosure": FORM.disclosure,
        "grounds": list(FORM.grounds),
        "record_file_id": place,
    }


def _body(words: OrderWords) -> dict[str, object]:
    """Facts as items of the first level, the appointments as a table after them."""
    items = [
        {"type": "item", "level": 1, "runs": [{"text": f"{label}: {' '.join(text.split())}"}]}
        for label, text in words.facts
        if text
    ]
    head = [{"runs": [{"text": text}], "head": True, "align": "center"} for text in words.heads]
    rows = [[{"runs": [{"text": text}]} for text in row] for row in words.rows]
    return {"signs": "NUMBERS", "blocks": [*items, {"type": "table", "rows": [head, *rows]}]}
