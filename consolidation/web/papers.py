"""An institution's voucher and journal as an officer sees them: masked, with a reason, written down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen
from consolidation.permissions import DOCUMENT_VIEW
from consolidation.queries.papers import (
    JournalPaper,
    VoucherPaper,
    journal_paper,
    journals_of,
    voucher_exists,
    voucher_paper,
    vouchers_of_order,
)
from consolidation.web.looked import LookedScreen
from core.errors import NotFound
from ui.views.screen import PageHead, ScreenView


class VoucherScreen(LookedScreen, ScreenView):
    """지출결의서 of an institution with its payment lines and journals."""

    required = DOCUMENT_VIEW
    title = _("지출결의서")
    template_name = "consolidation/voucher.html"
    rail = True
    look_screen = LookScreen.VOUCHER
    needs_reason = True

    paper: VoucherPaper

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.paper = voucher_paper(member=self.member, voucher_id=kwargs["voucher_id"])
        self.look(subject=self.paper.head.number)
        return self.render()

    def head(self) -> PageHead:
        found = self.paper.head
        crumbs = (_("통합 예산집행"), self.member.name)
        return PageHead(
            title=f"{_('지출결의서')}", crumbs=crumbs, state=found.state, number=found.number, star=False
        )

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(
            paper=self.paper,
            member=self.member,
            reason=self.reason_label,
            here=self.request.get_full_path(),
            lines_of=_by_journal(self.paper),
            **kwargs,
        )


def _by_journal(paper: VoucherPaper) -> list[tuple[Any, list[Any]]]:
    return [
        (journal, [line for line in paper.journal_lines if line.journal_id == journal.pk])
        for journal in paper.journals
    ]


class JournalScreen(LookedScreen, ScreenView):
    """전표 of an institution."""

    required = DOCUMENT_VIEW
    title = _("전표")
    template_name = "consolidation/journal.html"
    rail = True
    look_screen = LookScreen.JOURNAL
    needs_reason = True

    paper: JournalPaper

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.paper = journal_paper(member=self.member, journal_id=kwargs["journal_id"])
        self.look(subject=self.paper.head.number)
        return self.render()

    def head(self) -> PageHead:
        crumbs = (_("통합 원장·재무제표"), self.member.name)
        return PageHead(title=f"{_('전표')}", crumbs=crumbs, number=self.paper.head.number, star=False)

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(
            paper=self.paper,
            member=self.member,
            reason=self.reason_label,
            here=self.request.get_full_path(),
            **kwargs,
        )


class PaperScreen(LookedScreen, ScreenView):
    """Leads from a movement to the paper behind it: its voucher, else the journal it made."""

    required = DOCUMENT_VIEW
    title = _("문서 열기")
    look_screen = LookScreen.VOUCHER
    needs_reason = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document_id: UUID = kwargs["document_id"]
        code = self.member.code
        if voucher_exists(member=self.member, voucher_id=document_id):
            return redirect("consolidation:voucher", institution=code, voucher_id=document_id)
        vouchers = vouchers_of_order(member=self.member, order_id=document_id)
        if len(vouchers) == 1:
            return redirect("consolidation:voucher", institution=code, voucher_id=vouchers[0])
        if vouchers:
            return redirect("consolidation:order", institution=code, order_id=document_id)
        journals = journals_of(member=self.member, document_id=document_id)
        if not journals:
            raise NotFound
        return redirect("consolidation:journal", institution=code, journal_id=journals[0])
