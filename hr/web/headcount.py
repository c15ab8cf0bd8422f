"""정원·현원 (screen 41): plan against people on a day, with the documents behind the plan."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.periods import day_of
from hr.permissions import HEADCOUNT_MANAGE, HEADCOUNT_VIEW
from hr.queries.headcount import headcount_report
from hr.queries.rules import rule_rows
from hr.services.headcount import HeadcountData, end_headcount, plan_headcount
from hr.web.typed import as_day, as_number, as_uuid
from organization.queries import department_choices
from ui.rules.entry import parse_date
from ui.views import Done, ScreenView, StepView

TABLES = {"grades": "grade", "series": "job_series", "employment_types": "employment_type"}


class HeadcountScreen(ScreenView):
    """정원·현원 대비표."""

    required = HEADCOUNT_VIEW
    title = _("정원·현원")
    crumbs = (_("인사·조직"),)
    help_text = _("6개월 이상 휴직자와 1년 이상 파견자는 별도정원으로 보고 결원을 보충할 수 있습니다.")
    template_name = "hr/headcount.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        on = parse_date(self.request.GET.get("on", ""), today) or today
        words = {row.key: row.payload["name"] for row in rule_rows("employment_type", on)}
        report = headcount_report(on)
        return super().context(
            report=report,
            outside=[(words.get(code, code), count) for code, count in sorted(report.outside.items())],
            on=on,
            today=today,
            departments=department_choices(on),
            may_manage=self.actor.may(HEADCOUNT_MANAGE),
            **{
                name: [(row.key, row.payload["name"]) for row in rule_rows(code, on)]
                for name, code in TABLES.items()
            },
            **kwargs,
        )


class PlanStep(StepView):
    """A plan from a day on."""

    required: ClassVar = HEADCOUNT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        given = HeadcountData(
            grade=data.get("grade", ""),
            employment_type=data.get("employment_type", ""),
            count=as_number(data, "count"),
            from_on=as_day(data, "from_on", day_of(self.now)),
            basis_document=data.get("basis_document", "")[:200],
            job_series=data.get("job_series", ""),
            department_id=as_uuid(data.get("department", "")),
            consultation_document_no=data.get("consultation_document_no", "")[:60],
            board_resolution_no=data.get("board_resolution_no", "")[:60],
        )
        plan_headcount(actor=self.actor, data=given, at=self.now)
        return Done(reverse("hr:headcount"), _t("정원을 정했습니다."))


class EndPlanStep(StepView):
    """A plan ends today."""

    required: ClassVar = HEADCOUNT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        end_headcount(actor=self.actor, plan_id=self.kwargs["plan_id"], on=day_of(self.now), at=self.now)
        return Done(reverse("hr:headcount"), _t("정원을 오늘로 끝냈습니다."))
