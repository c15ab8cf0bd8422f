"""People to choose from over REST, for lines, receivers and persons of a form."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from core.api.docs import operation
from core.api.fields import FlagField, IdField, LineField
from core.api.serializers import Input, Output
from core.api.views import ApiView
from organization.permissions import DEPARTMENT_VIEW
from organization.queries import people_choices


class PeopleQuery(Input):
    """Which people."""

    q = LineField(max_length=60, required=False, help_text=_("이름, 부서, 직위, 담당업무, 직무. 초성으로도"))
    department = IdField(required=False, help_text=_("이 부서와 그 아래"))


class PersonChoiceOut(Output):
    """Somebody in a department and post."""

    person_id = IdField()
    name = LineField(max_length=60)
    department_id = IdField()
    department = LineField(max_length=60)
    post = LineField(max_length=60)
    is_head = FlagField(help_text=_("부서장"))
    duties = ListField(child=LineField(max_length=60))
    is_away = FlagField(help_text=_("지금 부재"))
    absence = LineField(max_length=100, allow_blank=True, help_text=_("부재 사유와 끝나는 때"))
    substitute = LineField(max_length=60, allow_blank=True, help_text=_("대결자"))
    phone = LineField(max_length=20, allow_blank=True, help_text=_("전화"))
    email = LineField(max_length=254, allow_blank=True, help_text=_("전자우편"))
    work = LineField(max_length=100, allow_blank=True, help_text=_("담당업무"))


class PeopleChoicesOut(Output):
    """At most two hundred people."""

    items = PersonChoiceOut(many=True)


class PeopleChoicesView(ApiView):
    """사람 고르기."""

    tag = "조직"
    required: ClassVar = {"get": DEPARTMENT_VIEW}
    queries: ClassVar = {"get": PeopleQuery}

    @operation(
        "사람 고르기",
        "이름, 부서, 직위, 직무로 사람을 찾는다. 부재중인 사람은 사유와 대결자를 함께 보인다.",
        output=PeopleChoicesOut,
    )
    def get(self, request: Request) -> Response:
        asked = self.query()
        found = people_choices(self.at, text=asked.get("q", ""), department_id=asked.get("department"))
        return Response(PeopleChoicesOut({"items": found}).data)
