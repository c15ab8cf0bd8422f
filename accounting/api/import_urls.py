"""Addresses of imports, under /api/v1/."""

from django.urls import path

from accounting.api.spending_imports import SpendingImportCheck, SpendingImportViewSet
from core.api.routing import ApiRouter

router = ApiRouter()
router.register("spending-imports", SpendingImportViewSet)

urlpatterns = [
    path("spending-import-checks", SpendingImportCheck.as_view(), name="api-spending-import-checks"),
    *router.urls,
]
