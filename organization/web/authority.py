"""직무·직무대리: which department does what, who holds which duty, who acts for whom, how high a post stands."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.periods import day_of
from organization.choices import OfficeDuty, PostLevel, TeamFunction
from organization.permissions import ASSIGNMENT_MANAGE, DEPARTMENT_MANAGE
from organization.queries import (
    department_choices,
    deputy_orders,
    duty_holders,
    function_holders,
    members,
    posts,
)
from organization.services import (
    DeputyData,
    PostData,
    save_post,
    set_deputy_order,
    set_duty,
    set_function,
)
from organization.web.departments import DepartmentStep, read_uuid
from ui.views import Done, ScreenView

PLACES = (1, 2, 3, 4, 5)
HEAD, PERSON = "head:", "person:"


class AuthorityScreen(ScreenView):
    """Functions, duties, deputies and levels: what approval lines are built by."""

    required = ASSIGNMENT_MANAGE
    title = _("직무·직무대리")
    crumbs = (_("인사·조직"), _("직무·직무대리"))
    help_text = _("결재선은 여기에 정한 기능, 직무, 직무대리 순서와 직위의 단계로 만들어집니다.")
    template_name = "organization/authority.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        people = {(one.user_id, f"{one.name} ({one.department} {one.post})") for one in members(today)}
        return super().context(
            functions=function_holders(today),
            duties=duty_holders(today),
            orders=deputy_orders(today),
            posts=posts(),
            levels=PostLevel.choices,
            function_choices=TeamFunction.choices,
            duty_choices=OfficeDuty.choices,
            departments=department_choices(today),
            people=sorted(people, key=_label),
            places=PLACES,
            may_manage=self.actor.may(DEPARTMENT_MANAGE),
            today=today,
            **kwargs,
        )


def _label(person: tuple[Any, str]) -> str:
    return person[1]


class AuthorityStep(DepartmentStep):
    """A step that returns to the screen."""

    required = ASSIGNMENT_MANAGE

    def done(self, message: str) -> Done:
        return Done(reverse("organization:authority"), message)


class SetFunctionStep(AuthorityStep):
    """A function goes to a department from a day on; none: nobody does it."""

    def perform(self, data: QueryDict) -> Done:
        department = data.get("department", "")
        set_function(
            actor=self.actor,
            function=data.get("function", ""),
            department_id=read_uuid(department) if department else None,
            from_on=self.day(data, "function_from"),
            at=self.now,
        )
        return self.done(gettext("기능을 맡은 부서를 정했습니다."))


class SetDutyStep(AuthorityStep):
    """A duty goes to a person from a day on; none: nobody holds it."""

    def perform(self, data: QueryDict) -> Done:
        person = data.get("person", "")
        set_duty(
            actor=self.actor,
            duty=data.get("duty", ""),
            user_id=read_uuid(person) if person else None,
            from_on=self.day(data, "duty_from"),
            at=self.now,
        )
        return self.done(gettext("직무를 맡은 사람을 정했습니다."))


class SetDeputiesStep(AuthorityStep):
    """The order of deputies of a department's head or of a duty, written anew."""

    def perform(self, data: QueryDict) -> Done:
        post = data.get("post_of", "")
        department = read_uuid(post.removeprefix(HEAD)) if post.startswith(HEAD) else None
        chosen = [data.get(f"deputy_{place}", "") for place in PLACES]
        set_deputy_order(
            actor=self.actor,
            department_id=department,
            level=data.get("deputy_level", "") if department else "",
            duty="" if department else post,
            deputies=[_deputy(one) for one in chosen if one],
            at=self.now,
        )
        return self.done(gettext("직무대리 순서를 정했습니다."))


def _deputy(text: str) -> DeputyData:
    if text.startswith(HEAD):
        return DeputyData(deputy_department_id=read_uuid(text.removeprefix(HEAD)))
    return DeputyData(deputy_id=read_uuid(text.removeprefix(PERSON)))


class SetLevelStep(AuthorityStep):
    """How high a post stands on the ladder of decisions."""

    required = DEPARTMENT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        post_id = self.kwargs["post_id"]
        found = next((one for one in posts() if one.post_id == post_id), None)
        if found is None:
            raise NotFound(post_id=str(post_id))
        given = PostData(found.code, found.name, found.rank, found.is_head, data.get("level", ""))
        save_post(actor=self.actor, data=given, at=self.now, post_id=post_id)
        return self.done(gettext("직위의 결재 단계를 정했습니다."))
