"""People and papers for tests of the spending documents: everything by the public services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from accounting.models import (
    BankAccount,
    BudgetLine,
    Commitment,
    CommitmentChange,
    JournalLine,
    Partner,
    PaymentOrder,
    PaymentVoucher,
    SpendingProposal,
)
from accounting.services.approval import Decision, decide
from accounting.services.cancelling import draft_cancellation
from accounting.services.commitment_changes import ChangeInput, write_and_submit
from accounting.services.commitments import (
    CommitmentInput,
    CommitmentRowInput,
    draft_commitment,
    submit_commitment,
)
from accounting.services.partners import (
    AccountInput,
    PartnerInput,
    add_account,
    register_partner,
    verify_account,
)
from accounting.services.payment_orders import (
    OrderInput,
    create_payment_order,
    send_payment_order,
    submit_payment_order,
)
from accounting.services.payment_settlement import execute_lines
from accounting.services.payment_vouchers import (
    EvidenceInput,
    VoucherInput,
    draft_payment_voucher,
    submit_payment_voucher,
)
from accounting.services.proposals import (
    ProposalInput,
    ProposalRowInput,
    draft_proposal,
    submit_proposal,
)
from accounting.services.voucher_rows import VoucherRowInput
from approvals.models import OfficialDocument
from approvals.queries.subjects import LineStep, document_of, line_of
from approvals.services.deciding import sign
from core.access import Actor
from core.ids import uuid7
from core.periods import SEOUL
from identity.queries import actor_for
from organization.models import Absence
from tests.accounting.books import department
from tests.people import user

YEAR = 2026
AT = datetime(2026, 3, 10, 10, 0, tzinfo=SEOUL)
ON = date(2026, 3, 10)
# Tests write many small papers on one line: the warning of a split has its answer here.
NO_SPLIT = {"E-APR-036": "서로 다른 사업의 지출"}


def person(login_name: str, *codes: str) -> Actor:
    """A person of the world with these further permission codes."""
    found = actor_for(user(login_name).pk, ON)
    return replace(found, codes=found.codes | frozenset(codes))


def all_codes() -> frozenset[str]:
    """Every permission of accounting."""
    from accounting.permissions import PERMISSIONS

    return frozenset(permission.code for permission in PERMISSIONS)


def drafter() -> Actor:
    """윤하늘, who writes the papers."""
    return person("drafter", *all_codes())


def approver() -> Actor:
    """서정우, 재무관: signs commitments."""
    return person("approver", *all_codes())


def disburser() -> Actor:
    """한지민, 지출원: signs vouchers and orders."""
    return person("disburser", *all_codes())


def cashier() -> Actor:
    """오세라, 출납원: records what the bank answers."""
    return person("cashier", *all_codes())


def proposal_input(lines: Sequence[tuple[BudgetLine, int]], **changes: Any) -> ProposalInput:
    """A proposal over these lines."""
    values: dict[str, Any] = {
        "fiscal_year": YEAR,
        "title": "무대 설치",
        "document_date": ON,
        "department_id": department().pk,
        "rows": [ProposalRowInput(line.pk, amount) for line, amount in lines],
    }
    return ProposalInput(**(values | changes))


def submitted_proposal(*rows: tuple[BudgetLine, int]) -> SpendingProposal:
    """A proposal that waits for approval."""
    paper = draft_proposal(given=proposal_input(rows), actor=drafter(), at=AT)
    return submit_proposal(proposal_id=paper.pk, actor=drafter(), at=AT, acknowledged=NO_SPLIT)


def approved(subject: str, document_id: UUID, at: datetime = AT) -> Any:
    """The paper after everybody on its line has signed, one after the other."""
    while (signer := next_signer(subject, document_id)) is not None:
        paper = decided(subject, document_id, signer, at=at)
    return paper


def next_signer(subject: str, document_id: UUID) -> Actor | None:
    """Who has to sign the paper now: the holder of the first open step; nobody after the decision."""
    found = document_of(subject, document_id)
    line = line_of(found.document_id) if found and found.state == "IN_PROGRESS" else None
    step = next(iter(line.open_steps), None) if line else None
    return as_officer(step.person_id) if step else None


def away(login_name: str, deputy: str = "", at: datetime = AT) -> Absence:
    """Somebody is on a trip around that moment, with a deputy or without."""
    return Absence.objects.create(
        person=user(login_name),
        deputy=user(deputy) if deputy else None,
        from_at=at - timedelta(days=1),
        to_at=at + timedelta(days=1),
        kind="TRIP",
        reason="",
        scope=[],
    )


def as_officer(user_id: UUID) -> Actor:
    """Somebody of the line with every permission of accounting."""
    found = actor_for(user_id, ON)
    return replace(found, codes=found.codes | all_codes())


def decided(
    subject: str,
    document_id: UUID,
    by: Actor,
    decision: Decision = Decision.APPROVE,
    text: str = "",
    at: datetime = AT,
) -> Any:
    """The paper after this person has said so."""
    return decide(
        subject=subject,
        document_id=document_id,
        decision=decision,
        actor=by,
        at=at,
        text=text,
        stepped_up=True,
    )


def cancelled(subject: str, paper: Any, by: Actor | None = None, text: str = "계약 해제") -> Any:
    """The paper after its 취소 기안 was handed in and decided by everybody on its line."""
    document_id = draft_cancellation(
        subject=subject, paper_id=paper.pk, text=text, actor=by or drafter(), at=AT
    )
    signed_by_all(document_id)
    paper.refresh_from_db()
    return paper


def signed_by_all(document_id: UUID) -> None:
    """Everybody on the line of a document signs, one after the other."""
    while open_steps := _open_steps(document_id):
        step = open_steps[0]
        document = OfficialDocument.objects.get(pk=document_id)
        sign(
            document_id=document_id,
            step_id=step.step_id,
            seen=document.version,
            actor=as_officer(step.person_id),
            at=AT,
        )


def _open_steps(document_id: UUID) -> Sequence[LineStep]:
    document = OfficialDocument.objects.get(pk=document_id)
    line = line_of(document_id) if document.state == "IN_PROGRESS" else None
    return line.open_steps if line else ()


def up_to_decision(subject: str, document_id: UUID) -> Actor:
    """Everybody but the decider signs; who decides."""
    while True:
        found = document_of(subject, document_id)
        line = line_of(found.document_id) if found else None
        step = line.open_steps[0] if line else None
        assert step is not None
        if step.kind == "APPROVE":
            return as_officer(step.person_id)
        decided(subject, document_id, as_officer(step.person_id))


def approved_proposal(*rows: tuple[BudgetLine, int]) -> SpendingProposal:
    """A proposal that holds its reserve."""
    return approved("spending_proposal", submitted_proposal(*rows).pk)


def commitment_input(
    rows: Sequence[CommitmentRowInput], *, kind: str = "OTHER", **changes: Any
) -> CommitmentInput:
    """A commitment with these rows."""
    values: dict[str, Any] = {
        "fiscal_year": YEAR,
        "title": "무대 설치 계약",
        "document_date": ON,
        "department_id": department().pk,
        "kind": kind,
        "rows": rows,
    }
    return CommitmentInput(**(values | changes))


def from_proposal(proposal: SpendingProposal, *amounts: int, **changes: Any) -> CommitmentInput:
    """A commitment that draws on the rows of a proposal in order."""
    rows = [
        CommitmentRowInput(amount=amount, proposal_row_id=row.pk)
        for row, amount in zip(proposal.rows.order_by("ordinal"), amounts, strict=True)
    ]
    return commitment_input(rows, proposal_id=proposal.pk, **changes)


def submitted_commitment(given: CommitmentInput) -> Commitment:
    """A commitment that waits for its officer."""
    paper = draft_commitment(given=given, actor=drafter(), at=AT)
    return submit_commitment(commitment_id=paper.pk, actor=drafter(), at=AT, acknowledged=NO_SPLIT)


def approved_commitment(given: CommitmentInput) -> Commitment:
    """A commitment that stands in M."""
    return approved("commitment", submitted_commitment(given).pk)


def submitted_change(
    paper: Commitment,
    changes: dict[UUID, int] | None = None,
    *,
    kind: str = "AMOUNT",
    text: str = "물량 변경",
) -> CommitmentChange:
    """A change of a commitment that waits on its line."""
    return write_and_submit(
        commitment_id=paper.pk,
        change_id=None,
        given=ChangeInput(text, kind, changes or {}),
        actor=drafter(),
        at=AT,
    )


def changed(
    paper: Commitment,
    changes: dict[UUID, int] | None = None,
    *,
    kind: str = "AMOUNT",
    text: str = "물량 변경",
) -> Commitment:
    """The commitment after its change was decided by everybody on the line."""
    approved("commitment_change", submitted_change(paper, changes, kind=kind, text=text).pk)
    paper.refresh_from_db()
    return paper


def direct_commitment(*rows: tuple[BudgetLine, int], kind: str = "UTILITY", **changes: Any) -> Commitment:
    """An approved commitment of a kind that needs no proposal."""
    inputs = [CommitmentRowInput(amount=amount, line_id=line.pk) for line, amount in rows]
    return approved_commitment(commitment_input(inputs, kind=kind, **changes))


def figures(line: BudgetLine) -> dict[str, int]:
    """The moving buckets of a line as they stand."""
    fresh = BudgetLine.objects.get(pk=line.pk)
    return {
        "reserved": fresh.reserved,
        "committed": fresh.committed,
        "paid": fresh.paid,
        "available": fresh.available,
    }


def unknown_id() -> UUID:
    """An id nothing has."""
    return uuid7()


def payee(
    name: str = "한빛문구", kind: str = "COMPANY", *, holder: str = "", identity: bool = True
) -> Partner:
    """A payee with a verified account of the given holder."""
    found = register_partner(
        given=PartnerInput(name=name, kind=kind, tax_identity="9001011234567" if identity else ""),
        actor=drafter(),
        at=AT,
    )
    account = add_account(
        partner_id=found.pk,
        given=AccountInput(bank_code="004", account_no="123-456-789012", holder=holder or name),
        actor=drafter(),
        at=AT,
    )
    verify_account(account_id=account.pk, holder=holder or name, actor=disburser(), at=AT)
    return found


def voucher_input(
    commitment: Commitment,
    rows: Sequence[VoucherRowInput],
    *,
    evidence: Sequence[str] = ("CARD_SLIP", "BILL"),
    **changes: Any,
) -> VoucherInput:
    """A voucher on this commitment, with its papers."""
    values: dict[str, Any] = {
        "fiscal_year": YEAR,
        "title": "사무용품 대금",
        "document_date": ON,
        "department_id": commitment.department_id,
        "pay_on": ON,
        "rows": rows,
        "evidence": [EvidenceInput(kind) for kind in evidence],
    }
    return VoucherInput(**(values | changes))


def voucher_row(
    commitment: Commitment, amount: int, to: Partner, ordinal: int = 1, **changes: Any
) -> VoucherRowInput:
    """A row on the n-th row of the commitment."""
    row = commitment.rows.get(ordinal=ordinal)
    return VoucherRowInput(commitment_row_id=row.pk, partner_id=to.pk, amount=amount, **changes)


def submitted_voucher(given: VoucherInput, **acknowledged: str) -> PaymentVoucher:
    """A voucher that waits for its officer; acknowledged codes are written with underscores."""
    paper = draft_payment_voucher(given=given, actor=drafter(), at=AT)
    reasons = {code.replace("_", "-"): reason for code, reason in acknowledged.items()}
    return submit_payment_voucher(voucher_id=paper.pk, actor=drafter(), at=AT, acknowledged=reasons)


def approved_voucher(given: VoucherInput, **acknowledged: str) -> PaymentVoucher:
    """A voucher that may be paid."""
    return approved("payment_voucher", submitted_voucher(given, **acknowledged).pk)


def main_account() -> BankAccount:
    """The institution's ordinary account (11102)."""
    return BankAccount.objects.get(account_code="11102")


def created_order(*vouchers: PaymentVoucher, account: BankAccount | None = None) -> PaymentOrder:
    """An order over these vouchers."""
    given = OrderInput([voucher.pk for voucher in vouchers], (account or main_account()).pk, ON)
    return create_payment_order(given=given, actor=drafter(), at=AT)


def submitted_order(*vouchers: PaymentVoucher, account: BankAccount | None = None) -> PaymentOrder:
    """An order that waits for the disbursing officer."""
    order = created_order(*vouchers, account=account)
    return submit_payment_order(order_id=order.pk, actor=drafter(), at=AT)


def signed_order(*vouchers: PaymentVoucher) -> PaymentOrder:
    """An order the disbursing officer has signed."""
    return approved("payment_order", submitted_order(*vouchers).pk)


def sent_order(*vouchers: PaymentVoucher) -> PaymentOrder:
    """An order the bank has."""
    order = signed_order(*vouchers)
    return send_payment_order(order_id=order.pk, actor=disburser(), at=AT)


def paid(order: PaymentOrder, *ordinals: int) -> PaymentOrder:
    """The order after the bank paid these lines, all when none is named."""
    lines = order.lines.filter(ordinal__in=ordinals) if ordinals else order.lines.all()
    return execute_lines(
        order_id=order.pk,
        line_ids=list(lines.values_list("pk", flat=True)),
        executed_on=ON,
        actor=cashier(),
        at=AT,
    )


def entries(document_id: UUID, event: str) -> list[tuple[str, int, int]]:
    """Lines of the journals of one event: account, debit, credit, in order of account."""
    lines = JournalLine.objects.filter(journal__document_id=document_id, journal__event=event)
    return sorted(lines.values_list("account_code", "debit", "credit"))
