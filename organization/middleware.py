"""Adds the person's department of today to who acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.periods import day_of
from core.schema import SchemaKind, current_kind
from organization.queries.people import primary_department

Handler = Callable[[HttpRequest], HttpResponse]
KINDS = {SchemaKind.GOVERNMENT, SchemaKind.INSTITUTION}


class DepartmentMiddleware:
    """Runs after identity's ActorMiddleware; one statement for signed-in people."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        if actor.user_id is not None and current_kind() in KINDS:
            department_id = primary_department(actor.user_id, day_of(timezone.now()))
            request.actor = replace(actor, department_id=department_id)  # type: ignore[attr-defined]
        return self.get_response(request)
