"""Rows of an approved paper typed anew (증감 변경, 경정): what stands, and what each row shall be."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.models import RevenueAssessment
from accounting.queries import documents
from accounting.rules.revenue_flow import ASSESSMENT_FLOW
from accounting.services.revenues import correct_assessment
from accounting.web.looks import look
from accounting.web.paper_line import new_line
from accounting.web.paper_parts import Fact
from accounting.web.typed import Typed, as_amount, mark_rows, version_of
from core.errors import DomainError, InvalidMove
from core.labels import Label
from ui.views import Act, DocumentScreen, Done, PageHead


class RowChanges(DocumentScreen):
    """Amounts of a paper's rows typed anew; the difference goes to the service as its signed change."""

    template_name = "accounting/change_form.html"
    subject: ClassVar[str] = ""
    title_text: ClassVar[Label] = ""
    crumbs: ClassVar[tuple[Label, ...]] = ()
    heads: ClassVar[tuple[Label, Label]] = ("", "")
    rule: ClassVar[Label] = ""
    reason_label: ClassVar[Label] = ""
    done: ClassVar[Label] = ""

    @abstractmethod
    def load(self) -> Any:
        """The paper with its rows."""

    @abstractmethod
    def floor(self, row: Any) -> int:
        """What a row cannot fall below."""

    @abstractmethod
    def facts(self) -> Sequence[Fact]:
        """What is known of the paper, for the side."""

    @abstractmethod
    def may_move(self, state: str) -> bool:
        """Does a paper in this state change?"""

    @abstractmethod
    def change(self, changes: dict[UUID, int], reason: str, data: QueryDict) -> None:
        """One service call."""

    @cached_property
    def paper(self) -> Any:
        paper = self.load()
        if not self.may_move(paper.state):
            raise InvalidMove(state=paper.get_state_display(), verb="change")
        return paper

    def head(self) -> PageHead:
        return PageHead(self.title_text, self.crumbs, state=look(self.paper), number=self.paper.number)

    def document(self) -> dict[str, Any]:
        paper = self.paper
        rows = [self._row(index, row) for index, row in enumerate(paper.rows.all())]
        return {
            "paper": paper,
            "paper_url": self.paper_url(),
            "heads": self.heads,
            "rule": self.rule,
            "reason_label": self.reason_label,
            "rows": rows,
            "now": sum(row["now"] for row in rows),
            "fixed": sum(row["fixed"] for row in rows),
            "facts": self.facts(),
            "panel": self.panel(),
            "reason": self.reason(),
            "line_url": self.line_url(),
            "line": new_line(self.actor),
        }

    def reason(self) -> str:
        """The reason as written before."""
        return ""

    def line_url(self) -> str:
        """Where the approval line of what is typed comes from; nothing where one officer decides."""
        return ""

    def panel(self) -> dict[str, Any] | None:
        """Budget beside the rows, where there is one."""
        return None

    def paper_url(self) -> str:
        """Page of the paper itself."""
        return reverse(f"accounting:{self.subject}", kwargs={"pk": self.paper.pk})

    def acts(self) -> Sequence[Act]:
        return (Act("change", self.title_text, "check", tone="primary", key="Ctrl ↵"),)

    def act_change(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        changes: dict[UUID, int] = {}
        for index, row in enumerate(self.paper.rows.all()):
            amount = as_amount(data.get(f"rows/{index}/amount"))
            if amount is None or amount < 0:
                text = _t("%(row)s줄에 변경 뒤의 금액을 0 이상으로 입력하십시오.") % {"row": index + 1}
                form.fault(f"/rows/{index}/amount", text)
                continue
            changes[row.pk] = amount - row.amount
        if not form.faults and not any(changes.values()):
            form.fault("/rows/0/amount", _t("바뀐 금액이 없습니다. 변경 뒤의 금액을 고치십시오."))
        reason = form.text("text", str(self.reason_label))
        form.check()
        self.change(changes, reason, data)
        return self.after(sum(changes.values()))

    def after(self, total: int) -> Done:
        """Where the person goes, and what is said."""
        return Done(self.paper_url(), str(self.done) % {"number": self.paper.number, "total": f"{total:+,}"})

    def kept(self, error: DomainError) -> HttpResponse:
        mark_rows(error, [{"line_id": row.line_id} for row in self.paper.rows.all()])
        return super().kept(error)

    def _row(self, index: int, row: Any) -> dict[str, Any]:
        name = f"rows/{index}/amount"
        return {
            "field": name,
            "row": row,
            "project": getattr(row.line, "detail_project", None),
            "now": row.amount,
            "fixed": self.floor(row),
            "typed": self.request.POST.get(name, f"{row.amount + self.written(row):,}"),
        }

    def written(self, row: Any) -> int:
        """By how much a row was changed when this was written before."""
        return 0


class AssessmentCorrection(RowChanges):
    """징수 경정: what is to be collected raised or lowered, never below what was received."""

    required = permissions.ASSESSMENT_APPROVE
    subject = "revenue_assessment"
    title_text = _("징수 경정")
    crumbs = (_("수입"), _("징수결의"))
    heads = (_("실제수납"), _("경정 뒤 금액"))
    rule = _(
        "징수결정액을 고칩니다. 이미 수납한 금액(과오납 반환을 뺀 금액) 아래로는 줄이지 못하며, "
        "부가세와 분개가 함께 고쳐집니다."
    )
    reason_label = _("경정 사유")
    done = _("%(number)s 징수결정액을 %(total)s원 경정했습니다.")

    def load(self) -> RevenueAssessment:
        return documents.assessment(self.kwargs["pk"])

    def may_move(self, state: str) -> bool:
        return ASSESSMENT_FLOW.may(state, "correct")

    def floor(self, row: Any) -> int:
        return int(row.received - row.refunded)

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        url = reverse("accounting:partner", kwargs={"pk": paper.partner_id})
        return [
            Fact(_t("제목"), paper.title),
            Fact(_t("납부자"), paper.partner.name, url),
            Fact(_t("징수 사유"), paper.cause),
        ]

    def change(self, changes: dict[UUID, int], reason: str, data: QueryDict) -> None:
        correct_assessment(
            assessment_id=self.paper.pk,
            changes=changes,
            text=reason,
            actor=self.actor,
            at=self.now,
            version=version_of(data),
        )
