"""Journal lines of one account in one institution, masked."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen
from consolidation.models import SourceJournalLine
from consolidation.permissions import DOCUMENT_VIEW
from consolidation.queries.papers import ledger_lines
from consolidation.queries.trial_balance import account_name
from consolidation.web.looked import LookedListScreen
from ui.columns import Column
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views.screen import PageHead


class LinesScreen(LookedListScreen):
    """기관 계정 원장: every line behind a figure of the consolidated ledger."""

    required = DOCUMENT_VIEW
    title = _("기관 계정 원장")
    look_screen = LookScreen.LINES
    needs_reason = True
    has_units = True
    default_order = "-effective_on"
    columns = (
        Column("effective_on", _("일자"), "date", sort=True),
        Column("journal_no", _("전표번호"), href=lambda row: row["url"], css="nowrap"),
        Column("text", _("적요")),
        Column("partner_name", _("거래처")),
        Column("debit", _("차변"), "won", total=True),
        Column("credit", _("대변"), "won", total=True),
        Column("document_no", _("근거 문서")),
    )

    def head(self) -> PageHead:
        crumbs = (_("통합 원장·재무제표"), self.member.name)
        code = self.kwargs["account"]
        title = f"{self.member.name} {account_name(code)}({code})"
        return PageHead(title=title, crumbs=crumbs, star=False)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(subject=self.kwargs["account"])
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = ledger_lines(
            member=self.member,
            fiscal_year=query.year,
            month=self.month,
            account_code=self.kwargs["account"],
        )
        sums = rows.order_by().aggregate(debit=Sum("debit"), credit=Sum("credit"))
        whole = {name: int(value or 0) for name, value in sums.items()}
        return page_queryset(rows, query, to_row=self._row, sums=whole)

    def _row(self, row: SourceJournalLine) -> dict[str, Any]:
        keys = {"institution": self.member.code, "journal_id": row.journal_id}
        return {
            "id": row.pk,
            "effective_on": row.effective_on,
            "journal_no": row.journal_no,
            "text": row.text,
            "partner_name": row.partner_name,
            "debit": row.debit,
            "credit": row.credit,
            "document_no": row.document_no,
            "url": reverse("consolidation:journal", kwargs=keys),
        }

    def row_url(self, row: Any) -> str:
        return str(row["url"])
