"""조직도: the tree of departments with its people; administrators change it on the same screen."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import FieldFault, InvalidInput, NotFound
from core.periods import day_of
from identity.queries import find_people
from organization.choices import PostLevel
from organization.permissions import (
    ASSIGNMENT_MANAGE,
    DEPARTMENT_MANAGE,
    DEPARTMENT_VIEW,
)
from organization.queries import (
    department,
    department_choices,
    history,
    members,
    people_choices,
    posts,
)
from organization.services import (
    AssignmentData,
    DepartmentData,
    PostData,
    assign_person,
    change_department,
    close_department,
    end_assignment,
    open_department,
    save_post,
    set_head_post,
)
from organization.web.picker import department_nodes
from ui.rules.entry import parse_date, parse_whole
from ui.views import Done, StepView, TreeNode, TreeScreen

CRUMBS = (_("인사·조직"), _("조직도"))
EVERYBODY = 1000
FOUND_AT_MOST = 100


class DepartmentScreen(TreeScreen):
    """Tree on the left; name, people and history of the chosen department on the right."""

    required = DEPARTMENT_VIEW
    title = _("조직도")
    crumbs = CRUMBS
    help_text = _(
        "부서를 고르면 소속 직원이 나옵니다. 이름, 직위, 담당업무로 직원을 찾을 수도 있습니다. "
        "부서 변경은 시작일부터 적용되고 지난 이름은 남습니다."
    )
    tree_label = _("부서")
    search_hint = _("부서 이름, 코드, 초성")
    template_name = "organization/departments.html"
    detail_template = "organization/parts/department.html"

    def tree(self) -> list[TreeNode]:
        return department_nodes(day_of(self.now))

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        who = self.request.GET.get("who", "").strip()[:60]
        return super().context(
            today=today,
            who=who,
            found=people_choices(self.now, text=who, limit=FOUND_AT_MOST) if who else (),
            may_manage=self.actor.may(DEPARTMENT_MANAGE),
            may_assign=self.actor.may(ASSIGNMENT_MANAGE),
            choices=department_choices(today),
            levels=PostLevel.choices,
            **kwargs,
        )

    def detail(self, key: str) -> dict[str, Any]:
        today = day_of(self.now)
        department_id = read_uuid(key)
        found: dict[str, Any] = {
            "department": department(department_id, today),
            "members": members(today, department_id),
            "history": history(department_id),
        }
        if self.actor.may(DEPARTMENT_MANAGE):
            found["head_posts"] = [one for one in posts() if one.is_head]
        if self.actor.may(ASSIGNMENT_MANAGE):
            found |= {"posts": posts(), "people": find_people("", EVERYBODY)}
        return found


class DepartmentStep(StepView):
    """A POST-only step that returns to the department."""

    def back(self, department_id: UUID | str, message: str) -> Done:
        return Done(f"{reverse('organization:departments')}?node={department_id}", message)

    def day(self, data: QueryDict, name: str) -> date:
        found = parse_date(data.get(name, ""), day_of(self.now))
        if found is None:
            raise InvalidInput(errors=[FieldFault(f"/{name}", "date", gettext("날짜를 읽을 수 없습니다."))])
        return found

    def department_data(self, data: QueryDict) -> DepartmentData:
        ordinal = data.get("ordinal", "").strip() or "0"
        if parse_whole(ordinal, 4) is None:
            raise InvalidInput(
                errors=[FieldFault("/ordinal", "number", gettext("순서는 0에서 9999까지의 숫자입니다."))]
            )
        parent = data.get("parent", "")
        return DepartmentData(
            name=data.get("name", ""),
            from_on=self.day(data, "from_on"),
            parent_id=read_uuid(parent) if parent else None,
            ordinal=int(ordinal),
        )


class OpenDepartmentStep(DepartmentStep):
    """A new department."""

    required = DEPARTMENT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        opened = open_department(
            actor=self.actor, code=data.get("code", ""), data=self.department_data(data), at=self.now
        )
        return self.back(opened.pk, gettext("부서를 만들었습니다."))


class ChangeDepartmentStep(DepartmentStep):
    """Name, parent and order from a day on."""

    required = DEPARTMENT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        department_id = self.kwargs["department_id"]
        change_department(
            actor=self.actor, department_id=department_id, data=self.department_data(data), at=self.now
        )
        return self.back(department_id, gettext("부서를 바꿨습니다."))


class HeadPostStep(DepartmentStep):
    """The post that heads the department, named so that a vacant seat keeps its place in lines."""

    required = DEPARTMENT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        department_id = self.kwargs["department_id"]
        post = data.get("head_post", "")
        set_head_post(
            actor=self.actor,
            department_id=department_id,
            post_id=read_uuid(post) if post else None,
            on=day_of(self.now),
            at=self.now,
        )
        return self.back(department_id, gettext("부서장 직위를 정했습니다."))


class CloseDepartmentStep(DepartmentStep):
    """The department ends on a day."""

    required = DEPARTMENT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        department_id = self.kwargs["department_id"]
        heir = data.get("successor", "")
        close_department(
            actor=self.actor,
            department_id=department_id,
            on=self.day(data, "close_on"),
            at=self.now,
            successor_id=read_uuid(heir) if heir else None,
        )
        return Done(reverse("organization:departments"), gettext("부서를 폐지했습니다."))


class AssignStep(DepartmentStep):
    """Puts a person into the department."""

    required = ASSIGNMENT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        department_id = self.kwargs["department_id"]
        given = AssignmentData(
            user_id=read_uuid(data.get("person", "")),
            department_id=department_id,
            post_id=read_uuid(data.get("post", "")),
            from_on=self.day(data, "assign_from"),
            is_primary=data.get("additional") != "1",
            work=data.get("work", "")[:100],
        )
        assign_person(actor=self.actor, data=given, at=self.now)
        return self.back(department_id, gettext("직원을 배치했습니다."))


class EndAssignmentStep(DepartmentStep):
    """Takes a person out of the department from today."""

    required = ASSIGNMENT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        ended = end_assignment(
            actor=self.actor, assignment_id=self.kwargs["assignment_id"], on=day_of(self.now), at=self.now
        )
        return self.back(ended.department_id, gettext("배치를 끝냈습니다."))


class PostStep(DepartmentStep):
    """A new post."""

    required = DEPARTMENT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        rank = data.get("rank", "").strip() or "100"
        if parse_whole(rank, 3) is None:
            raise InvalidInput(
                errors=[FieldFault("/rank", "number", gettext("서열은 0에서 999까지의 숫자입니다."))]
            )
        given = PostData(
            data.get("code", ""),
            data.get("name", ""),
            int(rank),
            data.get("is_head") == "1",
            data.get("level") or PostLevel.MEMBER,
        )
        save_post(actor=self.actor, data=given, at=self.now)
        return Done(reverse("organization:departments"), gettext("직위를 만들었습니다."))


def read_uuid(text: str) -> UUID:
    """An id of an address or form; NotFound when it is none."""
    try:
        return UUID(text)
    except ValueError as fault:
        raise NotFound(key=text) from fault
