"""기준표: rates and tables with their sources; a change is previewed, made, and recomputed by another act."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from hr.choices import Evidence, Regime
from hr.permissions import RULE_MANAGE, RULE_VIEW
from hr.queries.rules import rule_changes, rule_codes, rule_history, rule_row
from hr.rules.table_names import table_name
from hr.services.rules import RuleData, change_rule, preview_rule_change, recompute_rule_change
from hr.web.typed import as_day
from ui.views import Done, ScreenView, StepView

CRUMBS = (_("인사·조직"), _("기준표"))


class RuleScreen(ScreenView):
    """Tables of rules; one of them with its rows through time and what was done to it."""

    required = RULE_VIEW
    title = _("인사·복무 기준표")
    crumbs = CRUMBS[:1]
    help_text = _("모든 요율과 기준은 시행일과 근거를 갖습니다. 계산한 결과에는 쓴 기준이 함께 남습니다.")
    template_name = "hr/rules.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        codes = rule_codes()
        known = {code for code, _count in codes}
        asked = self.request.GET.get("code", "")
        code = asked if asked in known else next(iter(sorted(known)), "")
        rows = rule_history(code)
        today = day_of(self.now)
        return super().context(
            tables=sorted(((one, table_name(one), count) for one, count in codes), key=lambda one: one[1]),
            code=code,
            table=table_name(code),
            rows=[(row, _words(row.payload), _holds(row, today)) for row in rows],
            changes=rule_changes(code),
            may_manage=self.actor.may(RULE_MANAGE),
            **kwargs,
        )


class RuleChangeScreen(ScreenView):
    """A row as it shall read from a day on: first whom it touches, then the act."""

    required: ClassVar = {"get": RULE_MANAGE, "post": RULE_MANAGE}
    title = _("기준 변경")
    crumbs = CRUMBS
    template_name = "hr/rule_change.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        row = rule_row(self.kwargs["row_id"])
        return super().context(
            **{
                "row": row,
                "table": table_name(row.code),
                "payload": json.dumps(row.payload, ensure_ascii=False, indent=2, sort_keys=True),
                "evidences": Evidence.choices,
                "regimes": Regime.choices,
                "today": day_of(self.now),
                "preview": None,
                "form": {},
                **kwargs,
            }
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The preview of a change; nothing is changed."""
        data = self._given(request.POST)
        preview = preview_rule_change(actor=self.actor, data=data)
        return self.render(preview=preview, form=request.POST, payload=request.POST.get("payload", ""))

    def _given(self, data: QueryDict) -> RuleData:
        return given_rule(self.kwargs["row_id"], data, self)


class ChangeRuleStep(StepView):
    """The change itself, with the mark of the preview that was seen."""

    required: ClassVar = RULE_MANAGE

    def perform(self, data: QueryDict) -> Done | HttpResponse:
        given = given_rule(self.kwargs["row_id"], data, self)
        change_rule(actor=self.actor, data=given, mark=data.get("mark", ""), at=self.now)
        return Done(
            f"{reverse('hr:rules')}?code={given.code}", _t("기준을 바꿨습니다. 재계산은 따로 실행합니다.")
        )


class RecomputeStep(StepView):
    """Calculate anew what a change touches."""

    required: ClassVar = RULE_MANAGE

    def perform(self, data: QueryDict) -> Done:
        done = recompute_rule_change(actor=self.actor, change_id=self.kwargs["change_id"], at=self.now)
        return Done(f"{reverse('hr:rules')}?code={done.code}", _t("다시 계산했습니다."))


def given_rule(row_id: Any, data: QueryDict, view: ScreenView) -> RuleData:
    """What was typed about a row, as the service takes it."""
    row = rule_row(row_id)
    is_end = bool(data.get("ends"))
    return RuleData(
        code=row.code,
        key=row.key,
        regime=row.regime,
        from_on=as_day(data, "from_on", day_of(view.now)),
        payload=None if is_end else _payload(data.get("payload", "")),
        source=data.get("source", "")[:500],
        evidence=data.get("evidence", Evidence.BELIEVED),
        reason=data.get("change_reason", "")[:500],
    )


def _payload(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise InvalidInput(errors=[FieldFault("/payload", "malformed", _t("내용을 읽을 수 없습니다."))])
    return found


def _words(payload: Any) -> list[tuple[str, str]]:
    """A payload as lines: name and value."""
    return [
        (str(name), json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value))
        for name, value in payload.items()
        if value not in ("", None)
    ]


def _holds(row: Any, today: Any) -> bool:
    return bool(row.valid_from <= today and (row.valid_to is None or today < row.valid_to))
