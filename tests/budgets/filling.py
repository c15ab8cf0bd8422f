"""More rows on every list: each call adds one of each, so that few and many can be compared."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from accounting.models import BankAccount, BudgetLine, DetailProject, RevenueLine, StatItem
from accounting.services import journals
from accounting.services.allotments import AllotmentHead, AllotmentInput, draft_allotment
from accounting.services.commitments import draft_commitment
from accounting.services.inspections import InspectionInput, InspectionRowInput, request_inspection
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
from consolidation.services.transfers import NewTransfer, record_parent_transfer
from core.access import SYSTEM
from identity.models import OfficerAppointment
from identity.services import create_user
from identity.services.accounts import AccountData
from identity.services.api_clients import ApiClientData, create_api_client
from identity.services.officers import AppointmentData, appoint_officer
from identity.services.roles import GrantData, RoleData, create_role, grant_role
from organization.models import Department
from organization.services.absences import AbsenceData, set_absence
from organization.services.departments import DepartmentData, open_department
from organization.services.people import AssignmentData, PostData, assign_person, save_post
from tests.accounting import budget_kit
from tests.accounting.books import department, line_with, revenue_line
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
    paid,
    payee,
    person,
    proposal_input,
    sent_order,
    submitted_commitment,
    submitted_proposal,
    submitted_voucher,
    voucher_input,
    voucher_row,
)
from tests.approvals.kit import Office, draft, found_office, submitted
from tests.records.kit import numbered

HIRED_ON = date(2026, 1, 2)
MILLION = 1_000_000
_offices: list[Office] = []


def one_more_person(number: int) -> UUID:
    """An account with a role, and a program: what every kind of tenant has."""
    made = create_user(
        actor=SYSTEM, data=AccountData(f"person{number}", f"직원{number}", f"p{number}@garam.kr"), at=AT
    )
    role = create_role(
        actor=SYSTEM,
        data=RoleData(f"role{number}", f"역할{number}", frozenset({"identity.user.view"})),
        at=AT,
    )
    grant_role(actor=SYSTEM, data=GrantData(made.pk, role.pk, HIRED_ON), at=AT)
    program = ApiClientData(f"연계{number}", "그룹웨어", ["identity.user.view"])
    create_api_client(actor=SYSTEM, data=program, at=AT)
    return UUID(str(made.pk))


def one_more_department(number: int, *, person_id: UUID) -> None:
    """A department with a post, a person in it, and somebody who stands in for that person."""
    place = open_department(
        actor=SYSTEM, code=f"X{number}", data=DepartmentData(f"부서{number}", HIRED_ON), at=AT
    )
    post = save_post(actor=SYSTEM, data=PostData(f"X{number}", f"직위{number}", 60 + number), at=AT)
    assign_person(actor=SYSTEM, data=AssignmentData(person_id, place.pk, post.pk, HIRED_ON), at=AT)
    substitute = create_user(actor=SYSTEM, data=AccountData(f"substitute{number}", f"대행{number}"), at=AT)
    away = AbsenceData(person_id, "LEAVE", AT, AT + timedelta(days=300), substitute.pk)
    set_absence(actor=SYSTEM, data=away, at=AT)


def one_more_document(number: int) -> None:
    """A draft, a document under approval and a registered one."""
    if number == 0:
        _offices.append(found_office())
        held = OfficerAppointment.objects.filter(duty="DISBURSING_OFFICER")
        held.update(user_id=_offices[-1].people["회"])
    draft(_offices[-1])
    submitted(_offices[-1])
    numbered(1, code=f"P{number:02d}")


def one_more_officer(*, person_id: UUID) -> None:
    """A duty for somebody who has none."""
    appoint_officer(actor=SYSTEM, data=AppointmentData(person_id, "REQUESTER", HIRED_ON), at=AT)


def one_more_of_each_paper(number: int) -> None:
    """Every kind of paper of an institution, in the states that stand on different lists."""
    _version(number)
    line = line_with(project=f"Q{number}", original=200 * MILLION, allotted=150 * MILLION)
    head = AllotmentHead(YEAR, "G", "AD_HOC", f"수시배정 {number}", ON)
    draft_allotment(head=head, rows=[AllotmentInput(line.pk, MILLION)], actor=SYSTEM, at=AT)
    _proposals(line)
    _payments(line, number)
    _contract(line, number)
    _revenue(number)
    _journals()


def _version(number: int) -> None:
    """First the main budget, then one supplementary after the other."""
    if number == 0:
        kit = budget_kit.budget_kit()
        budget_kit.effective_main(kit, kit.expense("111", "201-03", 60 * MILLION))
        return
    place = Department.objects.get(code="D10").pk
    projects = dict(DetailProject.objects.filter(fiscal_year=YEAR).values_list("code", "pk"))
    items = {(item.side, item.code): item.pk for item in StatItem.objects.filter(fiscal_year=YEAR)}
    kit = budget_kit.BudgetKit(place, projects, items)
    rows = [kit.expense("111", "201-03", MILLION), kit.revenue("R211-01", MILLION)]
    budget_kit.effective_supplementary(*rows, on=ON + timedelta(days=number))


def _proposals(line: BudgetLine) -> None:
    draft_proposal(given=proposal_input([(line, MILLION)]), actor=drafter(), at=AT)
    submitted_proposal((line, MILLION))
    usable = approved_proposal((line, 5 * MILLION))
    draft_commitment(given=from_proposal(usable, 2 * MILLION), actor=drafter(), at=AT)
    submitted_commitment(from_proposal(usable, MILLION))


def _payments(line: BudgetLine, number: int) -> None:
    bills = direct_commitment((line, 20 * MILLION))
    partner = payee(f"거래처{number}")
    drafts = [
        voucher_input(bills, [voucher_row(bills, MILLION + place, partner)]) for place in range(0, 500, 100)
    ]
    draft_payment_voucher(given=drafts[0], actor=drafter(), at=AT)
    submitted_voucher(drafts[1])
    approved_voucher(drafts[2])
    created_order(approved_voucher(drafts[3]))
    settled = approved_voucher(drafts[4])
    paid(sent_order(settled))
    returned = ReturnInput(
        title="과지급 반납",
        returned_on=date(2026, 4, 10),
        bank_account_id=_bank(),
        rows=[ReturnRowInput(settled.rows.get().pk, 100_000)],
    )
    draft_return(given=returned, actor=drafter(), at=AT)


def _contract(line: BudgetLine, number: int) -> None:
    seller = payee(f"납품처{number}").pk
    agreed = from_proposal(
        approved_proposal((line, 12 * MILLION)),
        12 * MILLION,
        kind="GOODS",
        quote_count=2,
        partner_id=seller,
    )
    contract = approved_commitment(agreed)
    rows = [InspectionRowInput(contract.rows.get().pk, 6 * MILLION)]
    given = InspectionInput(contract.pk, "전산장비 납품", ON, rows)
    request_inspection(given=given, actor=drafter(), at=AT)


def _revenue(number: int) -> None:
    line = RevenueLine.objects.filter(stat_item__code="R113-01").first() or revenue_line("R113-01")
    given = AssessmentInput(
        fiscal_year=YEAR,
        title=f"대관료 {number}",
        document_date=ON,
        department_id=department().pk,
        partner_id=payee(f"극단{number}").pk,
        cause="대관 사용허가",
        rows=[AssessmentRowInput(line.pk, 400_000)],
    )
    drafts = [draft_assessment(given=given, actor=drafter(), at=AT) for _ in range(3)]
    for paper in drafts[1:]:
        submit_assessment(assessment_id=paper.pk, actor=drafter(), at=AT)
    decided = approved("revenue_assessment", drafts[2].pk)
    receipt = ReceiptInput(
        fiscal_year=YEAR,
        title="대관료 수납",
        received_on=ON,
        department_id=department().pk,
        bank_account_id=_bank(),
        rows=[ReceiptRowInput(150_000, assessment_row_id=decided.rows.get().pk)],
    )
    record_receipt(given=receipt, actor=cashier(), at=AT)


def _journals() -> None:
    given = ManualJournalInput(
        fiscal_year=YEAR,
        title="선급비용 대체",
        effective_on=ON,
        department_id=department().pk,
        rows=(RowInput("52104", debit=300_000), RowInput("11402", credit=300_000)),
    )
    writer, chief = person("disburser", *all_codes()), person("chief", *all_codes())
    papers = [journals.draft_manual_journal(given=given, actor=writer, at=AT) for _ in range(3)]
    for paper in papers[1:]:
        journals.submit_manual_journal(manual_journal_id=paper.pk, actor=writer, at=AT)
    journals.approve_manual_journal(manual_journal_id=papers[2].pk, actor=chief, at=AT)


def _bank() -> UUID:
    return UUID(str(BankAccount.objects.get(account_code="11102").pk))


def one_more_transfer(number: int) -> None:
    """A payment of the parent to an institution that nobody booked there."""
    transfer = NewTransfer(YEAR, ON, "culture", "306-01", number * MILLION, f"A-{number}")
    record_parent_transfer(transfer=transfer, actor=SYSTEM, at=AT)
