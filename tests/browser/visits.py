"""Who opens which page outside the menu, and with which paper: an example for every route of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True)
class Visit:
    """A page opened by a person; `papers` names rows of tests/browser/papers.py, one page each.

    `key` is the parameter of the route that takes the paper. `fixed` are further parameters. `query` may
    name papers in braces.
    """

    person: str
    papers: tuple[str, ...] = ()
    key: str = "pk"
    query: str = ""
    fixed: tuple[tuple[str, str], ...] = ()


Visits: TypeAlias = dict[str, Visit]
_MEMBER: Final = (("institution", "youth"),)

INSTITUTION: Final[Visits] = {
    "attendance:leave_new": Visit("drafter"),
    "attendance:leave_request": Visit("drafter", ("leave_waiting",)),
    "attendance:overtime_new": Visit("drafter"),
    "attendance:overtime_order": Visit("drafter", ("overtime_waiting",)),
    "attendance:trip_new": Visit("drafter"),
    "attendance:trip_order": Visit("drafter", ("trip_waiting",)),
    "attendance:settle": Visit("drafter", ("trip_reported",)),
    "attendance:trip_settlement": Visit("drafter", ("settlement_draft",)),
    "attendance:clock_correction": Visit("drafter", ("correction_draft",)),
    "attendance:notice": Visit("drafter", ("promotion_notice",)),
    "attendance:grants": Visit("assessor"),
    "attendance:calendar_link": Visit("drafter"),
    "attendance:trip_cancellation": Visit("drafter", ("trip_cancelling",)),
    "attendance:trip_change": Visit("drafter", ("trip_change",)),
    "attendance:trip_change_new": Visit("drafter", ("trip_to_change",)),
    "accounting:budget_version_new": Visit("budget"),
    "accounting:budget_version": Visit("budget", ("version_draft", "version_effective")),
    "accounting:allotment_new": Visit("budget"),
    "accounting:allotment": Visit("budget", ("allotment_draft", "allotment_approved")),
    "accounting:execution_documents": Visit("budget", query="figure=paid"),
    "accounting:budget_refusal": Visit("budget", ("line",), query="requested=90000000"),
    "accounting:spending_proposal_new": Visit("drafter"),
    "accounting:spending_proposal": Visit(
        "approver", ("proposal_draft", "proposal_waiting", "proposal_approved")
    ),
    "accounting:spending_proposal_edit": Visit("drafter", ("proposal_draft",)),
    "accounting:commitment_new": Visit("drafter"),
    "accounting:commitment": Visit("approver", ("commitment_draft", "commitment_approved")),
    "accounting:commitment_edit": Visit("drafter", ("commitment_draft",)),
    "accounting:commitment_change_new": Visit("drafter", ("commitment_approved",)),
    "accounting:commitment_change": Visit("approver", ("change_waiting",)),
    "accounting:commitment_change_edit": Visit("drafter", ("change_draft",)),
    "accounting:inspection_new": Visit("drafter", query="commitment={contract}"),
    "accounting:inspection": Visit("drafter", ("inspection_waiting", "inspection_passed")),
    "accounting:payment_voucher_new": Visit("drafter"),
    "accounting:payment_voucher": Visit("disburser", ("voucher_draft", "voucher_approved", "voucher_paid")),
    "accounting:payment_voucher_edit": Visit("drafter", ("voucher_draft",)),
    "accounting:payment_order_new": Visit("cashier"),
    "accounting:payment_order": Visit("disburser", ("order_created", "order_paid")),
    "accounting:payment_order_bounce": Visit("cashier", ("order_paid",)),
    "accounting:expenditure_return_new": Visit("drafter", query="voucher={voucher_paid}"),
    "accounting:expenditure_return": Visit("chief", ("return",)),
    "accounting:partner_new": Visit("drafter"),
    "accounting:partner": Visit("drafter", ("partner",)),
    "accounting:revenue_assessment_new": Visit("drafter"),
    "accounting:revenue_assessment": Visit("assessor", ("assessment_draft", "assessment_approved")),
    "accounting:revenue_assessment_edit": Visit("drafter", ("assessment_draft",)),
    "accounting:revenue_assessment_correct": Visit("assessor", ("assessment_approved",)),
    "accounting:receipt_new": Visit("cashier"),
    "accounting:receipt": Visit("cashier", ("receipt",)),
    "accounting:journal": Visit("chief", ("journal",)),
    "accounting:manual_journal_new": Visit("disburser"),
    "accounting:manual_journal": Visit("disburser", ("manual_draft", "manual_approved")),
    "hr:person_new": Visit("budget"),
    "hr:person": Visit("budget", ("staff",)),
    "hr:records_new": Visit("budget"),
    "hr:training": Visit("budget"),
    "hr:order_new": Visit("budget"),
    "hr:order": Visit("budget", ("appointments_draft", "appointments_issued")),
    "hr:reorganization_new": Visit("budget"),
    "hr:reorganization": Visit("budget", ("reorganization_draft",)),
    "hr:case_new": Visit("budget"),
    "hr:case": Visit("budget", ("discipline_case",)),
    "hr:order_target": Visit("budget", ("appointment",), "item_id"),
    "hr:rule_change": Visit("budget", ("rule_row",), "row_id"),
    "hr:certificate_new": Visit("budget"),
    "hr:certificate_check": Visit("drafter"),
    "identity:profile": Visit("drafter"),
    "identity:password": Visit("drafter"),
    "identity:user_new": Visit("admin"),
    "identity:user": Visit("admin", ("person",), "user_id"),
    "identity:user_edit": Visit("admin", ("person",), "user_id"),
    "identity:api_client_new": Visit("admin"),
    "identity:api_client": Visit("admin", ("api_client",), "client_id"),
    "organization:delegation_edit": Visit("admin", ("delegation_table",), "table_id"),
    "api_docs:reference": Visit("admin"),
    "api_docs:subject": Visit("admin", fixed=(("name", "예산"),)),
    "api_docs:problem": Visit("admin", fixed=(("code", "E-BUD-002"),)),
}
GOVERNMENT: Final[Visits] = {
    "consolidation:eliminations": Visit("officer"),
    "consolidation:account": Visit("officer", fixed=(("account", "11102"),)),
    "consolidation:transfer": Visit("officer"),
    "consolidation:look-reason": Visit("officer"),
    "consolidation:register": Visit("officer", fixed=_MEMBER),
    "consolidation:headcount": Visit("officer", fixed=_MEMBER),
    "consolidation:on-leave": Visit("officer", fixed=_MEMBER),
    "consolidation:leave-use": Visit("officer", fixed=_MEMBER),
    "consolidation:work-months": Visit("officer", fixed=_MEMBER),
    "consolidation:items": Visit("officer", fixed=_MEMBER),
    "consolidation:movements": Visit("officer", fixed=_MEMBER),
    "consolidation:lines": Visit("officer", fixed=(*_MEMBER, ("account", "11102"))),
    "consolidation:voucher": Visit("officer", ("voucher_paid",), "voucher_id", fixed=_MEMBER),
    "consolidation:order": Visit("officer", ("order_paid",), "order_id", fixed=_MEMBER),
    "consolidation:journal": Visit("officer", ("journal",), "journal_id", fixed=_MEMBER),
}
PLATFORM: Final[Visits] = {
    "tenants:new": Visit("operator"),
    "tenants:tenant": Visit("operator", ("tenant",), "tenant_id"),
    "tenants:dead_letter": Visit(
        "operator", ("dead_letter",), "message_id", fixed=(("schema_name", "inst_garam_youth"),)
    ),
}
BY_PLACE: Final = {"youth": INSTITUTION, "gov": GOVERNMENT, "platform": PLATFORM}
KIND_OF: Final = {"youth": "institution", "gov": "government", "platform": "platform"}

# A page with an address that only its owner knows, opened where the address is made; a second name of a page.
ELSEWHERE: Final = frozenset({"identity:invitation", "mfa_index"})

# Where one's password is asked again: opened by somebody who has just signed in.
FRESH: Final = frozenset({"identity:api_client_new", "identity:api_client", "identity:password"})

# Apps whose pages are opened by browser tests of their own.
OWN_TESTS: Final = frozenset({"approvals", "records"})
