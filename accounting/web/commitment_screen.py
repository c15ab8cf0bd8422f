"""Screen 25: one 원인행위: its rows, what was changed on it, and the next step of the spending."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.models import Commitment, CommitmentChange
from accounting.queries import documents
from accounting.queries.corrections import commitment_changes
from accounting.queries.threads import spending_thread
from accounting.rules.commitment_change_flow import REST, SUBMITTED
from accounting.rules.commitment_flow import COMMITMENT_FLOW, LIVE, next_step
from accounting.services import commitment_changes as changes
from accounting.services import commitment_ends as ends
from accounting.services import commitments as services
from accounting.services.commitment_changes import ChangeInput
from accounting.web.commitment_changes import change_papers
from accounting.web.paper_line import waiting_names
from accounting.web.paper_parts import (
    Cell,
    Fact,
    Head,
    PaperTable,
    correction_table,
    day_text,
    item_cell,
    money,
    stops,
)
from accounting.web.paper_screens import PaperScreen
from accounting.web.proposals import budget_panel
from ui.units import won_words
from ui.views import Act, Done

CRUMBS = (_("지출"),)


class CommitmentScreen(PaperScreen):
    """One commitment with its deliveries and payments."""

    required: ClassVar = {"get": permissions.COMMITMENT_VIEW, "post": permissions.COMMITMENT_VIEW}
    subject = "commitment"
    kind_name = _("원인행위")
    crumbs = CRUMBS
    draft_permission = permissions.COMMITMENT_DRAFT
    approve_permission = permissions.COMMITMENT_APPROVE
    id_name = "commitment_id"
    submit = staticmethod(services.submit_commitment)
    recall = staticmethod(services.recall_commitment)

    def load(self) -> Commitment:
        return documents.commitment(self.kwargs["pk"])

    def tables(self) -> Sequence[PaperTable]:
        paper = self.paper
        rows = [
            [
                item_cell(row.line),
                Cell(row.text),
                money(row.amount, "n key"),
                money(row.inspected),
                money(row.in_process),
                money(row.paid),
                money(row.amount - row.paid - row.in_process),
            ]
            for row in paper.rows.all()
        ]
        heads = (
            Head(_t("예산과목")),
            Head(_t("내용")),
            Head(_t("금액"), "n"),
            Head(_t("검수"), "n"),
            Head(_t("지급 처리 중"), "n"),
            Head(_t("지출"), "n"),
            Head(_t("남은 금액"), "n"),
        )
        left = sum(row.amount - row.paid - row.in_process for row in paper.rows.all())
        foot = (
            Cell(_t("합계")),
            Cell(""),
            money(paper.total_amount, "n"),
            money(sum(row.inspected for row in paper.rows.all())),
            money(sum(row.in_process for row in paper.rows.all())),
            money(paper.paid_amount, "n"),
            money(left, "n"),
        )
        found = PaperTable("rows", _t("내역"), heads, rows, foot, _t("원 단위"), paper.total_amount)
        corrected = correction_table(commitment_changes(paper.pk), _t("변경 내역"))
        papers = change_papers(self.change_documents)
        return tuple(table for table in (found, papers, corrected) if table)

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        facts = [Fact(_t("종류"), paper.get_kind_display())]
        if paper.partner:
            url = reverse("accounting:partner", kwargs={"pk": paper.partner_id})
            facts.append(Fact(_t("상대자"), paper.partner.name, url))
        shown = (
            (_t("계약번호"), paper.contract_no),
            (_t("계약일"), day_text(paper.contracted_on)),
            (_t("이행기한"), day_text(paper.due_on)),
            (_t("추정가격"), won_words(paper.estimated_price) if paper.estimated_price else ""),
            (_t("견적"), _t("%(count)s곳") % {"count": paper.quote_count} if paper.quote_count else ""),
            (
                _t("계약보증금"),
                won_words(paper.bond_amount) if paper.bond_amount else paper.bond_exempt_reason,
            ),
            (_t("검수"), _t("필요") if paper.is_inspection_required else ""),
            (_t("변경 사유"), paper.decision_text if paper.state in LIVE else ""),
        )
        return [*facts, *[Fact(label, text) for label, text in shown if text]]

    def thread(self) -> Sequence[dict[str, Any]]:
        return stops(spending_thread("commitment", self.paper.pk))

    def panels(self) -> Sequence[dict[str, Any]]:
        first = next(iter(self.paper.rows.all()), None)
        if first is None:
            return ()
        asks = self.paper.state in {"DRAFT", "SUBMITTED"} and self.paper.proposal_id is None
        return ({"title": _("남은 예산"), **budget_panel(first.line_id, first.amount if asks else 0)},)

    def next_step(self) -> str:
        """What the spending needs next of this commitment."""
        rows = list(self.paper.rows.all())
        waiting = documents.waiting_inspection(self.paper.pk) if self.paper.is_inspection_required else None
        return next_step(
            [(row.amount, row.inspected, row.paid + row.in_process) for row in rows],
            needs_inspection=self.paper.is_inspection_required,
            is_asked=waiting is not None,
        )

    def more_acts(self) -> Sequence[Act]:
        if self.paper.state not in LIVE:
            return ()
        return [*self._change_acts(), *self._next_acts()]

    @cached_property
    def change_documents(self) -> list[CommitmentChange]:
        """변경 기안 of this commitment."""
        return documents.changes_of(self.paper.pk)

    def _change_acts(self) -> list[Act]:
        """변경 기안, one at a time: its line decides."""
        if any(paper.state == SUBMITTED for paper in self.change_documents):
            return []
        draft = permissions.COMMITMENT_DRAFT
        acts = []
        if self.paper.paid_amount:
            why = _("취소 사유")
            acts.append(Act("rest", _("남은 금액 취소"), "x", tone="danger", required=draft, reason=why))
        if COMMITMENT_FLOW.may(self.paper.state, "change"):
            acts.append(Act("change", _("증감 변경"), "swap", required=draft))
        return acts

    def _next_acts(self) -> list[Act]:
        """The next step of the spending is the primary one."""
        step, paper = self.next_step(), self.paper
        has_uninspected = paper.is_inspection_required and any(
            row.amount > row.inspected for row in paper.rows.all()
        )
        acts = []
        if COMMITMENT_FLOW.may(paper.state, "complete") and not has_uninspected:
            draft = permissions.COMMITMENT_DRAFT
            sure = _("납품과 이행이 모두 끝난 것으로 적습니다. 그 뒤에는 증감 변경을 할 수 없습니다.")
            acts.append(Act("complete", _("이행 완료"), "check", required=draft, confirm=sure))
        if has_uninspected:
            tone = "primary" if step == "inspect" else ""
            record = permissions.INSPECTION_RECORD
            acts.append(Act("inspect", _("검수 요청"), "check", tone=tone, required=record))
        if step == "await_inspection":
            view = permissions.COMMITMENT_VIEW
            acts.append(Act("open_inspection", _("검수 처리"), "check", tone="primary", required=view))
        if step == "pay":
            draft = permissions.VOUCHER_DRAFT
            acts.append(Act("pay", _("지출결의 작성"), "pen", tone="primary", required=draft))
        return acts

    def act_cancel(self, data: QueryDict) -> Done:
        ends.cancel_commitment(text=data.get("reason", ""), **self.act(data))
        return Done(reverse("accounting:commitments"), _t("작성중인 원인행위를 취소했습니다."))

    def act_rest(self, data: QueryDict) -> Done:
        made = changes.write_and_submit(
            change_id=None, given=ChangeInput(data.get("reason", ""), REST), **self.act(data)
        )
        url = reverse("accounting:commitment_change", kwargs={"pk": made.pk})
        waits = waiting_names(changes.SUBJECT, made.pk)
        return Done(url, _t("남은 금액의 취소를 상신했습니다. %(names)s에게 갑니다.") % {"names": waits})

    def act_change(self, data: QueryDict) -> Done:
        return Done(reverse("accounting:commitment_change_new", kwargs={"pk": self.paper.pk}))

    def act_complete(self, data: QueryDict) -> Done:
        ends.complete_commitment(**self.act(data))
        return Done(self.url(), _t("이행 완료로 기록했습니다."))

    def act_inspect(self, data: QueryDict) -> Done:
        return Done(f"{reverse('accounting:inspection_new')}?commitment={self.paper.pk}")

    def act_open_inspection(self, data: QueryDict) -> Done:
        waiting = documents.waiting_inspection(self.paper.pk)
        if waiting is None:
            return Done(self.url())
        return Done(reverse("accounting:inspection", kwargs={"pk": waiting.pk}))

    def act_pay(self, data: QueryDict) -> Done:
        return Done(f"{reverse('accounting:payment_voucher_new')}?commitment={self.paper.pk}")
