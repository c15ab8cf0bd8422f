"""Screen 32: 총계정원장과 보조부, with the account tree, any moment of the past, and the way down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import AccountKind, NormalSide
from accounting.queries import ledger
from accounting.queries.journals import account_names, journal
from accounting.queries.ledger import LedgerEntry
from accounting.queries.ledger_sums import View
from accounting.queries.periods import closed_at
from accounting.queries.threads import ORDER as SPENDING_ORDER
from accounting.queries.threads import spending_thread
from accounting.queries.trial_balance import AccountNode, account_tree
from accounting.web.ledger_question import (
    LINES,
    MONTHS,
    PARTNERS,
    LedgerAsk,
    read_ask,
    without_moment,
)
from accounting.web.links import document_url
from accounting.web.paper_parts import stops
from core.periods import day_of, period_of
from ui.columns import Column
from ui.excel import ExportHead, file_response, workbook
from ui.listing import EXPORT_LIMIT, ListQuery, page_queryset
from ui.units import THOUSAND
from ui.views import TreeNode, TreeScreen

PAGE = 100

LINE_COLUMNS = (
    Column("entry.effective_on", _("일자"), "date"),
    Column("entry.journal_number", _("전표번호"), "code"),
    Column("entry.text", _("적요")),
    Column("counter", _("상대계정")),
    Column("entry.partner_name", _("거래처")),
    Column("entry.debit", _("차변"), "won"),
    Column("entry.credit", _("대변"), "won"),
    Column("entry.balance", _("잔액"), "won"),
    Column("entry.document_no", _("근거 문서"), "code"),
)
MONTH_COLUMNS = (
    Column("period", _("월"), "code"),
    Column("opening", _("전월이월"), "won"),
    Column("debit", _("차변"), "won"),
    Column("credit", _("대변"), "won"),
    Column("closing", _("잔액"), "won"),
)
PARTNER_COLUMNS = (
    Column("partner_code", _("코드"), "code"),
    Column("partner_name", _("거래처")),
    Column("opening", _("이월"), "won"),
    Column("debit", _("차변"), "won"),
    Column("credit", _("대변"), "won"),
    Column("closing", _("잔액"), "won"),
)


@dataclass(frozen=True)
class LineRow:
    """One line of the sub-ledger ready to show."""

    entry: LedgerEntry
    counter: str
    journal_url: str
    document_url: str
    is_chosen: bool

    @property
    def short_number(self) -> str:
        """Number without prefix and year: G-004812."""
        return self.entry.journal_number.partition("-")[2]

    @property
    def short_document(self) -> str:
        """PV2026-G-001902 → PV-001902."""
        number = self.entry.document_no
        return f"{number[:2]}-{number.rpartition('-')[2]}" if number.count("-") >= 2 else number


class LedgerScreen(TreeScreen):
    """총계정원장: tree of accounts on the left, lines with a running balance on the right."""

    required = permissions.LEDGER_VIEW
    title = _("총계정원장")
    crumbs = (_("회계"), _("장부"))
    template_name = "accounting/ledger.html"
    detail_template = "accounting/ledger_detail.html"
    tree_label = _("계정과목")
    search_hint = _("계정 코드, 이름, 초성")
    help_text = _(
        "왼쪽에서 계정을 고르면 전표 행과 잔액이 나옵니다. 보는 시점을 바꾸면 그때 기록되어 있던 장부를 그대로 봅니다."
    )
    columns: ClassVar[dict[str, Sequence[Column]]] = {
        LINES: LINE_COLUMNS,
        MONTHS: MONTH_COLUMNS,
        PARTNERS: PARTNER_COLUMNS,
    }

    def tree(self) -> Sequence[TreeNode]:
        nodes = account_tree(View(self.year))
        return _branches(nodes, "")

    def chosen(self, nodes: Sequence[TreeNode]) -> str:
        """The account asked for, else the ordinary deposits."""
        return self.request.GET.get("node", "") or "11102"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.GET.get("export") == "xlsx":
            return self.export(self.ask(self.chosen(())))
        return super().get(request, *args, **kwargs)

    def ask(self, account: str) -> LedgerAsk:
        today = day_of(self.now)
        month = period_of(today) if today.year == self.year else self.year * 100 + 12
        until = self.request.GET.get("to", "").replace("-", "")[:6]
        period = int(until) if until.isdigit() and len(until) == 6 else month
        closed = closed_at(self.year, period)
        return read_ask(self.request, year=self.year, account=account, today=today, closed_at=closed)

    def detail(self, key: str) -> dict[str, Any]:
        head = ledger.account(key)
        ask = self.ask(key)
        views = {LINES: self.lines, MONTHS: self.months, PARTNERS: self.partners}
        if not head.is_posting:
            views[LINES] = views[PARTNERS] = self.months
        return {
            "account": head,
            "kind_words": f"{AccountKind(head.kind).label} · {NormalSide(head.normal_side).label} {_t('잔액')}",
            "ask": ask,
            "closed_at": closed_at(self.year, period_of(ask.until_on)),
            "addresses": self.addresses(ask),
            "effect": self.effect(ask) if ask.moment and head.is_posting else None,
            **views[ask.view](ask),
        }

    def addresses(self, ask: LedgerAsk) -> dict[str, str]:
        """Addresses of the buttons around the table."""
        path = self.request.path
        (from_before, to_before), (from_after, to_after) = ask.months
        return {
            "before": ask.address(path, **{"from": from_before.isoformat(), "to": to_before.isoformat()}),
            "after": ask.address(path, **{"from": from_after.isoformat(), "to": to_after.isoformat()}),
            "now": ask.address(path, seen="", moment=""),
            "close": ask.address(path, seen="close", moment=""),
            "lines": ask.address(path, view=""),
            "months": ask.address(path, view=MONTHS),
            "partners": ask.address(path, view=PARTNERS),
            "all_partners": ask.address(path, partner=""),
            "export": ask.address(path, export="xlsx"),
            "print": ask.address(path, print="1"),
            "plain": ask.address(path),
        }

    def lines(self, ask: LedgerAsk) -> dict[str, Any]:
        """The sub-ledger: one page of lines with carried balance, sums of the days and of the year."""
        question = ask.question
        size = EXPORT_LIMIT if self.request.GET.get("print") == "1" else PAGE
        query = ListQuery({}, "effective_on", self.year, self.actor, cursor=ask.cursor, size=size)
        page = page_queryset(ledger.lines(question), query, count=ledger.line_count(question))
        rows = self.rows(ask, ledger.entries(question, list(page.rows)))
        head = ledger.account(ask.account)
        sign, opening, turnover = ledger.sign_of(head), ledger.opening(question), ledger.turnover(question)
        path = self.request.path
        return {
            "view": LINES,
            "rows": rows,
            "count": page.count,
            "opening": sign * opening.balance,
            "turnover": turnover,
            "until": opening + turnover,
            "closing": sign * (opening + turnover).balance,
            "next_url": ask.address(path, cursor=page.next_cursor) if page.next_cursor else "",
            "prev_url": ask.address(path, cursor=page.prev_cursor) if page.prev_cursor else "",
            **self.drill(ask),
        }

    def drill(self, ask: LedgerAsk) -> dict[str, Any]:
        """The journal under the table: its lines, its document, the way the money went."""
        if ask.journal is None:
            return {}
        found = journal(ask.journal)
        is_spending = found.document_type in SPENDING_ORDER
        thread = spending_thread(found.document_type, found.document_id) if is_spending else []
        return {
            "drill": found,
            "drill_document": document_url(found.document_type, found.document_id),
            "stops": stops(thread),
        }

    def rows(self, ask: LedgerAsk, entries: Sequence[LedgerEntry]) -> list[LineRow]:
        names = account_names({code for entry in entries for code in entry.counter_accounts})
        return [
            LineRow(
                entry=entry,
                counter=_counter_words(entry, names),
                journal_url=ask.address(self.request.path, journal=str(entry.journal_id), cursor=ask.cursor),
                document_url=document_url(entry.document_type, entry.document_id),
                is_chosen=entry.journal_id == ask.journal,
            )
            for entry in entries
        ]

    def months(self, ask: LedgerAsk) -> dict[str, Any]:
        """The general ledger by month."""
        found = ledger.general_ledger(
            fiscal_year=ask.year, account_code=ask.account, until_on=ask.until_on, as_of=ask.moment
        )
        return {"view": MONTHS, "months": found.months}

    def partners(self, ask: LedgerAsk) -> dict[str, Any]:
        """The partner ledger of the account."""
        found = ledger.partner_ledger(ask.question)
        rows = [(row, ask.address(self.request.path, view="", partner=str(row.partner_id))) for row in found]
        return {"view": PARTNERS, "partners": rows}

    def effect(self, ask: LedgerAsk) -> dict[str, int]:
        """What was added to these days since the moment looked at."""
        now, then = without_moment(ask).question, ask.question
        sign = ledger.sign_of(ledger.account(ask.account))
        change = (ledger.opening(now) + ledger.turnover(now)) - (ledger.opening(then) + ledger.turnover(then))
        return {
            "count": ledger.line_count(now) - ledger.line_count(then),
            "change": sign * change.balance,
            "size": abs(change.balance),
        }

    def export(self, ask: LedgerAsk) -> HttpResponseBase:
        """The shown part of the ledger as Excel, all pages."""
        head = ledger.account(ask.account)
        view = ask.view if head.is_posting else MONTHS
        conditions = [
            (_t("회계연도"), str(ask.year)),
            (_t("계정"), f"{head.code} {head.name}"),
            (_t("기간"), f"{ask.from_on} ~ {ask.until_on}"),
            (_t("보는 시점"), ask.moment.isoformat() if ask.moment else _t("지금")),
        ]
        title = f"{self.title} {head.code}"
        page = workbook(
            ExportHead(title, conditions, self.actor.name, self.now),
            self.columns[view],
            self.export_rows(ask, view),
            {},
        )
        return file_response(page, f"{title}_{ask.from_on:%Y%m%d}_{ask.until_on:%Y%m%d}.xlsx")

    def export_rows(self, ask: LedgerAsk, view: str) -> Sequence[Any]:
        if view == MONTHS:
            found: Sequence[Any] = self.months(ask)["months"]
            return found
        if view == PARTNERS:
            return ledger.partner_ledger(ask.question)
        entries = ledger.entries(ask.question, list(ledger.lines(ask.question)[:EXPORT_LIMIT]))
        return self.rows(ask, entries)


def _counter_words(entry: LedgerEntry, names: dict[str, str]) -> str:
    codes = entry.counter_accounts
    if not codes:
        return ""
    first = f"{codes[0]} {names.get(codes[0], '')}"
    more = _t("외 %(count)s") % {"count": len(codes) - 1}
    return f"{first} {more}" if len(codes) > 1 else first


def _branches(nodes: Sequence[AccountNode], parent: str) -> tuple[TreeNode, ...]:
    """Accounts under a group, with their balances in thousand won."""
    return tuple(
        TreeNode(
            key=node.code,
            label=node.name,
            code=node.code,
            figure=THOUSAND.shown(node.balance) if node.is_posting and node.balance else "",
            children=_branches(nodes, node.code),
            is_open=len(node.code) < 3 or node.balance != 0,
        )
        for node in nodes
        if node.parent_code == parent
    )
