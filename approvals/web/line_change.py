"""결재선 변경: the part of a line that is still to come, changed with a reason by the drafter or whose turn it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.desk import Desk, desk_at
from approvals.queries.documents import document_page
from approvals.queries.line_words import STEP_WORDS
from approvals.queries.standing import standing_of
from approvals.rules import line_draft
from approvals.rules.line_types import CompleteRule, GroupMode, PlannedGroup, PlannedStep, StepKind
from approvals.services.changing import change_line
from approvals.services.line_changes import OpenLine, open_line, wanted_line
from approvals.services.wanted_text import stored_groups, wanted_from, wanted_of
from approvals.web.document_parts import seen_version
from approvals.web.line_view import line_steps
from approvals.web.words import document_look
from core.errors import FieldFault, InvalidInput, InvalidMove
from core.periods import day_of
from organization.web.picker import department_nodes
from ui.views import Act, DocumentScreen, Done, PageHead, is_partial

MOST_TEXT = 100_000
MOVABLE = (StepKind.REVIEW, StepKind.COOPERATE, StepKind.AGREE)


class LineChangeScreen(DocumentScreen):
    """결재선 변경."""

    required = DOCUMENT_VIEW
    title = _("결재선 변경")
    template_name = "approvals/change/line.html"

    @cached_property
    def desk(self) -> Desk:
        return desk_at(self.now)

    @cached_property
    def found(self) -> Any:
        found = document_page(self.kwargs["document_id"], self.actor, self.now)
        standing = standing_of(found, found.line, found.all_opinions, self.actor, self.desk)
        if not standing.may_change_line:
            raise InvalidMove(state=str(document_look(found.state).label))
        return found

    @cached_property
    def line(self) -> OpenLine:
        return open_line(self.found, self.found.line, self.desk)

    def head(self) -> PageHead:
        return PageHead(
            self.title, (_("결재함"), _("결재 문서")), document_look(self.found.state), star=False
        )

    def acts(self) -> Sequence[Act]:
        return (Act("change", _("결재선 변경"), "check", "primary", "Ctrl ↵", validates=False),)

    def document(self) -> dict[str, Any]:
        given = self.request.POST if self.request.method == "POST" else None
        groups = self._groups(given) if given and given.get("groups") else self.line.groups
        is_delegated = any(one.line.delegated for one in self.found.line)
        return {
            "found": self.found,
            "back_url": self._back(),
            "standing": line_steps(self.line.standing, self.found, is_delegated=is_delegated),
            "replaces": ",".join(str(one) for one in self.line.replaces),
            "seen": self.found.version,
            "nodes": department_nodes(day_of(self.now)),
            **_work(groups, is_delegated=is_delegated),
        }

    def act_edit(self, data: QueryDict) -> HttpResponse:
        """One change of the groups being worked on; nothing is stored."""
        groups = self._groups(data)
        edit = getattr(self, f"edit_{data.get('do', '')}", None)
        if edit is None:
            raise InvalidInput
        is_delegated = any(one.line.delegated for one in self.found.line)
        work = _work(self.line.with_known(edit(groups, data)), is_delegated=is_delegated)
        if not is_partial(self.request):
            return self.render(document={**self.document(), **work}, form=data)
        response = render(self.request, "approvals/change/groups.html", {"document": work})
        response["HX-Retarget"] = "#line-work"
        response["HX-Reswap"] = "innerHTML"
        return response

    def edit_add(self, groups: Sequence[PlannedGroup], data: QueryDict) -> Sequence[PlannedGroup]:
        try:
            kind = StepKind(data.get("kind", ""))
            seat = self.desk.chart.of_key(data.get("seat", "")[:80])
        except (ValueError, KeyError):
            seat = None
        if seat is None or kind not in line_draft.ADDABLE:
            words = _t("결재선에 넣을 사람을 고르십시오.")
            raise InvalidInput(errors=[FieldFault("/line", "choice", words)])
        return line_draft.with_step(groups, kind, seat, is_parallel=data.get("parallel") == "1")

    def edit_remove(self, groups: Sequence[PlannedGroup], data: QueryDict) -> Sequence[PlannedGroup]:
        return line_draft.without_step(groups, _number(data, "seq"), _number(data, "ordinal"))

    def edit_up(self, groups: Sequence[PlannedGroup], data: QueryDict) -> Sequence[PlannedGroup]:
        return line_draft.with_group_moved(groups, _number(data, "seq"), -1)

    def edit_down(self, groups: Sequence[PlannedGroup], data: QueryDict) -> Sequence[PlannedGroup]:
        return line_draft.with_group_moved(groups, _number(data, "seq"), 1)

    def edit_serial(self, groups: Sequence[PlannedGroup], data: QueryDict) -> Sequence[PlannedGroup]:
        return line_draft.with_mode(groups, _number(data, "seq"), GroupMode.SERIAL, CompleteRule.ALL)

    def edit_parallel(self, groups: Sequence[PlannedGroup], data: QueryDict) -> Sequence[PlannedGroup]:
        return line_draft.with_mode(groups, _number(data, "seq"), GroupMode.PARALLEL, CompleteRule.ALL)

    def edit_reset(self, groups: Sequence[PlannedGroup], data: QueryDict) -> Sequence[PlannedGroup]:
        return self.line.groups

    def act_change(self, data: QueryDict) -> Done:
        change_line(
            document_id=self.found.pk,
            seen=seen_version(data),
            replaces=_ids(data.get("replaces", "")),
            groups=self._groups(data),
            reason=data.get("line_reason", "")[:300],
            actor=self.actor,
            at=self.now,
        )
        return Done(self._back(), _t("결재선을 바꿨습니다."))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render(document=self.document())

    def _back(self) -> str:
        return reverse("approvals:document", args=[self.kwargs["document_id"]])

    def _groups(self, data: QueryDict) -> tuple[PlannedGroup, ...]:
        text = data.get("groups", "")
        try:
            given = json.loads(text) if len(text) <= MOST_TEXT else None
            wanted = wanted_of(given) if isinstance(given, list) else None
            if wanted is None:
                raise TypeError
            stored_groups(wanted)
        except (ValueError, TypeError, KeyError, AttributeError) as fault:
            words = _t("결재선을 읽을 수 없습니다. 화면을 다시 여십시오.")
            raise InvalidInput(errors=[FieldFault("/line", "malformed", words)]) from fault
        return wanted_line(self.line, wanted, self.desk)


def _work(groups: Sequence[PlannedGroup], *, is_delegated: bool) -> dict[str, Any]:
    """The groups as the page shows them, and as they come back."""
    return {
        "groups": [_group(one, groups, is_delegated=is_delegated) for one in groups],
        "stored": json.dumps(stored_groups(wanted_from(groups)), ensure_ascii=False),
    }


def _group(group: PlannedGroup, groups: Sequence[PlannedGroup], *, is_delegated: bool) -> dict[str, Any]:
    movable = [one for one in groups if one.steps[0].kind in MOVABLE]
    at = movable.index(group) if group in movable else -1
    kind = group.steps[0].kind
    return {
        "seq": group.seq,
        "is_parallel": group.mode is GroupMode.PARALLEL and len(group.steps) > 1,
        "is_several": len(group.steps) > 1 and kind not in line_draft.AFTERWARDS,
        "may_rise": at > 0,
        "may_fall": -1 < at < len(movable) - 1,
        "steps": [
            _step(step, ordinal, is_delegated=is_delegated) for ordinal, step in enumerate(group.steps, 1)
        ],
    }


def _step(step: PlannedStep, ordinal: int, *, is_delegated: bool) -> dict[str, Any]:
    is_final = step.kind is StepKind.APPROVE
    place = " ".join(part for part in (step.seat.department, step.seat.title) if part)
    return {
        "ordinal": ordinal,
        "role": str(_("전결") if is_final and is_delegated and step.required else STEP_WORDS[step.kind]),
        "name": step.seat.person or _t("공석"),
        "place": place,
        "is_own": not step.required and not is_final,
        "basis": step.basis,
    }


def _number(data: QueryDict, name: str) -> int:
    typed = data.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(one) for one in text.split(",") if one]
    except ValueError as fault:
        raise InvalidInput from fault
