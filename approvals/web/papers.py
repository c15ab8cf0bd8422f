"""A document as it is printed, on the screen and as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals.choices import DocumentState, Integrity
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.letters import letter_of
from approvals.queries.reading import readable_document
from approvals.rules.writing.page import page_of
from approvals.services.printing import print_approved, print_preview
from approvals.services.reading import PRINT, SCREEN, hand_out, note_reading
from approvals.web.damage import anyway, is_warned
from approvals.web.letters import letter_html
from ui.pdf import pdf_response
from ui.views import ScreenView


class PaperScreen(ScreenView):
    """문서 보기: 별지 제1호·제2호서식 그대로."""

    required = DOCUMENT_VIEW
    title = _("문서 보기")
    template_name = "approvals/paper.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document_id: UUID = kwargs["document_id"]
        document = readable_document(document_id, self.actor)
        page = page_of(letter_of(document_id, at=self.now))
        note_reading(document=document, what=SCREEN, actor=self.actor, at=self.now)
        return self.render(
            letter=letter_html(page),
            title=document.title,
            is_damaged=document.integrity == Integrity.BROKEN,
            file_url=reverse("approvals:print", args=[document_id]),
            back_url=reverse("ui:home"),
        )


class PrintFile(ScreenView):
    """PDF/A of a document: the kept print of an approved one, else a preview."""

    required = DOCUMENT_VIEW
    title = _("문서 파일")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document = readable_document(kwargs["document_id"], self.actor)
        warned = is_warned(request)
        hand_out(
            document=document,
            what=PRINT,
            is_warned=warned,
            actor=self.actor,
            at=self.now,
            anyway=anyway(request),
        )
        if document.state == DocumentState.APPROVED:
            address = request.build_absolute_uri(reverse("approvals:verify"))
            made = print_approved(document_id=document.pk, verify_at=address, at=self.now, is_warned=warned)
        else:
            made = print_preview(document_id=document.pk, at=self.now)
        return pdf_response(made.content, made.file_name)
