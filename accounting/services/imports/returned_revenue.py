"""Returned money that no budget line can take back any more: revenue R421-02 (지방회계법 제27조①)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accounting.choices import BudgetSide, ReceiptState
from accounting.models import BankAccount, BudgetLine, Receipt, ReceiptRow, StatItem
from accounting.queries.mappings import posting_policy, revenue_mappings
from accounting.rules.entries import Dimensions
from accounting.rules.posting import BankSide, build_journal
from accounting.rules.posting_revenue import RevenueRow, receive
from accounting.rules.spending_import import SpendingLine
from accounting.services import kernel
from accounting.services.budget_lines import RevenueKey, open_revenue_lines
from core.access import Actor
from core.errors import NotFound

RETURNED_ITEM = "R421-02"
OWN = "OWN"
MAIN_ACCOUNT = "11102"
EVENT = "receipt_recorded"


class ReturnedRevenue:
    """Makes receipts of returned money: assessed and received at once, by the report of the source."""

    def __init__(self, fiscal_year: int, actor: Actor, at: datetime) -> None:
        self.fiscal_year, self.actor, self.at = fiscal_year, actor, at
        self.mapping = revenue_mappings(fiscal_year, {RETURNED_ITEM})[RETURNED_ITEM]
        self.policy = posting_policy(fiscal_year)
        found = StatItem.objects.filter(
            fiscal_year=fiscal_year, side=BudgetSide.REVENUE, code=RETURNED_ITEM
        ).first()
        bank = BankAccount.objects.filter(account_code=MAIN_ACCOUNT, is_active=True).order_by("code").first()
        if found is None or bank is None:
            raise NotFound
        self.item_id: UUID = found.pk
        self.bank = bank
        self._lines: dict[tuple[str, UUID], UUID] = {}
        self._heads: dict[UUID, tuple[str, UUID]] = {}

    def command(self, line: SpendingLine, budget_line_id: UUID, title: str) -> kernel.Command:
        """The receipt of one returned amount; the expenditure line is left alone."""
        unit, department_id = self._head(budget_line_id)
        revenue_line = self._revenue_line(unit, department_id)
        amount = -line.amount
        text = f"{title} {line.line_id}"
        paper = Receipt(
            fiscal_year=self.fiscal_year,
            account_unit_id=unit,
            department_id=department_id,
            title=text,
            document_date=line.paid_on,
            effective_on=line.paid_on,
            received_on=line.paid_on,
            bank_account=self.bank,
            report_no=line.line_id[:60],
            total_amount=amount,
            state=ReceiptState.POSTED,
            drafted_at=self.at,
            submitted_at=self.at,
            approved_at=self.at,
        )
        row = ReceiptRow(receipt=paper, ordinal=1, line_id=revenue_line, amount=amount)
        at = Dimensions(account_unit_code=unit, department_id=department_id, funding_code=OWN)
        entry = receive(
            [RevenueRow(self.mapping, amount, at, text=text)], BankSide(self.bank.account_code), self.policy
        )
        draft = build_journal(EVENT, text, entry, account_unit=unit)
        return kernel.Command(
            event=EVENT,
            document=kernel.DocumentRef("receipt", paper.pk),
            fiscal_year=self.fiscal_year,
            account_unit=unit,
            effective_on=line.paid_on,
            actor=self.actor,
            at=self.at,
            revenue_movements=(
                kernel.RevenueMovement(revenue_line, "assessed", amount),
                kernel.RevenueMovement(revenue_line, "received", amount),
            ),
            journals=(draft,) if draft is not None else (),
            inserts=(paper, row),
            number_prefix="RV",
            audit=kernel.AuditLine("returned_revenue_recorded", text),
        )

    def _head(self, budget_line_id: UUID) -> tuple[str, UUID]:
        if budget_line_id not in self._heads:
            line = BudgetLine.objects.get(pk=budget_line_id)
            self._heads[budget_line_id] = (str(line.account_unit_id), line.department_id)
        return self._heads[budget_line_id]

    def _revenue_line(self, unit: str, department_id: UUID) -> UUID:
        key = (unit, department_id)
        if key not in self._lines:
            wanted = RevenueKey(self.fiscal_year, unit, department_id, self.item_id, OWN)
            self._lines[key] = open_revenue_lines([wanted])[wanted]
        return self._lines[key]
