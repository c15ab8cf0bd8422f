"""Roles and their permissions, officers, security settings, and the record of changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import FieldFault, InvalidInput, NotFound
from core.periods import day_of
from identity.choices import Duty, RightsChangeKind, SecondFactor
from identity.models import RightsChange
from identity.permissions import (
    OFFICER_MANAGE,
    POLICY_MANAGE,
    RIGHTS_RECORD_VIEW,
    ROLE_MANAGE,
    USER_VIEW,
)
from identity.queries.rights import appointments, codes_of, permission_areas, rights_changes, role_of, roles
from identity.queries.security import security_policy
from identity.services.policy import PolicyData, change_policy
from identity.services.roles import RoleData, change_role, create_role
from identity.web.reauthentication import RecentProofMixin
from identity.web.users import CRUMBS, user_url
from ui.columns import Column
from ui.conditions import Check, Choice, Text
from ui.listing import ListQuery, ListResult, page_queryset, page_sequence
from ui.rules.entry import parse_whole
from ui.views import Act, DocumentScreen, Done, ListScreen, StepView, TreeNode, TreeScreen


class RoleScreen(TreeScreen):
    """Roles on the left; what the chosen role may do, in sentences, on the right."""

    required = {"get": USER_VIEW}
    title = _("역할")
    crumbs = CRUMBS
    tree_label = _("역할")
    search_hint = _("역할 이름")
    template_name = "identity/roles.html"
    detail_template = "identity/parts/role.html"

    def tree(self) -> list[TreeNode]:
        return [
            TreeNode(str(row.role_id), row.name, figure=_("%(count)s명") % {"count": row.holders})
            for row in roles(day_of(self.now))
        ]

    def detail(self, key: str) -> dict[str, Any]:
        role = role_of(read_uuid(key))
        held = codes_of(role.pk)
        areas = [
            (area, [(permission, permission.code in held) for permission in permissions])
            for area, permissions in permission_areas().items()
        ]
        return {"role": role, "areas": areas, "may_manage": self.actor.may(ROLE_MANAGE)}


class RoleStep(RecentProofMixin, StepView):
    """Saves name and permissions of a role."""

    required = ROLE_MANAGE

    def perform(self, data: QueryDict) -> Done:
        role = change_role(
            actor=self.actor,
            role_id=self.kwargs["role_id"],
            name=data.get("name", "").strip(),
            codes=frozenset(data.getlist("code")),
            at=self.now,
            version=parse_whole(data.get("version", "")) or 0,
        )
        return Done(f"{reverse('identity:roles')}?node={role.pk}", _("역할을 저장했습니다."))


class RoleNewStep(RecentProofMixin, StepView):
    """Makes an empty role of the institution's own."""

    required = ROLE_MANAGE

    def perform(self, data: QueryDict) -> Done:
        name = data.get("name", "").strip()
        if not name:
            raise InvalidInput(errors=[FieldFault("/name", "required", gettext("역할 이름을 넣으십시오."))])
        made = RoleData(code=f"own-{self.now:%Y%m%d%H%M%S}", name=name, codes=frozenset())
        role = create_role(actor=self.actor, data=made, at=self.now)
        return Done(
            f"{reverse('identity:roles')}?node={role.pk}", _("역할을 만들었습니다. 권한을 고르십시오.")
        )


class OfficerList(ListScreen):
    """회계관계직원: who holds which duty of the accounting acts, with the surety's end."""

    required = OFFICER_MANAGE
    title = _("회계관계직원")
    crumbs = CRUMBS
    help_text = _(
        "재무관·지출원·출납원은 서로 겸할 수 없습니다(지방회계법 제36조). 지정은 사람 화면에서 합니다."
    )
    conditions = (Choice("duty", _("직무"), choices=Duty.choices), Check("past", _("지난 지정 포함")))
    columns = (
        Column("duty_label", _("직무"), sort=True, frozen=True),
        Column("subtype_label", _("종류")),
        Column("name", _("이름"), key=True, sort=True, href=lambda row: user_url(row.user_id)),
        Column("from_on", _("시작일"), kind="date", sort=True),
        Column("until_on", _("종료일"), kind="date", sort=True),
        Column("surety_until", _("재정보증 만료"), kind="date", sort=True),
        Column("note", _("비고"), kind="flag"),
    )
    default_order = "duty_label"

    def fetch(self, query: ListQuery) -> ListResult:
        rows = appointments(day_of(self.now), only_in_force=not query["past"])
        if query["duty"]:
            rows = [row for row in rows if row.duty == query["duty"]]
        return page_sequence(rows, query)


class PolicyScreen(RecentProofMixin, DocumentScreen):
    """Session limits, second factor, parallel logins, small-office exception."""

    required = POLICY_MANAGE
    title = _("보안 설정")
    crumbs = CRUMBS
    template_name = "identity/policy.html"
    rail = False

    def document(self) -> Any:
        return security_policy()

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(factor_choices=SecondFactor.choices, **kwargs)

    def acts(self) -> list[Act]:
        return [Act("save", _("저장"), "save", tone="primary", key="Ctrl S")]

    def act_save(self, data: QueryDict) -> Done:
        headcount = data.get("small_office_headcount", "").strip()
        given = PolicyData(
            idle_minutes=read_number(data, "idle_minutes"),
            absolute_hours=read_number(data, "absolute_hours"),
            second_factor=data.get("second_factor", ""),
            are_parallel_logins_allowed=data.get("parallel") == "1",
            small_office_headcount=read_number(data, "small_office_headcount") if headcount else None,
            small_office_reason=data.get("small_office_reason", ""),
        )
        change_policy(actor=self.actor, data=given, at=self.now, version=read_number(data, "version"))
        return Done(reverse("identity:policy"), _("보안 설정을 저장했습니다."))


class RightsRecordList(ListScreen):
    """Every change of rights: who, whose, what, when, why."""

    required = RIGHTS_RECORD_VIEW
    title = _("권한 변경 기록")
    crumbs = CRUMBS
    help_text = _("계정·역할·직무의 모든 변경입니다. 고치거나 지울 수 없으며 3년 넘게 보관합니다.")
    conditions = (Text("q", _("이름")), Choice("kind", _("구분"), choices=RightsChangeKind.choices))
    columns = (
        Column("recorded_at", _("시각"), kind="time", frozen=True),
        Column("kind_label", _("구분")),
        Column("person", _("누구의"), key=True),
        Column("subject", _("무엇")),
        Column("from_on", _("시작일"), kind="date"),
        Column("until_on", _("종료일"), kind="date"),
        Column("reason", _("사유")),
        Column("actor_name", _("처리한 사람")),
    )
    default_order = "-recorded_at"

    def fetch(self, query: ListQuery) -> ListResult:
        found = rights_changes(text=query["q"] or "", kind=query["kind"] or "")
        return page_queryset(found, query, to_row=change_row)


def change_row(change: RightsChange) -> dict[str, Any]:
    """A line of the record as shown."""
    return {
        "id": change.pk,
        "recorded_at": change.recorded_at,
        "kind_label": change.get_kind_display(),
        "person": change.user.name if change.user else "",
        "subject": change.subject,
        "from_on": change.from_on,
        "until_on": change.until_on,
        "reason": change.reason,
        "actor_name": change.actor_name,
    }


def read_uuid(text: str) -> UUID:
    """An id of the address; NotFound when it is none."""
    try:
        return UUID(text)
    except ValueError as fault:
        raise NotFound(key=text) from fault


def read_number(data: QueryDict, name: str) -> int:
    """A whole number of a form."""
    found = parse_whole(data.get(name, ""), 6)
    if found is None:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "number", gettext("숫자를 넣으십시오."))])
    return found
