"""조직개편 (wizard): the set of changes, what it would do to tree and people, places for those left, its acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.periods import day_of
from hr.choices import ReorganizationKind, ReorganizationState
from hr.models import Reorganization
from hr.permissions import ORDER_VIEW, REORGANIZATION_DRAFT, REORGANIZATION_ISSUE
from hr.queries.reorganizations import (
    ReorganizationRow,
    change_words,
    preview,
    reorganization,
    reorganization_rows,
)
from hr.rules.reorganization import CLOSE, MERGE, MOVE, OPEN, RENAME, SPLIT
from hr.services.reorganization_approval import hand_in_reorganization, recall_reorganization
from hr.services.reorganizations import (
    ReorganizationData,
    change_reorganization,
    draft_reorganization,
    issue_reorganization,
    refusals_of_reorganization,
    undo_reorganization,
    void_reorganization,
)
from hr.web.looks import look_of_order
from hr.web.typed import as_day, chosen_uuid, version_of
from organization.queries import department_choices, departments
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("인사·조직"), _("조직개편"))
WAITING = (ReorganizationState.DRAFT, ReorganizationState.APPROVED, ReorganizationState.ISSUED)
PLACE = "place-"


class ReorganizationList(ListScreen):
    """조직개편 목록."""

    required = ORDER_VIEW
    title = _("조직개편")
    crumbs = (_("인사·조직"),)
    help_text = _("부서의 신설, 폐지, 통합, 분할을 한 묶음으로 정하고 정한 날에 한꺼번에 시행합니다.")
    default_order = "-effective_on"
    empty_title = _("조직개편이 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=ReorganizationState.choices),
        Text("q", _("제목")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("title", _("제목"), href=lambda row: _url(row["id"]), key=True),
        Column("effective_on", _("시행일"), "date", sort=True),
        Column("state", _("상태"), "badge"),
        Column("changes", _("부서 변경"), "number"),
        Column("drafted_by", _("기안자")),
        Column("number", _("발령번호"), "code"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(REORGANIZATION_DRAFT):
            return ()
        url = reverse("hr:reorganization_new")
        return ({"label": _("조직개편안 작성"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = reorganization_rows()
        if query["state"]:
            rows = rows.filter(state=query["state"])
        if query["q"]:
            rows = rows.filter(title__icontains=query["q"])
        return page_queryset(rows, query, to_row=_row)

    def row_url(self, row: Any) -> str:
        return _url(row["id"])


class ReorganizationScreen(DocumentScreen):
    """One reorganisation step by step; a draft is left and taken up again. Also the form of a new one."""

    required: ClassVar = {"get": ORDER_VIEW, "post": ORDER_VIEW}
    template_name = "hr/reorganization.html"

    @property
    def row(self) -> ReorganizationRow | None:
        if "pk" not in self.kwargs:
            return None
        if not hasattr(self, "_found"):
            self._found = reorganization(self.kwargs["pk"])
        return self._found

    def head(self) -> PageHead:
        found = self.row
        if found is None:
            return PageHead(_("조직개편안 작성"), CRUMBS, star=False)
        state = look_of_order(found.state, found.state_label)
        return PageHead(found.title, CRUMBS, state=state, star=False)

    def document(self) -> dict[str, Any]:
        found, today = self.row, day_of(self.now)
        on = found.effective_on if found else today
        shown = preview(found.reorganization_id) if found else None
        is_draft = found is None or found.state == ReorganizationState.DRAFT
        units = {one.code: one.name for one in departments(on)}
        after = {one.code: one.name for one in shown.plan.after.values()} if shown else units
        return {
            "row": found,
            "preview": shown,
            "changes": change_words(found, shown.plan) if found and shown else (),
            "is_draft": is_draft and self.actor.may(REORGANIZATION_DRAFT),
            "refusals": self._refusals(),
            "kinds": ReorganizationKind.choices,
            "drafting": department_choices(on),
            "units": sorted(units.items()),
            "targets": sorted(after.items()),
        }

    def _refusals(self) -> list[DomainError]:
        """What stands against it now, shown before anybody presses."""
        if self.row is None or self.row.state not in WAITING:
            return []
        return refusals_of_reorganization(Reorganization.objects.get(pk=self.row.reorganization_id), self.now)

    def acts(self) -> Sequence[Act]:
        found = self.row
        save = Act("save", _("저장"), "save", key="Ctrl S", required=REORGANIZATION_DRAFT)
        if found is None:
            return (replace(save, tone="primary"),)
        if found.state == ReorganizationState.DRAFT:
            return (_void(REORGANIZATION_DRAFT), save, _SUBMIT)
        if found.state == ReorganizationState.SUBMITTED:
            return (_RECALL,)
        if found.state == ReorganizationState.APPROVED:
            return (_void(REORGANIZATION_ISSUE, _("폐기 사유")), _ISSUE)
        if found.state == ReorganizationState.ISSUED:
            return (_UNDO,)
        return ()

    # --- acts ----------------------------------------------------------------------------------

    def act_save(self, data: QueryDict) -> Done:
        given = self._given(data)
        if self.row is None:
            made = draft_reorganization(actor=self.actor, data=given, at=self.now)
            return Done(_url(made.pk), _t("조직개편안을 저장했습니다."))
        self._written(given, data)
        return Done(self.request.path, _t("조직개편안을 저장했습니다."))

    def act_submit(self, data: QueryDict) -> Done:
        self._written(self._given(data), data)
        hand_in_reorganization(actor=self.actor, reorganization_id=self.kwargs["pk"], at=self.now)
        return Done(self.request.path, _t("상신했습니다."))

    def act_recall(self, data: QueryDict) -> Done:
        recall_reorganization(
            actor=self.actor,
            reorganization_id=self.kwargs["pk"],
            reason=data.get("reason", ""),
            at=self.now,
        )
        return Done(self.request.path, _t("회수했습니다."))

    def act_issue(self, data: QueryDict) -> Done:
        issue_reorganization(
            actor=self.actor, reorganization_id=self.kwargs["pk"], at=self.now, version=version_of(data)
        )
        return Done(self.request.path, _t("조직개편을 시행일에 맞추어 두었습니다."))

    def act_undo(self, data: QueryDict) -> Done:
        undo_reorganization(**self._because(data))
        return Done(self.request.path, _t("조직개편을 철회했습니다."))

    def act_void(self, data: QueryDict) -> Done:
        void_reorganization(**self._because(data))
        return Done(reverse("hr:reorganizations"), _t("폐기했습니다."))

    def _because(self, data: QueryDict) -> dict[str, Any]:
        return {
            "actor": self.actor,
            "reorganization_id": self.kwargs["pk"],
            "reason": data.get("reason", ""),
            "at": self.now,
            "version": version_of(data),
        }

    # --- what was typed ------------------------------------------------------------------------

    def _written(self, given: ReorganizationData, data: QueryDict) -> None:
        change_reorganization(
            actor=self.actor,
            reorganization_id=self.kwargs["pk"],
            data=given,
            at=self.now,
            version=version_of(data),
        )

    def _given(self, data: QueryDict) -> ReorganizationData:
        found = self.row
        removed = set(data.getlist("remove"))
        kept = [
            change for seq, change in enumerate(found.changes if found else (), 1) if str(seq) not in removed
        ]
        if data.get("kind"):
            kept.append(_typed_change(data))
        placements = dict(found.placements) if found else {}
        placements |= {name[len(PLACE) :]: data.get(name, "") for name in data if name.startswith(PLACE)}
        return ReorganizationData(
            title=data.get("title", "")[:200],
            effective_on=as_day(data, "effective_on", day_of(self.now)),
            department_id=chosen_uuid(data, "drafting"),
            basis_document=data.get("basis_document", "")[:200],
            changes=kept,
            placements=placements,
            consultation_document_no=data.get("consultation_document_no", "")[:60],
            board_resolution_no=data.get("board_resolution_no", "")[:60],
        )


def _typed_change(data: QueryDict) -> dict[str, Any]:
    """The fields a kind of change uses; the others stay unsaid."""
    kind = data.get("kind", "")
    unit, code = data.get("unit", ""), data.get("code", "").strip()[:20]
    name, parent = data.get("name", "").strip()[:60], data.get("parent", "")
    found: dict[str, Any] = {"kind": kind, "code": unit}
    if kind == OPEN:
        found |= {"code": code, "name": name, "parent_code": parent}
    elif kind == RENAME:
        found["name"] = name
    elif kind == MOVE:
        found["parent_code"] = parent
    elif kind == MERGE:
        found |= {"code": code or unit, "name": name, "predecessors": data.getlist("predecessors")}
        found |= {"parent_code": parent} if parent else {}
    elif kind == SPLIT:
        found["parts"] = _parts(data.get("parts", ""))
    elif kind != CLOSE:
        found["kind"] = kind[:10]
    return found


def _parts(text: str) -> list[dict[str, str]]:
    """A line for each new department: its code, a space, its name."""
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    return [{"code": line[0][:20], "name": line[1][:60] if len(line) > 1 else ""} for line in lines]


def _void(required: str, reason: Any = "") -> Act:
    return Act(
        "void",
        _("폐기"),
        "trash",
        tone="danger",
        required=required,
        confirm=_("이 조직개편안을 버립니다. 되살릴 수 없습니다."),
        reason=reason,
        validates=False,
    )


_SUBMIT = Act("submit", _("상신"), "send", tone="primary", key="Ctrl ↵", required=REORGANIZATION_DRAFT)
_RECALL = Act(
    "recall",
    _("회수"),
    "back",
    required=REORGANIZATION_DRAFT,
    confirm=_("상신한 조직개편안을 거두어들입니다."),
    reason=_("회수 사유"),
)
_ISSUE = Act(
    "issue",
    _("시행"),
    "check",
    tone="primary",
    required=REORGANIZATION_ISSUE,
    confirm=_("시행일 0시에 부서가 바뀌고 발령이 나갑니다. 시행일 전까지 철회할 수 있습니다."),
)
_UNDO = Act(
    "undo",
    _("시행 철회"),
    "back",
    tone="danger",
    required=REORGANIZATION_ISSUE,
    confirm=_("시행일을 기다리는 조직개편을 철회합니다. 부서와 직원은 그대로 있습니다."),
    reason=_("철회 사유"),
)


def _row(row: Reorganization) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "effective_on": row.effective_on,
        "state": look_of_order(row.state, row.get_state_display()),
        "changes": len(row.changes),
        "drafted_by": row.drafted_by.name if row.drafted_by else "",
        "number": row.order.number if row.order else "",
    }


def _url(reorganization_id: UUID) -> str:
    return reverse("hr:reorganization", args=[reorganization_id])
