"""Addresses of the spending and revenue screens."""

from django.urls import path

from accounting.web.bounces import OrderBounce
from accounting.web.changes import AssessmentCorrection
from accounting.web.commitment_changes import (
    CommitmentChangeEdit,
    CommitmentChangeForm,
    CommitmentChangeScreen,
)
from accounting.web.commitment_screen import CommitmentScreen
from accounting.web.commitments import CommitmentForm, CommitmentList, CommitmentPanel
from accounting.web.inspections import InspectionForm, InspectionList, InspectionScreen
from accounting.web.orders import OrderForm, OrderList, OrderScreen
from accounting.web.partners import (
    CommitmentRowLookup,
    PartnerList,
    PartnerLookup,
    PartnerScreen,
    ProposalLookup,
    RevenueLineLookup,
)
from accounting.web.planned_line import PlannedLinePanel
from accounting.web.proposals import ProposalForm, ProposalList, ProposalPanel, ProposalScreen
from accounting.web.receipts import ReceiptForm, ReceiptList, ReceiptScreen
from accounting.web.returns import ReturnForm, ReturnList, ReturnScreen
from accounting.web.revenues import AssessmentForm, AssessmentList, AssessmentScreen
from accounting.web.vouchers import VoucherForm, VoucherList, VoucherPanel, VoucherScreen
from accounting.web.waiting import WaitingList

urlpatterns = [
    path("approvals/", WaitingList.as_view(), name="waiting"),
    path("spending/line/<slug:subject>/", PlannedLinePanel.as_view(), name="paper_line"),
    path("spending/proposals/", ProposalList.as_view(), name="spending_proposals"),
    path("spending/proposals/new/", ProposalForm.as_view(), name="spending_proposal_new"),
    path("spending/proposals/panel/", ProposalPanel.as_view(), name="proposal_panel"),
    path("spending/proposals/lookup/", ProposalLookup.as_view(), name="proposal_lookup"),
    path("spending/proposals/<uuid:pk>/", ProposalScreen.as_view(), name="spending_proposal"),
    path("spending/proposals/<uuid:pk>/edit/", ProposalForm.as_view(), name="spending_proposal_edit"),
    path("spending/commitments/", CommitmentList.as_view(), name="commitments"),
    path("spending/commitments/new/", CommitmentForm.as_view(), name="commitment_new"),
    path("spending/commitments/panel/", CommitmentPanel.as_view(), name="commitment_panel"),
    path("spending/commitments/lookup/", CommitmentRowLookup.as_view(), name="commitment_row_lookup"),
    path("spending/commitments/<uuid:pk>/", CommitmentScreen.as_view(), name="commitment"),
    path("spending/commitments/<uuid:pk>/edit/", CommitmentForm.as_view(), name="commitment_edit"),
    path(
        "spending/commitments/<uuid:pk>/change/", CommitmentChangeForm.as_view(), name="commitment_change_new"
    ),
    path("spending/changes/<uuid:pk>/", CommitmentChangeScreen.as_view(), name="commitment_change"),
    path("spending/changes/<uuid:pk>/edit/", CommitmentChangeEdit.as_view(), name="commitment_change_edit"),
    path("spending/inspections/", InspectionList.as_view(), name="inspections"),
    path("spending/inspections/new/", InspectionForm.as_view(), name="inspection_new"),
    path("spending/inspections/<uuid:pk>/", InspectionScreen.as_view(), name="inspection"),
    path("spending/vouchers/", VoucherList.as_view(), name="payment_vouchers"),
    path("spending/vouchers/new/", VoucherForm.as_view(), name="payment_voucher_new"),
    path("spending/vouchers/panel/", VoucherPanel.as_view(), name="voucher_panel"),
    path("spending/vouchers/<uuid:pk>/", VoucherScreen.as_view(), name="payment_voucher"),
    path("spending/vouchers/<uuid:pk>/edit/", VoucherForm.as_view(), name="payment_voucher_edit"),
    path("spending/orders/", OrderList.as_view(), name="payment_orders"),
    path("spending/orders/new/", OrderForm.as_view(), name="payment_order_new"),
    path("spending/orders/<uuid:pk>/", OrderScreen.as_view(), name="payment_order"),
    path("spending/orders/<uuid:pk>/bounce/", OrderBounce.as_view(), name="payment_order_bounce"),
    path("spending/returns/", ReturnList.as_view(), name="expenditure_returns"),
    path("spending/returns/new/", ReturnForm.as_view(), name="expenditure_return_new"),
    path("spending/returns/<uuid:pk>/", ReturnScreen.as_view(), name="expenditure_return"),
    path("partners/", PartnerList.as_view(), name="partners"),
    path("partners/new/", PartnerScreen.as_view(), name="partner_new"),
    path("partners/lookup/", PartnerLookup.as_view(), name="partner_lookup"),
    path("partners/<uuid:pk>/", PartnerScreen.as_view(), name="partner"),
    path("revenue/assessments/", AssessmentList.as_view(), name="revenue_assessments"),
    path("revenue/assessments/new/", AssessmentForm.as_view(), name="revenue_assessment_new"),
    path("revenue/assessments/<uuid:pk>/", AssessmentScreen.as_view(), name="revenue_assessment"),
    path("revenue/assessments/<uuid:pk>/edit/", AssessmentForm.as_view(), name="revenue_assessment_edit"),
    path(
        "revenue/assessments/<uuid:pk>/correct/",
        AssessmentCorrection.as_view(),
        name="revenue_assessment_correct",
    ),
    path("revenue/lines/lookup/", RevenueLineLookup.as_view(), name="revenue_line_lookup"),
    path("revenue/receipts/", ReceiptList.as_view(), name="receipts"),
    path("revenue/receipts/new/", ReceiptForm.as_view(), name="receipt_new"),
    path("revenue/receipts/<uuid:pk>/", ReceiptScreen.as_view(), name="receipt"),
]
