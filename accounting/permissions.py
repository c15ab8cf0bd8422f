"""Permission codes of accounting, grouped by the documents they belong to."""

from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.schema import SchemaKind

INSTITUTION = frozenset({SchemaKind.INSTITUTION})

# --- spending documents -------------------------------------------------------------------------------------
SPENDING = _("지출")
PROPOSAL_VIEW = "accounting.proposal.view"
PROPOSAL_DRAFT = "accounting.proposal.draft"
PROPOSAL_APPROVE = "accounting.proposal.approve"
COMMITMENT_VIEW = "accounting.commitment.view"
COMMITMENT_DRAFT = "accounting.commitment.draft"
COMMITMENT_APPROVE = "accounting.commitment.approve"
INSPECTION_RECORD = "accounting.inspection.record"
VOUCHER_VIEW = "accounting.payment_voucher.view"
VOUCHER_DRAFT = "accounting.payment_voucher.draft"
VOUCHER_APPROVE = "accounting.payment_voucher.approve"
ORDER_VIEW = "accounting.payment_order.view"
ORDER_CREATE = "accounting.payment_order.create"
ORDER_SIGN = "accounting.payment_order.sign"
ORDER_SETTLE = "accounting.payment_order.settle"
RETURN_DRAFT = "accounting.expenditure_return.draft"
RETURN_APPROVE = "accounting.expenditure_return.approve"
PARTNER_VIEW = "accounting.partner.view"
PARTNER_MANAGE = "accounting.partner.manage"
PARTNER_ACCOUNT_VERIFY = "accounting.partner_account.verify"
SPENDING_IMPORT = "accounting.spending_import.load"

SPENDING_PERMISSIONS = [
    Permission(PROPOSAL_VIEW, _("품의서를 봅니다."), INSTITUTION, SPENDING),
    Permission(PROPOSAL_DRAFT, _("품의서를 작성하고 상신합니다."), INSTITUTION, SPENDING),
    Permission(PROPOSAL_APPROVE, _("품의서를 결재합니다."), INSTITUTION, SPENDING),
    Permission(COMMITMENT_VIEW, _("지출원인행위를 봅니다."), INSTITUTION, SPENDING),
    Permission(COMMITMENT_DRAFT, _("지출원인행위를 등록하고 변경을 올립니다."), INSTITUTION, SPENDING),
    Permission(COMMITMENT_APPROVE, _("지출원인행위를 결재합니다."), INSTITUTION, SPENDING),
    Permission(
        INSPECTION_RECORD,
        _("검수(검사)를 요청하고, 다른 사람이 요청한 검수의 결과를 등록합니다."),
        INSTITUTION,
        SPENDING,
    ),
    Permission(VOUCHER_VIEW, _("지출결의서를 봅니다."), INSTITUTION, SPENDING),
    Permission(VOUCHER_DRAFT, _("지출결의서를 작성하고 상신합니다."), INSTITUTION, SPENDING),
    Permission(VOUCHER_APPROVE, _("지출결의서를 결재합니다."), INSTITUTION, SPENDING),
    Permission(ORDER_VIEW, _("지급명령을 봅니다."), INSTITUTION, SPENDING),
    Permission(ORDER_CREATE, _("승인된 지출결의를 모아 지급명령을 만듭니다."), INSTITUTION, SPENDING),
    Permission(ORDER_SIGN, _("지급명령을 발행(서명)합니다."), INSTITUTION, SPENDING),
    Permission(ORDER_SETTLE, _("지급 결과를 등록하고 반송분을 재발행합니다."), INSTITUTION, SPENDING),
    Permission(RETURN_DRAFT, _("반납(여입)결의서를 작성합니다."), INSTITUTION, SPENDING),
    Permission(RETURN_APPROVE, _("반납(여입)결의서를 결재합니다."), INSTITUTION, SPENDING),
    Permission(PARTNER_VIEW, _("거래처와 가려진 계좌를 봅니다."), INSTITUTION, SPENDING),
    Permission(PARTNER_MANAGE, _("거래처와 계좌를 등록하고 고칩니다."), INSTITUTION, SPENDING),
    Permission(PARTNER_ACCOUNT_VERIFY, _("거래처 계좌의 예금주를 확인합니다."), INSTITUTION, SPENDING),
    Permission(SPENDING_IMPORT, _("지출 자료를 파일로 이관합니다."), INSTITUTION, SPENDING),
]

# --- revenue documents --------------------------------------------------------------------------------------
REVENUE = _("수입")
ASSESSMENT_VIEW = "accounting.revenue_assessment.view"
ASSESSMENT_DRAFT = "accounting.revenue_assessment.draft"
ASSESSMENT_APPROVE = "accounting.revenue_assessment.approve"
RECEIPT_VIEW = "accounting.receipt.view"
RECEIPT_RECORD = "accounting.receipt.record"
REFUND_DECIDE = "accounting.refund.decide"

REVENUE_PERMISSIONS = [
    Permission(ASSESSMENT_VIEW, _("징수결의를 봅니다."), INSTITUTION, REVENUE),
    Permission(ASSESSMENT_DRAFT, _("징수결의서를 작성하고 고지합니다."), INSTITUTION, REVENUE),
    Permission(ASSESSMENT_APPROVE, _("징수결의서를 결재합니다."), INSTITUTION, REVENUE),
    Permission(RECEIPT_VIEW, _("수납 내역을 봅니다."), INSTITUTION, REVENUE),
    Permission(RECEIPT_RECORD, _("수납을 등록합니다."), INSTITUTION, REVENUE),
    Permission(REFUND_DECIDE, _("과오납금 반환을 결정합니다."), INSTITUTION, REVENUE),
]

# --- budget -------------------------------------------------------------------------------------------------
BUDGET = _("예산")
BUDGET_VIEW = "accounting.budget.view"
BUDGET_EDIT = "accounting.budget.edit"
BUDGET_CONFIRM = "accounting.budget.confirm"
ALLOTMENT_VIEW = "accounting.allotment.view"
ALLOTMENT_DRAFT = "accounting.allotment.draft"
ALLOTMENT_APPROVE = "accounting.allotment.approve"
EXECUTION_VIEW = "accounting.execution.view"

BUDGET_PERMISSIONS = [
    Permission(BUDGET_VIEW, _("예산서와 예산과목을 봅니다."), INSTITUTION, BUDGET),
    Permission(BUDGET_EDIT, _("예산안을 작성하고 엑셀로 올립니다."), INSTITUTION, BUDGET),
    Permission(BUDGET_CONFIRM, _("이사회 의결을 등록하고 예산을 확정합니다."), INSTITUTION, BUDGET),
    Permission(ALLOTMENT_VIEW, _("예산배정 내역을 봅니다."), INSTITUTION, BUDGET),
    Permission(ALLOTMENT_DRAFT, _("예산배정서를 작성하고 상신합니다."), INSTITUTION, BUDGET),
    Permission(ALLOTMENT_APPROVE, _("예산배정서를 결재합니다."), INSTITUTION, BUDGET),
    Permission(EXECUTION_VIEW, _("예산집행 현황을 봅니다."), INSTITUTION, BUDGET),
]

# --- books --------------------------------------------------------------------------------------------------
BOOKS = _("회계")
JOURNAL_VIEW = "accounting.journal.view"
JOURNAL_DRAFT = "accounting.journal.draft"
JOURNAL_APPROVE = "accounting.journal.approve"
LEDGER_VIEW = "accounting.ledger.view"

BOOKS_PERMISSIONS = [
    Permission(JOURNAL_VIEW, _("전표를 봅니다."), INSTITUTION, BOOKS),
    Permission(JOURNAL_DRAFT, _("대체전표를 작성하고 상신합니다."), INSTITUTION, BOOKS),
    Permission(JOURNAL_APPROVE, _("대체전표를 결재합니다."), INSTITUTION, BOOKS),
    Permission(LEDGER_VIEW, _("총계정원장, 보조부, 합계잔액시산표를 봅니다."), INSTITUTION, BOOKS),
]

PERMISSIONS = [*BUDGET_PERMISSIONS, *SPENDING_PERMISSIONS, *REVENUE_PERMISSIONS, *BOOKS_PERMISSIONS]
