"""REST addresses of approvals, below /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from approvals.api.attachments import AttachmentsView, AttachmentView
from approvals.api.decisions import BulkView, DecisionViewSet
from approvals.api.documents import DocumentViewSet
from approvals.api.favourites import DraftLineView, FavouriteLineViewSet
from approvals.api.forms import FormVersionsView, FormViewSet
from approvals.api.lines import LinePreview
from approvals.api.prints import DifferencesView, LetterheadsView, PrintView, VerificationView
from core.api.routing import ApiRouter

router = ApiRouter()
router.register("official-documents", DocumentViewSet)
router.register("official-documents", DecisionViewSet, "api-document-decisions")
router.register("approval-forms", FormViewSet)
router.register("favourite-lines", FavouriteLineViewSet)

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "official-documents/bulk-signatures", BulkView.as_view({"post": "create"}), name="api-bulk-signatures"
    ),
    path("approval-lines", LinePreview.as_view(), name="api-approval-line"),
    path("approval-letterheads", LetterheadsView.as_view(), name="api-letterheads"),
    path("official-documents/<uuid:document_id>/print", PrintView.as_view(), name="api-document-print"),
    path(
        "official-documents/<uuid:document_id>/differences",
        DifferencesView.as_view(),
        name="api-document-differences",
    ),
    path(
        "approval-forms/<uuid:form_id>/versions",
        FormVersionsView.as_view(),
        name="api-approval-form-versions",
    ),
    path("official-documents/<uuid:document_id>/line", DraftLineView.as_view(), name="api-draft-line"),
    path(
        "official-documents/<uuid:document_id>/attachments",
        AttachmentsView.as_view(),
        name="api-document-attachments",
    ),
    path(
        "official-documents/<uuid:document_id>/attachments/<uuid:attachment_id>",
        AttachmentView.as_view(),
        name="api-document-attachment",
    ),
    path("document-verifications/<str:code>", VerificationView.as_view(), name="api-document-verification"),
    *router.urls,
]
