"""Screen 4: 내 정보·보안."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from core.errors import DomainError
from core.periods import day_of
from identity.choices import LoginEnd
from identity.queries.rights import appointments, grants_of
from identity.queries.security import logins_of, second_factor_of, security_policy
from identity.services.accounts import change_own_contact
from identity.services.logins import end_login, end_logins, move_login
from identity.services.passwords import change_password
from ui.refusals import explain
from ui.views import LOGGED_IN, Done, ScreenView, StepView


class ProfileScreen(ScreenView):
    """Own contact data, rights, password, second factor, logins."""

    required = LOGGED_IN
    title = _("내 정보·보안")
    template_name = "identity/profile.html"
    help_text = _("비밀번호와 추가 인증, 로그인한 기기를 봅니다. 모르는 기기가 있으면 바로 로그아웃하십시오.")

    def context(self, **kwargs: Any) -> dict[str, Any]:
        user_id = own_id(self.request)
        today = day_of(self.now)
        return super().context(
            **{
                "person": self.request.user,
                "grants": grants_of(user_id, today),
                "duties": appointments(today, user_id, only_in_force=True),
                "factor": second_factor_of(user_id),
                "logins": logins_of(user_id, str(self.request.session.session_key)),
                "policy": security_policy(),
                "refusal": None,
                **kwargs,
            }
        )


class ContactStep(StepView):
    """Saves e-mail and phone."""

    required = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        change_own_contact(
            actor=self.actor, email=data.get("email", ""), phone=data.get("phone", ""), at=self.now
        )
        return Done(reverse("identity:profile"), _("연락처를 저장했습니다."))


class PasswordScreen(ScreenView):
    """Changes the password; all other logins end."""

    required = LOGGED_IN
    title = _("비밀번호 바꾸기")
    template_name = "identity/password.html"

    @method_decorator(sensitive_post_parameters())
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        new = request.POST.get("password", "")
        if new != request.POST.get("again"):
            return self.render(status=400, faults=[_("새 비밀번호 두 개가 서로 다릅니다.")])
        try:
            user = change_password(
                actor=self.actor,
                current=request.POST.get("current", ""),
                new=new,
                at=self.now,
                keep_key=str(request.session.session_key),
            )
        except DomainError as refusal:
            faults = [fault.detail for fault in refusal.errors] or [refusal.detail]
            return self.render(status=refusal.status, faults=faults, refusal=explain(refusal))
        update_session_auth_hash(request, user)
        login_id = request.session.get("login")
        if login_id:
            move_login(login_id=UUID(login_id), session_key=str(request.session.session_key))
        messages.success(request, _("비밀번호를 바꿨습니다. 다른 기기의 로그인은 모두 끝났습니다."))
        return redirect("identity:profile")


class EndLoginStep(StepView):
    """Signs one other device out."""

    required = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        end_login(
            login_id=self.kwargs["login_id"],
            reason=LoginEnd.ENDED_BY_OWNER,
            at=self.now,
            user_id=self.actor.user_id,
        )
        return Done(reverse("identity:profile"), _("그 기기에서 로그아웃했습니다."))


class EndOtherLoginsStep(StepView):
    """Signs all other devices out."""

    required = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        ended = end_logins(
            user_id=own_id(self.request),
            reason=LoginEnd.ENDED_BY_OWNER,
            at=self.now,
            except_key=str(self.request.session.session_key),
        )
        return Done(
            reverse("identity:profile"), _("다른 기기 %(ended)s곳에서 로그아웃했습니다.") % {"ended": ended}
        )


def own_id(request: HttpRequest) -> UUID:
    """Id of the signed-in person."""
    return UUID(str(request.user.pk))
