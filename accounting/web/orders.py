"""Screen 27: 지급 처리: vouchers to pay, orders, and what the bank answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import OrderState
from accounting.models import PaymentOrder
from accounting.queries import documents
from accounting.queries.lookups import bank_accounts
from accounting.queries.threads import spending_thread
from accounting.rules.payment_order_flow import LINE_EXECUTED, LINE_FAILED, LINE_PENDING, SENT_STATES
from accounting.services import payment_orders as services
from accounting.services import payment_settlement as settlement
from accounting.services.payment_orders import OrderInput
from accounting.web.looks import look
from accounting.web.paper_line import new_line, waiting_names
from accounting.web.paper_parts import (
    Cell,
    Fact,
    Head,
    PaperTable,
    day_text,
    moment,
    money,
    stops,
)
from accounting.web.paper_screens import PaperScreen, numbered
from accounting.web.proposals import narrowed, sums_of
from accounting.web.typed import Typed, as_uuid
from core.periods import day_of
from identity.web.reauthentication import RecentProofMixin
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.units import won_words
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("지출"),)
_STEPS = (("sign", _("결재")), ("send", _("은행 전송")), ("settle", _("지급 확인")))


class OrderList(ListScreen):
    """지급명령 목록."""

    required = permissions.ORDER_VIEW
    title = _("지급 처리")
    crumbs = CRUMBS
    help_text = _("승인된 지출결의를 모아 지급명령을 만들고, 은행의 지급과 반송을 기록합니다.")
    default_order = "-pay_on"
    answer = "net_amount"
    has_units = True
    empty_title = _("지급명령이 없습니다.")
    empty_text = _("'지급명령 작성'에서 승인된 지출결의를 고르십시오.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=OrderState.choices),
        Period("on", _("지급일")),
        Text("q", _("제목·번호")),
        Choice("step", _("다음 단계"), choices=_STEPS, more=True),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("pay_on", _("지급일"), "date", sort=True),
        Column("bank", _("출금계좌")),
        Column("gross_amount", _("총액"), "won", total=True),
        Column("withheld_amount", _("공제"), "won", total=True),
        Column("net_amount", _("실지급액"), "won", key=True, total=True, sort=True),
        Column("state", _("상태"), "badge"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(permissions.ORDER_CREATE):
            return ()
        url = reverse("accounting:payment_order_new")
        return ({"label": _("지급명령 작성"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        found = documents.orders_awaiting(query["step"]) if query["step"] else documents.orders()
        rows = narrowed(found.filter(fiscal_year=query.year), query, "pay_on")
        sums = sums_of(rows, "gross_amount", "withheld_amount", "net_amount")
        return page_queryset(rows, query, to_row=_row, sums=sums)

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class OrderForm(DocumentScreen):
    """지급명령 작성: choose approved vouchers, the account and the day."""

    required = permissions.ORDER_CREATE
    template_name = "accounting/order_form.html"

    def head(self) -> PageHead:
        return PageHead(_("지급명령 작성"), (*CRUMBS, _("지급 처리")))

    def document(self) -> dict[str, Any]:
        asked = as_uuid(self.request.GET.get("voucher"))
        found = documents.vouchers().filter(fiscal_year=self.year, state="APPROVED").order_by("pay_on", "pk")
        vouchers = list(found[:300])
        return {
            "vouchers": [
                {
                    "paper": voucher,
                    "net": voucher.total_amount - voucher.withheld_amount,
                    "chosen": voucher.pk == asked,
                    "url": reverse("accounting:payment_voucher", kwargs={"pk": voucher.pk}),
                }
                for voucher in vouchers
            ],
            "total": sum(voucher.total_amount - voucher.withheld_amount for voucher in vouchers),
            "accounts": bank_accounts(),
            "today": day_text(day_of(self.now)),
            "signs": new_line(self.actor),
        }

    def acts(self) -> Sequence[Act]:
        return (Act("create", _("지급명령 작성"), "send", tone="primary", key="Ctrl ↵"),)

    def act_create(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        chosen = [pk for value in data.getlist("voucher") if (pk := as_uuid(value)) is not None]
        if not chosen:
            form.fault("/voucher", _t("지급할 지출결의를 하나 이상 고르십시오."))
        given = OrderInput(
            voucher_ids=chosen,
            bank_account_id=form.required_key("bank_account", _t("출금계좌")),
            pay_on=form.required_day("pay_on", _t("지급일")),
            title=form.text("title", limit=200),
        )
        form.check()
        made = services.create_and_submit(given=given, actor=self.actor, at=self.now)
        waits = waiting_names("payment_order", made.pk)
        said = _t("%(number)s 지급명령을 상신했습니다. %(names)s에게 갑니다.")
        return Done(_url(made.pk), said % {"number": made.number, "names": waits})


class OrderScreen(RecentProofMixin, PaperScreen):
    """One payment order; deciding on it and sending it needs a recent proof of the person."""

    sensitive_acts = frozenset({"approve", "opinion", "improper", "send"})
    required: ClassVar = {"get": permissions.ORDER_VIEW, "post": permissions.ORDER_VIEW}
    template_name = "accounting/order.html"
    subject = "payment_order"
    kind_name = _("지급명령")
    crumbs = CRUMBS
    draft_permission = permissions.ORDER_CREATE
    approve_permission = permissions.ORDER_SIGN
    editable = False
    submit = staticmethod(services.submit_payment_order)
    recall = staticmethod(services.recall_payment_order)
    id_name = "order_id"

    def load(self) -> PaymentOrder:
        return documents.order(self.kwargs["pk"])

    def document(self) -> dict[str, Any]:
        lines = list(self.paper.lines.all())
        is_open = self.paper.state in {"SENT", "PARTLY_EXECUTED", "EXECUTED", "FAILED"}
        may_settle = is_open and self.actor.may(permissions.ORDER_SETTLE)
        return super().document() | {
            "lines": [
                {
                    "line": line,
                    "look": look(line),
                    "account": _account(line),
                    "can_choose": may_settle and line.state in {"PENDING", "FAILED"},
                }
                for line in lines
            ],
            "may_settle": may_settle,
            "today": day_text(day_of(self.now)),
        }

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        shown = (
            (_t("지급일"), day_text(paper.pay_on)),
            (_t("출금계좌"), paper.bank_account.name),
            (_t("총액"), won_words(paper.gross_amount)),
            (_t("공제"), won_words(paper.withheld_amount)),
            (_t("실지급액"), won_words(paper.net_amount)),
            (_t("전송"), moment(paper.sent_at)),
            (_t("취소 사유"), paper.decision_text),
        )
        return [Fact(label, text) for label, text in shown if text]

    def thread(self) -> Sequence[dict[str, Any]]:
        return stops(spending_thread("payment_order", self.paper.pk))

    def tables(self) -> Sequence[PaperTable]:
        rows = [
            [
                Cell(
                    voucher.number, "code", reverse("accounting:payment_voucher", kwargs={"pk": voucher.pk})
                ),
                Cell(voucher.title),
                money(voucher.total_amount, "n key"),
            ]
            for voucher in documents.vouchers()
            .filter(rows__order_line__order=self.paper)
            .distinct()
            .order_by("pk")
        ]
        heads = (Head(_t("번호")), Head(_t("제목")), Head(_t("지출액"), "n"))
        return (PaperTable("vouchers", _t("지출결의"), heads, rows),)

    def cancel_act(self) -> Act:
        return Act(
            "cancel",
            _("취소"),
            "x",
            tone="danger",
            required=permissions.ORDER_CREATE,
            reason=_("취소 사유"),
        )

    def acts(self) -> Sequence[Act]:
        if self.paper.state == OrderState.CREATED and not self.is_own:
            return (self.cancel_act(),)
        return super().acts()

    def more_acts(self) -> Sequence[Act]:
        if self.paper.state == OrderState.SIGNED:
            return (
                self.cancel_act(),
                Act("send", _("은행 전송"), "send", tone="primary", required=permissions.ORDER_SIGN),
            )
        return self._bank_acts()

    def _bank_acts(self) -> Sequence[Act]:
        """What the bank answered, as far as the lines allow it."""
        settle = permissions.ORDER_SETTLE
        states = {line.state for line in self.paper.lines.all()}
        acts = []
        if LINE_EXECUTED in states:
            acts.append(Act("bounce", _("이체 후 반송"), "back", required=settle))
        if LINE_FAILED in states:
            acts.append(Act("reissue", _("재발행"), "swap", required=settle))
        if LINE_PENDING in states and self.paper.state in SENT_STATES:
            refused = _("반송 사유")
            acts.append(Act("fail", _("반송 기록"), "back", tone="danger", required=settle, reason=refused))
            acts.append(
                Act("execute", _("지급 확인"), "check", tone="primary", key="Ctrl ↵", required=settle)
            )
        return acts

    def act_send(self, data: QueryDict) -> Done:
        services.send_payment_order(**self.act(data))
        return Done(self.url(), _t("은행에 전송한 것으로 기록했습니다."))

    def act_cancel(self, data: QueryDict) -> Done:
        services.cancel_payment_order(text=data.get("reason", ""), **self.act(data))
        return Done(self.url(), _t("지급명령을 취소했습니다. 지출결의는 승인 상태로 돌아갔습니다."))

    def act_execute(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        day = form.required_day("executed_on", _t("지급일"))
        chosen = self._chosen(form, data)
        settlement.execute_lines(line_ids=chosen, executed_on=day, **self.act(data))
        return Done(self.url(), _t("%(count)s건의 지급을 기록했습니다.") % {"count": len(chosen)})

    def act_fail(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        chosen = self._chosen(form, data)
        reasons = dict.fromkeys(chosen, data.get("reason", ""))
        settlement.fail_lines(failures=reasons, **self.act(data))
        return Done(
            self.url(),
            _t("%(count)s건의 반송을 기록했습니다. 한 번 재발행할 수 있습니다.") % {"count": len(chosen)},
        )

    def act_bounce(self, data: QueryDict) -> Done:
        return Done(reverse("accounting:payment_order_bounce", kwargs={"pk": self.paper.pk}))

    def act_reissue(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        chosen = self._chosen(form, data)
        if len(chosen) > 1:
            form.fault("/line", _t("재발행은 한 줄씩 합니다. 한 줄만 고르십시오."))
            form.check()
        day = form.required_day("executed_on", _t("지급일"))
        made = settlement.reissue_line(
            order_id=self.paper.pk, line_id=chosen[0], pay_on=day, actor=self.actor, at=self.now
        )
        return Done(
            _url(made.pk),
            _t("%(number)s 지급명령으로 재발행했습니다. 내용을 확인하고 상신하십시오.")
            % {"number": made.number},
        )

    def _chosen(self, form: Typed, data: QueryDict) -> list[UUID]:
        chosen = [pk for value in data.getlist("line") if (pk := as_uuid(value)) is not None]
        if not chosen:
            form.fault("/line", _t("처리할 줄을 고르십시오."))
        form.check()
        return chosen


def _account(line: Any) -> str:
    account = line.partner_account
    return f"****{account.account_last4} {account.holder}" if account else "-"


def _row(paper: PaymentOrder) -> dict[str, Any]:
    return {
        "id": paper.pk,
        "url": _url(paper.pk),
        "number": numbered(paper),
        "title": paper.title,
        "pay_on": paper.pay_on,
        "bank": paper.bank_account.name,
        "gross_amount": paper.gross_amount,
        "withheld_amount": paper.withheld_amount,
        "net_amount": paper.net_amount,
        "state": look(paper),
    }


def _url(pk: UUID) -> str:
    return reverse("accounting:payment_order", kwargs={"pk": pk})
