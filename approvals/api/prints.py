"""Prints, versions and letterheads of official documents over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.acts import WarnedQuery
from approvals.choices import DocumentState
from approvals.errors.documents import LetterheadFixed, PrintFontsMissing
from approvals.errors.steps import IntegrityBroken
from approvals.permissions import DOCUMENT_VIEW, FORM_MANAGE
from approvals.queries.letters import letterheads, version_difference
from approvals.queries.reading import readable_document
from approvals.queries.verification import verify
from approvals.rules.canonical import canonical
from approvals.rules.writing.diff import Change, Difference, FieldChange
from approvals.rules.writing.types import Letterhead
from approvals.services.printing import print_approved, print_preview, set_letterhead
from approvals.services.reading import COMPARE, PRINT, hand_out, note_reading
from core.api import throttles
from core.api.docs import PUBLIC, operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    LineField,
    TextField,
    WholeNumberField,
)
from core.api.serializers import Input, Output
from core.api.views import ApiView
from ui.pdf import MIME, pdf_response

TAG = "전자결재"
CHANGES = [(change.value, change.value) for change in Change]


class VersionsQuery(Input):
    """Which two versions are laid side by side."""

    old = WholeNumberField(minimum=1, maximum=100_000, help_text=_("앞선 내용 판"))
    new = WholeNumberField(minimum=1, maximum=100_000, help_text=_("나중 내용 판"))


class WordsOut(Output):
    """Neighbouring words with the same fate."""

    change = ChoiceTextField(choices=CHANGES)
    text = TextField(max_length=500_000, allow_blank=True)


class LineChangeOut(Output):
    """A paragraph or table row of both versions."""

    change = ChoiceTextField(choices=CHANGES)
    words = WordsOut(many=True)


class FieldChangeOut(Output):
    """A field with its old and new value, as JSON."""

    name = LineField(max_length=200)
    old = TextField(max_length=500_000, allow_blank=True, help_text=_("앞선 값(JSON)"))
    new = TextField(max_length=500_000, allow_blank=True, help_text=_("나중 값(JSON)"))


class FileChangeOut(Output):
    """A file added, removed or replaced."""

    change = ChoiceTextField(choices=CHANGES)
    name = LineField(max_length=200)
    old_sha256 = CodeField(max_length=64, allow_blank=True)
    new_sha256 = CodeField(max_length=64, allow_blank=True)


class DifferenceOut(Output):
    """What changed between two versions."""

    lines = LineChangeOut(many=True)
    fields_changed = FieldChangeOut(many=True)
    files = FileChangeOut(many=True)


class LetterheadIn(Input):
    """A letterhead from a day on."""

    from_on = DayField(help_text=_("적용일"))
    institution = LineField(max_length=100, help_text=_("기관명"))
    sender = LineField(max_length=120, help_text=_("발신명의"))
    postcode = LineField(max_length=10, required=False, allow_blank=True, help_text=_("우편번호"))
    address = LineField(max_length=200, required=False, allow_blank=True, help_text=_("주소"))
    homepage = LineField(max_length=100, required=False, allow_blank=True, help_text=_("홈페이지"))
    phone = LineField(max_length=30, required=False, allow_blank=True, help_text=_("전화"))
    fax = LineField(max_length=30, required=False, allow_blank=True, help_text=_("전송"))
    email = LineField(max_length=100, required=False, allow_blank=True, help_text=_("전자우편"))


class LetterheadOut(Output):
    """A letterhead with its first day."""

    id = IdField()
    from_on = DayField()
    institution = LineField(max_length=100)
    sender = LineField(max_length=120)
    postcode = LineField(max_length=10, allow_blank=True)
    address = LineField(max_length=200, allow_blank=True)
    homepage = LineField(max_length=100, allow_blank=True)
    phone = LineField(max_length=30, allow_blank=True)
    fax = LineField(max_length=30, allow_blank=True)
    email = LineField(max_length=100, allow_blank=True)


class LetterheadsOut(Output):
    """All letterheads, the newest first."""

    items = LetterheadOut(many=True)


class VerifiedOut(Output):
    """What a verification code stands for."""

    is_genuine = FlagField(help_text=_("이 기관이 내준 문서인지"))
    title = LineField(max_length=200, allow_blank=True, help_text=_("공개 문서만"))
    number = LineField(max_length=90, allow_blank=True, help_text=_("공개 문서만"))
    approved_on = DayField(allow_null=True, help_text=_("공개 문서만"))
    sha256 = CodeField(max_length=64, allow_blank=True, help_text=_("파일의 해시"))


class PrintView(ApiView):
    """문서 인쇄본."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW}
    queries: ClassVar = {"get": WarnedQuery}

    @operation(
        "문서 인쇄본",
        "결재된 문서의 PDF/A를 받는다. 처음 만든 파일을 그대로 보관하여 언제나 같은 파일이 나온다. "
        "결재 전에는 번호와 문서확인번호가 없는 미리보기다. 훼손된 문서는 `is_warned=true`로 다시 물어야 받으며, "
        "그것도 기록에 남는다.",
        file=MIME,
        errors=[IntegrityBroken, PrintFontsMissing],
    )
    def get(self, request: Request, document_id: UUID) -> HttpResponse:
        document = readable_document(document_id, self.actor)
        warned = self.query().get("is_warned", False)
        hand_out(document=document, what=PRINT, is_warned=warned, actor=self.actor, at=self.at)
        if document.state == DocumentState.APPROVED:
            address = request.build_absolute_uri(reverse("approvals:verify"))
            made = print_approved(document_id=document_id, verify_at=address, at=self.at, is_warned=warned)
        else:
            made = print_preview(document_id=document_id, at=self.at)
        return pdf_response(made.content, made.file_name)


class DifferencesView(ApiView):
    """문서의 판 비교."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW}
    queries: ClassVar = {"get": VersionsQuery}

    @operation(
        "문서의 판 비교",
        "두 내용 판의 본문을 문단과 낱말로, 항목을 앞뒤 값으로, 첨부를 해시로 견준다.",
        output=DifferenceOut,
    )
    def get(self, request: Request, document_id: UUID) -> Response:
        asked = self.query()
        document = readable_document(document_id, self.actor)
        found = version_difference(document_id, old=asked["old"], new=asked["new"])
        note_reading(document=document, what=COMPARE, actor=self.actor, at=self.at)
        return Response(DifferenceOut(difference_values(found)).data)


class LetterheadsView(ApiView):
    """문서 서식 머리말."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW, "post": FORM_MANAGE}

    @operation(
        "서식 머리말 목록",
        "시행문에 적는 기관명, 발신명의와 연락처를 적용일별로 본다.",
        output=LetterheadsOut,
    )
    def get(self, request: Request) -> Response:
        return Response(LetterheadsOut({"items": letterheads()}).data)

    @operation(
        "서식 머리말 등록",
        "오늘 이후의 하루부터 쓸 기관명, 발신명의와 연락처를 등록한다. 이미 결재된 문서는 예전 것을 쓴다.",
        input=LetterheadIn,
        output=LetterheadOut,
        status=201,
        errors=[LetterheadFixed],
    )
    def post(self, request: Request) -> Response:
        given = self.read(LetterheadIn)
        from_on = given.pop("from_on")
        made = set_letterhead(letterhead=Letterhead(**given), from_on=from_on, actor=self.actor, at=self.at)
        return self.created(made, LetterheadOut)


class VerificationView(ApiView):
    """문서 확인."""

    tag = TAG
    required: ClassVar = {"get": PUBLIC}

    @operation(
        "문서 확인",
        "인쇄된 문서확인번호가 이 기관의 결재 문서를 가리키는지 본다. 공개 문서만 제목을 알려 준다. "
        "로그인하지 않으면 한 주소에서 1분에 30번까지 볼 수 있다.",
        output=VerifiedOut,
    )
    def get(self, request: Request, code: str) -> Response:
        if self.actor.user_id is None and self.actor.client_id is None:
            self.allowance = throttles.spend_check(request.META.get("REMOTE_ADDR", ""))
        return Response(VerifiedOut(verify(code)).data)


def difference_values(found: Difference) -> dict[str, Any]:
    """A difference as the API gives it out."""
    return {
        "lines": found.lines,
        "fields_changed": [_field(change) for change in found.fields],
        "files": found.files,
    }


def _field(change: FieldChange) -> dict[str, str]:
    return {"name": change.name, "old": canonical(change.old), "new": canonical(change.new)}
