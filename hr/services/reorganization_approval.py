"""A reorganisation and its official document: handed in together, decided by it, taken back together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.queries.subjects import document_of
from approvals.services.drafting import SubjectRef
from approvals.services.forms import FormData, ensure_form
from approvals.services.record_documents import RecordDraft, submit_record
from approvals.services.returning import recall
from approvals.services.rounds import lock_document
from core.access import Actor
from core.errors import InvalidMove
from hr.choices import ReorganizationState
from hr.models import Reorganization
from hr.permissions import REORGANIZATION_DRAFT
from hr.queries.reorganizations import SUBJECT, change_words, preview, reorganization
from hr.services.reorganizations import locked_reorganization, move_reorganization, record_reorganization
from records.services import place_for
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec

FORM = FormData(
    code="REORGANIZATION",
    name="조직개편안",
    business_type="policy_basic_plan",
    subject_type=SUBJECT,
    unit_task_code="UT-GOV-03",
    disclosure="PARTIAL",
    grounds=(6,),
    reject_allowed=True,
)


def load_forms(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Provisioning step: the form of reorganisations; what is there stays."""
    ensure_form(data=FORM, at=spec.at)


@transaction.atomic
def hand_in_reorganization(
    *, actor: Actor, reorganization_id: UUID, at: datetime, version: int | None = None
) -> Reorganization:
    """Hand a reorganisation in with its document (상신); it follows by its hooks.

    Locks the document, then the reorganisation. Refuses what stands against it (E-HR-002, E-HR-005) and faults of
    the document and its line.
    """
    actor.require(REORGANIZATION_DRAFT)

    def draft() -> RecordDraft:
        row = locked_reorganization(reorganization_id, version)
        ensure_form(data=FORM, at=at)
        place = place_for(
            unit_task_code=FORM.unit_task_code,
            department_id=row.department_id,
            title=f"{at.year}년 {FORM.name}",
            at=at,
        )
        return RecordDraft(FORM.code, row.department_id, _values(row, place))

    submit_record(ref=SubjectRef(SUBJECT, reorganization_id), draft=draft, actor=actor, at=at)
    return Reorganization.objects.get(pk=reorganization_id)


@transaction.atomic
def recall_reorganization(
    *, actor: Actor, reorganization_id: UUID, reason: str, at: datetime
) -> Reorganization:
    """Take a reorganisation back before anybody signed; locks the document, then the reorganisation."""
    actor.require(REORGANIZATION_DRAFT)
    found = document_of(SUBJECT, reorganization_id)
    if found is not None:
        lock_document(found.document_id)
    row = locked_reorganization(reorganization_id)
    if found is None or row.state != ReorganizationState.SUBMITTED:
        raise InvalidMove(state=row.get_state_display(), verb="recall")
    recall(document_id=found.document_id, reason=reason, actor=actor, at=at)
    return Reorganization.objects.get(pk=reorganization_id)


def take_in(*, row: Reorganization, actor: Actor, at: datetime) -> None:
    """The document was handed in. The caller holds the lock."""
    move_reorganization(row, "submit")
    record_reorganization(actor=actor, row=row, verb="reorganization_submitted", word="상신", at=at)


def complete_approval(*, row: Reorganization, actor: Actor, at: datetime) -> None:
    """The document is approved: it may be put on its date. The caller holds the lock."""
    move_reorganization(row, "approve", approved_at=at)
    record_reorganization(actor=actor, row=row, verb="reorganization_approved", word="결재 완료", at=at)


def give_back(*, row: Reorganization, verb: str, actor: Actor, at: datetime, text: str = "") -> None:
    """Returned, rejected or recalled: a draft again. The caller holds the lock."""
    move_reorganization(row, verb, reason=text[:500])
    word = "반려" if verb != "recall" else "회수"
    record_reorganization(actor=actor, row=row, verb=f"reorganization_{verb}ed", word=word, at=at)


def _values(row: Reorganization, place: UUID) -> dict[str, object]:
    return {
        "title": row.title,
        "abstract": f"{row.title}: {row.effective_on:%Y-%m-%d} 시행, 부서 {len(row.changes)}건",
        "keywords": [FORM.name, *row.title.split()[:4]],
        "body": _body(row.pk),
        "disclosure": FORM.disclosure,
        "grounds": list(FORM.grounds),
        "record_file_id": place,
    }


def _body(reorganization_id: UUID) -> dict[str, object]:
    """The documents it rests on, the changes, and who goes where."""
    found, shown = reorganization(reorganization_id), preview(reorganization_id)
    facts = (
        ("시행일", f"{found.effective_on:%Y-%m-%d}"),
        ("근거 규정", found.basis_document),
        ("자치단체 협의", found.consultation_document_no),
        ("이사회 의결", found.board_resolution_no),
    )
    blocks: list[dict[str, object]] = [
        {"type": "item", "level": 1, "runs": [{"text": f"{label}: {' '.join(text.split())}"}]}
        for label, text in facts
        if text
    ]
    changes = [(one.kind_label, one.code, one.before, one.after) for one in change_words(found, shown.plan)]
    blocks.append(_table(("구분", "부서 코드", "현재", "개편 후"), changes))
    if shown.moves:
        people = [(one.employee_no, one.name, one.kind_label, one.before, one.after) for one in shown.moves]
        blocks.append(_table(("사번", "성명", "구분", "현재", "발령 내용"), people))
    return {"signs": "NUMBERS", "blocks": blocks}


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> dict[str, object]:
    head = [{"runs": [{"text": text}], "head": True, "align": "center"} for text in heads]
    return {"type": "table", "rows": [head, *([{"runs": [{"text": text}]} for text in row] for row in rows)]}
