"""통합 원장·재무제표 (screen 62): consolidated trial balance and the ledger of one account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen
from consolidation.permissions import FIGURES_VIEW
from consolidation.queries.trial_balance import account_report, trial_balance_report
from consolidation.rules.balances import BalanceGap, TrialRow, with_groups
from consolidation.web.looked import LookedListScreen
from tenants.choices import InstitutionProfile
from ui.columns import Column
from ui.conditions import Check, Choice, Condition
from ui.listing import ListQuery, ListResult
from ui.units import MILLION, WON
from ui.views.screen import PageHead

_AREAS = {"CLAIM": _("채권·채무"), "RESULT": _("수익·비용")}


class TrialBalanceScreen(LookedListScreen):
    """Sum of all institutions, what is eliminated, what is left; debit equals credit in each."""

    required = FIGURES_VIEW
    title = _("통합 합계잔액시산표")
    crumbs = (_("통합 원장·재무제표"),)
    help_text = _(
        "기관들의 잔액을 더한 뒤 기관 내부 회계간 거래와 기관 사이의 채권·채무, 수익·비용을 "
        "양쪽이 함께 인정하는 만큼 제거합니다. 맞지 않는 금액은 남겨 두고 표 아래에 적습니다."
    )
    look_screen = LookScreen.TRIAL_BALANCE
    has_units = True
    default_unit = MILLION
    count_word = _("개 계정")
    columns = (
        Column("code", _("계정"), "code", frozen=True),
        Column("name", _("이름"), href=lambda row: row["url"], css="nowrap"),
        Column("debit_total", _("차변"), "won", group=_("합계액"), total=True, wide=True),
        Column("credit_total", _("대변"), "won", group=_("합계액"), total=True, wide=True),
        Column("debit_balance", _("차변 잔액"), "won", group=_("단순 합계"), total=True),
        Column("credit_balance", _("대변 잔액"), "won", group=_("단순 합계"), total=True),
        Column("eliminated_debit", _("차변"), "won", group=_("제거"), total=True),
        Column("eliminated_credit", _("대변"), "won", group=_("제거"), total=True),
        Column("net_debit", _("차변 잔액"), "won", group=_("순계"), total=True, key=True),
        Column("net_credit", _("대변 잔액"), "won", group=_("순계"), total=True, key=True),
    )

    def conditions_for(self) -> Sequence[Condition]:
        profiles = [
            (InstitutionProfile.FOUNDATION, _("출연기관")),
            (InstitutionProfile.CORPORATION, _("공사·공단")),
        ]
        return (
            *super().conditions_for(),
            Choice("profile", _("기관 구분"), choices=profiles, empty=_t("모든 기관")),
            Check("leaves", _("세부 계정만")),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(of_member=False)
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        report = trial_balance_report(
            fiscal_year=query.year, month=self.month, profile=query["profile"] or ""
        )
        leaves = report.balance.rows
        shown = list(leaves) if query["leaves"] else with_groups(report.balance, report.accounts)
        names = {member.code: member.name for member in report.members}
        return ListResult(
            rows=[self._row(row) for row in shown],
            count=len(leaves),
            sums=_sums(leaves),
            facts=(_t("%(count)s개 기관") % {"count": len(names)},),
            notes=[_gap_words(gap, names) for gap in report.balance.gaps],
        )

    def _row(self, row: TrialRow) -> dict[str, Any]:
        is_leaf = len(row.account.code) == _LEAF_LENGTH
        return {
            "code": row.account.code,
            "name": row.account.name,
            "level": len(row.account.code),
            "url": self._account(row.account.code) if is_leaf else "",
            **_figures(row),
        }

    def _account(self, code: str) -> str:
        path = reverse("consolidation:account", kwargs={"account": code})
        return f"{path}?{urlencode({'month': self.month, 'fy': self.year})}"

    def row_url(self, row: Any) -> str:
        return str(row["url"])

    def row_classes(self, row: Any) -> str:
        return {1: "sub1", 2: "sub2", 3: "sub2"}.get(row["level"], "")


_LEAF_LENGTH = 5


def _figures(row: TrialRow) -> dict[str, int]:
    return {
        "debit_total": row.debit_total,
        "credit_total": row.credit_total,
        "debit_balance": max(row.aggregate, 0),
        "credit_balance": max(-row.aggregate, 0),
        "eliminated_debit": row.eliminated_debit,
        "eliminated_credit": row.eliminated_credit,
        "net_debit": max(row.net, 0),
        "net_credit": max(-row.net, 0),
    }


def _sums(rows: Sequence[TrialRow]) -> dict[str, int]:
    figures = [_figures(row) for row in rows]
    return {name: sum(each[name] for each in figures) for name in (figures[0] if figures else ())}


def _gap_words(gap: BalanceGap, names: dict[str, str]) -> str:
    return _t("%(area)s 차이 %(debtor)s ↔ %(creditor)s: %(amount)s원") % {
        "area": _AREAS[gap.area],
        "debtor": names.get(gap.debtor, gap.debtor),
        "creditor": names.get(gap.creditor, gap.creditor),
        "amount": f"{gap.difference:,}",
    }


class AccountScreen(LookedListScreen):
    """통합 원장 of one account: which institution holds how much."""

    required = FIGURES_VIEW
    title = _("통합 원장")
    look_screen = LookScreen.LEDGER
    body_template = "consolidation/account_body.html"
    has_units = True
    default_unit = WON
    count_word = _("개 기관")
    columns = (
        Column("name", _("기관"), frozen=True, href=lambda row: row["url"]),
        Column("debit", _("차변"), "won", total=True),
        Column("credit", _("대변"), "won", total=True),
        Column("balance", _("잔액"), "won", total=True, key=True),
    )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(subject=self.kwargs["account"], of_member=False)
        self.report = account_report(
            account_code=self.kwargs["account"], fiscal_year=self.year, month=self.month
        )
        return super().get(request, *args, **kwargs)

    def head(self) -> PageHead:
        account = self.report.account
        crumbs = (_("통합 원장·재무제표"), _("통합 원장"))
        return PageHead(title=f"{account.code} {account.name}", crumbs=crumbs, star=False)

    def fetch(self, query: ListQuery) -> ListResult:
        sign = 1 if self.report.account.is_debit else -1
        rows: list[dict[str, Any]] = [
            {
                "name": member.name,
                "debit": debit,
                "credit": credit,
                "balance": sign * (debit - credit),
                "url": self._lines(member.code),
            }
            for member, debit, credit in self.report.by_institution
        ]
        sums = {name: sum(row[name] for row in rows) for name in ("debit", "credit", "balance")}
        return ListResult(rows=rows, count=len(rows), sums=sums)

    def _lines(self, institution: str) -> str:
        keys = {"institution": institution, "account": self.kwargs["account"]}
        path = reverse("consolidation:lines", kwargs=keys)
        return f"{path}?{urlencode({'month': self.month, 'fy': self.year})}"

    def row_url(self, row: Any) -> str:
        return str(row["url"])

    def context(self, **kwargs: Any) -> dict[str, Any]:
        sign = 1 if self.report.account.is_debit else -1
        months = [
            {
                "period": f"{period // 100}-{period % 100:02d}",
                "debit": debit,
                "credit": credit,
                "balance": sign * run,
            }
            for period, debit, credit, run in self.report.by_month
        ]
        return super().context(month_rows=months, **kwargs)
