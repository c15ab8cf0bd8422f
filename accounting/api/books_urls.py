"""Addresses of journals and ledgers, under /api/v1/."""

from django.urls import path

from accounting.api.journals import JournalViewSet, LedgerLineViewSet
from accounting.api.ledgers import (
    ChartOfAccounts,
    GeneralLedgerReport,
    PartnerLedgerReport,
    TrialBalanceReport,
)
from accounting.api.manual_journals import ManualJournalViewSet
from core.api.routing import ApiRouter

router = ApiRouter()
router.register("journals", JournalViewSet)
router.register("ledger-lines", LedgerLineViewSet)
router.register("manual-journals", ManualJournalViewSet)

urlpatterns = [
    *router.urls,
    path("accounts", ChartOfAccounts.as_view(), name="api-accounts"),
    path("reports/trial-balance", TrialBalanceReport.as_view(), name="api-trial-balance"),
    path("reports/general-ledger", GeneralLedgerReport.as_view(), name="api-general-ledger"),
    path("reports/partner-ledger", PartnerLedgerReport.as_view(), name="api-partner-ledger"),
]
