"""REST addresses of letters and seals."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from approvals.api.dispatches import DispatchViewSet, NoticePublicationsView, PackageView, TransportViewSet
from approvals.api.received import (
    ForwardedPackageView,
    OutsideLetterView,
    ReceivedFileView,
    ReceivedPrintView,
    ReceivedViewSet,
)
from approvals.api.seals import PaperStamps, SealDisposals, SealUseViewSet, SealViewSet
from core.api.routing import ApiRouter

letter_urls: list[URLPattern | URLResolver] = [
    path("transports/<uuid:transport_id>/package", PackageView.as_view(), name="api-transport-package"),
    path("notice-publications", NoticePublicationsView.as_view(), name="api-notice-publications"),
    path(
        "received-documents/<uuid:received_id>/print", ReceivedPrintView.as_view(), name="api-received-print"
    ),
    path("outside-letters", OutsideLetterView.as_view(), name="api-outside-letters"),
    path(
        "received-documents/<uuid:received_id>/package",
        ForwardedPackageView.as_view(),
        name="api-received-package",
    ),
    path(
        "received-documents/<uuid:received_id>/files/<uuid:file_id>",
        ReceivedFileView.as_view(),
        name="api-received-file",
    ),
]


def register_letters(router: ApiRouter) -> None:
    """The resources of this part."""
    router.register("dispatches", DispatchViewSet)
    router.register("transports", TransportViewSet)
    router.register("received-documents", ReceivedViewSet)
    router.register("seals", SealViewSet)
    router.register("seals", SealDisposals, "api-seal-disposals")
    router.register("seals", PaperStamps, "api-seal-paper-stamps")
    router.register("seal-uses", SealUseViewSet)
