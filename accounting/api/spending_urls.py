"""Addresses of the spending and revenue documents, under /api/v1/."""

from accounting.api.commitment_changes import CommitmentChangeViewSet
from accounting.api.commitments import CommitmentViewSet, InspectionViewSet
from accounting.api.partners import PartnerViewSet
from accounting.api.payments import PaymentOrderViewSet, PaymentVoucherViewSet
from accounting.api.proposals import ProposalViewSet
from accounting.api.revenues import ExpenditureReturnViewSet, ReceiptViewSet, RevenueAssessmentViewSet
from core.api.routing import ApiRouter

router = ApiRouter()
router.register("spending-proposals", ProposalViewSet)
router.register("commitments", CommitmentViewSet)
router.register("commitment-changes", CommitmentChangeViewSet)
router.register("inspections", InspectionViewSet)
router.register("payment-vouchers", PaymentVoucherViewSet)
router.register("payment-orders", PaymentOrderViewSet)
router.register("expenditure-returns", ExpenditureReturnViewSet)
router.register("revenue-assessments", RevenueAssessmentViewSet)
router.register("receipts", ReceiptViewSet)
router.register("partners", PartnerViewSet)

urlpatterns = [*router.urls]
