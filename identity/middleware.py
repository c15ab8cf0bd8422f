"""Sessions of one institution, the limits of a login, and who acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from core.access import ANONYMOUS
from core.api.problems import API_PREFIX, Problem, plain_response
from core.periods import day_of
from core.schema import SchemaKind, current_kind
from identity.choices import LoginEnd
from identity.errors import SecondFactorNeeded
from identity.queries.actors import session_facts
from identity.rules.sessions import SessionClock, SessionLimits
from identity.services.logins import end_login, touch_login

Handler = Callable[[HttpRequest], HttpResponse]
TENANT_KINDS = {SchemaKind.PLATFORM, SchemaKind.GOVERNMENT, SchemaKind.INSTITUTION}
# A session's clock is written back at most this often: reads of many small parts stay reads.
TOUCH_EVERY = timedelta(seconds=30)
PASSIVE_HEADER = "X-Passive"
SESSION_PATH = "/session/"
OPEN_WITHOUT_SECOND_FACTOR = frozenset(
    {
        "mfa_activate_totp",
        "account_reauthenticate",
        "account_logout",
        "identity:session",
        "identity:session_extend",
    }
)


class TenantSessionMiddleware(SessionMiddleware):
    """Session cookies go over https, or over plain http at a loopback host only."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        if not settings.HTTPS and not _is_loopback(request):
            answer.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return answer


def _is_loopback(request: HttpRequest) -> bool:
    host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0].lower()
    return host in {"localhost", "127.0.0.1", "testserver"} or host.endswith(".localhost")


class ActorMiddleware:
    """Sets request.actor; ends the login when its time is over or the account is out of use."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = ANONYMOUS  # type: ignore[attr-defined]
        request.session_ends_at = None  # type: ignore[attr-defined]
        request.session_may_extend = False  # type: ignore[attr-defined]
        request.lacks_second_factor = False  # type: ignore[attr-defined]
        if current_kind() in TENANT_KINDS and request.user.is_authenticated:
            self._enter(request, timezone.now())
        return self.get_response(request)

    def _enter(self, request: HttpRequest, now: datetime) -> None:
        facts = session_facts(UUID(str(request.user.pk)), day_of(now))
        if facts is None:
            _end(request, LoginEnd.DISABLED, now)
            return
        clock = read_clock(request, now)
        limits = SessionLimits(timedelta(minutes=facts.idle_minutes), timedelta(hours=facts.absolute_hours))
        reason = limits.end_reason(clock, now)
        if reason:
            _end(request, LoginEnd(reason), now)
            return
        if not _is_passive(request) and now - clock.seen_at >= TOUCH_EVERY:
            clock = touch(request, now)
        request.actor = facts.actor  # type: ignore[attr-defined]
        request.session_limits = limits  # type: ignore[attr-defined]
        request.session_ends_at = limits.ends_at(clock)  # type: ignore[attr-defined]
        request.session_may_extend = limits.may_extend(clock)  # type: ignore[attr-defined]
        request.lacks_second_factor = (  # type: ignore[attr-defined]
            facts.needs_second_factor and not facts.has_second_factor
        )

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Who must register a second factor may do only that."""
        match = request.resolver_match
        if not request.lacks_second_factor:  # type: ignore[attr-defined]
            return None
        if match is not None and match.view_name in OPEN_WITHOUT_SECOND_FACTOR:
            return None
        if request.path.startswith(API_PREFIX):
            refusal = SecondFactorNeeded()
            return plain_response(Problem(refusal.status, refusal.code, refusal.detail), request)
        return redirect("mfa_activate_totp")


def _is_passive(request: HttpRequest) -> bool:
    """Requests a page makes by itself do not keep the login alive."""
    return PASSIVE_HEADER in request.headers or request.path == SESSION_PATH


def read_clock(request: HttpRequest, now: datetime) -> SessionClock:
    """When this session began and was last used; a session without a clock begins now."""
    started, seen = request.session.get("started"), request.session.get("seen")
    if started is None or seen is None:
        request.session["started"] = request.session["seen"] = now.timestamp()
        return SessionClock(now, now)
    return SessionClock(
        datetime.fromtimestamp(started, tz=timezone.get_current_timezone()),
        datetime.fromtimestamp(seen, tz=timezone.get_current_timezone()),
    )


def touch(request: HttpRequest, now: datetime) -> SessionClock:
    """Note that the person did something now."""
    request.session["seen"] = now.timestamp()
    login_id = request.session.get("login")
    if login_id:
        touch_login(login_id=UUID(login_id), at=now)
    return read_clock(request, now)


def _end(request: HttpRequest, reason: LoginEnd, now: datetime) -> None:
    login_id = request.session.get("login")
    if login_id:
        end_login(login_id=UUID(login_id), reason=reason, at=now)
    logout(request)
    request.session["ended"] = reason.value
