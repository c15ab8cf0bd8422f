"""Screen 25: 변경 of a commitment: writing it row by row with its line in sight, and the document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.models import Commitment, CommitmentChange
from accounting.queries import documents
from accounting.queries.threads import spending_thread
from accounting.rules.commitment_change_flow import AMOUNT
from accounting.rules.commitment_flow import COMMITMENT_FLOW
from accounting.services import commitment_changes as services
from accounting.services.commitment_changes import ChangeInput
from accounting.web.changes import RowChanges
from accounting.web.looks import look
from accounting.web.paper_line import waiting_names
from accounting.web.paper_parts import Cell, Fact, Head, PaperTable, item_cell, money, stops
from accounting.web.paper_screens import PaperScreen
from accounting.web.proposals import budget_panel
from accounting.web.typed import version_of
from core.money import won
from ui.units import won_words
from ui.views import Act, Done, PageHead


class CommitmentChangeForm(RowChanges):
    """원인행위 증감 변경: up to the unused rest of the proposal, or what is available; down to what is paid."""

    required = permissions.COMMITMENT_DRAFT
    subject = "commitment"
    title_text = _("증감 변경")
    crumbs = (_("지출"), _("원인행위"))
    heads = (_("지출·지급 처리 중"), _("변경 뒤 금액"))
    rule = _(
        "품의에서 쓴 원인행위는 그 품의의 남은 금액까지, 바로 쓴 원인행위는 가용액까지 늘립니다. "
        "이미 지출했거나 지급 처리 중인 금액 아래로는 줄이지 못합니다. 변경 뒤의 총액에 따라 결재선이 정해지고, "
        "결재가 끝나는 순간 바뀝니다."
    )
    reason_label = _("변경 사유")

    def load(self) -> Commitment:
        return documents.commitment(self.kwargs["pk"])

    @property
    def change_paper(self) -> CommitmentChange | None:
        """The draft that is written on; a new change has none yet."""
        return None

    def acts(self) -> Sequence[Act]:
        return (
            Act("save", _("임시저장"), "save", key="Ctrl S"),
            Act("change", _("상신"), "send", tone="primary", key="Ctrl ↵"),
        )

    def may_move(self, state: str) -> bool:
        return COMMITMENT_FLOW.may(state, "change")

    def floor(self, row: Any) -> int:
        return int(row.paid + row.in_process)

    def line_url(self) -> str:
        return (
            f"{reverse('accounting:paper_line', kwargs={'subject': 'commitment_change'})}?of={self.paper.pk}"
        )

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        found = [Fact(_t("제목"), paper.title)]
        if paper.partner is not None:
            url = reverse("accounting:partner", kwargs={"pk": paper.partner_id})
            found.append(Fact(_t("상대자"), paper.partner.name, url))
        if paper.proposal is not None:
            proposal = paper.proposal
            url = reverse("accounting:spending_proposal", kwargs={"pk": proposal.pk})
            left = proposal.total_amount - proposal.used_amount
            found.append(Fact(_t("품의"), proposal.number, url))
            found.append(Fact(_t("품의 남은 금액"), won_words(left)))
        return found

    def panel(self) -> dict[str, Any] | None:
        first = next(iter(self.paper.rows.all()), None)
        return budget_panel(first.line_id, 0) if first else None

    def act_save(self, data: QueryDict) -> Done:
        self._submits = False
        return self.act_change(data)

    def change(self, changes: dict[UUID, int], reason: str, data: QueryDict) -> None:
        given = ChangeInput(text=reason, changes=changes)
        written = self.change_paper
        common: dict[str, Any] = {"actor": self.actor, "at": self.now, "version": version_of(data)}
        if getattr(self, "_submits", True):
            self._made = services.write_and_submit(
                commitment_id=self.paper.pk,
                change_id=written.pk if written else None,
                given=given,
                **common,
            )
        elif written is None:
            self._made = services.draft_change(commitment_id=self.paper.pk, given=given, **common)
        else:
            self._made = services.edit_change(change_id=written.pk, given=given, **common)

    def after(self, total: int) -> Done:
        made = self._made
        url = reverse("accounting:commitment_change", kwargs={"pk": made.pk})
        if made.state == "DRAFT":
            return Done(url, _t("저장했습니다. 아직 상신하지 않았습니다."))
        facts = {"number": made.number, "names": waiting_names(services.SUBJECT, made.pk)}
        return Done(url, _t("%(number)s 원인행위 변경을 상신했습니다. %(names)s에게 갑니다.") % facts)


class CommitmentChangeEdit(CommitmentChangeForm):
    """A draft of a change, returned or taken back, written anew."""

    @cached_property
    def change_paper(self) -> CommitmentChange:
        return documents.change(self.kwargs["pk"])

    def load(self) -> Commitment:
        return documents.commitment(self.change_paper.commitment_id)

    def head(self) -> PageHead:
        found = self.change_paper
        return PageHead(self.title_text, self.crumbs, state=look(found), number=found.number)

    def document(self) -> dict[str, Any]:
        return super().document() | {"version": self.change_paper.version}

    def reason(self) -> str:
        return str(self.change_paper.text)

    def written(self, row: Any) -> int:
        changes = {one.commitment_row_id: one.amount for one in self.change_paper.rows.all()}
        return changes.get(row.pk, 0)


class CommitmentChangeScreen(PaperScreen):
    """One change: its rows before and after, its line."""

    required: ClassVar = {"get": permissions.COMMITMENT_VIEW, "post": permissions.COMMITMENT_VIEW}
    subject = services.SUBJECT
    kind_name = _("원인행위 변경")
    crumbs = (_("지출"), _("원인행위"))
    draft_permission = permissions.COMMITMENT_DRAFT
    id_name = "change_id"
    submit = staticmethod(services.submit_change)
    recall = staticmethod(services.recall_change)

    def load(self) -> CommitmentChange:
        return documents.change(self.kwargs["pk"])

    def edit_url(self) -> str:
        return super().edit_url() if self.paper.kind == AMOUNT else ""

    def tables(self) -> Sequence[PaperTable]:
        paper = self.paper
        shown = [row for row in paper.rows.all() if row.amount]
        rows = [
            [
                item_cell(row.commitment_row.line),
                Cell(row.commitment_row.text),
                money(row.before_amount),
                Cell(_signed(row.amount), "n"),
                money(row.before_amount + row.amount, "n key"),
            ]
            for row in shown
        ]
        heads = (
            Head(_t("예산과목")),
            Head(_t("내용")),
            Head(_t("변경 전"), "n"),
            Head(_t("증감"), "n"),
            Head(_t("변경 뒤"), "n"),
        )
        foot = (
            Cell(_t("합계")),
            Cell(""),
            money(sum(row.before_amount for row in shown), "n"),
            Cell(_signed(paper.total_amount), "n"),
            money(sum(row.before_amount + row.amount for row in shown), "n"),
        )
        return (PaperTable("rows", _t("내역"), heads, rows, foot, _t("원 단위"), paper.new_total),)

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        url = reverse("accounting:commitment", kwargs={"pk": paper.commitment_id})
        found = [
            Fact(_t("종류"), paper.get_kind_display()),
            Fact(_t("원인행위"), f"{paper.commitment.number} {paper.commitment.title}", url),
            Fact(_t("변경 전 총액"), won_words(paper.new_total - paper.total_amount)),
            Fact(_t("변경 뒤 총액"), won_words(paper.new_total)),
        ]
        partner = paper.commitment.partner
        return [*found, Fact(_t("상대자"), partner.name)] if partner else found

    def thread(self) -> Sequence[dict[str, Any]]:
        return stops(spending_thread("commitment", self.paper.commitment_id))

    def act_cancel(self, data: QueryDict) -> Done:
        services.cancel_change(**self.act(data))
        url = reverse("accounting:commitment", kwargs={"pk": self.paper.commitment_id})
        return Done(url, _t("작성중인 변경을 취소했습니다."))


def change_papers(found: Sequence[CommitmentChange]) -> PaperTable | None:
    """The change documents of a commitment, each with its way to it; nothing where there is none."""
    if not found:
        return None
    heads = (
        Head(_t("번호")),
        Head(_t("종류")),
        Head(_t("증감"), "n"),
        Head(_t("변경 뒤 총액"), "n"),
        Head(_t("상태")),
    )
    rows = [
        [
            Cell(
                paper.number or _t("(작성중)"),
                "code",
                reverse("accounting:commitment_change", kwargs={"pk": paper.pk}),
            ),
            Cell(str(paper.get_kind_display())),
            Cell(_signed(paper.total_amount), "n"),
            money(paper.new_total),
            Cell(str(paper.get_state_display())),
        ]
        for paper in found
    ]
    return PaperTable("change_papers", _t("변경 문서"), heads, rows)


def _signed(amount: int) -> str:
    return f"+{won(amount)}" if amount > 0 else won(amount)
