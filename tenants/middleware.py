"""Host → tenant, health paths before it, the alarm when request and connection disagree, the trace of foreign ids."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Iterator
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict, UnreadablePostError
from django.utils import timezone

from core.access import Actor
from core.api.authentication import actor_of
from core.request_id import current_request_id
from tenants import registry
from tenants.services.foreign_requests import RefusedRequest, note_named_ids

logger = logging.getLogger("dure.isolation")
Handler = Callable[[HttpRequest], HttpResponse]


def _refusal(status: int, code: str, detail: str) -> HttpResponse:
    body = {"type": "about:blank", "title": detail, "status": status, "detail": detail, "code": code}
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


class HealthMiddleware:
    """/health/live: the process answers. /health/ready: the database answers too."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/health/live":
            return JsonResponse({"status": "ok"})
        if request.path == "/health/ready":
            return self._ready()
        return self.get_response(request)

    def _ready(self) -> HttpResponse:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM public.tenants_tenant LIMIT 1")
        except Exception:  # noqa: BLE001 - any failure of the database means "not ready"
            logger.exception("database is not ready")
            return JsonResponse({"status": "unavailable"}, status=503, headers={"Retry-After": "5"})
        return JsonResponse({"status": "ok"})


class TenantMiddleware:
    """Sets the tenant of the host on the request and on the connection, for this request only."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0].lower()
        try:
            tenant = registry.find_by_host(host)
        except OperationalError:
            logger.exception("the registry does not answer")
            refusal = _refusal(503, "UNAVAILABLE", "잠시 처리할 수 없습니다. 잠시 뒤 다시 시도하십시오.")
            refusal["Retry-After"] = "5"
            return refusal
        if tenant is None:
            return _refusal(404, "UNKNOWN_HOST", "이 주소에서 이용할 수 있는 기관이 없습니다.")
        if tenant.state != "ACTIVE":
            return _refusal(503, "TENANT_SUSPENDED", "이용이 중지된 기관입니다. 운영자에게 문의하십시오.")
        request.tenant = tenant  # type: ignore[attr-defined]
        request.urlconf = settings.TENANT_TYPES[tenant.kind]["URLCONF"]
        connection.set_tenant(tenant)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
            # Pages of signed-in people are nobody else's, and nothing of them stays on a shared machine.
            response.headers.setdefault("Cache-Control", "no-store, private")
            if connection.schema_name != tenant.schema_name:  # type: ignore[attr-defined]
                logger.critical(
                    "request of %s ended on schema %s",
                    tenant.schema_name,
                    connection.schema_name,  # type: ignore[attr-defined]
                )
                connection.close()
                return _refusal(500, "ISOLATION_ALARM", "처리를 중단했습니다. 운영자에게 알렸습니다.")
            return response
        finally:
            connection.set_schema_to_public()  # type: ignore[attr-defined]


_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LONGEST_BODY = 1_000_000
_MOST_IDS = 1000
# Refused before anybody was known (401) or anything was looked at (429): no object was asked for.
_NOTHING_ASKED = frozenset({401, 429})


class ForeignIdMiddleware:
    """Writes down the ids that a signed-in caller's refused request named; a job finds whose they are."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _keep_small_json(request)
        response = self.get_response(request)
        if 400 <= response.status_code < 500 and response.status_code not in _NOTHING_ASKED:
            actor = actor_of(request)
            if actor.user_id or actor.client_id:
                self._note(request, actor, response.status_code)
        return response

    def _note(self, request: HttpRequest, actor: Actor, status: int) -> None:
        named = list(dict.fromkeys(named_ids(request)))[:_MOST_IDS]
        if not named:
            return
        match = request.resolver_match
        refused = RefusedRequest(
            schema_name=request.tenant.schema_name,  # type: ignore[attr-defined]
            ids=named,
            user_id=actor.user_id,
            client_id=actor.client_id or "",
            method=request.method or "",
            route=match.route if match is not None else "",
            status=status,
            address=request.META.get("REMOTE_ADDR") or None,
            request_id=current_request_id(),
        )
        try:
            note_named_ids(refused=refused, at=timezone.now())
        except DatabaseError:
            logger.exception("the ids of a refused request could not be written down")


def _keep_small_json(request: HttpRequest) -> None:
    """Let the body be read once for the view and for us; a view that streams it would leave nothing behind."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if request.content_type == "application/json" and length.isdecimal() and int(length) <= _LONGEST_BODY:
        with contextlib.suppress(UnreadablePostError):  # the view meets the same failure and answers it
            request.body  # noqa: B018 - read for its effect


def named_ids(request: HttpRequest) -> Iterator[UUID]:
    """Ids in the path, the query and what was read of the body."""
    texts = [request.path, request.META.get("QUERY_STRING", "")]
    body = request.__dict__.get("_body", b"")
    if len(body) <= _LONGEST_BODY:
        texts.append(body.decode("ascii", errors="replace"))
    form = request.__dict__.get("_post")
    if isinstance(form, QueryDict):
        texts += [value for _name, values in form.lists() for value in values if len(value) <= _LONGEST_BODY]
    for text in texts:
        yield from map(UUID, _UUID.findall(text))
