"""문서 어디 있나: who holds a document since when, who may act instead and from when, and who comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _t

from approvals.choices import DocumentState, StepKind, StepState
from approvals.models import ApprovalStep
from approvals.queries.desk import Desk
from approvals.queries.standing import READING, Holder, holders_of
from approvals.rules.line_building import BOARD_RESOLUTION

ENDS = {DocumentState.APPROVED, DocumentState.REJECTED}


@dataclass(frozen=True)
class Whereabouts:
    """Where a document is: `holders` while it is under approval, else whoever has it with `since`."""

    holders: Sequence[Holder]
    coming: Sequence[str]
    keeper: str
    sentence: str
    since: datetime | None


def whereabouts(found: Any, desk: Desk) -> Whereabouts:
    """Read from the document and its line as loaded; one statement for names while it is under approval."""
    if found.state == DocumentState.IN_PROGRESS:
        coming = [_coming(one, desk) for one in found.line if _is_next(one, found.line)]
        return Whereabouts(holders_of(found.line, found, desk), coming, "", "", None)
    sentence = {
        DocumentState.DRAFT: _t("아직 올리지 않았습니다."),
        DocumentState.RETURNED: _t("반려되어 기안자가 고치고 있습니다."),
        DocumentState.RECALLED: _t("기안자가 회수하였습니다."),
        DocumentState.APPROVED: _t("결재가 끝났습니다."),
        DocumentState.REJECTED: _t("부결되어 끝났습니다."),
        DocumentState.DISCARDED: _t("폐기되었습니다."),
    }[DocumentState(found.state)]
    if found.waits_for == BOARD_RESOLUTION:
        sentence = _t("결재가 끝나고 이사회 의결을 기다립니다.")
    keeper = "" if found.state in ENDS else found.owner.name
    since = found.decided_at or _last_act(found.line) or found.created_at
    return Whereabouts((), (), keeper, sentence, since)


def _last_act(steps: Sequence[ApprovalStep]) -> datetime | None:
    return max((one.acted_at for one in steps if one.acted_at), default=None)


def _is_next(step: ApprovalStep, steps: Sequence[ApprovalStep]) -> bool:
    waiting = [one.group.seq for one in steps if one.state == StepState.WAITING and one.kind not in READING]
    return bool(waiting) and step.state == StepState.WAITING and step.group.seq == min(waiting)


def _coming(step: ApprovalStep, desk: Desk) -> str:
    seat = desk.seat(step)
    name = seat.person if seat is not None and seat.person else _t("공석")
    return f"{StepKind(step.kind).label} {name} {step.title}".strip()
