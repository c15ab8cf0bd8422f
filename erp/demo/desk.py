"""The people of an institution at their desks: each step of a document by the one whose duty it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from accounting.queries.budget_choices import bank_account_ids, expenditure_line_ids, revenue_line_ids
from accounting.services import (
    commitments,
    inspections,
    partners,
    payment_orders,
    payment_settlement,
    payment_vouchers,
    proposals,
    receipts,
    revenues,
)
from accounting.services.approval import Decision
from accounting.services.cancelling import draft_cancellation
from accounting.services.voucher_rows import VoucherRowInput
from core.access import Actor
from erp.demo.founding import actor, departments
from erp.demo.hours import office_hour
from erp.demo.signers import Signers


@dataclass(frozen=True)
class CityMoney:
    """Money of the city that arrived: revenue item, amount, day."""

    item: str
    amount: int
    on: date


@dataclass(frozen=True)
class Purchase:
    """A spending from proposal to payment, told by its facts."""

    title: str
    project: str
    item: str
    amount: int
    kind: str
    partner: str
    on: date
    evidence: tuple[str, ...] = ("TAX_INVOICE",)
    sub_type: str = ""
    rule: str = ""
    department: str = "D21"
    quotes: int = 1
    bond_exempt: str = ""


# The story buys many things of one kind: each is its own matter.
SEPARATE = {"E-APR-036": "사업과 시기가 서로 다른 지출"}


class Desk(Signers):
    """Acts of the institution's people in the current tenant; every act has its own day."""

    def __init__(self, year: int, at: datetime) -> None:
        super().__init__(at)
        self.year = year
        self.lines = expenditure_line_ids(year)
        self.revenue_lines = revenue_line_ids(year)
        self.banks = bank_account_ids()
        self.departments = departments()
        self.finance = self.departments.get("D12") or self.departments["D10"]
        self.partners: dict[str, UUID] = {}
        self.from_city: list[CityMoney] = []
        self.invoices = 0

    @cached_property
    def drafter(self) -> Actor:
        return actor("drafter", self.at)

    @cached_property
    def inspector(self) -> Actor:
        return actor("inspector", self.at)

    @cached_property
    def approver(self) -> Actor:
        return actor("approver", self.at)

    @cached_property
    def disburser(self) -> Actor:
        return actor("disburser", self.at)

    @cached_property
    def cashier(self) -> Actor:
        return actor("cashier", self.at)

    @cached_property
    def assessor(self) -> Actor:
        return actor("assessor", self.at)

    def partner(
        self,
        name: str,
        kind: str,
        *,
        account: str = "",
        business_no: str = "",
        identity: str = "",
        entity: str = "",
    ) -> UUID:
        """Register a payee with a verified account."""
        at = office_hour(date(self.year, 1, 2))
        given = partners.PartnerInput(
            name=name, kind=kind, business_no=business_no, tax_identity=identity, entity_code=entity
        )
        made = partners.register_partner(given=given, actor=self.drafter, at=at)
        if account:
            detail = partners.AccountInput(bank_code="004", account_no=account, holder=name)
            kept = partners.add_account(partner_id=made.pk, given=detail, actor=self.drafter, at=at)
            partners.verify_account(account_id=kept.pk, holder=name, actor=self.approver, at=at)
        self.partners[name] = made.pk
        return UUID(str(made.pk))

    def cancelled(self, subject: str, paper: Any, at: datetime, text: str) -> None:
        """취소 기안 of a paper by its drafter, decided on the line of the original."""
        document_id = draft_cancellation(
            subject=subject, paper_id=paper.pk, text=text, actor=self.drafter, at=at
        )
        self.signed_by_all(document_id, at)

    def propose(
        self, purchase: Purchase, *, submit: bool = True, decision: Decision | None = Decision.APPROVE
    ) -> Any:
        """품의, submitted and decided."""
        at = office_hour(purchase.on, 9)
        given = proposals.ProposalInput(
            fiscal_year=self.year,
            title=purchase.title,
            document_date=purchase.on,
            department_id=self.departments[purchase.department],
            kind=purchase.kind,
            rows=[
                proposals.ProposalRowInput(
                    self.lines[purchase.project, purchase.item], purchase.amount, purchase.title
                )
            ],
        )
        paper = proposals.draft_proposal(given=given, actor=self.drafter, at=at)
        if not submit:
            return paper
        proposals.submit_proposal(proposal_id=paper.pk, actor=self.drafter, at=at, acknowledged=SEPARATE)
        return self.decided("spending_proposal", paper, decision, purchase.on)

    def commit(
        self,
        purchase: Purchase,
        proposal: Any | None,
        *,
        amount: int | None = None,
        decision: Decision | None = Decision.APPROVE,
    ) -> Any:
        """지출원인행위 out of a proposal, or direct where the kind needs none."""
        on = purchase.on + timedelta(days=2)
        given = commitments.CommitmentInput(
            fiscal_year=self.year,
            title=purchase.title,
            document_date=on,
            department_id=self.departments[purchase.department],
            kind=purchase.kind,
            proposal_id=proposal.pk if proposal is not None else None,
            partner_id=self.partners[purchase.partner],
            rows=self._committed_rows(purchase, proposal, amount),
            estimated_price=round((amount or purchase.amount) / 1.1),
            quote_count=purchase.quotes,
            bond_exempt_reason=purchase.bond_exempt,
            contracted_on=on,
        )
        paper = commitments.draft_commitment(given=given, actor=self.drafter, at=office_hour(on, 9))
        commitments.submit_commitment(
            commitment_id=paper.pk, actor=self.drafter, at=office_hour(on, 9), acknowledged=SEPARATE
        )
        return self.decided("commitment", paper, decision, on)

    def _committed_rows(
        self, purchase: Purchase, proposal: Any | None, amount: int | None
    ) -> list[commitments.CommitmentRowInput]:
        """Every row of the proposal as a whole, or one row of `amount`."""
        if proposal is None:
            line = self.lines[purchase.project, purchase.item]
            return [
                commitments.CommitmentRowInput(amount or purchase.amount, line_id=line, text=purchase.title)
            ]
        rows = list(proposal.rows.all())
        return [
            commitments.CommitmentRowInput(
                amount=row.amount if len(rows) > 1 else amount or purchase.amount,
                proposal_row_id=row.pk,
                text=row.text or purchase.title,
            )
            for row in rows
        ]

    def inspect(self, purchase: Purchase, commitment: Any, *, passed: bool | None = True) -> Any:
        """검수: requested by the drafter, passed or failed by the inspector who counted."""
        on = purchase.on + timedelta(days=9)
        given = inspections.InspectionInput(
            commitment_id=commitment.pk,
            title=f"{purchase.title} 검수",
            document_date=on,
            rows=[
                inspections.InspectionRowInput(row.pk, row.amount, sub_type=purchase.sub_type)
                for row in commitment.rows.all()
            ],
            completed_on=on,
        )
        paper = inspections.request_inspection(given=given, actor=self.drafter, at=office_hour(on, 11))
        if passed is None:
            return paper
        if passed:
            return inspections.pass_inspection(
                inspection_id=paper.pk, actor=self.inspector, at=office_hour(on, 14), inspected_on=on
            )
        return inspections.fail_inspection(
            inspection_id=paper.pk,
            text="수량이 계약과 다릅니다.",
            actor=self.inspector,
            at=office_hour(on, 14),
        )

    def vouch(
        self,
        purchase: Purchase,
        commitment: Any,
        inspection: Any | None = None,
        *,
        submit: bool = True,
        decision: Decision | None = Decision.APPROVE,
    ) -> Any:
        """지출결의 of everything committed."""
        on = purchase.on + timedelta(days=11)
        accepted = {row.commitment_row_id: row.pk for row in inspection.rows.all()} if inspection else {}
        rows = [
            VoucherRowInput(
                commitment_row_id=row.pk,
                partner_id=self.partners[purchase.partner],
                amount=row.amount,
                inspection_row_id=accepted.get(row.pk),
                sub_type=purchase.sub_type,
                withholding_rule=purchase.rule,
                engagement=purchase.title if purchase.rule else "",
                supplied_on=on,
                invoice_no=self._invoice_no(on) if "TAX_INVOICE" in purchase.evidence else "",
                evidence_kind=purchase.evidence[0] if purchase.evidence else "",
                text=purchase.title,
            )
            for row in commitment.rows.all()
        ]
        given = payment_vouchers.VoucherInput(
            fiscal_year=self.year,
            title=purchase.title,
            document_date=on,
            department_id=self.departments[purchase.department],
            rows=rows,
            evidence=[payment_vouchers.EvidenceInput(kind) for kind in purchase.evidence],
            pay_on=on + timedelta(days=1),
        )
        paper = payment_vouchers.draft_payment_voucher(given=given, actor=self.drafter, at=office_hour(on, 9))
        if not submit:
            return paper
        payment_vouchers.submit_payment_voucher(
            voucher_id=paper.pk, actor=self.drafter, at=office_hour(on, 9)
        )
        return self.decided("payment_voucher", paper, decision, on)

    def _invoice_no(self, on: date) -> str:
        """Approval number of the tax office: day, number of the sending system, running number."""
        self.invoices += 1
        return f"{on:%Y%m%d}41000000{self.invoices:08d}"

    def order(self, vouchers: Sequence[Any], pay_on: date, bank: str, *, until: str = "SENT") -> Any:
        """지급명령: made by the cashier, signed and sent by the disbursing officer."""
        given = payment_orders.OrderInput([paper.pk for paper in vouchers], self.banks[bank], pay_on)
        paper = payment_orders.create_and_submit(given=given, actor=self.cashier, at=office_hour(pay_on, 9))
        if until == "SUBMITTED":
            return paper
        self.decided("payment_order", paper, Decision.APPROVE, pay_on, hour=13)
        if until == "SIGNED":
            return paper
        return payment_orders.send_payment_order(
            order_id=paper.pk, actor=self.disburser, at=office_hour(pay_on, 14)
        )

    def settle(self, order: Any, pay_on: date, failed: Mapping[int, str] | None = None) -> None:
        """The bank's answer; `failed` names lines by ordinal with the reason."""
        bad = failed or {}
        lines = list(order.lines.all())
        good = [line.pk for line in lines if line.ordinal not in bad]
        at = office_hour(pay_on, 16)
        if good:
            payment_settlement.execute_lines(
                order_id=order.pk, line_ids=good, executed_on=pay_on, actor=self.cashier, at=at
            )
        if bad:
            failures = {line.pk: bad[line.ordinal] for line in lines if line.ordinal in bad}
            payment_settlement.fail_lines(order_id=order.pk, failures=failures, actor=self.cashier, at=at)

    def assess(
        self,
        title: str,
        item: str,
        amount: int,
        on: date,
        partner: str,
        *,
        decision: Decision | None = Decision.APPROVE,
    ) -> Any:
        """징수결의."""
        given = revenues.AssessmentInput(
            fiscal_year=self.year,
            title=title,
            document_date=on,
            department_id=self.finance,
            partner_id=self.partners[partner],
            cause=title,
            rows=[revenues.AssessmentRowInput(self.revenue_lines[item], amount, text=title)],
        )
        paper = revenues.draft_assessment(given=given, actor=self.drafter, at=office_hour(on, 9))
        revenues.submit_assessment(assessment_id=paper.pk, actor=self.drafter, at=office_hour(on, 9))
        return self.decided("revenue_assessment", paper, decision, on)

    def notify(self, assessment: Any, on: date) -> None:
        """납입고지."""
        revenues.notify_payer(
            assessment_id=assessment.pk,
            noticed_on=on,
            due_on=on + timedelta(days=14),
            actor=self.drafter,
            at=office_hour(on, 11),
        )

    def receive(self, assessment: Any, amount: int, on: date, bank: str) -> Any:
        """수납 of an assessment."""
        row = assessment.rows.get()
        if assessment.partner_id == self.partners.get("가람시"):
            self.from_city.append(CityMoney(row.line.stat_item.code, amount, on))
        given = receipts.ReceiptInput(
            fiscal_year=self.year,
            title=f"{assessment.title} 수납",
            received_on=on,
            department_id=self.finance,
            bank_account_id=self.banks[bank],
            rows=[receipts.ReceiptRowInput(amount, assessment_row_id=row.pk)],
            partner_id=assessment.partner_id,
        )
        return receipts.record_receipt(given=given, actor=self.cashier, at=office_hour(on, 15))
