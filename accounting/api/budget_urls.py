"""Addresses of the budget resources, under /api/v1/."""

from django.urls import path

from accounting.api.allotments import AllotmentRows, AllotmentViewSet
from accounting.api.budget_lines import BudgetLinePosition, BudgetLineViewSet, RevenueLineViewSet
from accounting.api.budget_versions import (
    BudgetForm,
    BudgetUpload,
    BudgetUploadCheck,
    BudgetVersionLines,
    BudgetVersionViewSet,
)
from accounting.api.execution import ExecutionReport, MonthlyReport
from core.api.routing import ApiRouter

router = ApiRouter()
router.register("budget-versions", BudgetVersionViewSet)
router.register("budget-lines", BudgetLineViewSet)
router.register("revenue-lines", RevenueLineViewSet)
router.register("allotments", AllotmentViewSet)

urlpatterns = [
    *router.urls,
    path("budget-versions/<uuid:pk>/lines", BudgetVersionLines.as_view(), name="api-budget-version-lines"),
    path("budget-versions/<uuid:pk>/form", BudgetForm.as_view(), name="api-budget-version-form"),
    path("budget-versions/<uuid:pk>/uploads", BudgetUpload.as_view(), name="api-budget-version-uploads"),
    path(
        "budget-versions/<uuid:pk>/upload-checks",
        BudgetUploadCheck.as_view(),
        name="api-budget-version-upload-checks",
    ),
    path("budget-lines/<uuid:pk>/position", BudgetLinePosition.as_view(), name="api-budget-line-position"),
    path("allotments/<uuid:pk>/rows", AllotmentRows.as_view(), name="api-allotment-rows"),
    path("reports/execution", ExecutionReport.as_view(), name="api-execution-report"),
    path("reports/execution-by-month", MonthlyReport.as_view(), name="api-execution-by-month"),
]
