"""Screen 67: 사용자·권한. The list, one person, a new person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.periods import day_of
from identity.choices import Duty, DutySubtype
from identity.permissions import USER_MANAGE, USER_VIEW
from identity.queries import person_rows, users
from identity.queries.people import PersonRow, account, filter_people, person_row
from identity.queries.rights import appointments, grants_of, rights_changes, roles
from identity.queries.security import logins_of, second_factor_of
from identity.services.accounts import AccountData, change_user, create_user
from ui.columns import Column
from ui.conditions import Check, Choice, Text
from ui.listing import ListQuery, ListResult, page_sequence
from ui.rules.entry import parse_whole
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead, ScreenView

FIELDS = ("login_name", "name", "email", "phone", "version")
CRUMBS = (_("관리"), _("사용자·권한"))


class UserList(ListScreen):
    """Who has an account here, with which roles and duties, and when they were last in."""

    required = USER_VIEW
    title = _("사용자·권한")
    crumbs = CRUMBS
    help_text = _("사람을 누르면 역할과 직무를 주고 거둡니다. 모든 변경은 권한 변경 기록에 남습니다.")
    conditions = (
        Text("q", _("이름·아이디")),
        Choice("role", _("역할"), choices=lambda: role_choices()),
        Check("all", _("사용 중지 포함")),
    )
    columns = (
        Column("name", _("이름"), key=True, sort=True, frozen=True, href=lambda row: user_url(row.user_id)),
        Column("login_name", _("아이디"), kind="code", sort=True),
        Column("role_words", _("역할")),
        Column("duty_words", _("회계 직무")),
        Column("last_login", _("마지막 로그인"), kind="time", sort=True),
        Column("has_second_factor", _("추가 인증"), kind="check"),
        Column("state", _("상태"), kind="text"),
        Column("email", _("전자우편"), wide=True),
        Column("phone", _("전화"), wide=True),
    )
    default_order = "name"
    count_word = _("명")

    def fetch(self, query: ListQuery) -> ListResult:
        found = filter_people(
            users(), text=query["q"] or "", role=query["role"] or "", with_disabled=bool(query["all"])
        )
        return page_sequence(person_rows(day_of(self.now), found), query)

    def row_url(self, row: PersonRow) -> str:
        return user_url(row.user_id)

    def row_classes(self, row: PersonRow) -> str:
        return "" if row.is_active else "is-cancelled"

    def actions(self) -> list[dict[str, Any]]:
        if not self.actor.may(USER_MANAGE):
            return []
        return [
            {"label": _("사용자 등록"), "url": reverse("identity:user_new"), "icon": "plus", "primary": True}
        ]


class UserScreen(ScreenView):
    """One person: account, roles, duties, logins, changes."""

    required = USER_VIEW
    template_name = "identity/user.html"

    def head(self) -> PageHead:
        return PageHead(self.person.name, CRUMBS, number=self.person.login_name, star=False)

    @property
    def person(self) -> PersonRow:
        if not hasattr(self, "_person"):
            self._person = person_row(self.kwargs["user_id"], day_of(self.now))
        return self._person

    def context(self, **kwargs: Any) -> dict[str, Any]:
        user_id: UUID = self.kwargs["user_id"]
        today = day_of(self.now)
        return super().context(
            person=self.person,
            version=account(user_id).version,
            is_self=user_id == self.actor.user_id,
            grants=grants_of(user_id, today),
            roles=roles(today),
            duties=appointments(today, user_id),
            duty_choices=Duty.choices,
            subtype_choices=[choice for choice in DutySubtype.choices if choice[0]],
            logins=logins_of(user_id),
            factor=second_factor_of(user_id),
            changes=rights_changes(user_id)[:20],
            today=today,
            **kwargs,
        )


class UserForm(DocumentScreen):
    """What a new account needs."""

    required = USER_MANAGE
    title = _("사용자 등록")
    crumbs = CRUMBS
    template_name = "identity/user_form.html"

    def values(self) -> dict[str, Any]:
        """What the fields start with."""
        return {}

    def context(self, **kwargs: Any) -> dict[str, Any]:
        typed = kwargs.get("form")
        values = {name: typed.get(name, "") for name in FIELDS} if typed else self.values()
        return super().context(values=values, **kwargs)

    def acts(self) -> list[Act]:
        return [Act("save", _("등록"), "save", tone="primary", key="Ctrl S")]

    def act_save(self, data: QueryDict) -> Done:
        user = create_user(actor=self.actor, data=account_data(data), at=self.now)
        return Done(user_url(user.pk), _("등록했습니다. 비밀번호 설정 주소를 만들어 본인에게 전하십시오."))


class UserEditForm(UserForm):
    """Correcting an account."""

    title = _("사용자 고치기")

    def values(self) -> dict[str, Any]:
        user = account(self.kwargs["user_id"])
        return {name: getattr(user, name) for name in FIELDS}

    def acts(self) -> list[Act]:
        return [Act("save", _("저장"), "save", tone="primary", key="Ctrl S")]

    def act_save(self, data: QueryDict) -> Done:
        version = parse_whole(data.get("version", "")) or 0
        user = change_user(
            actor=self.actor,
            user_id=self.kwargs["user_id"],
            data=account_data(data),
            at=self.now,
            version=version,
        )
        return Done(user_url(user.pk), _("저장했습니다."))


def account_data(data: QueryDict) -> AccountData:
    """The account fields of a form."""
    return AccountData(
        login_name=data.get("login_name", ""),
        name=data.get("name", ""),
        email=data.get("email", ""),
        phone=data.get("phone", ""),
    )


def user_url(user_id: UUID) -> str:
    """Address of a person's screen."""
    return reverse("identity:user", kwargs={"user_id": user_id})


def role_choices() -> list[tuple[str, str]]:
    """Roles by code, for the condition."""
    return [(row.code, row.name) for row in roles(day_of(timezone.now()))]
