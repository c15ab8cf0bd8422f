"""Tables of people and posts allowed taken over by REST."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import FileField

from core.api.docs import operation
from core.api.fields import ChoiceTextField, FlagField, LineField, WholeNumberField
from core.api.serializers import Input, Output
from core.api.views import ApiViewSet
from core.sheets import FileUnreadable
from hr import errors as refusals
from hr.choices import ImportKind, RowMark
from hr.permissions import HEADCOUNT_VIEW
from hr.services.imports import check_import, import_file

MANY = 1_000_000


class PersonnelFileIn(Input):
    """A table to be taken over; with `dry_run` it is only tried."""

    kind = ChoiceTextField(choices=ImportKind.choices)
    file = FileField(help_text=_("xlsx 또는 csv"))
    dry_run = FlagField(required=False, help_text=_("검사만 한다"))


class MarkedRowOut(Output):
    """A row of the file and what becomes of it."""

    line = WholeNumberField(minimum=0, maximum=MANY)
    title = LineField(max_length=300, allow_blank=True, source="label")
    mark = ChoiceTextField(choices=RowMark.choices)
    text = LineField(max_length=1000, allow_blank=True)


class PersonnelImportFaultOut(Output):
    """What is wrong with a line; line 0 is the file as a whole."""

    line = WholeNumberField(minimum=0, maximum=MANY)
    column = LineField(max_length=20, allow_blank=True)
    text = LineField(max_length=1000)


class PersonnelImportOut(Output):
    """What a file holds."""

    kind = ChoiceTextField(choices=ImportKind.choices)
    fresh = WholeNumberField(minimum=0, maximum=MANY, help_text=_("새로 들어올 행"))
    known = WholeNumberField(minimum=0, maximum=MANY, help_text=_("이미 있는 행"))
    rows = MarkedRowOut(many=True)
    faults = PersonnelImportFaultOut(many=True)


class ImportViewSet(ApiViewSet):
    """인사 자료 가져오기."""

    tag = "인사 자료"
    parser_classes = (MultiPartParser,)
    required: ClassVar = {"create": HEADCOUNT_VIEW}

    @operation(
        "인사 자료 가져오기",
        "직원과 첫 임용(인사기록·발령 권한), 정원(정원 관리 권한)을 파일로 검사하거나 가져온다. 행마다 결과를 돌려준다.",
        input=PersonnelFileIn,
        output=PersonnelImportOut,
        status=201,
        errors=[refusals.ImportFaulty, FileUnreadable],
    )
    def create(self, request: Request) -> Response:
        given = self.read(PersonnelFileIn)
        act = check_import if given.get("dry_run") else import_file
        found = act(actor=self.actor, kind=given["kind"], content=given["file"].read(), at=self.at)
        return self.created(found, PersonnelImportOut)
