"""What the drafting screen shows beside the text: the line, what still stands against handing in, the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t

from approvals.choices import CrossClass
from approvals.models import OfficialDocument
from approvals.queries.desk import desk_at
from approvals.queries.destinations import department_destinations, tenant_destinations
from approvals.queries.drafting import department_line_rows, favourite_rows
from approvals.queries.line_words import STEP_WORDS, note_words, reason_words
from approvals.queries.pages import preview_page
from approvals.rules.line_draft import AFTERWARDS
from approvals.rules.line_types import GroupMode, PlannedGroup, PlannedStep, Seat, StepKind
from approvals.rules.receivers import OUTSIDE, meant
from approvals.services.checking import faults_at_submission, warnings_of
from approvals.services.drafted_lines import LineOfDraft, line_of_draft
from approvals.services.letter_rights import heads_at
from approvals.web.drafting_marks import mark_faults, mark_fields
from approvals.web.letters import letter_html
from core.access import Actor
from core.errors import DomainError, FieldFault, InvalidInput
from core.periods import SEOUL, day_of
from organization.queries import absences, role_words
from ui.refusals import explain

# The field of the screen where a refusal is put right.
PLACES = {
    "E-DOC-001": "/title",
    "E-DOC-002": "/abstract",
    "E-DOC-003": "/disclosure",
    "E-DOC-004": "/grounds",
    "PROCESS_END_MISSING": "/process_end_expected",
    "E-DOC-005": "/record_file",
    "E-DOC-006": "/body",
    "E-DOC-007": "/enclosure_name",
    "E-DOC-008": "/body",
    "E-DOC-009": "/body",
    "E-DOC-018": "/files",
    "E-DOC-019": "/files",
    "CLASSIFIED_REFUSED": "/files",
}


@dataclass(frozen=True)
class Check:
    """One thing to put right, or a warning to acknowledge with a reason."""

    code: str
    sentence: str
    pointer: str
    is_warning: bool
    typed: str = ""


def checks_of(
    document: OfficialDocument,
    line: LineOfDraft | DomainError,
    at: datetime,
    *,
    unread: Sequence[FieldFault] = (),
    typed: Mapping[str, str] | None = None,
) -> list[Check]:
    """What stands against handing in now: the text, the form's fields, the line."""
    found: list[DomainError] = [InvalidInput(errors=list(unread))] if unread else []
    found += faults_at_submission(document)
    if isinstance(line, DomainError):
        found.append(line)
    else:
        found += [*line.faults, *warnings_of(document, line.planned, at)]
        words = _t("발의자와 보고자는 결재선에 있어야 합니다.")
        off = [FieldFault(f"/{name}", "not_on_line", words) for name in mark_faults(line, document)]
        found += [InvalidInput(errors=off)] if off else []
    kept = dict(typed or {})
    checks: dict[tuple[str, str], Check] = {}
    for error in found:
        for one in _checks(error, kept):
            checks.setdefault((one.code, one.sentence), one)
    return sorted(checks.values(), key=lambda one: one.is_warning)


def _checks(error: DomainError, typed: Mapping[str, str]) -> list[Check]:
    if isinstance(error, InvalidInput):
        return [
            Check(one.code, _value_words(one), one.pointer.replace("/values/", "/value."), False)
            for one in error.errors
        ]
    shown = explain(error)
    place = PLACES.get(error.code, "/line" if error.code.startswith("E-APR") else "")
    return [Check(error.code, shown.sentence, place, shown.is_warning, typed.get(error.code, ""))]


def _value_words(fault: FieldFault) -> str:
    if fault.pointer.startswith("/values/"):
        return _t("%(name)s: 반드시 입력해야 합니다.") % {"name": fault.detail}
    return fault.detail


def line_now(document: OfficialDocument, at: datetime) -> LineOfDraft | DomainError:
    """The line of the draft, or why there is none."""
    try:
        return line_of_draft(document=document, at=at)
    except DomainError as refusal:
        return refusal


def line_context(line: LineOfDraft | DomainError, document: OfficialDocument, actor: Actor) -> dict[str, Any]:
    """The line as the panel shows it."""
    kept: dict[str, Any] = {
        "favourites": list(favourite_rows(actor)),
        "shared": list(department_line_rows(actor)),
        "document": document,
    }
    if isinstance(line, DomainError):
        return {**kept, "line": None, "refusal": explain(line)}
    away = _away(line.desk.at)
    groups = [_group(group, line, away) for group in line.groups]
    left_out = [
        {"role": role_words(one.role), "text": reason_words(one), "is_present": one.is_present}
        for one in line.planned.left_out
    ]
    return {
        "line": line,
        "groups": groups,
        "drafter": line.desk.chart.of_person(document.drafter_id),
        "notes": [note_words(note) for note in line.planned.notes],
        "left_out": left_out,
        "final": role_words(line.planned.final_role) if line.planned.final_role else "",
        "may_share": _is_head(actor, line),
        **kept,
    }


def _is_head(actor: Actor, line: LineOfDraft) -> bool:
    if actor.department_id is None:
        return False
    return actor.user_id in heads_at(actor.department_id, line.desk)[0]


def _group(group: PlannedGroup, line: LineOfDraft, away: Mapping[UUID, str]) -> dict[str, Any]:
    kind = group.steps[0].kind
    movable = [
        one
        for one in line.groups
        if one.steps[0].kind in (StepKind.REVIEW, StepKind.COOPERATE, StepKind.AGREE)
    ]
    is_movable = group in movable and not line.planned.decided_by_drafter
    return {
        "seq": group.seq,
        "kind": kind.value,
        "is_parallel": group.mode is GroupMode.PARALLEL and len(group.steps) > 1,
        "is_several": len(group.steps) > 1 and kind not in AFTERWARDS,
        "is_after": kind in AFTERWARDS,
        "may_rise": is_movable and movable.index(group) > 0,
        "may_fall": is_movable and movable.index(group) < len(movable) - 1,
        "steps": [_step(step, number, line, away) for number, step in enumerate(group.steps, 1)],
    }


def _step(step: PlannedStep, number: int, line: LineOfDraft, away: Mapping[UUID, str]) -> dict[str, Any]:
    seat = step.seat
    is_final = step.kind is StepKind.APPROVE
    role = _t("전결") if is_final and line.planned.delegated else str(STEP_WORDS[step.kind])
    return {
        "ordinal": number,
        "role": role,
        "name": seat.person or _t("공석"),
        "place": _place(seat),
        "is_own": not step.required,
        "basis": step.basis,
        "acting": _t("%(post)s 공석, 대결") % {"post": step.acting_for.title} if step.acting_for else "",
        "absence": away.get(seat.person_id, "") if seat.person_id else "",
        "notes": [note_words(note) for note in step.notes],
    }


def _away(at: datetime) -> dict[UUID, str]:
    """Who is away now: why, until when, and who acts meanwhile."""
    found = {}
    for row in absences(at):
        if row.is_in_force:
            end = row.to_at.astimezone(SEOUL)
            words = {"kind": row.kind, "day": f"{end.month}. {end.day}.", "deputy": row.deputy}
            text = _t("%(kind)s, %(day)s까지. 대결 %(deputy)s") if row.deputy else _t("%(kind)s, %(day)s까지")
            found[row.person_id] = text % words
    return found


def _place(seat: Seat) -> str:
    return " ".join(part for part in (seat.department, seat.title) if part)


def side_parts(
    document: OfficialDocument,
    actor: Actor,
    at: datetime,
    *,
    unread: Sequence[FieldFault] = (),
    typed: Mapping[str, str] | None = None,
    with_page: bool = False,
) -> dict[str, str]:
    """HTML of the panels by the id of their place."""
    line = line_now(document, at)
    checks = checks_of(document, line, at, unread=unread, typed=typed)
    parts: dict[str, str] = {
        "draft-line": render_to_string("approvals/drafting/line.html", line_context(line, document, actor)),
        "draft-checks": render_to_string("approvals/drafting/checks.html", {"checks": checks}),
        "draft-marks": render_to_string(
            "approvals/drafting/marks.html", {"marks": mark_fields(line, document)}
        ),
    }
    if document.form.cross_class != CrossClass.INTERNAL:
        ways = {"ways": ways_of(document, day_of(at))}
        parts["draft-ways"] = render_to_string("approvals/drafting/ways.html", ways)
    if with_page:
        parts["draft-page"] = page_html(document, line, at)
    return parts


def destination_groups(on: date) -> list[dict[str, Any]]:
    """Places a letter can be carried to, as the choice beside 수신 shows them."""
    return [
        {"label": label, "names": [one.name for one in found]}
        for label, found in (
            (_t("기관"), tenant_destinations()),
            (_t("소속 부서"), department_destinations(on)),
        )
        if found
    ]


def ways_of(document: OfficialDocument, on: date) -> list[dict[str, str]]:
    """How each receiver will be reached when the letter is sent."""
    if not document.receivers:
        return []
    known = [*tenant_destinations(), *department_destinations(on)]
    ways = []
    for written in document.receivers:
        found = meant(str(written), known)
        kind, name = (found.kind, found.name) if found else (OUTSIDE, "")
        ways.append({"written": str(written), "kind": str(kind), "name": name})
    return ways


def page_html(document: OfficialDocument, line: LineOfDraft | DomainError, at: datetime) -> SafeString:
    """The letter as it would be printed."""
    desk = line.desk if isinstance(line, LineOfDraft) else desk_at(at)
    page = preview_page(
        document,
        drafter=desk.chart.of_person(document.drafter_id),
        groups=line.groups if isinstance(line, LineOfDraft) else (),
        is_delegated=isinstance(line, LineOfDraft) and line.planned.delegated,
        at=at,
    )
    return letter_html(page)
