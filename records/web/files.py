"""기록물철: the list, one file with its dates, and opening one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.periods import day_of
from organization.queries import department_choices, department_name
from records.choices import FileState
from records.permissions import FILE_MANAGE, REGISTRY_VIEW, YEAR_MANAGE
from records.queries import FileRow, file_rows, record_file, record_files, unit_task_choices, volumes_of
from records.services import (
    FileData,
    complete_file,
    open_file,
    open_next_volume,
    put_up_for_appraisal,
    reopen_file,
)
from records.web.typed import as_day, as_uuid, chosen_uuid, department_options, version_of
from ui.badges import BadgeLook
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("기록물"),)
LOOKS = {
    FileState.OPEN: BadgeLook(FileState.OPEN.label, "folder", "progress"),
    FileState.COMPLETED: BadgeLook(FileState.COMPLETED.label, "lock"),
    FileState.DISPOSAL_DUE: BadgeLook(FileState.DISPOSAL_DUE.label, "clock", "warn"),
}


class FileList(ListScreen):
    """기록물철 목록."""

    required = REGISTRY_VIEW
    title = _("기록물철")
    crumbs = CRUMBS
    help_text = _("단위과제 안에서 문서를 묶는 철입니다. 보존기간은 단위과제에서 옵니다.")
    default_order = "-year"
    empty_title = _("기록물철이 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("code", _("분류번호"), "code", href=lambda row: row["url"]),
        Column("title", _("기록물철"), href=lambda row: row["url"]),
        Column("unit_task", _("단위과제")),
        Column("department", _("처리과")),
        Column("year", _("생산연도"), sort=True),
        Column("volume", _("권"), "number"),
        Column("entry_count", _("문서 수"), "number", key=True),
        Column("retention", _("보존기간")),
        Column("completed_on", _("종결일"), "date"),
        Column("over_on", _("보존 만료일"), "date"),
        Column("state", _("상태"), "badge"),
    )

    def conditions_for(self) -> Sequence[Condition]:
        today = day_of(self.now)
        return (
            Choice("department", _("처리과"), choices=lambda: department_options(today)),
            Choice("state", _("상태"), choices=FileState.choices),
            Text("q", _("기록물철·단위과제 코드")),
        )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(FILE_MANAGE):
            return ()
        url = reverse("records:file_new")
        return ({"label": _("기록물철 만들기"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = record_files(
            department_id=as_uuid(query["department"] or ""),
            state=query["state"] or "",
            text=query["q"] or "",
        )
        found = page_queryset(rows, query)
        shown = file_rows(list(found.rows), day_of(self.now))
        return ListResult(
            rows=[_row(row) for row in shown],
            count=found.count,
            next_cursor=found.next_cursor,
            prev_cursor=found.prev_cursor,
        )

    def row_url(self, row: Any) -> str:
        return str(row["url"])


class FileScreen(DocumentScreen):
    """One record file: its dates, its volumes, and what may be done with it."""

    required: ClassVar = {"get": REGISTRY_VIEW, "post": REGISTRY_VIEW}
    template_name = "records/file.html"

    @property
    def file(self) -> FileRow:
        if not hasattr(self, "_file"):
            self._file = record_file(self.kwargs["file_id"], day_of(self.now))
        return self._file

    def head(self) -> PageHead:
        look = LOOKS[FileState(self.file.state)]
        return PageHead(
            self.file.title, (*CRUMBS, _("기록물철")), state=look, number=self.file.code, star=False
        )

    def document(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "volumes": volumes_of(self.file, day_of(self.now)),
            "today": day_of(self.now),
            "may_complete": self.file.state == FileState.OPEN and self._is_own(),
            "entries_url": f"{reverse('records:registry')}?file={self.file.file_id}&fy={self.file.year}",
        }

    def acts(self) -> Sequence[Act]:
        found: list[Act] = []
        if self._is_own() and self.file.state == FileState.OPEN:
            found += [
                Act("volume", _("다음 권"), "plus", required=FILE_MANAGE),
                Act("complete", _("종결"), "lock", tone="primary", required=FILE_MANAGE),
            ]
        if self._is_own() and self.file.state == FileState.COMPLETED:
            found.append(Act("reopen", _("종결 취소"), "back", required=FILE_MANAGE))
        if self.file.state == FileState.COMPLETED:
            found.append(Act("appraise", _("평가 대상으로 올리기"), "clock", required=YEAR_MANAGE))
        return found

    def act_volume(self, data: QueryDict) -> Done:
        made = open_next_volume(**self._given(data))
        return Done(reverse("records:file", args=[made.pk]), _t("다음 권을 만들었습니다."))

    def act_complete(self, data: QueryDict) -> Done:
        on = as_day(data, "completed_on", day_of(self.now))
        complete_file(completed_on=on, **self._given(data))
        return Done(self.request.path, _t("기록물철을 종결했습니다."))

    def act_reopen(self, data: QueryDict) -> Done:
        reopen_file(**self._given(data))
        return Done(self.request.path, _t("종결을 취소했습니다."))

    def act_appraise(self, data: QueryDict) -> Done:
        put_up_for_appraisal(**self._given(data))
        return Done(self.request.path, _t("평가 대상으로 올렸습니다."))

    def _given(self, data: QueryDict) -> dict[str, Any]:
        return {
            "file_id": self.kwargs["file_id"],
            "actor": self.actor,
            "at": self.now,
            "version": version_of(data),
        }

    def _is_own(self) -> bool:
        return self.actor.department_id == self.file.department_id or self.actor.may(YEAR_MANAGE)


class NewFileScreen(DocumentScreen):
    """A record file is opened."""

    required: ClassVar = {"get": FILE_MANAGE, "post": FILE_MANAGE}
    title = _("기록물철 만들기")
    crumbs = (*CRUMBS, _("기록물철"))
    template_name = "records/file_new.html"

    def document(self) -> dict[str, Any]:
        today, own = day_of(self.now), self.actor.department_id
        everybody = self.actor.may(YEAR_MANAGE)
        return {
            "tasks": unit_task_choices(today, None if everybody else own),
            "departments": department_choices(today) if everybody else (),
            "department_id": own,
            "department": department_name(own, today) if own else "",
            "today": today,
        }

    def acts(self) -> Sequence[Act]:
        return (Act("open", _("만들기"), "save", tone="primary", key="Ctrl ↵"),)

    def act_open(self, data: QueryDict) -> Done:
        given = FileData(
            unit_task_id=chosen_uuid(data, "unit_task"),
            department_id=chosen_uuid(data, "department"),
            title=data.get("title", ""),
            opened_on=as_day(data, "opened_on", day_of(self.now)),
        )
        made = open_file(data=given, actor=self.actor, at=self.now)
        return Done(reverse("records:file", args=[made.pk]), _t("기록물철을 만들었습니다."))


def _row(row: FileRow) -> dict[str, Any]:
    dates = row.dates
    return {
        "url": reverse("records:file", args=[row.file_id]),
        "code": row.code,
        "title": row.title,
        "unit_task": row.unit_task,
        "department": row.department,
        "year": row.year,
        "volume": row.volume,
        "entry_count": row.entry_count,
        "retention": row.retention,
        "completed_on": row.completed_on,
        "over_on": dates.over_on if dates else None,
        "state": LOOKS[FileState(row.state)],
    }
