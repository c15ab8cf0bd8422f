"""합계잔액시산표: totals and balances on both sides, until a day, as known at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.queries.budget_choices import account_units
from accounting.queries.trial_balance import TrialRow, trial_balance
from core.periods import end_of_day
from ui.columns import Column
from ui.conditions import Check, Choice, Condition, Day
from ui.listing import ListQuery, ListResult
from ui.views import ListScreen


class TrialBalanceScreen(ListScreen):
    """Both pairs of columns are equal; every account opens its ledger."""

    required = permissions.LEDGER_VIEW
    title = _("합계잔액시산표")
    crumbs = (_("회계"), _("장부"))
    help_text = _("차변 합계와 대변 합계, 차변 잔액과 대변 잔액은 언제나 같습니다.")
    has_units = True
    count_word = _("개 계정")
    columns: ClassVar[Sequence[Column]] = (
        Column("debit_balance", _("잔액"), "won", group=_("차변"), total=True, key=True),
        Column("debit_total", _("합계"), "won", group=_("차변"), total=True),
        Column("code", _("코드"), "code", group=_("계정과목"), href=lambda row: _ledger(row)),
        Column("name", _("이름"), group=_("계정과목")),
        Column("credit_total", _("합계"), "won", group=_("대변"), total=True),
        Column("credit_balance", _("잔액"), "won", group=_("대변"), total=True),
    )

    def conditions_for(self) -> Sequence[Condition]:
        return (
            Day("until", _("기준일"), hint=_("이 날까지의 전표")),
            Day("known", _("기록 기준"), hint=_("이 날까지 기록된 전표만")),
            Choice("account", _("회계구분"), choices=account_units, empty=_t("전체 회계")),
            Check("leaves", _("세부 계정만")),
        )

    def fetch(self, query: ListQuery) -> ListResult:
        known = query["known"]
        report = trial_balance(
            fiscal_year=query.year,
            until_on=query["until"],
            as_of=end_of_day(known) if known else None,
            account_unit=query["account"] or "",
            with_groups=not query["leaves"],
        )
        return ListResult(
            rows=report.rows,
            count=sum(row.is_posting for row in report.rows),
            sums={
                "debit_balance": report.debit_balance,
                "debit_total": report.debit_total,
                "credit_total": report.credit_total,
                "credit_balance": report.credit_balance,
            },
        )

    def row_url(self, row: TrialRow) -> str:
        return _ledger(row)

    def row_classes(self, row: TrialRow) -> str:
        return "" if row.is_posting else ("sub1" if row.level == 0 else "sub2")


def _ledger(row: TrialRow) -> str:
    return f"{reverse('accounting:ledger')}?node={row.code}"
