"""인사발령 (screen 40): orders and the register, one order with its preview, its acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.periods import day_of
from hr.choices import OrderState
from hr.errors import ReasonMissing
from hr.models import AppointmentOrder
from hr.permissions import ORDER_DRAFT, ORDER_ISSUE, ORDER_VIEW
from hr.queries.orders import OrderRow, order, order_of_item, order_rows
from hr.queries.people import person_choices
from hr.queries.replaying import kinds_on
from hr.queries.rules import rule_rows
from hr.rules.item_values import DAYS, FLAGS, MAY, NUMBERS
from hr.services.issuing import issue_order
from hr.services.order_approval import recall_order, save_and_hand_in
from hr.services.order_checks import refusals_of_order
from hr.services.orders import ItemData, OrderData, change_order, draft_order, void_order
from hr.web.looks import look_of_order
from hr.web.typed import DAY, after_last, as_day, as_number, chosen_uuid, may_day, version_of
from organization.queries import department_choices, department_names, posts
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("인사·조직"), _("인사발령"))
TABLES = {"grades": "grade", "series": "job_series", "employment_types": "employment_type", "duties": "duty"}
FIELDS = {"title": "position_title"}  # the order's own title stands in the same form
NOT_OFFERED = frozenset({"CANCEL", "CORRECT", "APPOINT_OUTSIDE", "RELEASE_OUTSIDE"})


class OrderList(ListScreen):
    """인사발령 목록 겸 발령대장."""

    required = ORDER_VIEW
    title = _("인사발령")
    crumbs = (_("인사·조직"),)
    help_text = _("시행한 발령은 번호가 붙어 발령대장이 됩니다. 고칠 것은 정정 발령으로 고칩니다.")
    default_order = "-drafted_at"
    empty_title = _("발령이 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=OrderState.choices),
        Text("q", _("제목·발령번호")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("발령번호"), "code", href=lambda row: _url(row["order_id"])),
        Column("title", _("제목"), href=lambda row: _url(row["order_id"]), key=True),
        Column("effective_on", _("발령일"), "date", sort=True),
        Column("state", _("상태"), "badge"),
        Column("department", _("기안부서")),
        Column("drafted_by", _("기안자")),
        Column("issued_on", _("시행일"), "date"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(ORDER_DRAFT):
            return ()
        url = reverse("hr:order_new")
        return ({"label": _("발령안 작성"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = order_rows()
        if query["state"]:
            rows = rows.filter(state=query["state"])
        if query["q"]:
            rows = rows.filter(title__icontains=query["q"]) | rows.filter(number__icontains=query["q"])
        names = department_names(day_of(self.now))
        return page_queryset(rows, query, to_row=lambda row: _row(row, names))

    def row_url(self, row: Any) -> str:
        return _url(row["order_id"])


class OrderScreen(DocumentScreen):
    """One order: written, checked, handed in, issued, voided. Also the form of a new one."""

    required: ClassVar = {"get": ORDER_VIEW, "post": ORDER_VIEW}
    template_name = "hr/order.html"

    @property
    def order(self) -> OrderRow | None:
        if "pk" not in self.kwargs:
            return None
        if not hasattr(self, "_order"):
            self._order = order(self.kwargs["pk"])
        return self._order

    def head(self) -> PageHead:
        found = self.order
        if found is None:
            return PageHead(_("발령안 작성"), CRUMBS, star=False)
        state = look_of_order(found.state, found.state_label)
        return PageHead(found.title, CRUMBS, state=state, number=found.written_number, star=False)

    def document(self) -> dict[str, Any]:
        found, today = self.order, day_of(self.now)
        on = found.effective_on if found else today
        is_draft = found is None or found.state == OrderState.DRAFT
        return {
            "order": found,
            "on": on,
            "is_draft": is_draft and self.actor.may(ORDER_DRAFT),
            "refusals": self._refusals(),
            "people": person_choices(today) if is_draft else (),
            "kinds": [(code, kind.name) for code, kind in kinds_on(on).items() if code not in NOT_OFFERED],
            "departments": department_choices(on),
            "posts": [(one.post_id, one.name) for one in posts()],
            "leaves": [(row.key, row.payload["name_ko"]) for row in rule_rows("leave_of_absence_types", on)],
            "reasons": _reasons(on),
            **{
                name: [(row.key, row.payload["name"]) for row in rule_rows(code, on)]
                for name, code in TABLES.items()
            },
            "may_issue": self.actor.may(ORDER_ISSUE),
            "may_draft": self.actor.may(ORDER_DRAFT),
        }

    def _refusals(self) -> list[DomainError]:
        """What stands against the order now, shown before anybody presses."""
        found = self.order
        if found is None or found.state not in (OrderState.DRAFT, OrderState.APPROVED):
            return []
        row = AppointmentOrder.objects.get(pk=found.order_id)
        known = row.acknowledged
        return [
            one
            for one in refusals_of_order(row, self.now)
            if one.severity != "warn" or not known.get(one.code)
        ]

    def acts(self) -> Sequence[Act]:
        found = self.order
        save = Act("save", _("저장"), "save", key="Ctrl S", required=ORDER_DRAFT)
        if found is None:
            return (replace(save, tone="primary"),)
        if found.state == OrderState.DRAFT:
            void = Act(
                "void",
                _("폐기"),
                "trash",
                tone="danger",
                required=ORDER_DRAFT,
                confirm=_("이 발령안을 버립니다. 되살릴 수 없습니다."),
                validates=False,
            )
            submit = Act("submit", _("상신"), "send", tone="primary", key="Ctrl ↵", required=ORDER_DRAFT)
            return (void, save, submit)
        if found.state == OrderState.SUBMITTED:
            recall = Act(
                "recall",
                _("회수"),
                "back",
                required=ORDER_DRAFT,
                confirm=_("상신한 발령안을 거두어들입니다."),
                reason=_("회수 사유"),
            )
            return (recall,)
        return self._approved_acts() if found.state == OrderState.APPROVED else ()

    def _approved_acts(self) -> Sequence[Act]:
        void = Act(
            "void",
            _("폐기"),
            "trash",
            tone="danger",
            required=ORDER_ISSUE,
            confirm=_("결재가 끝난 발령안을 시행하지 않고 폐기합니다."),
            reason=_("폐기 사유"),
        )
        issue = Act(
            "issue",
            _("시행"),
            "check",
            tone="primary",
            required=ORDER_ISSUE,
            confirm=_("발령번호를 붙이고 시행합니다. 시행한 뒤에는 정정이나 취소 발령으로만 고칩니다."),
        )
        return (void, issue)

    # --- acts ----------------------------------------------------------------------------------

    def act_save(self, data: QueryDict) -> Done:
        given = self._given(data)
        if self.order is None:
            made = draft_order(actor=self.actor, data=given, at=self.now)
            return Done(_url(made.pk), _t("발령안을 저장했습니다."))
        change_order(
            actor=self.actor, order_id=self.kwargs["pk"], data=given, at=self.now, version=version_of(data)
        )
        return Done(self.request.path, _t("발령안을 저장했습니다."))

    def act_submit(self, data: QueryDict) -> Done:
        """What was typed is kept and handed in; warnings that were ticked go along with their reason."""
        reason = data.get("warning_reason", "").strip()
        acknowledged = {code: reason for code in data.getlist("acknowledged") if reason}
        save_and_hand_in(
            actor=self.actor,
            order_id=self.kwargs["pk"],
            data=self._given(data),
            at=self.now,
            version=version_of(data),
            acknowledged=acknowledged,
        )
        return Done(self.request.path, _t("상신했습니다."))

    def act_recall(self, data: QueryDict) -> Done:
        recall_order(actor=self.actor, order_id=self.kwargs["pk"], reason=data.get("reason", ""), at=self.now)
        return Done(self.request.path, _t("회수했습니다."))

    def act_issue(self, data: QueryDict) -> Done:
        done = issue_order(
            actor=self.actor, order_id=self.kwargs["pk"], at=self.now, version=version_of(data)
        )
        return Done(self.request.path, _t("인사발령 %(number)s 시행") % {"number": done.number})

    def act_void(self, data: QueryDict) -> Done:
        void_order(
            actor=self.actor,
            order_id=self.kwargs["pk"],
            reason=data.get("reason", ""),
            at=self.now,
            version=version_of(data),
        )
        return Done(reverse("hr:orders"), _t("폐기했습니다."))

    # --- what was typed ------------------------------------------------------------------------

    def _given(self, data: QueryDict) -> OrderData:
        today = day_of(self.now)
        kept = [] if self.order is None else _kept(self.order, set(data.getlist("remove")))
        if data.get("kind"):
            kept.append(_typed_item(data, today))
        return OrderData(
            title=data.get("title", "")[:200],
            effective_on=as_day(data, "effective_on", today),
            department_id=chosen_uuid(data, "order_department"),
            items=kept,
            basis=data.get("basis", "")[:300],
            committee_text=data.get("committee_text", "")[:100],
            committee_on=may_day(data, "committee_on", today),
        )


class OrderTargetScreen(DocumentScreen):
    """발령취소·정정: a new order about an appointment of the register."""

    required = ORDER_DRAFT
    title = _("취소·정정 발령안")
    crumbs = CRUMBS
    template_name = "hr/order_target.html"

    def document(self) -> dict[str, Any]:
        source = order_of_item(self.kwargs["item_id"])
        target = next(one for one in source.items if one.item_id == self.kwargs["item_id"])
        return {
            "order": source,
            "target": target,
            "departments": department_choices(source.effective_on),
            "posts": [(one.post_id, one.name) for one in posts()],
            "grades": [(row.key, row.payload["name"]) for row in rule_rows("grade", source.effective_on)],
        }

    def acts(self) -> Sequence[Act]:
        return (
            Act("cancel", _("취소 발령안 작성"), "x", tone="danger"),
            Act("correct", _("정정 발령안 작성"), "pen", tone="primary"),
        )

    def act_cancel(self, data: QueryDict) -> Done:
        return self._made("CANCEL", _t("발령취소"), {}, data)

    def act_correct(self, data: QueryDict) -> Done:
        values = _values(data, ("department", "post", "grade", "step"))
        return self._made("CORRECT", _t("정정발령"), values, data)

    def _made(self, kind: str, word: str, values: dict[str, Any], data: QueryDict) -> Done:
        shown = self.document()
        source, target = shown["order"], shown["target"]
        if not data.get("item_reason", "").strip():
            raise ReasonMissing
        until = target.last_on + DAY if target.last_on and kind == "CORRECT" else None
        item = ItemData(
            person_id=target.person_id,
            kind=kind,
            effective_on=target.effective_on,
            until_on=until,
            values=values,
            reason=data.get("item_reason", "")[:300],
            target_id=target.item_id,
        )
        title = f"{word}: {source.written_number} {target.name}"
        given = OrderData(title, target.effective_on, source.department_id, (item,), source.written_number)
        made = draft_order(actor=self.actor, data=given, at=self.now)
        return Done(_url(made.pk), _t("발령안을 작성했습니다."))


def _kept(found: OrderRow, removed: set[str]) -> list[ItemData]:
    return [
        ItemData(
            person_id=item.person_id,
            kind=item.kind,
            effective_on=item.effective_on,
            until_on=item.last_on + DAY if item.last_on else None,
            values=item.values,
            reason=item.reason,
            target_id=item.target_id,
        )
        for item in found.items
        if str(item.seq) not in removed
    ]


def _typed_item(data: QueryDict, today: date) -> ItemData:
    kind = data.get("kind", "")
    return ItemData(
        person_id=chosen_uuid(data, "person"),
        kind=kind,
        effective_on=may_day(data, "item_on", today) or as_day(data, "effective_on", today),
        until_on=after_last(data, "item_last", today),
        values=_values(data, MAY.get(kind, ("exit_reason", "notice"))),
        reason=data.get("item_reason", "")[:300],
    )


def _values(data: QueryDict, names: Sequence[str]) -> dict[str, Any]:
    """What was typed of the values a kind may have; what was left empty is not said."""
    found: dict[str, Any] = {}
    for name in names:
        text = data.get(FIELDS.get(name, name), "").strip()
        if not text:
            continue
        if name in NUMBERS:
            found[name] = as_number(data, name)
        elif name in FLAGS:
            found[name] = True
        elif name in DAYS:
            found[name] = _day_text(data, name)
        else:
            found[name] = text[:200]
    return found


def _day_text(data: QueryDict, name: str) -> str:
    day = as_day(data, name, date(2026, 1, 1))
    return (day + DAY if name in ("contract_until", "probation_until") else day).isoformat()


def _reasons(on: date) -> list[tuple[str, str]]:
    rule = next(iter(rule_rows("fixed_term", on)), None)
    return list(rule.payload["reasons"].items()) if rule else []


def _row(row: AppointmentOrder, names: Any) -> dict[str, Any]:
    department = names.get(row.department_id)
    return {
        "id": row.pk,
        "order_id": row.pk,
        "number": row.number,
        "title": row.title,
        "effective_on": row.effective_on,
        "state": look_of_order(row.state, row.get_state_display()),
        "department": department.name if department else "",
        "drafted_by": row.drafted_by.name if row.drafted_by else "",
        "issued_on": row.issued_on,
    }


def _url(order_id: UUID) -> str:
    return reverse("hr:order", args=[order_id])
