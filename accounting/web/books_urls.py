"""Addresses of the screens of journals and ledgers."""

from django.urls import path

from accounting.web.journals import AccountLookup, JournalList, JournalScreen
from accounting.web.ledger import LedgerScreen
from accounting.web.manual_journals import (
    ManualJournalList,
    ManualJournalScreen,
    NewManualJournal,
    PartnerLookup,
)
from accounting.web.trial_balance import TrialBalanceScreen

urlpatterns = [
    path("books/journals/", JournalList.as_view(), name="journals"),
    path("books/journals/<uuid:pk>/", JournalScreen.as_view(), name="journal"),
    path("books/manual-journals/", ManualJournalList.as_view(), name="manual_journals"),
    path("books/manual-journals/new/", NewManualJournal.as_view(), name="manual_journal_new"),
    path("books/manual-journals/<uuid:pk>/", ManualJournalScreen.as_view(), name="manual_journal"),
    path("books/ledger/", LedgerScreen.as_view(), name="ledger"),
    path("books/trial-balance/", TrialBalanceScreen.as_view(), name="trial_balance"),
    path("books/accounts/", AccountLookup.as_view(), name="account_lookup"),
    path("books/partners/", PartnerLookup.as_view(), name="journal_partner_lookup"),
]
