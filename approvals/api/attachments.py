"""Files of official documents over REST: taken in while a document is with its drafter, read ever after."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import FileField

from approvals.api.acts import OWN, TAG, WarnedQuery
from approvals.choices import ScanState
from approvals.errors import documents, steps
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.queries.drafting import attachment_of, attachments_of
from approvals.services.attachments import attach, detach, read_blob
from approvals.services.drafting_delegations import drafter_on
from approvals.services.reading import FILE, hand_out
from core.api import etags
from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
)
from core.api.serializers import Input, Output
from core.api.views import ApiView
from ui.files import BINARY, download_response

MOST_BYTES = 2**40


class AttachmentIn(Input):
    """A file to attach."""

    file = FileField(max_length=200, help_text=_("붙일 파일. 한글, PDF, 오피스, 그림, 글자 파일"))


class AttachmentOut(Output):
    """A file of a document, named by its hash."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=10_000)
    name = LineField(max_length=200)
    size = WholeNumberField(minimum=0, maximum=MOST_BYTES, source="blob.size")
    media_type = CodeField(max_length=100, source="blob.media_type")
    sha256 = CodeField(max_length=64, source="blob.sha256")
    state = ChoiceTextField(choices=ScanState.choices, source="blob.state", help_text=_("검사 결과"))
    added_at = MomentField()


class AttachmentsOut(Output):
    """All files of a document in their order."""

    items = AttachmentOut(many=True)


class AttachmentsView(ApiView):
    """문서의 첨부 파일들."""

    tag = TAG
    parser_classes = (MultiPartParser,)
    required: ClassVar = {"get": DOCUMENT_VIEW, "post": DOCUMENT_DRAFT}
    versioned = frozenset({"post"})

    @operation("첨부 목록", "볼 수 있는 문서의 첨부 파일을 순서대로 본다.", output=AttachmentsOut)
    def get(self, request: Request, document_id: UUID) -> Response:
        return Response(AttachmentsOut({"items": attachments_of(document_id, self.actor)}).data)

    @operation(
        "첨부 올리기",
        "작성중이거나 반려·회수된 문서에 파일을 붙인다. 파일은 해시로 보관되고 바뀌지 않는다. "
        "답의 ETag는 문서의 새 판이다.",
        input=AttachmentIn,
        output=AttachmentOut,
        status=201,
        errors=[
            *OWN, steps.DocumentChanged, documents.AttachmentNotChecked,
            documents.ClassifiedRefused, documents.AttachmentLimit,
        ],
    )  # fmt: skip
    def post(self, request: Request, document_id: UUID) -> Response:
        file = self.read(AttachmentIn)["file"]
        who = drafter_on(document_id=document_id, actor=self.actor, at=self.at)
        made = attach(
            document_id=document_id,
            seen=self.expected_version,
            name=file.name,
            data=file.read(),
            actor=who,
            at=self.at,
        )
        response = self.created(made, AttachmentOut)
        response["ETag"] = etags.etag(made.document)
        return response


class AttachmentView(ApiView):
    """첨부 파일 하나."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW, "delete": DOCUMENT_DRAFT}
    queries: ClassVar = {"get": WarnedQuery}

    @operation(
        "첨부 내려받기",
        "파일을 올린 그대로 받는다. 상신한 문서의 파일을 받으면 열람 기록이 남는다. 훼손된 문서의 파일은 "
        "`is_warned=true`로 다시 물어야 받으며, 그것도 기록에 남는다.",
        file=BINARY,
        errors=[steps.IntegrityBroken],
    )
    def get(self, request: Request, document_id: UUID, attachment_id: UUID) -> HttpResponse:
        found = attachment_of(document_id, attachment_id, self.actor)
        warned = self.query().get("is_warned", False)
        hand_out(document=found.document, what=FILE, is_warned=warned, actor=self.actor, at=self.at)
        return download_response(read_blob(blob=found.blob), found.name)

    @operation(
        "첨부 빼기",
        "작성중이거나 반려·회수된 문서에서 파일을 뺀다. 앞선 상신본의 파일은 남는다.",
        status=204,
        errors=[*OWN, steps.DocumentChanged],
    )
    def delete(self, request: Request, document_id: UUID, attachment_id: UUID) -> Response:
        detach(
            document_id=document_id,
            attachment_id=attachment_id,
            seen=self.expected_version,
            actor=self.actor,
            at=self.at,
        )
        return self.done()
