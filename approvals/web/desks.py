"""Screens 11, 13 and 16: 내 기안함, 서식·참조 문서함, 부서 문서함."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import Box, CrossClass, Disclosure, DocumentKind, DocumentState, Layout
from approvals.models import OPEN_TO_THE_DRAFTER
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.queries.desks import department_documents, earlier_documents, own_documents
from approvals.queries.drafting import form_list
from approvals.queries.form_choices import form_names
from approvals.queries.phrases import favourite_forms
from approvals.queries.reading import may_circulate, taken_over
from approvals.services.nudging import nudge
from approvals.services.phrases import mark_form
from approvals.web.words import document_look
from core.access import SYSTEM
from core.periods import day_of
from organization.queries import department_choices, department_names
from records.queries import unit_task_choices, unit_task_names
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Done, ListScreen, StepView

CRUMBS = (_("전자결재"),)
IN_DAYS = 3


class OwnDocuments(ListScreen):
    """내 기안함."""

    required = DOCUMENT_DRAFT
    title = _("내 기안함")
    crumbs = CRUMBS
    body_template = "approvals/desks/own_body.html"
    default_order = "-since"
    help_text = _("내가 올린 문서가 지금 누구에게 있는지 보고, 거두거나 재촉하거나 복사합니다.")
    empty_title = _("아직 기안한 문서가 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=[one for one in DocumentState.choices if one[0] != "DISCARDED"]),
        Choice("form", _("서식"), choices=form_names),
        Period("on", _("상신일")),
        Text("q", _("제목·번호")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code"),
        Column("title", _("제목"), href=lambda row: row["url"], frozen=True),
        Column("form", _("서식")),
        Column("submitted_at", _("상신일시"), "time", sort=True),
        Column("holder", _("지금 누가"), key=True),
        Column("since", _("대기 시작"), "time", sort=True),
        Column("state", _("상태"), "badge"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        return ({"label": _("기안하기"), "url": reverse("approvals:choose"), "icon": "pen", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = _narrowed(own_documents(self.actor), query, "submitted_at__date")
        if query["state"]:
            rows = rows.filter(state=query["state"])
        return page_queryset(rows, query, to_row=self._row)

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])

    def _row(self, one: Any) -> dict[str, Any]:
        is_open = one.state in OPEN_TO_THE_DRAFTER
        return {
            "id": one.pk,
            "number": one.number_text,
            "title": one.title or _t("(제목 없음)"),
            "form": one.form.name,
            "submitted_at": one.submitted_at,
            "holder": " ".join(word for word in (one.holder, one.holder_title) if word),
            "since": one.since,
            "state": document_look(one.state),
            "url": reverse("approvals:draft", args=[one.pk]) if is_open else _beside_its_box(one),
            "is_running": one.state == DocumentState.IN_PROGRESS,
            "is_open": is_open,
            "may_copy": one.state != DocumentState.DRAFT and not one.form.subject_type,
        }


def _beside_its_box(one: Any) -> str:
    """The page of a document with the box of the drafter it lies in as the list beside it."""
    box = {DocumentState.IN_PROGRESS: Box.PROGRESS, DocumentState.REJECTED: Box.RETURNED}
    address = reverse("approvals:document", args=[one.pk])
    return f"{address}?{urlencode({'box': box.get(one.state, Box.DONE).value})}"


class RemindStep(StepView):
    """재촉."""

    required = DOCUMENT_DRAFT

    def perform(self, data: QueryDict) -> Done:
        document = nudge(document_id=self.kwargs["document_id"], actor=self.actor, at=self.now)
        words = _t("‘%(title)s’ 문서를 가진 사람에게 알렸습니다.") % {"title": document.title}
        return Done(reverse("approvals:own-documents"), words)


class FormLibrary(ListScreen):
    """서식·참조 문서함: the forms with their versions; beside them earlier documents."""

    required = DOCUMENT_DRAFT
    title = _("서식·참조 문서함")
    crumbs = CRUMBS
    template_name = "approvals/desks/library.html"
    body_template = "approvals/desks/forms_body.html"
    default_order = "name"
    help_text = _("별표를 단 서식은 기안하기의 맨 위에 나옵니다.")
    empty_title = _("쓸 수 있는 서식이 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("kind", _("문서 종류"), choices=DocumentKind.choices),
        Text("q", _("서식 이름")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("name", _("서식"), frozen=True),
        Column("kind", _("문서 종류")),
        Column("cross_class", _("시행 구분")),
        Column("layout", _("서식 모양")),
        Column("version", _("판"), "number"),
        Column("owner", _("만든 사람")),
    )

    def list_context(self, query: ListQuery, filled: Any) -> dict[str, Any]:
        context = super().list_context(query, filled)
        return {**context, "here": "forms", "all_columns": []}

    def fetch(self, query: ListQuery) -> ListResult:
        rows: Any = form_list(query["q"] or "", query["kind"] or "").filter(is_active=True)
        marked = favourite_forms(self.actor)
        found = [_form(one, marked) for one in rows if not one.latest_subject_type]
        found.sort(key=lambda one: (not one["is_favourite"], one["name"]))
        return ListResult(rows=found, count=len(found))


class MarkFormStep(StepView):
    """자주 쓰는 서식 표시."""

    required = DOCUMENT_DRAFT

    def perform(self, data: QueryDict) -> Done:
        mark_form(
            form_code=data.get("form", "")[:40],
            is_favourite=data.get("on") == "1",
            actor=self.actor,
            at=self.now,
        )
        back = "approvals:choose" if data.get("from") == "choose" else "approvals:library"
        return Done(reverse(back))


class EarlierDocuments(ListScreen):
    """참조 문서: finished documents to read or to begin a new one from."""

    required = DOCUMENT_DRAFT
    title = _("서식·참조 문서함")
    crumbs = CRUMBS
    template_name = "approvals/desks/library.html"
    body_template = "approvals/desks/earlier_body.html"
    default_order = "-since"
    help_text = _("결재가 끝난 문서를 참고하거나 같은 내용으로 새 문서를 시작합니다.")
    empty_title = _("참고할 문서가 아직 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("form", _("서식"), choices=form_names),
        Text("drafter", _("기안자")),
        Period("on", _("결재일")),
        Text("q", _("제목·번호")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code"),
        Column("title", _("제목"), href=lambda row: row["url"], frozen=True),
        Column("form", _("서식")),
        Column("drafter", _("기안자")),
        Column("department", _("처리과")),
        Column("since", _("결재일시"), "time", sort=True),
    )

    def list_context(self, query: ListQuery, filled: Any) -> dict[str, Any]:
        return {**super().list_context(query, filled), "here": "documents", "all_columns": []}

    def fetch(self, query: ListQuery) -> ListResult:
        rows = _narrowed(earlier_documents(self.actor), query, "decided_at__date")
        if query["drafter"]:
            rows = rows.filter(drafter__name__icontains=query["drafter"])
        names = department_names(day_of(self.now))
        return page_queryset(rows, query, to_row=lambda one: _finished(one, names))

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class DepartmentDocuments(ListScreen):
    """부서 문서함."""

    required = DOCUMENT_VIEW
    title = _("부서 문서함")
    crumbs = CRUMBS
    default_order = "-since"
    help_text = _("부서에서 결재가 끝난 문서입니다. 비공개 문서는 관계된 사람에게만 보입니다.")
    empty_title = _("결재가 끝난 문서가 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("form", _("서식"), choices=form_names),
        Choice("disclosure", _("공개구분"), choices=Disclosure.choices),
        Text("task", _("기록물철·과제 코드"), more=True),
        Period("on", _("결재일")),
        Text("q", _("제목·번호")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code", frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"], key=True),
        Column("drafter", _("기안자")),
        Column("since", _("결재일시"), "time", sort=True),
        Column("unit_task", _("단위과제")),
        Column("record_file", _("기록물철")),
        Column("retention", _("보존기간")),
        Column("disclosure", _("공개구분")),
        Column("files", _("첨부"), "number"),
        Column("circulate", _("공람"), href=lambda row: row["circulate_url"], exported=False),
    )

    def conditions_for(self) -> Sequence[Condition]:
        own = str(self.actor.department_id or "")
        today = day_of(self.now)
        departments = [(str(key), name) for key, name in department_choices(today)]
        tasks = [(str(key), name) for key, name in unit_task_choices(today)]
        return (
            Choice("department", _("부서"), choices=departments, default=own),
            Choice("unit_task", _("단위과제"), choices=tasks),
            *self.conditions,
        )

    def fetch(self, query: ListQuery) -> ListResult:
        asked = query["department"]
        department = UUID(asked) if asked else self.actor.department_id
        rows = _narrowed(department_documents(department, self.actor), query, "decided_at__date")
        if query["disclosure"]:
            rows = rows.filter(disclosure=query["disclosure"])
        if query["unit_task"]:
            rows = rows.filter(record_file__unit_task_id=query["unit_task"])
        if query["task"]:
            word = query["task"]
            rows = rows.filter(
                Q(record_file__title__icontains=word) | Q(record_file__unit_task__code__icontains=word)
            )
        names = department_names(day_of(self.now))
        tasks = _task_names(rows, day_of(self.now))
        merged = taken_over(self.actor, day_of(self.now))
        return page_queryset(rows, query, to_row=lambda one: self._row(one, names, tasks, merged))

    def _row(
        self, one: Any, names: dict[UUID, Any], tasks: dict[UUID, str], merged: frozenset[UUID]
    ) -> dict[str, Any]:
        is_open = may_circulate(one, self.actor, day_of(self.now), merged)
        return {
            **_finished(one, names),
            "unit_task": tasks.get(one.record_file.unit_task_id, "") if one.record_file else "",
            "circulate": _t("공람하기") if is_open else "",
            "circulate_url": reverse("approvals:circulate", args=[one.pk]) if is_open else "",
        }

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


def _task_names(rows: Any, on: date) -> dict[UUID, str]:
    """Names of the unit tasks the documents are filed under."""
    filed = rows.filter(record_file__isnull=False).order_by()
    return unit_task_names(set(filed.values_list("record_file__unit_task_id", flat=True).distinct()), on)


def _narrowed(rows: Any, query: ListQuery, day: str) -> Any:
    first, last = query["on"] or (None, None)
    if query["form"]:
        rows = rows.filter(form__form__code=query["form"])
    if first:
        rows = rows.filter(**{f"{day}__gte": first})
    if last:
        rows = rows.filter(**{f"{day}__lte": last})
    if query["q"]:
        rows = rows.filter(Q(title__icontains=query["q"]) | Q(number_text__icontains=query["q"]))
    return rows


def _finished(one: Any, names: dict[UUID, Any]) -> dict[str, Any]:
    file, department = one.record_file, names.get(one.department_id)
    return {
        "id": one.pk,
        "number": one.number_text,
        "title": one.title,
        "form": one.form.name,
        "drafter": one.drafter.name,
        "department": department.name if department else "",
        "since": one.since,
        "record_file": file.title if file else "",
        "retention": file.retention.name if file else "",
        "disclosure": one.get_disclosure_display(),
        "files": one.file_count,
        "url": reverse("approvals:document", args=[one.pk]),
    }


def _form(one: Any, marked: frozenset[str]) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.latest_name,
        "kind": DocumentKind(one.latest_kind).label,
        "cross_class": CrossClass(one.latest_cross_class).label,
        "layout": Layout(one.latest_layout).label,
        "version": one.latest_number,
        "owner": _t("제품 기본 서식")
        if one.latest_made_by_name in {"", SYSTEM.name}
        else one.latest_made_by_name,
        "is_favourite": one.code in marked,
    }
