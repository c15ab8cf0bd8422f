"""Addresses of the screens of approvals."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from approvals.web.differences import DifferencesScreen
from approvals.web.document import DocumentReader
from approvals.web.files import DocumentFile
from approvals.web.inbox import BulkSignScreen, InboxScreen
from approvals.web.notices import NoticeCount, NoticeList, NoticesRead
from approvals.web.letter_urls import letter_urls
from approvals.web.papers import PaperScreen, PrintFile
from approvals.web.verification import VerifyScreen

app_name = "approvals"

urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/", VerifyScreen.as_view(), name="verify"),
    path("verify/<str:code>", VerifyScreen.as_view(), name="verify-code"),
    path("inbox/", InboxScreen.as_view(), name="inbox"),
    path("inbox/signatures/", BulkSignScreen.as_view(), name="bulk-sign"),
    path("notices/", NoticeList.as_view(), name="notices"),
    path("notices/read/", NoticesRead.as_view(), name="notices-read"),
    path("notices/count/", NoticeCount.as_view(), name="notice-count"),
    path("documents/<uuid:document_id>/", DocumentReader.as_view(), name="document"),
    path("documents/<uuid:document_id>/differences/", DifferencesScreen.as_view(), name="differences"),
    path(
        "documents/<uuid:document_id>/files/<uuid:attachment_id>/",
        DocumentFile.as_view(),
        name="document-file",
    ),
    path("documents/<uuid:document_id>/paper", PaperScreen.as_view(), name="paper"),
    path("documents/<uuid:document_id>/print.pdf", PrintFile.as_view(), name="print"),
    *letter_urls,
]
