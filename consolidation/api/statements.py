"""Consolidated statements and reconciliation over REST."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from consolidation.api.inputs import MonthQuery, note_look
from consolidation.choices import LookScreen, MismatchCause
from consolidation.permissions import FIGURES_VIEW
from consolidation.queries.reconciliation import reconciliation
from consolidation.queries.trial_balance import trial_balance_report
from core.api.docs import operation
from core.api.fields import ChoiceTextField, LineField, WholeNumberField, WonField
from core.api.serializers import Output
from core.api.views import ApiView
from tenants.choices import InstitutionProfile


class TrialRowOut(Output):
    """One account: aggregate, elimination, net (debit minus credit)."""

    account_code = LineField(max_length=10)
    account_name = LineField(max_length=60)
    debit_total = WonField(minimum=None)
    credit_total = WonField(minimum=None)
    aggregate = WonField(minimum=None, help_text=_("단순 합계 잔액(차변 − 대변)"))
    eliminated_debit = WonField(minimum=None)
    eliminated_credit = WonField(minimum=None)
    net = WonField(minimum=None, help_text=_("순계 잔액(차변 − 대변)"))


class BalanceGapOut(Output):
    """What two members do not tell alike."""

    debtor = LineField(max_length=40)
    creditor = LineField(max_length=40)
    area = LineField(max_length=10, help_text=_("CLAIM 채권·채무, RESULT 수익·비용"))
    in_debtor_books = WonField(minimum=None)
    in_creditor_books = WonField(minimum=None)
    difference = WonField(minimum=None)


class TrialBalanceOut(Output):
    """Consolidated trial balance."""

    fiscal_year = WholeNumberField(minimum=1990, maximum=2999)
    month = WholeNumberField(minimum=1, maximum=12)
    debit_total = WonField(minimum=None)
    credit_total = WonField(minimum=None)
    rows = TrialRowOut(many=True)
    gaps = BalanceGapOut(many=True)


class TrialBalanceQuery(MonthQuery):
    """Of all members or of one legal form."""

    profile = ChoiceTextField(choices=InstitutionProfile.choices, required=False, help_text=_("기관 구분"))


class ConsolidatedTrialBalance(ApiView):
    """통합 합계잔액시산표."""

    tag = "통합 조회"
    required: ClassVar = {"get": FIGURES_VIEW}
    queries: ClassVar = {"get": TrialBalanceQuery}

    @operation(
        "통합 합계잔액시산표",
        "모든 기관의 단순 합계, 내부거래 제거, 순계를 본다. 열람이 기록된다.",
        output=TrialBalanceOut,
    )
    def get(self, request: Request) -> Response:
        asked = self.query()
        note_look(screen=LookScreen.TRIAL_BALANCE, actor=self.actor, at=self.at)
        report = trial_balance_report(
            fiscal_year=asked["fiscal_year"], month=asked.get("month", 12), profile=asked.get("profile", "")
        )
        debit, credit = report.totals
        rows = [
            {
                "account_code": row.account.code,
                "account_name": row.account.name,
                **{name: getattr(row, name) for name in _TRIAL_FIGURES},
            }
            for row in report.balance.rows
        ]
        answer = {
            "fiscal_year": report.window.fiscal_year,
            "month": report.window.month,
            "debit_total": debit,
            "credit_total": credit,
            "rows": rows,
            "gaps": report.balance.gaps,
        }
        return Response(TrialBalanceOut(answer).data)


_TRIAL_FIGURES = ("debit_total", "credit_total", "aggregate", "eliminated_debit", "eliminated_credit", "net")


class PairOut(Output):
    """Both sides of one agreement, or of one month and amount."""

    payer = LineField(max_length=40)
    receiver = LineField(max_length=40)
    agreement = LineField(max_length=60, allow_blank=True)
    period = WholeNumberField(minimum=0, maximum=300000, help_text=_("협약 번호로 맞춘 것은 0"))
    paid = WonField(minimum=None)
    received = WonField(minimum=None)
    eliminated = WonField(minimum=None)
    difference = WonField(minimum=None)


class MismatchOut(Output):
    """A difference that stays, with its cause (E-CNS-001)."""

    payer = LineField(max_length=40)
    receiver = LineField(max_length=40)
    agreement = LineField(max_length=60, allow_blank=True)
    period = WholeNumberField(minimum=0, maximum=300000)
    paid = WonField(minimum=None)
    received = WonField(minimum=None)
    difference = WonField(minimum=None)
    cause = ChoiceTextField(choices=MismatchCause.choices)
    detail = LineField(max_length=200)


class ReconciliationOut(Output):
    """Internal transactions of the group."""

    fiscal_year = WholeNumberField(minimum=1990, maximum=2999)
    month = WholeNumberField(minimum=1, maximum=12)
    eliminated = WonField(minimum=None)
    pairs = PairOut(many=True)
    mismatches = MismatchOut(many=True)


class IntercompanyReconciliation(ApiView):
    """내부거래 대사."""

    tag = "통합 조회"
    required: ClassVar = {"get": FIGURES_VIEW}
    queries: ClassVar = {"get": MonthQuery}

    @operation(
        "내부거래 대사",
        "기관 사이와 모기관 사이에 주고받은 금액을 양쪽 장부에서 맞춘다. 열람이 기록된다.",
        output=ReconciliationOut,
    )
    def get(self, request: Request) -> Response:
        asked = self.query()
        note_look(screen=LookScreen.RECONCILIATION, actor=self.actor, at=self.at)
        found = reconciliation(fiscal_year=asked["fiscal_year"], month=asked.get("month", 12))
        mismatches = [
            {**{name: getattr(m, name) for name in _MISMATCH_FIELDS}, "detail": found.message(m)}
            for m in found.outcome.mismatches
        ]
        answer = {
            "fiscal_year": found.window.fiscal_year,
            "month": found.window.month,
            "eliminated": found.outcome.eliminated,
            "pairs": found.outcome.pairs,
            "mismatches": mismatches,
        }
        return Response(ReconciliationOut(answer).data)


_MISMATCH_FIELDS = ("payer", "receiver", "agreement", "period", "paid", "received", "difference", "cause")
