"""REST addresses of approvals, below /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from approvals.api.attachments import AttachmentsView, AttachmentView
from approvals.api.boxes import ApprovalBoxesView, BoxDocumentsViewSet, BudgetEffectsView, HoldersView
from approvals.api.decisions import BulkView, DecisionViewSet
from approvals.api.desks import (
    DelaysView,
    FormMarksView,
    OpinionPhraseOrderView,
    OpinionPhraseViewSet,
    OwnDocumentViewSet,
    RemindersView,
)
from approvals.api.documents import DocumentViewSet
from approvals.api.drafting_delegations import DraftingDelegationViewSet
from approvals.api.favourites import DepartmentLineViewSet, DraftLineView, FavouriteLineViewSet
from approvals.api.forms import FormVersionsView, FormViewSet
from approvals.api.letter_urls import letter_urls, register_letters
from approvals.api.lines import LinePreview
from approvals.api.notices import MailNoticesView
from approvals.api.prints import DifferencesView, LetterheadsView, PrintView, VerificationView
from core.api.routing import ApiRouter

router = ApiRouter()
router.register("official-documents", DocumentViewSet)
router.register("official-documents", DecisionViewSet, "api-document-decisions")
register_letters(router)
router.register("approval-forms", FormViewSet)
router.register("favourite-lines", FavouriteLineViewSet)
router.register("department-lines", DepartmentLineViewSet)
router.register("opinion-phrases", OpinionPhraseViewSet)
router.register("own-documents", OwnDocumentViewSet)
router.register("drafting-delegations", DraftingDelegationViewSet)

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "official-documents/bulk-signatures", BulkView.as_view({"post": "create"}), name="api-bulk-signatures"
    ),
    path("approval-boxes", ApprovalBoxesView.as_view(), name="api-approval-boxes"),
    path(
        "approval-boxes/<str:box>/documents",
        BoxDocumentsViewSet.as_view({"get": "list"}),
        name="api-approval-box-documents",
    ),
    path(
        "official-documents/<uuid:document_id>/budget-effects",
        BudgetEffectsView.as_view(),
        name="api-document-budget-effects",
    ),
    path("official-documents/<uuid:document_id>/holders", HoldersView.as_view(), name="api-document-holders"),
    path("opinion-phrase-orders", OpinionPhraseOrderView.as_view(), name="api-opinion-phrase-orders"),
    path("favourite-forms", FormMarksView.as_view(), name="api-favourite-forms"),
    path("official-documents/<uuid:document_id>/reminders", RemindersView.as_view(), name="api-reminders"),
    path("mail-notices", MailNoticesView.as_view(), name="api-mail-notices"),
    path("approval-delays", DelaysView.as_view(), name="api-approval-delays"),
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
    *letter_urls,
    *router.urls,
]
