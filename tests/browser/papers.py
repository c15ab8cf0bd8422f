"""One paper of every kind and of the states that look different, written by the services in one institution."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from accounting.models import Allotment, Commitment, Journal, RevenueLine
from accounting.services import journals
from accounting.services.allotments import AllotmentHead, AllotmentInput, draft_allotment
from accounting.services.budget_version_lines import save_version_lines
from accounting.services.budget_versions import create_version
from accounting.services.commitment_changes import ChangeInput, draft_change
from accounting.services.commitments import draft_commitment
from accounting.services.inspections import (
    InspectionInput,
    InspectionRowInput,
    pass_inspection,
    request_inspection,
)
from accounting.services.journals import ManualJournalInput, RowInput
from accounting.services.payment_vouchers import draft_payment_voucher
from accounting.services.proposals import draft_proposal
from accounting.services.receipts import ReceiptInput, ReceiptRowInput, record_receipt
from accounting.services.returns import ReturnInput, ReturnRowInput, draft_return
from accounting.services.revenues import (
    AssessmentInput,
    AssessmentRowInput,
    draft_assessment,
    submit_assessment,
)
from core import outbox
from core.access import SYSTEM
from identity.services.api_clients import ApiClientData, create_api_client
from organization.queries import tables
from tests.accounting import budget_kit
from tests.accounting.books import department
from tests.accounting.spending_kit import (
    AT,
    ON,
    YEAR,
    all_codes,
    approved,
    approved_commitment,
    approved_proposal,
    approved_voucher,
    cashier,
    created_order,
    direct_commitment,
    drafter,
    from_proposal,
    main_account,
    paid,
    payee,
    person,
    proposal_input,
    sent_order,
    submitted_change,
    submitted_proposal,
    voucher_input,
    voucher_row,
)
from tests.browser.attendance_papers import write_attendance
from tests.browser.personnel import personnel
from tests.people import actor, user

Ids: TypeAlias = dict[str, UUID]
CONTRACT_AMOUNT = 12_000_000
OWN = "OWN"


def write_everything() -> Ids:
    """Papers of the current institution by a name that says their kind and state."""
    ids = _budget()
    ids |= _spending()
    ids |= _revenue()
    ids |= _books()
    ids |= write_attendance()
    ids |= personnel()
    ids["person"] = user("drafter").pk
    ids["delegation_table"] = tables(AT.date())[0].table_id
    manager = actor("admin")
    program = ApiClientData("그룹웨어", "온나라", ["accounting.budget.view"], "전산팀")
    ids["api_client"] = create_api_client(actor=manager, data=program, at=AT).client.pk
    ids["dead_letter"] = outbox.enqueue("tests.nobody", {}, AT).pk
    outbox.deliver_due(at=AT)
    return ids


def _budget() -> Ids:
    kit = budget_kit.budget_kit()
    main = budget_kit.effective_main(
        kit,
        kit.expense("111", "201-03", 60_000_000, OWN),
        kit.expense("111", "201-01", 20_000_000, OWN),
        kit.expense("121", "405-01", 40_000_000, OWN),
        kit.revenue("R113-01", 5_000_000, OWN),
    )
    later = create_version(fiscal_year=YEAR, kind="SUPPLEMENTARY", actor=SYSTEM, at=AT)
    save_version_lines(
        version_id=later.pk,
        rows=[kit.expense("111", "201-03", 3_000_000, OWN), kit.revenue("R113-01", 3_000_000, OWN)],
        actor=SYSTEM,
        at=AT,
    )
    for project, item, amount in (
        ("111", "201-03", 45_000_000),
        ("111", "201-01", 15_000_000),
        ("121", "405-01", 40_000_000),
    ):
        number = budget_kit.allot(budget_kit.line(project, item, OWN).pk, amount)
    head = AllotmentHead(YEAR, "G", "AD_HOC", "4분기 수시배정", ON)
    rows = [AllotmentInput(budget_kit.line("111", "201-03", OWN).pk, 2_000_000)]
    return {
        "version_effective": main,
        "version_draft": later.pk,
        "allotment_approved": Allotment.objects.get(number=number).pk,
        "allotment_draft": draft_allotment(head=head, rows=rows, actor=SYSTEM, at=AT).pk,
        "line": budget_kit.line("111", "201-03", OWN).pk,
    }


def _spending() -> Ids:
    events, office = (budget_kit.line("111", item, OWN) for item in ("201-03", "201-01"))
    partner = payee("다온음향")
    usable = approved_proposal((events, 9_000_000))
    commitment = approved_commitment(from_proposal(approved_proposal((events, 6_000_000)), 6_000_000))
    bills = direct_commitment((office, 4_000_000))
    vouchers = {
        name: voucher_input(bills, [voucher_row(bills, amount, partner)])
        for name, amount in (("draft", 300_000), ("approved", 700_000), ("paid", 1_100_000), ("due", 500_000))
    }
    settled = approved_voucher(vouchers["paid"])
    order = paid(sent_order(settled))
    returned = ReturnInput(
        title="과지급 반납",
        returned_on=date(2026, 4, 10),
        bank_account_id=main_account().pk,
        rows=[ReturnRowInput(settled.rows.get().pk, 100_000)],
    )
    return {
        "proposal_draft": draft_proposal(
            given=proposal_input([(events, 700_000)]), actor=drafter(), at=AT
        ).pk,
        "proposal_waiting": submitted_proposal((events, 1_200_000)).pk,
        "proposal_approved": usable.pk,
        "commitment_draft": draft_commitment(
            given=from_proposal(usable, 2_000_000), actor=drafter(), at=AT
        ).pk,
        "commitment_approved": commitment.pk,
        **_changes(bills),
        "voucher_draft": draft_payment_voucher(given=vouchers["draft"], actor=drafter(), at=AT).pk,
        "voucher_approved": approved_voucher(vouchers["approved"]).pk,
        "voucher_paid": settled.pk,
        "order_created": created_order(approved_voucher(vouchers["due"])).pk,
        "order_paid": order.pk,
        "return": draft_return(given=returned, actor=drafter(), at=AT).pk,
        "partner": partner.pk,
        **_inspections(),
    }


def _changes(paper: Commitment) -> Ids:
    given = ChangeInput("요금 인상", changes={paper.rows.get().pk: 50_000})
    draft = draft_change(commitment_id=paper.pk, given=given, actor=drafter(), at=AT)
    return {
        "change_draft": draft.pk,
        "change_waiting": submitted_change(paper, {paper.rows.get().pk: 60_000}).pk,
    }


def _inspections() -> Ids:
    proposal = approved_proposal((budget_kit.line("121", "405-01", OWN), CONTRACT_AMOUNT))
    contract = approved_commitment(
        from_proposal(proposal, CONTRACT_AMOUNT, kind="GOODS", quote_count=2, partner_id=payee("한빛정보").pk)
    )
    found: Ids = {"contract": contract.pk}
    for name in ("waiting", "passed"):
        row = InspectionRowInput(contract.rows.get().pk, CONTRACT_AMOUNT // 3)
        given = InspectionInput(contract.pk, "전산장비 납품", ON, [row])
        found[f"inspection_{name}"] = request_inspection(given=given, actor=drafter(), at=AT).pk
    pass_inspection(inspection_id=found["inspection_passed"], actor=cashier(), at=AT)
    return found


def _revenue() -> Ids:
    line = RevenueLine.objects.get(stat_item__code="R113-01")
    given = AssessmentInput(
        fiscal_year=YEAR,
        title="3월 대관료",
        document_date=ON,
        department_id=department().pk,
        partner_id=payee("새봄극단").pk,
        cause="대관 사용허가",
        rows=[AssessmentRowInput(line.pk, 400_000)],
    )
    drafts = [draft_assessment(given=given, actor=drafter(), at=AT) for _ in range(2)]
    submit_assessment(assessment_id=drafts[1].pk, actor=drafter(), at=AT)
    decided = approved("revenue_assessment", drafts[1].pk)
    receipt = ReceiptInput(
        fiscal_year=YEAR,
        title="대관료 수납",
        received_on=ON,
        department_id=department().pk,
        bank_account_id=main_account().pk,
        rows=[ReceiptRowInput(150_000, assessment_row_id=decided.rows.get().pk)],
    )
    return {
        "assessment_draft": drafts[0].pk,
        "assessment_approved": decided.pk,
        "receipt": record_receipt(given=receipt, actor=cashier(), at=AT).pk,
    }


def _books() -> Ids:
    given = ManualJournalInput(
        fiscal_year=YEAR,
        title="선급비용 대체",
        effective_on=ON,
        department_id=department().pk,
        rows=(RowInput("52104", debit=300_000), RowInput("11402", credit=300_000)),
    )
    writer, chief = person("disburser", *all_codes()), person("chief", *all_codes())
    papers = [journals.draft_manual_journal(given=given, actor=writer, at=AT) for _ in range(2)]
    later: datetime = AT + timedelta(hours=1)
    journals.submit_manual_journal(manual_journal_id=papers[1].pk, actor=writer, at=later)
    journals.approve_manual_journal(manual_journal_id=papers[1].pk, actor=chief, at=later)
    return {
        "manual_draft": papers[0].pk,
        "manual_approved": papers[1].pk,
        "journal": Journal.objects.order_by("number").first().pk,  # type: ignore[union-attr]
    }
