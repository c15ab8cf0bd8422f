"""Addresses of the budget screens."""

from django.urls import path

from accounting.web.allotments import AllotmentList, AllotmentPanel, AllotmentScreen, NewAllotment
from accounting.web.budget_book import BudgetBookScreen
from accounting.web.budget_lines import LineLookup, PositionFragment, RefusalScreen
from accounting.web.budget_versions import (
    ItemLookup,
    NewVersion,
    ProjectLookup,
    VersionForm,
    VersionList,
    VersionScreen,
)
from accounting.web.execution import ExecutionScreen, MonthlyScreen
from accounting.web.execution_documents import ExecutionDocumentsScreen

urlpatterns = [
    path("budget/", BudgetBookScreen.as_view(), name="budget_book"),
    path("budget/versions/", VersionList.as_view(), name="budget_versions"),
    path("budget/versions/new/", NewVersion.as_view(), name="budget_version_new"),
    path("budget/versions/<uuid:pk>/", VersionScreen.as_view(), name="budget_version"),
    path("budget/versions/<uuid:pk>/form/", VersionForm.as_view(), name="budget_version_form"),
    path("budget/codes/items/", ItemLookup.as_view(), name="item_lookup"),
    path("budget/codes/projects/", ProjectLookup.as_view(), name="project_lookup"),
    path("budget/allotments/", AllotmentList.as_view(), name="allotments"),
    path("budget/allotments/new/", NewAllotment.as_view(), name="allotment_new"),
    path("budget/allotments/panel/", AllotmentPanel.as_view(), name="allotment_panel"),
    path("budget/allotments/<uuid:pk>/", AllotmentScreen.as_view(), name="allotment"),
    path("budget/execution/", ExecutionScreen.as_view(), name="execution"),
    path("budget/execution/monthly/", MonthlyScreen.as_view(), name="execution_monthly"),
    path("budget/execution/documents/", ExecutionDocumentsScreen.as_view(), name="execution_documents"),
    path("budget/lines/", LineLookup.as_view(), name="budget_line_lookup"),
    path("budget/lines/<uuid:pk>/position/", PositionFragment.as_view(), name="budget_position"),
    path("budget/lines/<uuid:pk>/refusal/", RefusalScreen.as_view(), name="budget_refusal"),
]
