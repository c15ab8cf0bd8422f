"""대체전표: list, form with the row grid, approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import ManualJournalState
from accounting.models import ManualJournal
from accounting.queries.budget_choices import account_units, departments
from accounting.queries.journals import (
    account_names,
    manual_journal,
    manual_journals,
    partners_like,
    posted_of,
)
from accounting.services import journals as services
from accounting.services.journals import ManualJournalInput, RowInput
from core.errors import FieldFault, InvalidInput
from core.korean import fit_particles
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.rules.entry import parse_amount, parse_date, parse_whole
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead, ScreenView

CRUMBS = (_("회계"), _("전표"))


class ManualJournalList(ListScreen):
    """대체전표 of the year."""

    required = permissions.JOURNAL_VIEW
    title = _("대체전표")
    crumbs = CRUMBS
    default_order = "-document_date"
    columns: ClassVar[Sequence[Column]] = (
        Column("effective_on", _("귀속일"), "date"),
        Column("number", _("번호"), "code", href=lambda row: _url(row.pk)),
        Column("title", _("제목"), css="col-wide", href=lambda row: _url(row.pk)),
        Column("total_amount", _("금액"), "won", key=True),
        Column("state", _("상태"), "badge"),
    )
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=ManualJournalState.choices),
        Text("q", _("번호·제목")),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(permissions.JOURNAL_DRAFT):
            return ()
        url = reverse("accounting:manual_journal_new")
        return ({"label": _("대체전표 작성"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        found = manual_journals(fiscal_year=query.year, state=query["state"] or "", text=query["q"] or "")
        return page_queryset(found, query)

    def row_url(self, row: ManualJournal) -> str:
        return _url(row.pk)


class _Form(DocumentScreen):
    """What the new and the stored manual journal have in common."""

    template_name = "accounting/manual_journal.html"

    def columns(self) -> list[dict[str, Any]]:
        return [
            {
                "field": "account_code",
                "title": _t("계정"),
                "type": "lookup",
                "url": reverse("accounting:account_lookup") + "?manual=1",
                "name": "account_name",
                "fill": {"name": "account_name"},
                "required": True,
                "min": 220,
            },
            {"field": "debit", "title": _t("차변"), "type": "won", "total": True, "width": 150},
            {"field": "credit", "title": _t("대변"), "type": "won", "total": True, "width": 150},
            {
                "field": "partner_code",
                "title": _t("거래처"),
                "type": "lookup",
                "url": reverse("accounting:journal_partner_lookup"),
                "name": "partner_name",
                "fill": {"name": "partner_name", "id": "partner_id"},
                "width": 170,
            },
            {"field": "text", "title": _t("적요"), "type": "text", "min": 200},
        ]

    def given(self, data: QueryDict) -> ManualJournalInput:
        """The form as the service takes it; faults name their field or cell."""
        faults: list[FieldFault] = []
        effective_on = parse_date(data.get("effective_on", ""), day_of(self.now))
        title = data.get("title", "").strip()[:200]
        department_id = _uuid(data.get("department", ""))
        for name, value in (("effective_on", effective_on), ("title", title), ("department", department_id)):
            if not value:
                faults.append(FieldFault(f"/{name}", "required", _t("반드시 적어 주십시오.")))
        rows = [self._row(index, row, faults) for index, row in enumerate(self.rows(data))]
        if faults or effective_on is None or department_id is None:
            raise InvalidInput(errors=faults)
        return ManualJournalInput(
            fiscal_year=self.year,
            title=title,
            effective_on=effective_on,
            department_id=department_id,
            account_unit=data.get("account_unit", "G") or "G",
            text=data.get("text", "").strip(),
            rows=rows,
        )

    def _row(self, index: int, row: dict[str, Any], faults: list[FieldFault]) -> RowInput:
        amounts = {}
        for name in ("debit", "credit"):
            text = str(row.get(name) or "0")
            amount = parse_amount(text)
            if amount is None:
                faults.append(
                    FieldFault(f"/rows/{index}/{name}", "malformed", _t("금액을 읽을 수 없습니다."))
                )
            amounts[name] = amount or 0
        return RowInput(
            account_code=str(row.get("account_code") or "").split(" ")[0],
            partner_id=_uuid(str(row.get("partner_id") or "")),
            text=str(row.get("text") or "").strip(),
            debit=amounts["debit"],
            credit=amounts["credit"],
        )

    def choices(self) -> dict[str, Any]:
        return {"units": account_units(), "departments": departments(day_of(self.now))}


class NewManualJournal(_Form):
    """A new manual journal."""

    required = permissions.JOURNAL_DRAFT
    draft_key = "manual-journal-new"

    def head(self) -> PageHead:
        return PageHead(_("대체전표 작성"), CRUMBS)

    def document(self) -> dict[str, Any]:
        blank = [{"account_code": "", "debit": "", "credit": ""} for _row in range(2)]
        return {
            "paper": None,
            "title": "",
            "text": "",
            "account_unit": "",
            "columns": self.columns(),
            "rows": blank,
            "locked": False,
            "effective_on": day_of(self.now),
            "department": str(self.actor.department_id or ""),
            **self.choices(),
        }

    def acts(self) -> Sequence[Act]:
        return (
            Act("save", _("임시저장"), "save", key="Ctrl S"),
            Act("submit", _("상신"), tone="primary", key="Ctrl ↵"),
        )

    def act_save(self, data: QueryDict) -> Done:
        paper = services.draft_manual_journal(given=self.given(data), actor=self.actor, at=self.now)
        return Done(_url(paper.pk), _t("대체전표를 저장했습니다."))

    def act_submit(self, data: QueryDict) -> Done:
        paper = services.draft_and_submit(given=self.given(data), actor=self.actor, at=self.now)
        said = _t("대체전표 %(number)s을(를) 상신했습니다.") % {"number": paper.number}
        return Done(_url(paper.pk), fit_particles(said))


class ManualJournalScreen(_Form):
    """A stored manual journal: edited while it is a draft, decided by another person."""

    required: ClassVar = {"get": permissions.JOURNAL_VIEW, "post": permissions.JOURNAL_VIEW}

    @property
    def paper(self) -> ManualJournal:
        if not hasattr(self, "_paper"):
            self._paper = manual_journal(self.kwargs["pk"])
        return self._paper

    def head(self) -> PageHead:
        paper = self.paper
        return PageHead(_("대체전표"), CRUMBS, state=paper.state, number=paper.number, star=False)

    def document(self) -> dict[str, Any]:
        paper = self.paper
        rows = list(paper.rows.all())
        names = account_names({row.account_code for row in rows})
        posted = posted_of(paper.pk)
        return {
            "paper": paper,
            "title": paper.title,
            "text": paper.text,
            "account_unit": paper.account_unit_id,
            "columns": self.columns(),
            "rows": [_grid_row(row, names) for row in rows],
            "locked": paper.state != ManualJournalState.DRAFT or paper.drafted_by_id != self.actor.user_id,
            "effective_on": paper.effective_on,
            "department": str(paper.department_id),
            "journal_id": posted[0] if posted else None,
            "journal_number": posted[1] if posted else "",
            **self.choices(),
        }

    def acts(self) -> Sequence[Act]:
        state, is_mine = self.paper.state, self.paper.drafted_by_id == self.actor.user_id
        if state == ManualJournalState.DRAFT and is_mine:
            return (
                Act(
                    "cancel",
                    _("취소"),
                    tone="danger",
                    confirm=_("이 대체전표를 취소합니다."),
                    validates=False,
                ),
                Act("save", _("임시저장"), "save", key="Ctrl S"),
                Act("submit", _("상신"), tone="primary", key="Ctrl ↵"),
            )
        if state == ManualJournalState.SUBMITTED and is_mine:
            return (Act("recall", _("회수"), "back", validates=False),)
        if state == ManualJournalState.SUBMITTED and self.actor.may(permissions.JOURNAL_APPROVE):
            return (
                Act(
                    "reject",
                    _("부결"),
                    tone="danger",
                    confirm=_("이 전표를 부결합니다."),
                    reason=_("부결 사유"),
                ),
                Act("send_back", _("반려"), confirm=_("기안자에게 돌려보냅니다."), reason=_("반려 사유")),
                Act("approve", _("승인"), "check", tone="primary", key="Ctrl ↵"),
            )
        return ()

    def act_save(self, data: QueryDict) -> Done:
        self._edit(data)
        return Done(_url(self.paper.pk), _t("대체전표를 저장했습니다."))

    def act_submit(self, data: QueryDict) -> Done:
        services.edit_and_submit(
            manual_journal_id=self.paper.pk,
            given=self.given(data),
            actor=self.actor,
            at=self.now,
            version=_version(data),
        )
        return Done(_url(self.paper.pk), _t("대체전표를 상신했습니다."))

    def act_approve(self, data: QueryDict) -> Done:
        services.approve_manual_journal(
            manual_journal_id=self.paper.pk, actor=self.actor, at=self.now, version=_version(data)
        )
        return Done(_url(self.paper.pk), _t("대체전표를 승인했습니다. 장부에 기록되었습니다."))

    def act_reject(self, data: QueryDict) -> Done:
        return self._decide("reject", data, _t("대체전표를 부결했습니다."))

    def act_send_back(self, data: QueryDict) -> Done:
        return self._decide("return", data, _t("기안자에게 돌려보냈습니다."))

    def act_recall(self, data: QueryDict) -> Done:
        return self._decide("recall", data, _t("대체전표를 회수했습니다."))

    def act_cancel(self, data: QueryDict) -> Done:
        return self._decide("cancel", data, _t("대체전표를 취소했습니다."))

    def _decide(self, verb: str, data: QueryDict, message: str) -> Done:
        services.decide_manual_journal(
            manual_journal_id=self.paper.pk,
            verb=verb,
            reason=data.get("reason", "").strip(),
            actor=self.actor,
            at=self.now,
            version=_version(data),
        )
        return Done(_url(self.paper.pk), message)

    def _edit(self, data: QueryDict) -> None:
        services.edit_manual_journal(
            manual_journal_id=self.paper.pk,
            given=self.given(data),
            actor=self.actor,
            at=self.now,
            version=_version(data),
        )


class PartnerLookup(ScreenView):
    """Partners by code or name, for suggestions while typing."""

    required = permissions.JOURNAL_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = partners_like(request.GET.get("q", "").strip()[:40])
        items = [{"code": partner.code, "name": partner.name, "id": str(partner.pk)} for partner in found]
        return JsonResponse({"items": items})


def _grid_row(row: Any, names: dict[str, str]) -> dict[str, Any]:
    return {
        "account_code": row.account_code,
        "account_name": names.get(row.account_code, ""),
        "debit": row.debit or "",
        "credit": row.credit or "",
        "partner_code": row.partner.code if row.partner else "",
        "partner_name": row.partner.name if row.partner else "",
        "partner_id": str(row.partner_id or ""),
        "text": row.text,
    }


def _version(data: QueryDict) -> int | None:
    return parse_whole(data.get("version", ""))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _url(pk: UUID) -> str:
    return reverse("accounting:manual_journal", kwargs={"pk": pk})
