"""징계 사건: cases in a list, one case with its steps and what may be done next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.periods import day_of
from hr.choices import CaseState, ChargeKind, DisciplineKind
from hr.permissions import DISCIPLINE_MANAGE, DISCIPLINE_VIEW, ORDER_DRAFT
from hr.queries.cases import CaseRow, discipline_case, discipline_cases
from hr.queries.people import person_choices
from hr.queries.rules import rule_rows
from hr.rules.discipline_case import CANCELLED, TO_EXECUTE
from hr.services.cases import SANCTIONS, CaseData, Sanctioned, draft_sanction_order, move_case, open_case
from hr.web.looks import look_of_order
from hr.web.typed import as_day, as_number, chosen_uuid, may_day, version_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("인사·조직"), _("징계 사건"))
VERBS = {
    "investigate": (_("조사 시작"), "search", ""),
    "request": (_("징계의결 요구"), "send", ""),
    "convene": (_("인사위원회 회부"), "people", ""),
    "decide": (_("의결 등록"), "check", ""),
    "notify": (_("통지"), "send", ""),
    "appeal": (_("재심 청구 접수"), "back", ""),
    "uphold": (_("재심 기각"), "check", ""),
    "change": (_("재심 변경"), "pen", ""),
    "cancel": (_("재심 취소"), "x", "danger"),
    "execute": (_("집행"), "check", "primary"),
    "close": (_("종결"), "x", ""),
}


class CaseList(ListScreen):
    """징계 사건 목록."""

    required = DISCIPLINE_VIEW
    title = _("징계 사건")
    crumbs = (_("인사·조직"),)
    help_text = _("접수부터 집행과 말소까지 사건의 모든 단계를 남깁니다.")
    default_order = "-reported_on"
    empty_title = _("징계 사건이 없습니다.")
    exportable = False
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=CaseState.choices),
        Text("q", _("징계 사유")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("reported_on", _("접수일"), "date", sort=True),
        Column("employee_no", _("사번"), "code"),
        Column("name", _("성명"), href=lambda row: _url(row["id"]), key=True),
        Column("charge", _("징계 사유")),
        Column("charge_label", _("비위 유형")),
        Column("state", _("상태"), "badge"),
        Column("sanction_label", _("징계 종류")),
        Column("order_number", _("발령번호"), "code"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(DISCIPLINE_MANAGE):
            return ()
        url = reverse("hr:case_new")
        return ({"label": _("사건 접수"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = discipline_cases(state=query["state"] or "", text=query["q"] or "")
        return page_sequence([_shown(row) for row in rows], query)

    def row_url(self, row: Any) -> str:
        return _url(row["id"])


class CaseScreen(DocumentScreen):
    """One case, led from step to step. Also the form of a new one."""

    required: ClassVar = {"get": DISCIPLINE_VIEW, "post": DISCIPLINE_MANAGE}
    template_name = "hr/case.html"

    @property
    def row(self) -> CaseRow | None:
        if "pk" not in self.kwargs:
            return None
        if not hasattr(self, "_found"):
            self._found = discipline_case(self.kwargs["pk"])
        return self._found

    def head(self) -> PageHead:
        found = self.row
        if found is None:
            return PageHead(_("징계 사건 접수"), CRUMBS, star=False)
        state = look_of_order(found.state, found.state_label)
        return PageHead(f"{found.name} ({found.employee_no})", CRUMBS, state=state, star=False)

    def document(self) -> dict[str, Any]:
        found, today = self.row, day_of(self.now)
        verbs = found.verbs if found else ()
        return {
            "row": found,
            "today": today,
            "people": person_choices(today) if found is None else (),
            "charge_kinds": ChargeKind.choices,
            "may_manage": self.actor.may(DISCIPLINE_MANAGE),
            "decides": bool({"decide", "change"} & set(verbs)),
            "orders": found is not None and self._orders(found),
            "sanctions": [one for one in DisciplineKind.choices if one[0] in SANCTIONS],
            "grades": [(one.key, one.payload["name"]) for one in rule_rows("grade", today)],
        }

    def _orders(self, found: CaseRow) -> bool:
        return found.state in {*TO_EXECUTE, CANCELLED} and self.actor.may(ORDER_DRAFT)

    def acts(self) -> Sequence[Act]:
        found = self.row
        if found is None:
            return (Act("open", _("접수"), "save", tone="primary", required=DISCIPLINE_MANAGE),)
        acts = [_act(verb) for verb in found.verbs if verb in VERBS]
        if self._orders(found):
            acts.append(Act("order", _("집행 발령안 작성"), "draft", required=DISCIPLINE_MANAGE))
        return acts

    # --- acts ----------------------------------------------------------------------------------

    def act_open(self, data: QueryDict) -> Done:
        given = CaseData(
            person_id=chosen_uuid(data, "person"),
            charge=data.get("charge", "")[:300],
            occurred_on=as_day(data, "occurred_on", day_of(self.now)),
            charge_kind=data.get("charge_kind", ""),
        )
        made = open_case(actor=self.actor, data=given, at=self.now)
        return Done(_url(made.pk), _t("징계 사건을 접수했습니다."))

    def act_order(self, data: QueryDict) -> Done:
        made = draft_sanction_order(
            actor=self.actor,
            case_id=self.kwargs["pk"],
            effective_on=as_day(data, "effective_on", day_of(self.now)),
            notice=data.get("notice", ""),
            at=self.now,
            version=version_of(data),
        )
        return Done(reverse("hr:order", args=[made.pk]), _t("집행 발령안을 작성했습니다."))

    def act_investigate(self, data: QueryDict) -> Done:
        return self._moved("investigate", data)

    def act_request(self, data: QueryDict) -> Done:
        return self._moved("request", data)

    def act_convene(self, data: QueryDict) -> Done:
        return self._moved("convene", data)

    def act_decide(self, data: QueryDict) -> Done:
        return self._moved("decide", data)

    def act_notify(self, data: QueryDict) -> Done:
        return self._moved("notify", data)

    def act_appeal(self, data: QueryDict) -> Done:
        return self._moved("appeal", data)

    def act_uphold(self, data: QueryDict) -> Done:
        return self._moved("uphold", data)

    def act_change(self, data: QueryDict) -> Done:
        return self._moved("change", data)

    def act_cancel(self, data: QueryDict) -> Done:
        return self._moved("cancel", data)

    def act_execute(self, data: QueryDict) -> Done:
        return self._moved("execute", data)

    def act_close(self, data: QueryDict) -> Done:
        return self._moved("close", data)

    def _moved(self, verb: str, data: QueryDict) -> Done:
        move_case(
            actor=self.actor,
            case_id=self.kwargs["pk"],
            verb=verb,
            at=self.now,
            on=may_day(data, "step_on", day_of(self.now)),
            text=data.get("step_text", ""),
            sanctioned=_sanctioned(data) if verb in ("decide", "change") else None,
            version=version_of(data),
        )
        return Done(self.request.path, _t("사건을 다음 단계로 옮겼습니다."))


def _sanctioned(data: QueryDict) -> Sanctioned:
    return Sanctioned(
        sanction=data.get("sanction", ""),
        months=as_number(data, "months"),
        grade=data.get("grade", "")[:20],
        is_grave="is_grave" in data,
        is_halved="is_halved" in data,
        committee_text=data.get("committee_text", "")[:100],
    )


def _act(verb: str) -> Act:
    label, icon, tone = VERBS[verb]
    return Act(verb, label, icon, tone=tone, required=DISCIPLINE_MANAGE)


def _shown(row: CaseRow) -> dict[str, Any]:
    return {
        "id": row.case_id,
        "reported_on": row.reported_on,
        "employee_no": row.employee_no,
        "name": row.name,
        "charge": row.charge,
        "charge_label": row.charge_label,
        "state": look_of_order(row.state, row.state_label),
        "sanction_label": row.sanction_label,
        "order_number": row.order_number,
    }


def _url(case_id: UUID) -> str:
    return reverse("hr:case", args=[case_id])
