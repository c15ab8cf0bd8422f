"""Addresses of the import screens."""

from django.urls import path

from accounting.web.spending_imports import SpendingImportScreen

urlpatterns = [path("imports/spending/", SpendingImportScreen.as_view(), name="spending_imports")]
