"""Functions of departments, duties of people and the order of deputies over REST."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import ChoiceTextField, CodeField, DayField, IdField, LineField, WholeNumberField
from core.api.lists import ONE_OF, Filter, ListRules
from core.api.serializers import Input, Output
from core.api.views import ApiViewSet
from core.periods import day_of
from organization.choices import OfficeDuty, PostLevel, TeamFunction
from organization.errors import DepartmentNotValid, DeputyOneself
from organization.permissions import ASSIGNMENT_MANAGE, DEPARTMENT_VIEW
from organization.queries import duty_holders, function_holders
from organization.queries.authority import HolderRow, deputy_rows, duty_rows, function_rows
from organization.services import DeputyData, set_deputy_order, set_duty, set_function

TAG = "조직"
OTHER_POSTS = [(level.value, level.label) for level in PostLevel if level != PostLevel.MEMBER]


class FunctionIn(Input):
    """Which department holds a function from a day on."""

    function = ChoiceTextField(choices=TeamFunction.choices)
    department_id = IdField(allow_null=True, help_text=_("맡은 부서"))
    from_on = DayField(help_text=_("그날부터 맡는다"))


class DutyIn(Input):
    """Who holds a duty from a day on."""

    duty = ChoiceTextField(choices=OfficeDuty.choices)
    user_id = IdField(allow_null=True, help_text=_("맡은 사람"))
    from_on = DayField(help_text=_("그날부터 맡는다"))


class HolderOut(Output):
    """A function or duty with its holder of the day; nobody holds it when empty."""

    code = CodeField(max_length=24)
    name = LineField(max_length=60, source="label")
    holder_id = IdField(allow_null=True, help_text=_("비우면 아무도 맡지 않는다"))
    holder = LineField(max_length=60, allow_blank=True)
    from_on = DayField(allow_null=True)


class FunctionOut(Output):
    """A function held by a department from when to when."""

    id = IdField()
    function = ChoiceTextField(choices=TeamFunction.choices)
    department_id = IdField()
    from_on = DayField()
    until_on = DayField(allow_null=True)


class DutyOut(Output):
    """A duty held by a person from when to when."""

    id = IdField()
    duty = ChoiceTextField(choices=OfficeDuty.choices)
    user_id = IdField()
    from_on = DayField()
    until_on = DayField(allow_null=True)


class DeputyIn(Input):
    """One deputy of an order."""

    deputy_id = IdField(required=False, allow_null=True)
    deputy_department_id = IdField(
        required=False, allow_null=True, help_text=_("대리자. 부서를 넣으면 그때의 부서장")
    )


class DeputyOrderIn(Input):
    """The order of deputies of a department's head or of a duty."""

    department_id = IdField(required=False, allow_null=True, help_text=_("부서장의 직무대리이면 그 부서"))
    level = ChoiceTextField(
        choices=OTHER_POSTS, required=False, help_text=_("부서장이 아닌 직위의 직무대리이면 그 결재 단계")
    )
    duty = ChoiceTextField(
        choices=OfficeDuty.choices, required=False, help_text=_("직무의 직무대리이면 그 직무")
    )
    deputies = DeputyIn(many=True, help_text=_("순서대로, 앞사람이 먼저 대결한다"))


class DeputyOut(Output):
    """A place in an order of deputies."""

    id = IdField()
    department_id = IdField(allow_null=True)
    level = CodeField(max_length=20, allow_blank=True)
    duty = CodeField(max_length=24, allow_blank=True)
    place = WholeNumberField(minimum=1, maximum=100)
    deputy_id = IdField(allow_null=True)
    deputy_department_id = IdField(allow_null=True)


class DeputiesOut(Output):
    """An order of deputies."""

    items = DeputyOut(many=True)


class FunctionViewSet(ApiViewSet):
    """부서의 기능."""

    tag = TAG
    required: ClassVar = {"list": DEPARTMENT_VIEW, "create": ASSIGNMENT_MANAGE}
    listing: ClassVar = {
        "list": ListRules(
            filters=(Filter("function", ChoiceTextField(choices=TeamFunction.choices), ONE_OF),),
            ordering=("from_on",),
            default_ordering=("from_on",),
        )
    }

    @operation("기능 목록", "어느 부서가 어느 기능을 언제 맡는지 본다.", output=FunctionOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(function_rows(), FunctionOut)

    @operation(
        "기능 지정",
        "기능을 그날부터 부서에 맡긴다. 전에 맡은 부서는 그날 끝난다.",
        input=FunctionIn,
        output=HolderOut,
        status=201,
        errors=[DepartmentNotValid],
    )
    def create(self, request: Request) -> Response:
        given = self.read(FunctionIn)
        set_function(actor=self.actor, at=self.at, **given)
        rows = function_holders(max(given["from_on"], day_of(self.at)))
        return self.created(_of(rows, given["function"]), HolderOut)


class DutyViewSet(ApiViewSet):
    """직원의 직무."""

    tag = TAG
    required: ClassVar = {"list": DEPARTMENT_VIEW, "create": ASSIGNMENT_MANAGE}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("duty", ChoiceTextField(choices=OfficeDuty.choices), ONE_OF),
                Filter("user", IdField(), ONE_OF, column="user_id"),
            ),
            ordering=("from_on",),
            default_ordering=("from_on",),
        )
    }

    @operation("직무 목록", "누가 어느 직무를 언제 맡는지 본다.", output=DutyOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(duty_rows(), DutyOut)

    @operation(
        "직무 지정",
        "직무를 그날부터 사람에게 맡긴다. 전에 맡은 사람은 그날 끝난다.",
        input=DutyIn,
        output=HolderOut,
        status=201,
    )
    def create(self, request: Request) -> Response:
        given = self.read(DutyIn)
        set_duty(actor=self.actor, at=self.at, **given)
        rows = duty_holders(max(given["from_on"], day_of(self.at)))
        return self.created(_of(rows, given["duty"]), HolderOut)


class DeputyOrderViewSet(ApiViewSet):
    """직무대리 순서."""

    tag = TAG
    required: ClassVar = {"list": DEPARTMENT_VIEW, "create": ASSIGNMENT_MANAGE}
    listing: ClassVar = {
        "list": ListRules(
            filters=(Filter("department", IdField(), ONE_OF, column="department_id"),),
            ordering=("place",),
            default_ordering=("place",),
        )
    }

    @operation("직무대리 목록", "공석이나 부재일 때 누가 대결하는지 본다.", output=DeputyOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(deputy_rows(), DeputyOut)

    @operation(
        "직무대리 순서 지정",
        "부서장이나 직무의 직무대리 순서를 새로 쓴다.",
        input=DeputyOrderIn,
        output=DeputiesOut,
        status=201,
        errors=[DeputyOneself],
    )
    def create(self, request: Request) -> Response:
        given = self.read(DeputyOrderIn)
        department_id: Any = given.get("department_id")
        duty: str = given.get("duty", "")
        deputies = [DeputyData(**one) for one in given["deputies"]]
        post = {"department_id": department_id, "level": given.get("level", ""), "duty": duty}
        set_deputy_order(actor=self.actor, deputies=deputies, at=self.at, **post)
        rows: Any = deputy_rows().filter(**post).order_by("place")
        return self.created({"items": rows}, DeputiesOut)


def _of(rows: list[HolderRow], code: str) -> HolderRow:
    return next(row for row in rows if row.code == code)
