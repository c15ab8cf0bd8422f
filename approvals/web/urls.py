"""Addresses of the screens of approvals."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from approvals.web.letter_urls import letter_urls
from approvals.web.papers import PaperScreen, PrintFile
from approvals.web.verification import VerifyScreen

app_name = "approvals"

urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/", VerifyScreen.as_view(), name="verify"),
    path("verify/<str:code>", VerifyScreen.as_view(), name="verify-code"),
    path("documents/<uuid:document_id>/paper", PaperScreen.as_view(), name="paper"),
    path("documents/<uuid:document_id>/print.pdf", PrintFile.as_view(), name="print"),
    *letter_urls,
]
