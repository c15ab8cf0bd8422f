"""인사 알림: contracts, the two years, retirements and returns the personnel office was told of at night."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.schema import SchemaKind
from hr.choices import PersonnelNoticeKind
from hr.permissions import ORDER_DRAFT
from hr.queries.personnel_notices import PersonnelNoticeRow, count_unseen, personnel_notices
from hr.services.personnel_notices import mark_notice_seen
from ui.columns import Column
from ui.conditions import Check, Choice, Condition
from ui.home import HomeParts, Moment, Todo
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import Done, ListScreen, StepView


class PersonnelNoticeList(ListScreen):
    """What was told, the newest first, and what nobody has looked at below."""

    required = ORDER_DRAFT
    title = _("인사 알림")
    crumbs = (_("인사·조직"),)
    help_text = _(
        "계약 만료, 기간제 2년, 정년을 미리 알리고 복귀 30일 전에 발령안을 만듭니다. 기간이 지나도 복귀하지 않으면 날마다 알립니다."
    )
    template_name = "hr/personnel_notices.html"
    default_order = "-told_at"
    empty_title = _("알림이 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("kind", _("구분"), choices=PersonnelNoticeKind.choices),
        Check("unseen", _("확인하지 않은 것만")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("told_at", _("알린 때"), "time", sort=True),
        Column("kind_label", _("구분"), sort=True),
        Column("employee_no", _("사번"), "code"),
        Column("name", _("성명"), href=lambda row: _card(row), sort=True, key=True),
        Column("due_on", _("기한"), "date", sort=True),
        Column("text", _("내용"), href=lambda row: _order(row)),
        Column("seen_at", _("확인일시"), "time"),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = personnel_notices(kind=query["kind"] or "", unseen=bool(query["unseen"]))
        return page_sequence(rows, query)

    def list_context(self, query: ListQuery, filled: Any) -> dict[str, Any]:
        return super().list_context(query, filled) | {"waiting": personnel_notices(unseen=True)}


class SeenStep(StepView):
    """A notice was looked at."""

    required: ClassVar = ORDER_DRAFT

    def perform(self, data: QueryDict) -> Done:
        mark_notice_seen(actor=self.actor, notice_id=self.kwargs["notice_id"], at=self.now)
        return Done(reverse("hr:personnel_notices"), _t("확인했습니다."))


def todos(moment: Moment) -> list[Todo]:
    """One line on the home page of who writes appointments, as long as a notice waits."""
    waiting = count_unseen() if moment.actor.may(ORDER_DRAFT) else 0
    if not waiting:
        return []
    return [
        Todo(
            mark=_t("인사 알림"),
            title=_t("확인할 인사 알림 %(count)s건") % {"count": waiting},
            note=_t("계약 만료 · 정년 · 복귀"),
            url=reverse("hr:personnel_notices") + "?unseen=1",
            tone="near",
        )
    ]


HOME = {SchemaKind.INSTITUTION: HomeParts(todos=(todos,))}


def _card(row: PersonnelNoticeRow) -> str:
    return reverse("hr:person", args=[row.person_id])


def _order(row: PersonnelNoticeRow) -> str | None:
    return reverse("hr:order", args=[row.order_id]) if row.order_id else None
