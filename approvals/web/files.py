"""A file of a document, to take away."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from approvals.choices import ScanState
from approvals.errors.documents import AttachmentNotChecked
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.documents import document_page
from approvals.services.attachments import read_blob
from approvals.services.reading import FILE, note_reading
from core.errors import NotFound
from ui.views import ScreenView


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
        note_reading(document=found, what=FILE, actor=self.actor, at=self.now)
        return FileResponse(
            [read_blob(blob=file.blob)],
            as_attachment=True,
            filename=file.name,
            content_type="application/octet-stream",
        )
