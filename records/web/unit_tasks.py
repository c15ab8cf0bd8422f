"""단위과제: the list, and one unit task with its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.periods import day_of
from organization.queries import department_choices
from records.choices import Disclosure
from records.permissions import REGISTRY_VIEW, UNIT_TASK_MANAGE
from records.queries import (
    UnitTaskRow,
    disclosure_grounds,
    retention_names,
    retention_periods,
    unit_task,
    unit_task_history,
    unit_tasks,
)
from records.services import UnitTaskData, add_unit_task, change_unit_task, close_unit_task
from records.web.typed import as_day, as_disclosure, as_grounds, as_uuid, ticked, version_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("기록물"),)


class UnitTaskList(ListScreen):
    """단위과제 목록."""

    required = REGISTRY_VIEW
    title = _("단위과제")
    crumbs = CRUMBS
    help_text = _("업무의 가장 작은 분류입니다. 보존기간과 기본 공개구분을 정해 둡니다.")
    default_order = "code"
    empty_title = _("단위과제가 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("retention", _("보존기간"), choices=lambda: list(retention_names().items())),
        Text("q", _("이름·코드")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("code", _("코드"), "code", href=lambda row: _url(row), sort=True),
        Column("name", _("단위과제"), href=lambda row: _url(row), sort=True),
        Column("department", _("처리과")),
        Column("retention", _("보존기간"), key=True),
        Column("disclosure_text", _("기본 공개구분")),
        Column("from_on", _("시작일"), "date"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(UNIT_TASK_MANAGE):
            return ()
        url = reverse("records:unit_task_new")
        return ({"label": _("단위과제 만들기"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = unit_tasks(day_of(self.now), text=query["q"] or "", retention_code=query["retention"] or "")
        return page_sequence(rows, query)

    def row_url(self, row: Any) -> str:
        return _url(row)


class UnitTaskScreen(DocumentScreen):
    """One unit task, its form and its history; also the form of a new one."""

    required: ClassVar = {"get": REGISTRY_VIEW, "post": UNIT_TASK_MANAGE}
    template_name = "records/unit_task.html"

    @property
    def task(self) -> UnitTaskRow | None:
        if "unit_task_id" not in self.kwargs:
            return None
        if not hasattr(self, "_task"):
            self._task = unit_task(self.kwargs["unit_task_id"], day_of(self.now))
        return self._task

    def head(self) -> PageHead:
        task = self.task
        return PageHead(
            task.name if task else _("단위과제 만들기"),
            (*CRUMBS, _("단위과제")),
            number=task.code if task else "",
            star=False,
        )

    def document(self) -> dict[str, Any]:
        today, task = day_of(self.now), self.task
        return {
            "task": task,
            "history": unit_task_history(task.unit_task_id, today) if task else (),
            "periods": retention_periods(),
            "classes": Disclosure.choices,
            "grounds": disclosure_grounds(),
            "ticked": ticked(task.default_grounds if task else ()),
            "departments": department_choices(today),
            "today": today,
            "may_manage": self.actor.may(UNIT_TASK_MANAGE),
        }

    def acts(self) -> Sequence[Act]:
        save = Act("save", _("저장"), "save", tone="primary", key="Ctrl S", required=UNIT_TASK_MANAGE)
        if self.task is None or not self.task.is_valid:
            return (save,) if self.task is None else ()
        close = Act(
            "close",
            _("폐지"),
            "trash",
            tone="danger",
            required=UNIT_TASK_MANAGE,
            confirm=_("적용일부터 이 단위과제로 새 기록물철을 만들 수 없습니다. 지난 기록은 남습니다."),
        )
        return (close, save)

    def act_save(self, data: QueryDict) -> Done:
        disclosure = as_disclosure(data)
        given = UnitTaskData(
            name=data.get("name", ""),
            retention_code=data.get("retention", ""),
            default_disclosure=disclosure,
            from_on=as_day(data, "from_on", day_of(self.now)),
            default_grounds=as_grounds(data, disclosure),
            department_id=as_uuid(data.get("department", "")),
            outline=data.get("outline", ""),
            retention_reason=data.get("retention_reason", ""),
        )
        if self.task is None:
            code = data.get("code", "")[:20]
            made = add_unit_task(code=code, data=given, actor=self.actor, at=self.now)
            return Done(reverse("records:unit_task", args=[made.pk]), _t("단위과제를 만들었습니다."))
        change_unit_task(
            unit_task_id=self.task.unit_task_id,
            data=given,
            actor=self.actor,
            at=self.now,
            version=version_of(data),
        )
        return Done(self.request.path, _t("단위과제를 바꿨습니다."))

    def act_close(self, data: QueryDict) -> Done:
        close_unit_task(
            unit_task_id=self.kwargs["unit_task_id"],
            on=as_day(data, "from_on", day_of(self.now)),
            actor=self.actor,
            at=self.now,
            version=version_of(data),
        )
        return Done(reverse("records:unit_tasks"), _t("단위과제를 폐지했습니다."))


def _url(row: UnitTaskRow) -> str:
    return reverse("records:unit_task", args=[row.unit_task_id])
