"""Acts on one person: roles, duties, invitation, disabling. Each asks for a recent proof first."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from identity.choices import Duty, DutySubtype
from identity.permissions import GRANT_MANAGE, OFFICER_MANAGE, USER_MANAGE
from identity.queries.people import account
from identity.services.accounts import disable_user, enable_user, reset_second_factor
from identity.services.officers import AppointmentData, appoint_officer, relieve_officer
from identity.services.passwords import invite
from identity.services.roles import GrantData, grant_role, revoke_role
from identity.web.reauthentication import RecentProofMixin
from identity.web.users import user_url
from ui.rules.entry import parse_date
from ui.views import Done, StepView
from ui.views.screen import is_partial


class PersonStep(RecentProofMixin, StepView):
    """A step on the person named in the address."""

    def back(self, message: str) -> Done:
        return Done(user_url(self.kwargs["user_id"]), message)

    def day(self, data: QueryDict, name: str, label: str) -> date:
        """A date that must be given."""
        found = self.optional_day(data, name, label)
        if found is None:
            raise InvalidInput(
                errors=[
                    FieldFault(f"/{name}", "required", _("%(label)s 칸을 채우십시오.") % {"label": label})
                ]
            )
        return found

    def optional_day(self, data: QueryDict, name: str, label: str) -> date | None:
        """A date or nothing; unreadable text is refused."""
        text = data.get(name, "").strip()
        if not text:
            return None
        found = parse_date(text, day_of(self.now))
        if found is None:
            raise InvalidInput(
                errors=[
                    FieldFault(
                        f"/{name}", "date", _("%(label)s 칸의 날짜를 읽을 수 없습니다.") % {"label": label}
                    )
                ]
            )
        return found


class GrantStep(PersonStep):
    """Gives a role."""

    required = GRANT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        given = GrantData(
            user_id=self.kwargs["user_id"],
            role_id=_uuid(data, "role"),
            from_on=self.day(data, "grant_from", _("시작일")),
            until_on=self.optional_day(data, "grant_until", _("종료일")),
            reason=data.get("grant_reason", ""),
        )
        grant_role(actor=self.actor, data=given, at=self.now)
        return self.back(_("역할을 주었습니다."))


class RevokeStep(PersonStep):
    """Takes a role back from today."""

    required = GRANT_MANAGE

    def perform(self, data: QueryDict) -> Done:
        revoke_role(
            actor=self.actor,
            grant_id=self.kwargs["grant_id"],
            on=day_of(self.now),
            reason=data.get("reason", ""),
            at=self.now,
        )
        return self.back(_("역할을 거두었습니다. 이 사람의 로그인을 모두 끝냈습니다."))


class AppointStep(PersonStep):
    """Appoints to a duty of the accounting acts."""

    required = OFFICER_MANAGE

    def perform(self, data: QueryDict) -> Done:
        given = AppointmentData(
            user_id=self.kwargs["user_id"],
            duty=_one_of(data, "duty", Duty.values, _("직무")),
            subtype=_one_of(data, "subtype", DutySubtype.values, _("종류")),
            from_on=self.day(data, "duty_from", _("시작일")),
            until_on=self.optional_day(data, "duty_until", _("종료일")),
            surety_until=self.optional_day(data, "surety_until", _("재정보증 만료일")),
            reason=data.get("duty_reason", ""),
        )
        appoint_officer(actor=self.actor, data=given, at=self.now)
        return self.back(_("직무를 지정했습니다."))


class RelieveStep(PersonStep):
    """Ends an appointment from today."""

    required = OFFICER_MANAGE

    def perform(self, data: QueryDict) -> Done:
        relieve_officer(
            actor=self.actor,
            appointment_id=self.kwargs["appointment_id"],
            on=day_of(self.now),
            reason=data.get("reason", ""),
            at=self.now,
        )
        return self.back(_("직무를 해제했습니다. 이 사람의 로그인을 모두 끝냈습니다."))


class InviteStep(PersonStep):
    """Makes the one-time address for setting a password and shows it once."""

    required = USER_MANAGE

    def perform(self, data: QueryDict) -> HttpResponse:
        user_id = self.kwargs["user_id"]
        path = invite(actor=self.actor, user_id=user_id, at=self.now)
        who, _sep, token = path.partition("/")
        address = reverse("identity:invitation", kwargs={"who": who, "token": token})
        context = {
            "head": {"title": _("비밀번호 설정 주소")},
            "person": account(user_id),
            "address": self.request.build_absolute_uri(address),
            "back_url": user_url(user_id),
        }
        if is_partial(self.request):
            return render(self.request, "identity/parts/invited.html", context)
        return render(self.request, "identity/invited.html", context)


class DisableStep(PersonStep):
    """Takes the account out of use."""

    required = USER_MANAGE

    def perform(self, data: QueryDict) -> Done:
        disable_user(
            actor=self.actor, user_id=self.kwargs["user_id"], reason=data.get("reason", ""), at=self.now
        )
        return self.back(_("사용을 중지하고 모든 기기에서 로그아웃했습니다."))


class EnableStep(PersonStep):
    """Puts the account back into use."""

    required = USER_MANAGE

    def perform(self, data: QueryDict) -> Done:
        enable_user(
            actor=self.actor, user_id=self.kwargs["user_id"], reason=data.get("reason", ""), at=self.now
        )
        return self.back(_("다시 사용할 수 있습니다."))


class ResetFactorStep(PersonStep):
    """Removes a lost second factor."""

    required = USER_MANAGE

    def perform(self, data: QueryDict) -> Done:
        reset_second_factor(
            actor=self.actor, user_id=self.kwargs["user_id"], reason=data.get("reason", ""), at=self.now
        )
        return self.back(_("추가 인증을 초기화했습니다. 다음 로그인 때 새로 등록합니다."))


def _uuid(data: QueryDict, name: str) -> UUID:
    try:
        return UUID(data.get(name, ""))
    except ValueError as fault:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "required", _("목록에서 고르십시오."))]) from fault


def _one_of(data: QueryDict, name: str, allowed: list[str], label: str) -> str:
    value = data.get(name, "")
    if value not in allowed:
        raise InvalidInput(
            errors=[
                FieldFault(f"/{name}", "choice", _("%(label)s 칸에서 하나를 고르십시오.") % {"label": label})
            ]
        )
    return value
