"""Addresses of the budget screens."""

from django.urls import path

from accounting.web.budget_lines import LineLookup, PositionFragment, RefusalScreen
from accounting.web.execution import ExecutionScreen, MonthlyScreen
from accounting.web.execution_documents import ExecutionDocumentsScreen

urlpatterns = [
    path("budget/execution/", ExecutionScreen.as_view(), name="execution"),
    path("budget/execution/monthly/", MonthlyScreen.as_view(), name="execution_monthly"),
    path("budget/execution/documents/", ExecutionDocumentsScreen.as_view(), name="execution_documents"),
    path("budget/lines/", LineLookup.as_view(), name="budget_line_lookup"),
    path("budget/lines/<uuid:pk>/position/", PositionFragment.as_view(), name="budget_position"),
    path("budget/lines/<uuid:pk>/refusal/", RefusalScreen.as_view(), name="budget_refusal"),
]
