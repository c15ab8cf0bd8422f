"""Lock-out after repeated failures: counted per account of the current schema, with an alarm."""

from __future__ import annotations

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.http import HttpRequest
from django.utils import timezone

from core import audit, outbox
from core.access import SYSTEM


def login_name_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """The log-in name somebody tries, in the form it is stored in."""
    given = (credentials or {}).get("username")
    if given is None:
        given = request.POST.get("login")
    return given.strip().lower()[:255].replace("\0", "") if given else None


class LockoutHandler(AxesDatabaseHandler):
    """Counts failures in the database; the failure that locks writes an audit line and an alarm."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
    ) -> None:
        was_locked = bool(getattr(request, "axes_locked_out", False))
        super().user_login_failed(sender, credentials, request=request, **kwargs)
        if request is not None and request.axes_locked_out and not was_locked:
            self._alarm(login_name_tried(request, credentials) or "", request)

    def _alarm(self, login_name: str, request: Any) -> None:
        now = timezone.now()
        audit.record(
            actor=SYSTEM,
            verb="login_locked",
            subject_type="user",
            subject_id=None,
            summary=f"로그인 실패 5회로 15분 잠금: {login_name}",
            at=now,
            facts={"login_name": login_name, "address": str(request.axes_ip_address or "")},
        )
        outbox.enqueue("identity.login_locked", {"login_name": login_name, "at": now.isoformat()})
