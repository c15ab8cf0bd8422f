"""Forms of official documents over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.acts import TAG
from approvals.api.shapes import ObjectField
from approvals.choices import CrossClass, Disclosure, DocumentKind, Layout
from approvals.permissions import DOCUMENT_VIEW, FORM_MANAGE
from approvals.queries.drafting import form_of, form_rows, versions_of
from approvals.rules.form_fields import FEEDS, TYPES
from approvals.rules.writing.sanitizer import stored_body
from approvals.services.forms import EMPTY_BODY, FormData, save_form, set_form_active
from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
)
from core.api.lists import EQUAL, Filter, ListRules
from core.api.serializers import Input, Output
from core.api.views import ApiView, ApiViewSet
from core.errors import StaleVersion

MANY = 1_000_000
FIELD_TYPES = [(kind, kind) for kind in TYPES]
FEED_CHOICES = [("", ""), *((feed, feed) for feed in FEEDS)]


class FormFieldIn(Input):
    """A field the form asks for."""

    name = CodeField(max_length=40, help_text=_("이름. 영문 소문자로 시작"))
    label = LineField(max_length=60, help_text=_("이름표"))  # type: ignore[assignment]
    type = ChoiceTextField(choices=FIELD_TYPES, required=False, help_text=_("종류. 없으면 한 줄 글"))
    required = FlagField(required=False, help_text=_("필수"))  # type: ignore[assignment]
    drives = FlagField(required=False, help_text=_("금액이나 신분을 정하므로 검토자가 고치지 못한다"))
    options = serializers.ListField(
        child=LineField(max_length=100), max_length=100, required=False, help_text=_("고를 값")
    )
    feeds = ChoiceTextField(choices=FEED_CHOICES, required=False, help_text=_("결재선이나 번호에 쓰는 곳"))
    hint = LineField(max_length=200, required=False, allow_blank=True, help_text=_("도움말"))


class FormContentIn(Input):
    """What a version of a form says."""

    name = LineField(max_length=60, help_text=_("서식 이름"))
    business_type = CodeField(max_length=60, help_text=_("위임전결규정의 업무 유형"))
    kind = ChoiceTextField(choices=DocumentKind.choices, required=False, help_text=_("문서 종류"))
    cross_class = ChoiceTextField(choices=CrossClass.choices, required=False, help_text=_("시행 구분"))
    layout = ChoiceTextField(choices=Layout.choices, required=False, help_text=_("서식 모양"))
    fields_asked = FormFieldIn(many=True, required=False, max_length=60, help_text=_("항목"))
    body = ObjectField(required=False, help_text=_("본문 틀"))
    unit_task_code = CodeField(
        max_length=20, required=False, allow_blank=True, help_text=_("기본 단위과제. 보존기간은 여기서 온다")
    )
    disclosure = ChoiceTextField(choices=Disclosure.choices, required=False, help_text=_("기본 공개구분"))
    grounds = serializers.ListField(
        child=WholeNumberField(minimum=1, maximum=8),
        max_length=8,
        required=False,
        help_text=_("기본 비공개 근거"),
    )
    reject_allowed = FlagField(required=False, help_text=_("부결을 쓸 수 있는지"))
    step_up = FlagField(required=False, help_text=_("결재할 때 추가 인증을 묻는지"))


class NewFormIn(FormContentIn):
    """A new form."""

    code = CodeField(max_length=40, help_text=_("서식 코드"))


class FormStateIn(Input):
    """Whether documents may be begun with a form."""

    is_active = FlagField(help_text=_("사용"))


class FormHeadOut(Output):
    """A form with its latest version."""

    id = IdField()
    code = CodeField(max_length=40)
    is_active = FlagField()
    version = WholeNumberField(minimum=1, maximum=MANY)
    number = WholeNumberField(minimum=1, maximum=MANY, source="latest_number", help_text=_("최신 판"))
    name = LineField(max_length=60, source="latest_name")
    kind = ChoiceTextField(choices=DocumentKind.choices, source="latest_kind")
    cross_class = ChoiceTextField(choices=CrossClass.choices, source="latest_cross_class")
    layout = ChoiceTextField(choices=Layout.choices, source="latest_layout")
    business_type = CodeField(max_length=60, source="latest_business_type")


class FormVersionOut(Output):
    """A version of a form as it was made."""

    id = IdField()
    number = WholeNumberField(minimum=1, maximum=MANY)
    name = LineField(max_length=60)
    kind = ChoiceTextField(choices=DocumentKind.choices)
    cross_class = ChoiceTextField(choices=CrossClass.choices)
    layout = ChoiceTextField(choices=Layout.choices)
    fields_asked = serializers.ListField(child=ObjectField(), source="fields")
    body = ObjectField()
    business_type = CodeField(max_length=60)
    subject_type = CodeField(max_length=60, allow_blank=True)
    unit_task_code = CodeField(max_length=20, allow_blank=True)
    disclosure = CodeField(max_length=8, allow_blank=True)
    grounds = serializers.ListField(child=WholeNumberField(minimum=1, maximum=8))
    reject_allowed = FlagField()
    step_up = FlagField()
    made_at = MomentField()
    made_by_name = LineField(max_length=100)


class FormVersionsOut(Output):
    """All versions, the newest first."""

    items = FormVersionOut(many=True)


class FormViewSet(ApiViewSet):
    """서식."""

    tag = TAG
    required: ClassVar = {
        "list": DOCUMENT_VIEW,
        "retrieve": DOCUMENT_VIEW,
        "create": FORM_MANAGE,
        "partial_update": FORM_MANAGE,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("code", CodeField(max_length=40), EQUAL),
                Filter("is_active", FlagField(), EQUAL),
                Filter("kind", ChoiceTextField(choices=DocumentKind.choices), EQUAL, column="latest_kind"),
            ),
            search=("code", "latest_name"),
            ordering=("code",),
            default_ordering=("code",),
        )
    }

    @operation("서식 목록", "서식과 그 최신 판을 본다.", output=FormHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(form_rows(), FormHeadOut)

    @operation("서식 조회", "서식 하나를 본다.", output=FormHeadOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(form_of(pk), FormHeadOut)

    @operation(
        "서식 만들기",
        "새 서식을 첫 판과 함께 만든다.",
        input=NewFormIn,
        output=FormHeadOut,
        status=201,
    )
    def create(self, request: Request) -> Response:
        given = self.read(NewFormIn)
        made = save_form(data=_data(given), actor=self.actor, at=self.at, is_first=True)
        location = reverse("api-approval-forms-detail", kwargs={"pk": made.form_id})
        return self.created(form_of(made.form_id), FormHeadOut, location)

    @operation(
        "서식 사용 여부",
        "서식으로 새 문서를 기안할 수 있게 하거나 막는다. 이미 기안한 문서는 그대로 간다.",
        input=FormStateIn,
        output=FormHeadOut,
        errors=[StaleVersion],
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        is_active = self.read(FormStateIn)["is_active"]
        set_form_active(
            form_id=pk, is_active=is_active, version=self.expected_version, actor=self.actor, at=self.at
        )
        return self.entity(form_of(pk), FormHeadOut)


class FormVersionsView(ApiView):
    """서식의 판들."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW, "post": FORM_MANAGE}
    versioned = frozenset({"post"})

    @operation("서식의 판", "서식의 모든 판을 최근 순으로 본다.", output=FormVersionsOut)
    def get(self, request: Request, form_id: UUID) -> Response:
        return Response(FormVersionsOut({"items": versions_of(form_id)}).data)

    @operation(
        "서식의 새 판",
        "서식을 고쳐 다음 판을 만든다. 이미 기안한 문서는 기안할 때의 판을 쓴다.",
        input=FormContentIn,
        output=FormVersionOut,
        status=201,
        errors=[StaleVersion],
    )
    def post(self, request: Request, form_id: UUID) -> Response:
        given = self.read(FormContentIn)
        data = _data({**given, "code": form_of(form_id).code})
        made = save_form(data=data, actor=self.actor, at=self.at, version=self.expected_version)
        return self.created(made, FormVersionOut)


def _data(given: dict[str, Any]) -> FormData:
    """What was sent, as the service takes it."""
    body = stored_body(given.pop("body", None)) or dict(EMPTY_BODY)
    fields = [dict(one) for one in given.pop("fields_asked", ())]
    return FormData(**given, body=body, fields=fields)
