"""휴직 신청: the person asks and takes back, the personnel office answers before silence grants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from hr.choices import ApplicationState
from hr.permissions import ORDER_ISSUE, ORDER_VIEW
from hr.queries.leave_applications import ApplicationRow, kinds_by_request, leave_applications
from hr.queries.people import person_of
from hr.services.leave_applications import (
    ApplicationData,
    answer_application,
    apply_for_leave,
    withdraw_application,
)
from hr.web.looks import look_of_order
from hr.web.typed import after_last, as_day, version_of
from ui.columns import Column
from ui.conditions import Choice, Condition
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import LOGGED_IN, Done, ListScreen, ScreenView, StepView

CRUMBS = (_("인사·조직"),)


class OwnLeaveScreen(ScreenView):
    """My requests for leave of absence, with the day an answer is due and the last day to take one back."""

    required = LOGGED_IN
    title = _("휴직 신청")
    crumbs = CRUMBS
    help_text = _("답변 기한까지 답이 없으면 허용된 것으로 보고 휴직 발령이 나갑니다.")
    template_name = "hr/own_leave.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        person_id = person_of(self.actor.user_id)
        rows = leave_applications(person_id=person_id) if person_id else []
        return super().context(
            has_card=person_id is not None,
            rows=[(row, row.is_open and today <= row.withdraw_until_on) for row in rows],
            kinds=kinds_by_request(today),
            **kwargs,
        )


class ApplyStep(StepView):
    """Ask for leave of absence."""

    required: ClassVar = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        until = after_last(data, "last_on", today)
        if until is None:
            fault = FieldFault("/last_on", "required", _t("휴직의 마지막 날을 넣으십시오."))
            raise InvalidInput(errors=[fault])
        given = ApplicationData(
            kind=data.get("leave_kind", ""),
            from_on=as_day(data, "from_on", today),
            until_on=until,
            child=data.get("child", "").strip()[:60],
            is_third_child="is_third_child" in data,
            is_urgent="is_urgent" in data,
            other_parent_months=int(months)
            if (months := data.get("other_parent_months", "")).isdecimal()
            else 0,
            is_single_parent="is_single_parent" in data,
            is_child_disabled="is_child_disabled" in data,
        )
        made = apply_for_leave(actor=self.actor, data=given, at=self.now)
        message = _t("휴직을 신청했습니다. 답변 기한은 %(day)s입니다.") % {"day": made.answer_until_on}
        return Done(reverse("hr:own_leave"), message)


class WithdrawStep(StepView):
    """Take the own request back."""

    required: ClassVar = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        withdraw_application(actor=self.actor, application_id=self.kwargs["application_id"], at=self.now)
        return Done(reverse("hr:own_leave"), _t("휴직 신청을 철회했습니다."))


class LeaveApplicationList(ListScreen):
    """휴직 신청 처리: what waits for an answer, the nearest deadline first."""

    required = ORDER_VIEW
    title = _("휴직 신청 처리")
    crumbs = CRUMBS
    help_text = _("답변 기한이 지나면 허용으로 보고 발령을 냅니다. 기한 이틀 전부터 알립니다.")
    default_order = "answer_until_on"
    template_name = "hr/leave_applications.html"
    exportable = False
    empty_title = _("휴직 신청이 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=ApplicationState.choices, default=ApplicationState.REQUESTED),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("employee_no", _("사번"), "code"),
        Column("name", _("성명"), key=True),
        Column("kind_label", _("휴직 종류")),
        Column("from_on", _("시작일"), "date", sort=True),
        Column("last_on", _("종료일"), "date"),
        Column("child", _("대상 자녀")),
        Column("requested_on", _("신청일"), "date", sort=True),
        Column("answer_until_on", _("답변 기한"), "date", sort=True),
        Column("state", _("상태"), "badge"),
        Column("answer_text", _("처리 의견")),
        Column("order_number", _("발령번호"), "code", href=lambda row: _order(row)),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        return page_sequence([_shown(row) for row in leave_applications(state=query["state"] or "")], query)

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        waiting = leave_applications(state=ApplicationState.REQUESTED)
        may_answer = self.actor.may(ORDER_ISSUE)
        return super().context(
            waiting=[(row, row.warn_on <= today) for row in waiting] if may_answer else (), **kwargs
        )


class AnswerStep(StepView):
    """Grant a request, which issues the leave, or refuse it with a reason."""

    required: ClassVar = ORDER_ISSUE

    def perform(self, data: QueryDict) -> Done:
        answer_application(
            actor=self.actor,
            application_id=self.kwargs["application_id"],
            grant=data.get("decision") == "grant",
            text=data.get("answer_text", ""),
            at=self.now,
            version=version_of(data),
        )
        return Done(reverse("hr:leave_applications"), _t("휴직 신청에 답했습니다."))


def _shown(row: ApplicationRow) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _SHOWN},
        "id": row.application_id,
        "state": look_of_order(row.state, row.state_label),
    }


_SHOWN = (
    "employee_no",
    "name",
    "kind_label",
    "from_on",
    "last_on",
    "child",
    "requested_on",
    "answer_until_on",
    "answer_text",
    "order_number",
    "order_id",
)


def _order(row: Any) -> str | None:
    return reverse("hr:order", args=[row["order_id"]]) if row["order_id"] else None
