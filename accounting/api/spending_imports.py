"""Files of spending lines over REST: checked, loaded, looked up."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import FileField

from accounting.choices import ImportState
from accounting.errors import books, budget
from accounting.errors.execution import ClassUnmapped, ImportDiffers, ImportFaulty
from accounting.errors.imports import GroupUnclear
from accounting.permissions import SPENDING_IMPORT
from accounting.queries.spending_imports import spending_import, spending_imports
from accounting.services.imports.spending_upload import (
    UploadedSpending,
    check_spending_upload,
    load_spending_upload,
)
from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    FiscalYearField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
    WonField,
)
from core.api.lists import EQUAL, Filter, ListRules
from core.api.serializers import Input, Output
from core.api.views import ApiView, ApiViewSet
from core.sheets import FileUnreadable

TAG = "지출자료 이관"
MANY = 10**7


class SpendingFileIn(Input):
    """A file of spending lines, xlsx or csv (UTF-8 or CP949)."""

    file = FileField(help_text=_("총연번, 지역명, 연월일, 내역, 지출액, 사용처, 분류 열이 있는 파일"))
    fiscal_year = FiscalYearField(help_text=_("회계연도"))
    group = LineField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text=_("이 기관의 지역명. 파일에 하나뿐이면 생략"),
    )


class SpendingLoadIn(SpendingFileIn):
    """The same, to be loaded."""

    accept_changes = FlagField(
        required=False, help_text=_("전에 이관한 줄이 바뀌었거나 없어졌을 때 그 차이를 반영")
    )


class DifferencesOut(Output):
    """What a load would change."""

    added = WholeNumberField(minimum=0, maximum=MANY, help_text=_("새 줄"))
    changed = WholeNumberField(minimum=0, maximum=MANY, help_text=_("바뀐 줄"))
    missing = WholeNumberField(minimum=0, maximum=MANY, help_text=_("없어진 줄"))
    unchanged = WholeNumberField(minimum=0, maximum=MANY, help_text=_("같은 줄"))


class ImportOut(Output):
    """A load that was done."""

    id = IdField()
    file_name = LineField(max_length=200)
    file_sha256 = LineField(max_length=64)
    fiscal_year = FiscalYearField()
    state = ChoiceTextField(choices=ImportState.choices)
    line_count = WholeNumberField(minimum=0, maximum=MANY)
    total_amount = WonField(minimum=None)
    recorded_at = MomentField()


class LoadedOut(Output):
    """What a load left in the books; the same file again adds nothing."""

    id = IdField(
        allow_null=True, help_text=_("이관 번호, 더한 것이 없으면 없음"), source="spending_import.pk"
    )
    added = WholeNumberField(minimum=0, maximum=MANY)
    payments = WholeNumberField(minimum=0, maximum=MANY, help_text=_("지급으로 기록한 줄"))
    returns = WholeNumberField(minimum=0, maximum=MANY, help_text=_("여입으로 기록한 줄"))
    revenues = WholeNumberField(minimum=0, maximum=MANY, help_text=_("수입으로 기록한 줄"))
    executed_amount = WonField(minimum=None)
    revenue_amount = WonField(minimum=None)


class SpendingImportViewSet(ApiViewSet):
    """지출자료 이관."""

    tag = TAG
    parser_classes = (MultiPartParser,)
    required: ClassVar = {"list": SPENDING_IMPORT, "retrieve": SPENDING_IMPORT, "create": SPENDING_IMPORT}
    listing: ClassVar = {
        "list": ListRules(
            filters=(Filter("fiscal_year", FiscalYearField(), EQUAL),),
            search=("file_name",),
            ordering=("recorded_at",),
            default_ordering=("-recorded_at",),
            countable=True,
        )
    }

    @operation("이관 목록", "이관한 파일을 최근 순으로 본다.", output=ImportOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(spending_imports(), ImportOut)

    @operation("이관 조회", "이관한 파일 하나를 본다.", output=ImportOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(spending_import(pk), ImportOut)

    @operation(
        "지출자료 이관",
        "파일의 줄을 한 건씩 올릴 때와 같은 규칙으로 장부에 올린다. 모두 올리거나 아무것도 올리지 않는다. 같은 파일을"
        " 다시 보내면 더해지지 않는다.",
        input=SpendingLoadIn,
        output=LoadedOut,
        status=201,
        errors=[
            FileUnreadable,
            ImportFaulty,
            GroupUnclear,
            ClassUnmapped,
            ImportDiffers,
            budget.BudgetExceeded,
            budget.AllotmentExceeded,
            books.PeriodClosed,
        ],
    )
    def create(self, request: Request) -> Response:
        data = self.read(SpendingLoadIn)
        accepts = data.pop("accept_changes", False)
        done = load_spending_upload(given=_given(data), actor=self.actor, at=self.at, accept_changes=accepts)
        if done.spending_import is None:
            return self.created(done, LoadedOut)
        place = reverse("api-spending-imports-detail", kwargs={"pk": done.spending_import.pk})
        return self.created(done, LoadedOut, place)


class SpendingImportCheck(ApiView):
    """이관 점검."""

    tag = TAG
    parser_classes = (MultiPartParser,)
    required: ClassVar = {"post": SPENDING_IMPORT}
    keyless = frozenset({"post"})

    @operation(
        "이관 점검",
        "이관하면 무엇이 달라지는지와 고칠 곳을 행과 열로 알려 준다. 아무것도 바꾸지 않는다.",
        input=SpendingFileIn,
        output=DifferencesOut,
        errors=[FileUnreadable, ImportFaulty, GroupUnclear],
    )
    def post(self, request: Request) -> Response:
        found = check_spending_upload(given=_given(self.read(SpendingFileIn)), actor=self.actor)
        counts = {
            "added": len(found.added),
            "changed": len(found.changed),
            "missing": len(found.missing),
            "unchanged": found.unchanged,
        }
        return Response(DifferencesOut(counts).data)


def _given(data: dict[str, Any]) -> UploadedSpending:
    file = data.pop("file")
    return UploadedSpending(file_name=file.name, content=file.read(), **data)
