"""Host → tenant, health paths before it, and the alarm when request and connection disagree."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from tenants import registry

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
