"""REST addresses of approvals, below /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from approvals.api.lines import LinePreview
from approvals.api.prints import DifferencesView, LetterheadsView, PrintView, VerificationView

urlpatterns: list[URLPattern | URLResolver] = [
    path("approval-lines", LinePreview.as_view(), name="api-approval-line"),
    path("approval-letterheads", LetterheadsView.as_view(), name="api-letterheads"),
    path("official-documents/<uuid:document_id>/print", PrintView.as_view(), name="api-document-print"),
    path(
        "official-documents/<uuid:document_id>/differences",
        DifferencesView.as_view(),
        name="api-document-differences",
    ),
    path("document-verifications/<str:code>", VerificationView.as_view(), name="api-document-verification"),
]
