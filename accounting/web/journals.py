"""Screen 31: 전표 목록과 전표."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.models import Journal
from accounting.queries.budget_choices import account_units
from accounting.queries.journals import JournalFilter, journal, journals, posting_accounts
from accounting.queries.journals import total as total_of
from accounting.services.journals import MANUAL_EVENT, draft_reversal
from accounting.web.links import document_url
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Amount, Choice, Condition, Lookup, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.rules.entry import parse_date
from ui.views import Done, ListScreen, ScreenView
from ui.views.documents import finish
from ui.views.screen import PageHead


@dataclass(frozen=True)
class _Row:
    """A journal of the list."""

    journal: Journal

    @property
    def url(self) -> str:
        return reverse("accounting:journal", kwargs={"pk": self.journal.pk})

    @property
    def document_url(self) -> str:
        return document_url(self.journal.document_type, self.journal.document_id)


class JournalList(ListScreen):
    """전표: every posted journal, newest first, with the document it came from."""

    required = permissions.JOURNAL_VIEW
    title = _("전표")
    crumbs = (_("회계"),)
    default_order = "-effective_on"
    answer = "journal.total_amount"
    columns: ClassVar[Sequence[Column]] = (
        Column("journal.effective_on", _("귀속일"), "date", sort="effective_on"),
        Column(
            "journal.number", _("전표번호"), "code", sort="number", href=lambda row: row.url, css="nowrap"
        ),
        Column("journal.text", _("적요"), css="col-wide"),
        Column("journal.account_unit_id", _("회계"), wide=True),
        Column("journal.line_count", _("행"), "number", wide=True),
        Column("journal.total_amount", _("금액"), "won", total=True, key=True, sort="total_amount"),
        Column("journal.document_no", _("근거 문서"), "code", href=lambda row: row.document_url),
        Column("journal.recorded_at", _("기록"), "time"),
    )

    def conditions_for(self) -> Sequence[Condition]:
        return (
            Period("on", _("귀속일")),
            Text("q", _("번호·적요·문서")),
            Lookup("account", _("계정"), route="accounting:account_lookup"),
            Amount("least", _("최소 금액"), more=True),
            Amount("most", _("최대 금액"), more=True),
            Choice("unit_code", _("회계구분"), choices=account_units, empty=_("전체 회계"), more=True),
        )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(permissions.JOURNAL_DRAFT):
            return ()
        new = reverse("accounting:manual_journal_new")
        return ({"label": _("대체전표 작성"), "url": new, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        first, last = query["on"]
        wanted = JournalFilter(
            query.year,
            from_on=first,
            until_on=last,
            text=query["q"] or "",
            account_code=(query["account"] or "").split(" ")[0],
            account_unit=query["unit_code"] or "",
            least=query["least"],
            most=query["most"],
        )
        found = journals(wanted)
        return page_queryset(found, query, to_row=_Row, sums={"journal.total_amount": total_of(found)})

    def row_url(self, row: _Row) -> str:
        return row.url


class JournalScreen(ScreenView):
    """One journal: its lines, where it came from, what took it back."""

    required: ClassVar = {"get": permissions.JOURNAL_VIEW, "post": permissions.JOURNAL_DRAFT}
    template_name = "accounting/journal.html"
    rail = True

    def head(self) -> PageHead:
        found = journal(self.kwargs["pk"])
        return PageHead(_("전표"), (_("회계"), _("전표")), number=found.number, star=False)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.show()

    def show(self) -> HttpResponse:
        found = journal(self.kwargs["pk"])
        may_reverse = (
            found.event == MANUAL_EVENT
            and found.reversed_by_id is None
            and self.actor.may(permissions.JOURNAL_DRAFT)
        )
        return self.render(
            journal=found,
            document_url=document_url(found.document_type, found.document_id),
            may_reverse=may_reverse,
            today=day_of(self.now),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Draft the journal that takes this one back."""
        effective_on = parse_date(request.POST.get("effective_on", ""), day_of(self.now))
        reason = request.POST.get("reason", "").strip()
        faults = [
            *(
                []
                if effective_on
                else [FieldFault("/effective_on", "required", str(_("귀속일을 적어 주십시오.")))]
            ),
            *([] if reason else [FieldFault("/reason", "required", str(_("사유를 적어 주십시오.")))]),
        ]
        if faults or effective_on is None:
            raise InvalidInput(errors=faults)
        paper = draft_reversal(
            journal_id=self.kwargs["pk"],
            effective_on=effective_on,
            reason=reason,
            actor=self.actor,
            at=self.now,
        )
        url = reverse("accounting:manual_journal", kwargs={"pk": paper.pk})
        return finish(request, Done(url, _("역분개 전표를 작성했습니다. 확인하고 상신해 주십시오.")))


class AccountLookup(ScreenView):
    """Accounts that take entries, for suggestions while typing."""

    required = permissions.JOURNAL_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = posting_accounts(
            request.GET.get("q", "").strip()[:40], manual_only=request.GET.get("manual") == "1"
        )
        return JsonResponse({"items": [{"code": a.code, "name": a.name, "id": a.code} for a in found]})


def journal_url(journal_id: UUID) -> str:
    """Address of a journal."""
    return reverse("accounting:journal", kwargs={"pk": journal_id})
