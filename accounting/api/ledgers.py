"""Trial balance, general ledger, partner ledger and chart of accounts over REST."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.books_shapes import (
    AccountsOut,
    LedgerOut,
    LedgerQuery,
    PartnerLedgerOut,
    PartnerLedgerQuery,
    TrialOut,
    TrialQuery,
)
from accounting.api.journals import TAG
from accounting.queries.journals import chart_of_accounts
from accounting.queries.ledger import LineQuestion, general_ledger, partner_ledger
from accounting.queries.trial_balance import trial_balance
from core.api.docs import operation
from core.api.views import ApiView


class TrialBalanceReport(ApiView):
    """합계잔액시산표."""

    tag = TAG
    required: ClassVar = {"get": permissions.LEDGER_VIEW}
    queries: ClassVar = {"get": TrialQuery}

    @operation("합계잔액시산표", "계정마다 차변·대변의 합계와 잔액을 본다.", output=TrialOut)
    def get(self, request: Request) -> Response:
        asked = self.query()
        report = trial_balance(
            fiscal_year=asked["fiscal_year"],
            until_on=asked.get("until"),
            as_of=asked.get("as_of"),
            account_unit=asked.get("account_unit", ""),
            with_groups=not asked.get("leaves_only", False),
        )
        return Response(TrialOut(report).data)


class GeneralLedgerReport(ApiView):
    """총계정원장."""

    tag = TAG
    required: ClassVar = {"get": permissions.LEDGER_VIEW}
    queries: ClassVar = {"get": LedgerQuery}

    @operation("총계정원장", "계정의 월별 이월, 차변, 대변, 잔액을 본다.", output=LedgerOut)
    def get(self, request: Request) -> Response:
        asked = self.query()
        found = general_ledger(
            fiscal_year=asked["fiscal_year"],
            account_code=asked["account"],
            until_on=asked.get("until"),
            as_of=asked.get("as_of"),
            account_unit=asked.get("account_unit", ""),
        )
        return Response(LedgerOut(found).data)


class PartnerLedgerReport(ApiView):
    """거래처원장."""

    tag = TAG
    required: ClassVar = {"get": permissions.LEDGER_VIEW}
    queries: ClassVar = {"get": PartnerLedgerQuery}

    @operation("거래처원장", "계정의 거래처별 이월, 차변, 대변, 잔액을 본다.", output=PartnerLedgerOut)
    def get(self, request: Request) -> Response:
        asked = self.query()
        year = asked["fiscal_year"]
        question = LineQuestion(
            year,
            asked["account"],
            asked.get("from_on") or date(year, 1, 1),
            asked.get("until") or date(year + 1, 1, 31),
            as_of=asked.get("as_of"),
            account_unit=asked.get("account_unit", ""),
        )
        return Response(PartnerLedgerOut({"items": partner_ledger(question)}).data)


class ChartOfAccounts(ApiView):
    """계정과목."""

    tag = TAG
    required: ClassVar = {"get": permissions.LEDGER_VIEW}

    @operation("계정과목", "계정과목 전체를 코드 순서로 본다.", output=AccountsOut)
    def get(self, request: Request) -> Response:
        return Response(AccountsOut({"items": chart_of_accounts()}).data)
