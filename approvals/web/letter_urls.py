"""Addresses of the screens of sending and receiving letters."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from approvals.web.dispatches import CopyFile, DispatchList, DispatchScreen, PackageFile
from approvals.web.received import ReceivedFileDownload, ReceivedList, ReceivedPrint, ReceivedScreen
from approvals.web.received_new import NewReceived
from approvals.web.received_onward import ForwardedPackage
from approvals.web.seals import NewSealScreen, SealList, SealScreen

letter_urls: list[URLPattern | URLResolver] = [
    path("dispatches/", DispatchList.as_view(), name="dispatches"),
    path("dispatches/<uuid:document_id>/", DispatchScreen.as_view(), name="dispatch"),
    path("dispatches/<uuid:document_id>/copy.pdf", CopyFile.as_view(), name="dispatch_copy"),
    path("dispatches/packages/<uuid:transport_id>.zip", PackageFile.as_view(), name="dispatch_package"),
    path("received/", ReceivedList.as_view(), name="received_documents"),
    path("received/new/", NewReceived.as_view(), name="received_new"),
    path("received/<uuid:received_id>/package.zip", ForwardedPackage.as_view(), name="received_package"),
    path("received/<uuid:received_id>/", ReceivedScreen.as_view(), name="received"),
    path("received/<uuid:received_id>/letter.pdf", ReceivedPrint.as_view(), name="received_print"),
    path(
        "received/<uuid:received_id>/files/<uuid:file_id>",
        ReceivedFileDownload.as_view(),
        name="received_file",
    ),
    path("seals/", SealList.as_view(), name="seals"),
    path("seals/new/", NewSealScreen.as_view(), name="seal_new"),
    path("seals/<uuid:seal_id>/", SealScreen.as_view(), name="seal"),
]
