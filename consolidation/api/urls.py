"""REST addresses of consolidation, below /api/v1/ of governments' hosts."""

from django.urls import path

from consolidation.api.figures import ConsolidatedExecution, InstitutionItems, Institutions
from consolidation.api.held_roots import HeldRootViewSet
from consolidation.api.papers import (
    InstitutionJournal,
    InstitutionMovements,
    InstitutionVoucherViewSet,
)
from consolidation.api.records import LookRecordViewSet, ParentTransferViewSet
from consolidation.api.registers import InstitutionRegister, RegisterCounts
from consolidation.api.staff import (
    InstitutionHeadcount,
    InstitutionLeave,
    InstitutionOnLeave,
    InstitutionWorkMonths,
    StaffFiguresView,
)
from consolidation.api.statements import ConsolidatedTrialBalance, IntercompanyReconciliation
from core.api.routing import ApiRouter

router = ApiRouter()
router.register("look-records", LookRecordViewSet)
router.register("held-day-roots", HeldRootViewSet)
router.register("parent-transfers", ParentTransferViewSet)
_ONE = "institutions/<slug:institution>"

urlpatterns = [
    path("institutions", Institutions.as_view(), name="api-institutions"),
    path("consolidated-execution", ConsolidatedExecution.as_view(), name="api-consolidated-execution"),
    path(
        "consolidated-trial-balance",
        ConsolidatedTrialBalance.as_view(),
        name="api-consolidated-trial-balance",
    ),
    path(
        "intercompany-reconciliation",
        IntercompanyReconciliation.as_view(),
        name="api-intercompany-reconciliation",
    ),
    path("registry-entry-counts", RegisterCounts.as_view(), name="api-registry-entry-counts"),
    path(
        f"{_ONE}/registry-entries",
        InstitutionRegister.as_view(),
        name="api-institution-registry-entries",
    ),
    path("staff-figures", StaffFiguresView.as_view(), name="api-staff-figures"),
    path(f"{_ONE}/headcount-lines", InstitutionHeadcount.as_view(), name="api-institution-headcount-lines"),
    path(f"{_ONE}/people-on-leave", InstitutionOnLeave.as_view(), name="api-institution-people-on-leave"),
    path(f"{_ONE}/leave-balances", InstitutionLeave.as_view(), name="api-institution-leave-balances"),
    path(
        f"{_ONE}/attendance-months",
        InstitutionWorkMonths.as_view(),
        name="api-institution-attendance-months",
    ),
    path(f"{_ONE}/items", InstitutionItems.as_view(), name="api-institution-items"),
    path(f"{_ONE}/movements", InstitutionMovements.as_view(), name="api-institution-movements"),
    path(
        f"{_ONE}/payment-vouchers",
        InstitutionVoucherViewSet.as_view({"get": "list"}),
        name="api-institution-vouchers",
    ),
    path(
        f"{_ONE}/payment-vouchers/<uuid:pk>",
        InstitutionVoucherViewSet.as_view({"get": "retrieve"}),
        name="api-institution-voucher",
    ),
    path(f"{_ONE}/journals/<uuid:pk>", InstitutionJournal.as_view(), name="api-institution-journal"),
    *router.urls,
]
