"""The final approval: effect, number, registration and seal in the deciding transaction (handbook 2.7, 2.9)."""

from __future__ import annotations

from datetime import date

from approvals.choices import CrossClass, DocumentKind, DocumentState, NoticeKind, StepState
from approvals.errors.documents import CannotCancel
from approvals.errors.steps import IntegrityBroken
from approvals.models import ApprovalGroup, ApprovalStep, OfficialDocument, Signature
from approvals.queries.hashed_facts import seal_of, signature_facts
from approvals.rules import progress
from approvals.rules.canonical import canonical, text_digest
from approvals.rules.form_fields import series_word
from approvals.rules.hashes import signed_hash
from approvals.rules.line_text import seat_values
from approvals.rules.line_types import Seat
from approvals.services.content import content_of, file_facts_of, followers_of, payloads_of
from approvals.services.records_of_documents import Held, hold_records, take_effect
from approvals.services.rounds import Round, lock_document
from core.holidays import working_days_after
from core.ids import uuid7
from core.periods import day_of
from organization.queries import role_words
from records.choices import ActingMark, Direction, Disclosure, SeriesKind
from records.services import NewEntry, register

OUTSIDE = frozenset({"BOARD", "PARENT"})
REPORT_BASIS = "위임전결규정 사후 보고"
DOCUMENT_TYPE = "approvals.document"
SPECIAL_KINDS = {
    DocumentKind.LEGAL: SeriesKind.LEGAL,
    DocumentKind.DIRECTIVE: SeriesKind.DIRECTIVE,
    DocumentKind.NOTICE: SeriesKind.NOTICE,
}
DIRECTIVES = {
    "훈령": SeriesKind.INSTRUCTION,
    "예규": SeriesKind.RULING,
    "지시": SeriesKind.DIRECTIVE,
    "일일명령": SeriesKind.DAILY_ORDER,
}
APPROVAL_COLUMNS = (
    "state",
    "decided_at",
    "decided_by",
    "effective_at",
    "number",
    "number_text",
    "special_text",
    "entry_id",
    "seal_hash",
    "signature_count",
    "last_signature",
)


def finish(case: Round, final: ApprovalStep, signature: Signature) -> None:
    """Approve the document and all that is decided with it.

    Order of locks: followers and the cancelled original, records by (table, id), what the effects lock,
    number series last. Raises E-APR-035 when the content is not what was signed, E-APR-032 when an effect
    is refused, E-DOC-020 when the original cannot be cancelled any more: then nothing has happened.
    """
    document = case.document
    followers = followers_of(document)
    original = _original(document)
    held = hold_records(case, [document, *followers])
    _require_intact(document, followers, held, case)
    if held:
        case.flush()  # effects may ask who signed
    take_effect(case, held, case.line.gate)
    for one in [document, *followers]:
        _register(case, one, final, signature)
    case.keep(APPROVAL_COLUMNS, *followers)
    if original is not None:
        original.cancelled_by = document
        case.keep(["cancelled_by"], original)
    _open_afterwards(case, final)
    case.tell(case.involved(), NoticeKind.APPROVED, document.number_text)


def _original(document: OfficialDocument) -> OfficialDocument | None:
    if document.cancels_id is None:
        return None
    original = lock_document(document.cancels_id)
    if original.state != DocumentState.APPROVED or original.cancelled_by_id is not None:
        raise CannotCancel(document=original.number_text or original.title)
    return original


def _require_intact(
    document: OfficialDocument, followers: list[OfficialDocument], held: list[Held], case: Round
) -> None:
    """E-APR-035 unless content, payloads and signatures are what was signed."""
    hashes = []
    for follower in followers:
        rows = [one.row for one in held if one.document is follower]
        hashes.append(text_digest(canonical(content_of(follower, payloads_of(rows)))))
        if hashes[-1] != follower.content_hash:
            raise IntegrityBroken
    rows = [one.row for one in held if one.document is document]
    content = content_of(document, payloads_of(rows), hashes)
    if text_digest(canonical(content)) != document.content_hash:
        raise IntegrityBroken
    _require_chain(case)


def _require_chain(case: Round) -> None:
    signatures = sorted(
        (step.signature for step in case.steps if hasattr(step, "signature")), key=lambda one: one.ordinal
    )
    previous = signatures[0].previous_hash if signatures else ""
    for one in signatures:
        if one.previous_hash != previous or one.signed_hash != signed_hash(signature_facts(one)):
            raise IntegrityBroken
        previous = one.signed_hash
    if previous != case.document.last_signature:
        raise IntegrityBroken


def _register(case: Round, document: OfficialDocument, final: ApprovalStep, signature: Signature) -> None:
    """Number, registration and seal; the caller saves the document."""
    registered = register(entry=_entry(case, document, final, signature), at=case.at, actor=case.actor)
    document.state = DocumentState.APPROVED
    document.decided_at = case.at
    document.decided_by_id = signature.signer_id
    document.number = registered.number
    document.number_text = registered.text
    document.special_text = registered.special_text
    document.entry_id = registered.entry_id
    if takes_effect_by_decision(document) and not case.line.gate:
        document.effective_at = case.at
    document.seal_hash = seal_of(document, case.document.last_signature)


def takes_effect_by_decision(document: OfficialDocument) -> bool:
    """Internal documents need nobody's receipt; notices have their own days (영 제6조)."""
    return document.form.cross_class == CrossClass.INTERNAL and document.form.kind != DocumentKind.NOTICE


def _entry(case: Round, document: OfficialDocument, final: ApprovalStep, signature: Signature) -> NewEntry:
    return NewEntry(
        direction=Direction.PRODUCED,
        department_id=document.department_id,
        title=document.title,
        disclosure=Disclosure(document.disclosure),
        record_file_id=document.record_file_id,
        abstract=document.abstract,
        keywords=tuple(document.keywords),
        grounds=tuple(document.grounds),
        title_hidden=document.title_hidden,
        drafter_id=document.drafter_id,
        drafter_name=_drafter_name(case, document),
        approver_id=signature.signer_id,
        approver_name=signature.signer_name,
        approver_title=signature.title[:60],
        acting_mark=acting_mark(is_delegated=case.line.delegated, is_acting=bool(signature.acting_title)),
        receivers=", ".join(str(receiver) for receiver in document.receivers),
        attachment_count=len(file_facts_of(document)),
        document_type=DOCUMENT_TYPE,
        document_id=document.pk,
        special=special_of(document),
    )


def special_of(document: OfficialDocument) -> SeriesKind | None:
    """The series of the number by kind of document, which comes besides the registration number (규칙 제8조)."""
    kind = DocumentKind(document.form.kind)
    word = series_word(document.form.fields, document.values) if kind == DocumentKind.DIRECTIVE else ""
    return DIRECTIVES.get(word, SPECIAL_KINDS.get(kind))


def acting_mark(*, is_delegated: bool, is_acting: bool) -> ActingMark:
    """How the decision is marked in the register."""
    if is_delegated:
        return ActingMark.DELEGATED_ACTING if is_acting else ActingMark.DELEGATED
    return ActingMark.ACTING if is_acting else ActingMark.NONE


def _drafter_name(case: Round, document: OfficialDocument) -> str:
    drafted = next((step for step in case.steps if step.group.seq == 0), None)
    return drafted.acted_by_name if drafted else ""


def _open_afterwards(case: Round, final: ApprovalStep) -> None:
    """후열, 공람 and 참조 become active; after a 대결 of an important matter a 후열 for the original."""
    case.take(progress.Move(progress.afterwards(case.board())))
    number = case.document.number_text
    reports = _reports(case)
    last = max(step.group.seq for step in case.steps)
    if case.line.important and final.state == StepState.SIGNED_ACTING and final.acting_for_id:
        last += 1
        seat = case.desk.chart.of_person(final.acting_for_id)
        due_on = working_days_after(day_of(case.at), case.policy.post_review_days)
        add_afterwards(case, last, "POST_REVIEW", seat, final.basis, due_on)
        case.tell([final.acting_for_id], NoticeKind.POST_REVIEW, number)
    for seq, (seat, basis) in enumerate(reports, last + 1):
        add_afterwards(case, seq, "REFER", seat, basis, None)
        case.tell([seat.person_id], NoticeKind.REPORT, basis)


def _reports(case: Round) -> list[tuple[Seat, str]]:
    """사후 보고: who must read it afterwards by the delegation of authority and has not signed.

    The board and others without a seat here cannot read it: then it is a task of the document's owner.
    """
    document, chart, found = case.document, case.desk.chart, []
    signed = {step.acted_by_id for step in case.steps}
    for role in case.line.report_after_to:
        basis = f"{REPORT_BASIS}: {role_words(role)}"
        seat = None if role in OUTSIDE else chart.of_role(role, document.department_id)
        if seat is None or seat.person_id is None:
            found.append((chart.of_person(document.owner_id), basis))
        elif seat.person_id not in signed:
            found.append((seat, basis))
    return found


def add_afterwards(case: Round, seq: int, kind: str, seat: Seat, basis: str, due_on: date | None) -> None:
    """An open step behind the decision; it changes nothing of the document."""
    document = case.document
    group = ApprovalGroup(
        id=uuid7(), document=document, round=document.round, seq=seq, mode="SERIAL", complete_rule="ALL"
    )
    step = ApprovalStep(
        id=uuid7(),
        document=document,
        group=group,
        line=case.line,
        round=document.round,
        ordinal=1,
        kind=kind,
        state=StepState.ACTIVE,
        required=False,
        seat=seat_values(seat),
        seat_key=seat.key,
        title=seat.title[:100],
        person_id=seat.person_id,
        basis=basis[:300],
        activated_at=case.at,
        due_on=due_on,
    )
    case.add(group, step)
