"""The delegation table over REST: versions, rows, checking and handing in a file."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import FileField, ListField

from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    LineField,
    WholeNumberField,
    WonField,
)
from core.api.lists import EQUAL, Filter, ListRules
from core.api.serializers import Input, Nothing, Output
from core.api.views import ApiView, ApiViewSet
from core.periods import day_of
from core.sheets import FileUnreadable
from organization.choices import TableState
from organization.errors import TableDayTaken, TableFaulty, TableNotDraft
from organization.permissions import DELEGATION_MANAGE, DELEGATION_VIEW
from organization.queries.delegation import rule_rows, table, table_rows
from organization.queries.delegation_book import table_book
from organization.services import (
    TableData,
    check_table,
    discard_table,
    import_table,
    put_table_in_force,
    write_next_table,
)
from organization.services.delegation import fault_of
from ui.excel import MIME, file_response

TAG = "위임전결규정"
MANY = 10**6


class TableFileIn(Input):
    """A delegation table, xlsx or csv (UTF-8 or CP949)."""

    file = FileField(help_text=_("내려받은 양식과 같은 열이 있는 파일"))


class TableIn(TableFileIn):
    """The same, to be kept as a draft."""

    title = LineField(max_length=100, help_text=_("이름"))
    basis_text = LineField(max_length=200, help_text=_("근거. 결재선에 함께 나온다"))
    effective_from = DayField(help_text=_("시행일"))


class TableOut(Output):
    """A version of the delegation table."""

    id = IdField(source="pk")
    number = WholeNumberField(minimum=1, maximum=MANY, help_text=_("판"))
    title = LineField(max_length=100)
    basis_text = LineField(max_length=200)
    effective_from = DayField()
    state = ChoiceTextField(choices=TableState.choices)


class RuleOut(Output):
    """A row of the table."""

    id = IdField()
    rule_id = CodeField(max_length=20)
    domain = LineField(max_length=40, allow_blank=True)
    business_type = CodeField(max_length=60)
    title = LineField(max_length=100, allow_blank=True)
    condition = LineField(max_length=300, allow_blank=True)
    selector = LineField(max_length=120, allow_blank=True)
    amount_basis = LineField(max_length=60, allow_blank=True)
    over = WonField(allow_null=True, help_text=_("초과"))
    upto = WonField(allow_null=True, help_text=_("이하"))
    final_role = CodeField(max_length=24)
    reviewer_roles = ListField(child=CodeField(max_length=24))
    cooperation = ListField(child=CodeField(max_length=24))
    audit = FlagField()
    report_after_to = ListField(child=CodeField(max_length=24))
    important = FlagField()
    bulk_forbidden = FlagField()
    note = LineField(max_length=300, allow_blank=True)


class TableFaultOut(Output):
    """Something that keeps a file from being taken."""

    code = CodeField(max_length=40)
    rules = ListField(child=CodeField(max_length=20), help_text=_("행 번호"))
    detail = LineField(max_length=400)


class RuleIn(Input):
    """A row as it shall be; what is not sent stays as in the row of that number."""

    rule_id = CodeField(max_length=20, help_text=_("행 번호"))
    business_type = CodeField(max_length=60, required=False)
    title = LineField(max_length=100, required=False, allow_blank=True)
    condition = LineField(max_length=300, required=False, allow_blank=True)
    selector = LineField(max_length=120, required=False, allow_blank=True)
    over = WonField(required=False, allow_null=True, help_text=_("초과"))
    upto = WonField(required=False, allow_null=True, help_text=_("이하"))
    final_role = CodeField(max_length=24, required=False)
    reviewer_roles = ListField(child=CodeField(max_length=24), required=False, max_length=20)
    cooperation = ListField(child=CodeField(max_length=24), required=False, max_length=20)
    audit = FlagField(required=False)
    report_after_to = ListField(child=CodeField(max_length=24), required=False, max_length=20)
    important = FlagField(required=False)
    bulk_forbidden = FlagField(required=False)


class NextTableIn(Input):
    """The rows of the next version: a row that is not named is left out."""

    title = LineField(max_length=100, help_text=_("이름"))
    basis_text = LineField(
        max_length=200, required=False, allow_blank=True, help_text=_("근거. 결재선에 함께 나온다")
    )
    effective_from = DayField(help_text=_("시행일"))
    rules = RuleIn(many=True, allow_empty=False, max_length=2000, help_text=_("전결 항목"))


class CheckOut(Output):
    """What a file holds, and its faults."""

    rule_count = WholeNumberField(minimum=0, maximum=MANY)
    faults = TableFaultOut(many=True)


class DelegationTableViewSet(ApiViewSet):
    """위임전결규정의 판."""

    tag = TAG
    parser_classes = (MultiPartParser,)
    required: ClassVar = {
        "list": DELEGATION_VIEW,
        "retrieve": DELEGATION_VIEW,
        "create": DELEGATION_MANAGE,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(Filter("state", ChoiceTextField(choices=TableState.choices), EQUAL),),
            ordering=("number",),
            default_ordering=("-number",),
        )
    }

    @operation("위임전결규정 목록", "모든 판을 최근 순으로 본다.", output=TableOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(table_rows(), TableOut)

    @operation("위임전결규정 조회", "판 하나를 본다.", output=TableOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        table(pk, day_of(self.at))
        return self.entity(table_rows().get(pk=pk), TableOut)

    @operation(
        "위임전결규정 올리기",
        "파일을 새 판으로 올린다. 한 행이라도 틀리면 아무것도 올리지 않는다. 시행은 따로 한다.",
        input=TableIn,
        output=TableOut,
        status=201,
        errors=[FileUnreadable, TableFaulty],
    )
    def create(self, request: Request) -> Response:
        given = self.read(TableIn)
        content = given.pop("file").read()
        made = import_table(actor=self.actor, data=TableData(**given), content=content, at=self.at)
        return self.created(made, TableOut)


class DelegationTableActs(ApiViewSet):
    """위임전결규정의 시행과 폐기."""

    tag = TAG
    required: ClassVar = {
        "enforce": DELEGATION_MANAGE,
        "discard": DELEGATION_MANAGE,
        "write_next": DELEGATION_MANAGE,
    }

    @operation(
        "위임전결규정 다음 판",
        "한 판의 행을 고쳐 새 판으로 만든다. 보내지 않은 항목은 같은 번호의 행에서 이어받고, 보내지 않은 행은 빠진다.",
        input=NextTableIn,
        output=TableOut,
        status=201,
        errors=[TableFaulty],
    )
    @action(detail=True, methods=["post"], url_path="next-versions")
    def write_next(self, request: Request, pk: UUID) -> Response:
        table(pk, day_of(self.at))
        given = self.read(NextTableIn)
        data = TableData(given["title"], given.get("basis_text", ""), given["effective_from"])
        rows = [{name: _plain(value) for name, value in row.items()} for row in given["rules"]]
        made = write_next_table(actor=self.actor, base_id=pk, data=data, rows=rows, at=self.at)
        return self.created(made, TableOut, reverse("api-delegation-tables-detail", kwargs={"pk": made.pk}))

    @operation(
        "위임전결규정 시행",
        "올린 판을 시행일부터 시행한다. 진행 중인 문서의 결재선은 상신할 때의 판을 따른다.",
        input=Nothing,
        output=TableOut,
        status=201,
        errors=[TableNotDraft, TableDayTaken],
    )
    @action(detail=True, methods=["post"], url_path="enforcements")
    def enforce(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        return self.created(put_table_in_force(actor=self.actor, table_id=pk, at=self.at), TableOut)

    @operation(
        "위임전결규정 폐기",
        "시행하지 않은 판을 버린다.",
        input=Nothing,
        output=TableOut,
        status=201,
        errors=[TableNotDraft],
    )
    @action(detail=True, methods=["post"], url_path="discards")
    def discard(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        return self.created(discard_table(actor=self.actor, table_id=pk, at=self.at), TableOut)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class DelegationRules(ApiView):
    """위임전결규정의 행."""

    tag = TAG
    required: ClassVar = {"get": DELEGATION_VIEW}
    listing: ClassVar = {
        "get": ListRules(
            filters=(Filter("business_type", CodeField(max_length=60), EQUAL),),
            search=("rule_id", "title", "business_type"),
            ordering=("ordinal",),
            default_ordering=("ordinal",),
        )
    }

    @operation("위임전결규정 행 목록", "한 판의 행을 표의 순서로 본다.", output=RuleOut, listed=True)
    def get(self, request: Request, pk: UUID) -> Response:
        table(pk, day_of(self.at))
        return self.page(rule_rows(pk), RuleOut)


class DelegationFile(ApiView):
    """위임전결규정 파일."""

    tag = TAG
    required: ClassVar = {"get": DELEGATION_VIEW}

    @operation("위임전결규정 내려받기", "한 판을 엑셀로 받는다. 고쳐서 그대로 다시 올릴 수 있다.", file=MIME)
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        name, content = table_book(pk, self.actor.name, self.at)
        return file_response(content, name)


class DelegationCheck(ApiView):
    """위임전결규정 파일 점검."""

    tag = TAG
    parser_classes = (MultiPartParser,)
    required: ClassVar = {"post": DELEGATION_MANAGE}
    keyless = frozenset({"post"})

    @operation(
        "위임전결규정 파일 점검",
        "올리면 어떻게 되는지와 고칠 행을 알려 준다. 아무것도 바꾸지 않는다.",
        input=TableFileIn,
        output=CheckOut,
        errors=[FileUnreadable],
    )
    def post(self, request: Request) -> Response:
        checked = check_table(self.read(TableFileIn)["file"].read())
        faults = [
            {"code": fault.code, "rules": fault.rules, "detail": fault_of(fault).detail}
            for fault in checked.faults
        ]
        return Response(CheckOut({"rule_count": len(checked.rules), "faults": faults}).data)
