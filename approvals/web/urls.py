"""Addresses of the screens of approvals."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from approvals.web import desks, drafting, drafting_editor, drafting_steps, forms, forms_letterheads
from approvals.web.circulate import CirculateScreen
from approvals.web.differences import DifferencesScreen
from approvals.web.document import DocumentReader
from approvals.web.drafting_delegations import DelegationsScreen, EndDelegationStep, GiveDelegationStep
from approvals.web.files import DocumentFile, FilePreview
from approvals.web.inbox import BulkSignScreen, InboxScreen
from approvals.web.letter_urls import letter_urls
from approvals.web.line_bench import LineBenchScreen
from approvals.web.line_change import LineChangeScreen
from approvals.web.notices import MailNotices, MailNoticesStep, NoticeCount, NoticeList, NoticesRead
from approvals.web.papers import PaperScreen, PrintFile
from approvals.web.phrases import DeletePhraseStep, OrderPhrasesStep, PhraseScreen, SavePhraseStep
from approvals.web.resolutions import ResolutionScreen
from approvals.web.review_edit import ReviewEditScreen
from approvals.web.statistics import StatisticsScreen
from approvals.web.verification import VerifyScreen

app_name = "approvals"

urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/", VerifyScreen.as_view(), name="verify"),
    path("verify/<str:code>", VerifyScreen.as_view(), name="verify-code"),
    path("inbox/", InboxScreen.as_view(), name="inbox"),
    path("inbox/signatures/", BulkSignScreen.as_view(), name="bulk-sign"),
    path("drafting-delegations/", DelegationsScreen.as_view(), name="drafting-delegations"),
    path("drafting-delegations/give/", GiveDelegationStep.as_view(), name="drafting-delegation-give"),
    path(
        "drafting-delegations/<uuid:delegation_id>/end/",
        EndDelegationStep.as_view(),
        name="drafting-delegation-end",
    ),
    path("inbox/phrases/", PhraseScreen.as_view(), name="phrases"),
    path("inbox/phrases/save/", SavePhraseStep.as_view(), name="phrase-save"),
    path("inbox/phrases/order/", OrderPhrasesStep.as_view(), name="phrase-order"),
    path("inbox/phrases/<uuid:phrase_id>/delete/", DeletePhraseStep.as_view(), name="phrase-delete"),
    path("notices/", NoticeList.as_view(), name="notices"),
    path("notices/mail/", MailNotices.as_view(), name="mail-notices"),
    path("notices/mail/save/", MailNoticesStep.as_view(), name="mail-notices-save"),
    path("notices/read/", NoticesRead.as_view(), name="notices-read"),
    path("notices/count/", NoticeCount.as_view(), name="notice-count"),
    path("documents/<uuid:document_id>/", DocumentReader.as_view(), name="document"),
    path("documents/<uuid:document_id>/differences/", DifferencesScreen.as_view(), name="differences"),
    path(
        "documents/<uuid:document_id>/files/<uuid:attachment_id>/",
        DocumentFile.as_view(),
        name="document-file",
    ),
    path(
        "documents/<uuid:document_id>/files/<uuid:attachment_id>/view/",
        FilePreview.as_view(),
        name="file-preview",
    ),
    path("documents/<uuid:document_id>/line/", LineChangeScreen.as_view(), name="line-change"),
    path("documents/<uuid:document_id>/circulate/", CirculateScreen.as_view(), name="circulate"),
    path("documents/<uuid:document_id>/resolution/", ResolutionScreen.as_view(), name="resolution"),
    path("documents/<uuid:document_id>/text/", ReviewEditScreen.as_view(), name="review-edit"),
    path("documents/own/", desks.OwnDocuments.as_view(), name="own-documents"),
    path("documents/<uuid:document_id>/remind/", desks.RemindStep.as_view(), name="remind"),
    path("documents/library/", desks.FormLibrary.as_view(), name="library"),
    path("documents/library/marks/", desks.MarkFormStep.as_view(), name="form-mark"),
    path("documents/library/earlier/", desks.EarlierDocuments.as_view(), name="earlier"),
    path("documents/department/", desks.DepartmentDocuments.as_view(), name="department-documents"),
    path("documents/statistics/", StatisticsScreen.as_view(), name="statistics"),
    path("documents/line-bench/", LineBenchScreen.as_view(), name="line-bench"),
    path("documents/forms/", forms.FormList.as_view(), name="forms"),
    path("documents/forms/new/", forms.NewFormScreen.as_view(), name="form_new"),
    path("documents/forms/<uuid:form_id>/", forms.FormScreen.as_view(), name="form"),
    path("documents/letterheads/", forms_letterheads.LetterheadScreen.as_view(), name="letterheads"),
    path("documents/letterheads/new/", forms_letterheads.SetLetterheadStep.as_view(), name="letterhead_new"),
    path("documents/new/", drafting.ChooseFormScreen.as_view(), name="choose"),
    path("documents/<uuid:document_id>/edit/", drafting_editor.EditorScreen.as_view(), name="draft"),
    path("documents/<uuid:document_id>/again/", drafting.BeginAgainStep.as_view(), name="draft-again"),
    path("documents/<uuid:document_id>/recall/", drafting.RecallStep.as_view(), name="draft-recall"),
    path("documents/<uuid:document_id>/edit/save/", drafting_steps.AutosaveStep.as_view(), name="draft-save"),
    path("documents/<uuid:document_id>/edit/line/", drafting_steps.LineStep.as_view(), name="draft-line"),
    path(
        "documents/<uuid:document_id>/edit/files/", drafting_steps.UploadStep.as_view(), name="draft-upload"
    ),
    path(
        "documents/<uuid:document_id>/edit/files/<uuid:attachment_id>/",
        drafting_steps.DraftFile.as_view(),
        name="draft-file",
    ),
    path(
        "documents/<uuid:document_id>/edit/files/<uuid:attachment_id>/remove/",
        drafting_steps.RemoveFileStep.as_view(),
        name="draft-file-remove",
    ),
    path(
        "documents/<uuid:document_id>/edit/related/",
        drafting_steps.RelatedPart.as_view(),
        name="draft-related",
    ),
    path("documents/pasted/", drafting_steps.PasteStep.as_view(), name="draft-paste"),
    path("documents/people/", drafting_steps.PeoplePart.as_view(), name="draft-people"),
    path("documents/<uuid:document_id>/paper", PaperScreen.as_view(), name="paper"),
    path("documents/<uuid:document_id>/print.pdf", PrintFile.as_view(), name="print"),
    *letter_urls,
]
