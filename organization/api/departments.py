"""Departments, posts and assignments."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    LineField,
    WholeNumberField,
)
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Input, Output
from core.api.views import ApiView, ApiViewSet
from core.periods import day_of
from organization.choices import PostLevel
from organization.errors import (
    AssignmentOverlaps,
    DepartmentCodeTaken,
    DepartmentInUse,
    DepartmentNotValid,
    DepartmentRing,
    PostCodeTaken,
    RangeReversed,
)
from organization.permissions import ASSIGNMENT_MANAGE, DEPARTMENT_MANAGE, DEPARTMENT_VIEW
from organization.queries.departments import department, departments
from organization.queries.people import assignment_rows, post_rows
from organization.services import departments as department_services
from organization.services import people as people_services

TAG = "조직"


class OnQuery(Input):
    """The day asked about; today when left out."""

    on = DayField(required=False, help_text=_("기준일"))


class DepartmentIn(Input):
    """Name and place of a department from a day on."""

    name = LineField(max_length=60, help_text=_("부서 이름"))
    parent_id = IdField(required=False, allow_null=True, help_text=_("상위 부서"))
    ordinal = WholeNumberField(minimum=0, maximum=9999, required=False, help_text=_("순서"))
    from_on = DayField(help_text=_("시작일"))


class NewDepartmentIn(DepartmentIn):
    """A department to open."""

    code = CodeField(max_length=20, help_text=_("부서 코드"))


class PlacementEndIn(Input):
    """The day from which something no longer holds."""

    on = DayField(help_text=_("그날부터 효력이 없다"))


class DepartmentOut(Output):
    """A department on a day."""

    has_version = True

    id = IdField(source="department_id")
    code = CodeField(max_length=20)
    name = LineField(max_length=60)
    parent_id = IdField(allow_null=True)
    ordinal = WholeNumberField(minimum=0, maximum=32767)
    from_on = DayField()
    until_on = DayField(allow_null=True)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)


class DepartmentsOut(Output):
    """All departments of a day."""

    items = DepartmentOut(many=True)


class PostIn(Input):
    """A post."""

    code = CodeField(max_length=20, help_text=_("직위 코드"))
    name = LineField(max_length=40, help_text=_("직위"))
    rank = WholeNumberField(minimum=0, maximum=999, help_text=_("서열(작을수록 높다)"))
    is_head = FlagField(required=False, help_text=_("부서장"))
    level = ChoiceTextField(
        choices=PostLevel.choices, required=False, help_text=_("결재 단계. 위임전결규정의 직위")
    )


class PostOut(Output):
    """A post."""

    id = IdField()
    code = CodeField(max_length=20)
    name = LineField(max_length=40)
    rank = WholeNumberField(minimum=0, maximum=32767)
    is_head = FlagField()
    level = ChoiceTextField(choices=PostLevel.choices)


class AssignmentIn(Input):
    """A person in a department and post."""

    user_id = IdField()
    department_id = IdField()
    post_id = IdField()
    from_on = DayField(help_text=_("시작일"))
    until_on = DayField(required=False, allow_null=True, help_text=_("종료일(그날은 들지 않는다)"))
    is_primary = FlagField(required=False, help_text=_("본직"))
    work = LineField(max_length=100, allow_blank=True, required=False, help_text=_("담당업무"))


class AssignmentOut(Output):
    """A person in a department and post."""

    id = IdField()
    user_id = IdField()
    user_name = LineField(max_length=50, source="user.name")
    department_id = IdField()
    department_code = CodeField(max_length=20, source="department.code")
    post_id = IdField()
    post_name = LineField(max_length=40, source="post.name")
    from_on = DayField()
    until_on = DayField(allow_null=True)
    is_primary = FlagField()
    work = LineField(max_length=100, allow_blank=True)


class ClosureIn(Input):
    """The end of a department."""

    on = DayField(help_text=_("그날부터 없음"))
    successor_id = IdField(required=False, allow_null=True, help_text=_("업무를 이어받는 부서"))


class DepartmentViewSet(ApiViewSet):
    """부서."""

    tag = TAG
    required: ClassVar = {
        "retrieve": DEPARTMENT_VIEW,
        "create": DEPARTMENT_MANAGE,
        "update": DEPARTMENT_MANAGE,
        "close": DEPARTMENT_MANAGE,
    }

    @operation("부서 조회", "부서 하나를 오늘의 이름으로 본다.", output=DepartmentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(department(pk, day_of(self.at)), DepartmentOut)

    @operation(
        "부서 신설",
        "부서를 그날부터 둔다.",
        input=NewDepartmentIn,
        output=DepartmentOut,
        status=201,
        errors=[DepartmentCodeTaken, DepartmentNotValid],
    )
    def create(self, request: Request) -> Response:
        given = self.read(NewDepartmentIn)
        code = given.pop("code")
        data = department_services.DepartmentData(**given)
        made = department_services.open_department(actor=self.actor, code=code, data=data, at=self.at)
        address = reverse("api-departments-detail", kwargs={"pk": made.pk})
        return self.created(department(made.pk, data.from_on), DepartmentOut, location=address)

    @operation(
        "부서 변경",
        "이름과 상위 부서를 그날부터 바꾼다. 그 전날까지는 옛 이름이 남는다.",
        input=DepartmentIn,
        output=DepartmentOut,
        errors=[DepartmentNotValid, DepartmentRing],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        data = department_services.DepartmentData(**self.read(DepartmentIn))
        department_services.change_department(
            actor=self.actor, department_id=pk, data=data, at=self.at, version=self.expected_version
        )
        return self.entity(department(pk, data.from_on), DepartmentOut)

    @operation(
        "부서 폐지",
        "부서를 그날부터 없앤다. 이어받는 부서가 있으면 결재 차례가 그 부서로 간다. 직원이나 하위 부서가 있으면 거절한다.",
        input=ClosureIn,
        output=DepartmentOut,
        status=201,
        errors=[DepartmentInUse, DepartmentNotValid],
    )
    @action(detail=True, methods=["post"], url_path="closures")
    def close(self, request: Request, pk: UUID) -> Response:
        given = self.read(ClosureIn)
        on = given["on"]
        department_services.close_department(actor=self.actor, department_id=pk, at=self.at, **given)
        return self.created(department(pk, on), DepartmentOut)


class DepartmentTree(ApiView):
    """부서 전체."""

    tag = TAG
    required: ClassVar = {"get": DEPARTMENT_VIEW}
    queries: ClassVar = {"get": OnQuery}

    @operation("부서 전체", "그날의 모든 부서를 상위 부서와 함께 본다.", output=DepartmentsOut)
    def get(self, request: Request) -> Response:
        on = self.query().get("on") or day_of(self.at)
        return Response(DepartmentsOut({"items": departments(on)}).data)


class PostViewSet(ApiViewSet):
    """직위."""

    tag = TAG
    required: ClassVar = {"list": DEPARTMENT_VIEW, "create": DEPARTMENT_MANAGE}
    listing: ClassVar = {"list": ListRules(ordering=("rank", "code"), default_ordering=("rank",))}

    @operation("직위 목록", "직위를 서열순으로 본다.", output=PostOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(post_rows(), PostOut)

    @operation(
        "직위 만들기", "직위를 만든다.", input=PostIn, output=PostOut, status=201, errors=[PostCodeTaken]
    )
    def create(self, request: Request) -> Response:
        data = people_services.PostData(**self.read(PostIn))
        return self.created(people_services.save_post(actor=self.actor, data=data, at=self.at), PostOut)


class AssignmentViewSet(ApiViewSet):
    """직원 배치."""

    tag = TAG
    required: ClassVar = {"list": DEPARTMENT_VIEW, "create": ASSIGNMENT_MANAGE, "end": ASSIGNMENT_MANAGE}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("user", IdField(), ONE_OF, column="user_id"),
                Filter("department", IdField(), ONE_OF, column="department_id"),
                Filter("from_on", DayField(), RANGE),
            ),
            ordering=("from_on",),
            default_ordering=("from_on",),
        )
    }

    @operation("직원 배치 목록", "누가 어느 부서에 있는지 본다.", output=AssignmentOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(assignment_rows(), AssignmentOut)

    @operation(
        "직원 배치",
        "직원을 부서와 직위에 둔다. 새 본직은 옛 본직을 그날 끝낸다.",
        input=AssignmentIn,
        output=AssignmentOut,
        status=201,
        errors=[AssignmentOverlaps, DepartmentNotValid, RangeReversed],
    )
    def create(self, request: Request) -> Response:
        data = people_services.AssignmentData(**self.read(AssignmentIn))
        made = people_services.assign_person(actor=self.actor, data=data, at=self.at)
        return self.created(assignment_rows().get(pk=made.pk), AssignmentOut)

    @operation("배치 종료", "배치를 그날부터 끝낸다.", input=PlacementEndIn, output=AssignmentOut, status=201)
    @action(detail=True, methods=["post"], url_path="endings")
    def end(self, request: Request, pk: UUID) -> Response:
        on = self.read(PlacementEndIn)["on"]
        people_services.end_assignment(actor=self.actor, assignment_id=pk, on=on, at=self.at)
        return self.created(assignment_rows().get(pk=pk), AssignmentOut)
