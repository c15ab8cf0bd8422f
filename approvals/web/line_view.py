"""The line, the opinions, the versions and the records of a document as plain data for its screen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _t

from approvals.choices import SignatureKind, StepKind, StepState
from approvals.models import ApprovalStep, OfficialDocument, Opinion
from approvals.queries.standing import Holder
from approvals.rules.writing.boxes import PROPOSER, REPORTER
from approvals.services.subjects import DescribedRecord, registry
from approvals.web.words import ACTING, DELEGATED
from core.errors import DomainError
from core.periods import SEOUL
from identity.queries import names_of

STATES = {
    StepState.ACTIVE: "now",
    StepState.HELD: "now",
    StepState.SIGNED: "done",
    StepState.SIGNED_ACTING: "done",
    StepState.RETURNED: "back",
    StepState.SKIPPED: "skip",
}
UNSAID = {SignatureKind.AGREED, SignatureKind.DRAFT, SignatureKind.POST_REVIEWED, SignatureKind.AUDIT_PROPER}
PUT_ASIDE = frozenset({StepState.CANCELLED, StepState.SUPERSEDED})


@dataclass(frozen=True)
class LineStep:
    """One step of the line as the timeline shows it (ui/parts/sign_line.html)."""

    role: str
    name: str
    title: str
    note: str
    when: str
    say: str
    state: str
    group: str = ""
    mark: str = ""


def line_steps(
    steps: Sequence[ApprovalStep], document: OfficialDocument, *, is_delegated: bool
) -> list[LineStep]:
    """The steps of the round in order; those taken out of the line stay out. ★ proposed, ⊙ reports."""
    shown = [one for one in steps if one.state not in PUT_ASIDE or one.skip_reason]
    absent = names_of(one.acting_for_id for one in shown)
    return [
        replace(_step(one, absent, is_delegated=is_delegated), mark=_mark(one, document)) for one in shown
    ]


def _mark(step: ApprovalStep, document: OfficialDocument) -> str:
    person = str(step.person_id or step.seat.get("person_id") or "")
    proposes, reports = person == str(document.proposer_id), person == str(document.reporter_id)
    return (PROPOSER if proposes else "") + (REPORTER if reports else "")


@dataclass(frozen=True)
class EarlierRound:
    """A round that ended without approval, with its steps."""

    number: int
    steps: Sequence[LineStep]


def earlier_rounds(steps: Sequence[ApprovalStep], document: OfficialDocument) -> list[EarlierRound]:
    """The rounds before the present one, latest first."""
    rounds: dict[int, list[ApprovalStep]] = {}
    for step in steps:
        rounds.setdefault(step.round, []).append(step)
    return [
        EarlierRound(
            number, line_steps(found, document, is_delegated=any(one.line.delegated for one in found))
        )
        for number, found in sorted(rounds.items(), reverse=True)
    ]


def _step(step: ApprovalStep, absent: dict[UUID, str], *, is_delegated: bool) -> LineStep:
    signature = getattr(step, "signature", None)
    name = step.acted_by_name or (step.person.name if step.person else "") or step.seat.get("person", "")
    said = ""
    if signature is not None and SignatureKind(signature.kind) not in UNSAID:
        said = str(SignatureKind(signature.kind).label)
    return LineStep(
        role=_role(step, is_delegated=is_delegated),
        name=name or _t("공석"),
        title=_title(step),
        note=_note(step, absent),
        when=_when(step.acted_at),
        say=said,
        state=STATES.get(StepState(step.state), ""),
        group=_t("동시에") if step.group.mode == "PARALLEL" else "",
    )


def _role(step: ApprovalStep, *, is_delegated: bool) -> str:
    word = str(StepKind(step.kind).label)
    if step.kind == StepKind.APPROVE and is_delegated:
        word = str(DELEGATED)
    return f"{word}({ACTING})" if step.state == StepState.SIGNED_ACTING else word


def _title(step: ApprovalStep) -> str:
    """The post with its department where the step names one."""
    place = str(step.seat.get("department", ""))
    return f"{place} {step.title}".strip() if place and place not in step.title else step.title


def _note(step: ApprovalStep, absent: dict[UUID, str]) -> str:
    parts = [step.basis]
    if step.acting_for_id:
        parts.append(_t("%(name)s 님 부재") % {"name": absent.get(step.acting_for_id, "")})
    if step.skip_reason:
        parts.append(step.skip_reason)
    if step.state == StepState.HELD:
        parts.append(_t("보류"))
    if step.cancelled_by_recall:  # type: ignore[attr-defined]
        parts.append(_t("회수로 취소된 서명"))
    return " · ".join(part for part in parts if part)


def _when(at: datetime | None) -> str:
    return f"{at.astimezone(SEOUL):%m-%d %H:%M}" if at else ""


@dataclass(frozen=True)
class SubjectView:
    """A business record of the document: what it is, how much, where it is."""

    kind: str
    title: str
    amount: int | None
    url: str


def subject_views(subjects: Iterable[Any]) -> list[SubjectView]:
    """The records a document decides on, as their apps describe them."""
    return [_subject(one) for one in subjects]


def _subject(row: Any) -> SubjectView:
    try:
        kind = registry.get(row.subject_type)
    except DomainError:
        return SubjectView(row.subject_type, str(row.subject_id), None, "")
    if isinstance(kind, DescribedRecord):
        words = kind.describe(row.subject_id)
        return SubjectView(words.kind, words.title, words.amount, words.url)
    payload = kind.payload(row.subject_id)
    amount = payload.get("amount")
    title = str(payload.get("title") or payload.get("number") or row.subject_type)
    return SubjectView(row.subject_type, title, int(amount) if amount is not None else None, "")


def threaded(opinions: Iterable[Opinion]) -> list[Opinion]:
    """Opinions in the order they were written, an answer right after its question."""
    answers: dict[UUID | None, Opinion] = {}
    others: list[Opinion] = []
    for one in opinions:
        if one.answers_id is None:
            others.append(one)
        else:
            answers[one.answers_id] = one
    shown: list[Opinion] = []
    for one in others:
        shown += [one, answers[one.pk]] if one.pk in answers else [one]
    return shown


def holder_words(holder: Holder) -> str:
    """`서도윤 팀장`, or the empty post."""
    return f"{holder.name} {holder.title}".strip() if holder.name else f"{holder.title} {_t('공석')}"


def plain(value: str) -> str:
    """A canonical JSON value in words of a table: text as it is, lists with commas."""
    found = json.loads(value)
    if found is None or found == "":
        return "–"
    if isinstance(found, list):
        return ", ".join(str(one) for one in found) or "–"
    return str(found)
