"""A file of a document: to look at, or to take away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from approvals.choices import ScanState
from approvals.errors.documents import AttachmentNotChecked
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.documents import document_page
from approvals.services.attachments import read_blob
from approvals.services.reading import FILE, hand_out
from approvals.web.damage import anyway, is_warned
from core.errors import NotFound
from ui.files import download_response
from ui.pdf import MIME, pdf_response
from ui.views import PageHead, ScreenView

MOST_SHOWN = 100_000


class DocumentFile(ScreenView):
    """첨부 내려받기."""

    required = DOCUMENT_VIEW
    title = _("첨부")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = document_page(kwargs["document_id"], self.actor, self.now)
        file = found.attachments.select_related("blob").filter(pk=kwargs["attachment_id"]).first()
        if file is None:
            raise NotFound(attachment_id=str(kwargs["attachment_id"]))
        if file.blob.state == ScanState.REFUSED:
            raise AttachmentNotChecked(file=file.name)
        hand_out(
            document=found,
            what=FILE,
            is_warned=is_warned(request),
            actor=self.actor,
            at=self.now,
            anyway=anyway(request),
        )
        content = read_blob(blob=file.blob)
        is_shown = request.GET.get("show") == "1"
        if is_shown and file.blob.media_type == MIME:
            return pdf_response(content, file.name)
        return download_response(content, file.name, shown_as=file.blob.media_type if is_shown else "")


class FilePreview(ScreenView):
    """첨부 미리보기: pictures and the text of a file on a page; nothing is taken away."""

    required = DOCUMENT_VIEW
    title = _("첨부 미리보기")
    template_name = "approvals/file.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = document_page(kwargs["document_id"], self.actor, self.now)
        files = list(found.attachments.select_related("blob").order_by("ordinal"))
        file = next((one for one in files if one.pk == kwargs["attachment_id"]), None)
        if file is None:
            raise NotFound(attachment_id=str(kwargs["attachment_id"]))
        hand_out(
            document=found,
            what=FILE,
            is_warned=is_warned(request),
            actor=self.actor,
            at=self.now,
            anyway=anyway(request),
        )
        at = files.index(file)
        return self.render(
            found=found,
            file=file,
            text=file.blob.text[:MOST_SHOWN],
            is_cut=len(file.blob.text) > MOST_SHOWN,
            state=ScanState(file.blob.state),
            is_warned=is_warned(request),
            is_picture=file.blob.media_type.startswith("image/"),
            is_pdf=file.blob.media_type == MIME,
            before=files[at - 1] if at else None,
            after=files[at + 1] if at + 1 < len(files) else None,
        )

    def head(self) -> PageHead:
        return PageHead(self.title, (_("결재함"), _("결재 문서")), star=False)
