"""The road of a SCIM request: who, how often, may they; answers and errors in SCIM's own form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from scim2_models import Context, ListResponse, Resource, ScimFilter, SearchRequest

from core.access import Actor
from core.api import throttles
from core.api.authentication import actor_of, caller_of
from core.api.idempotency import DAY, HEADER, respond_once
from core.api.parsers import StrictJSONParser
from core.retrying import retried
from hr.api.scim.problems import CONTENT_TYPE, scim_error
from hr.api.scim.shapes import MOST_RESULTS, POLICY

DEFAULT_RESULTS = 100


class ScimParser(StrictJSONParser):
    """`application/scim+json`."""

    media_type = CONTENT_TYPE


class ScimRenderer(JSONRenderer):
    """`application/scim+json`, whatever the caller accepts."""

    media_type = CONTENT_TYPE
    charset = None


class ScimView(APIView):
    """Base of the addresses below /scim/v2. `required`: method → permission code."""

    schema = None  # SCIM describes itself at /Schemas
    required: ClassVar[dict[str, str]] = {}
    parser_classes = (ScimParser, JSONParser)
    renderer_classes = (ScimRenderer,)
    http_method_names = ["get", "post", "put", "patch", "delete", "head"]

    at: dt.datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.args, self.kwargs = args, kwargs
        self.at = timezone.now()
        self.request = self.initialize_request(request, *args, **kwargs)
        self.headers = self.default_response_headers
        self.allowance: throttles.Allowance | None = None
        try:
            self.initial(self.request, *args, **kwargs)
            response = retried(self._handled)
        except Exception as exc:  # noqa: BLE001 - the handler turns every failure into an error document
            response = self._refused(exc)
        self.response = self.finalize_response(self.request, response, *args, **kwargs)  # type: ignore[arg-type]
        if self.allowance is not None:
            throttles.show(self.response, self.allowance)
        return self.response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        negotiated = self.perform_content_negotiation(request, force=True)
        request.accepted_renderer, request.accepted_media_type = negotiated
        self.perform_authentication(request)
        actor = self.actor
        if not (actor.user_id or actor.client_id):
            raise exceptions.NotAuthenticated
        self.allowance = throttles.spend(caller_of(actor), request.method)
        code = self.required.get(self._method())
        if code is None:
            raise exceptions.MethodNotAllowed(str(request.method))
        actor.require(code)

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response]:
        return scim_error

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return actor_of(self.request)

    def _method(self) -> str:
        name = (self.request.method or "").lower()
        return "get" if name == "head" else name

    def _handled(self) -> HttpResponse:
        """The handler; a creation with a key is done once."""
        handler = getattr(self, self._method())
        if self._method() == "post" and HEADER in self.request.headers:
            return respond_once(
                self.request,
                client=caller_of(self.actor),
                keep=DAY,
                at=self.at,
                handler=lambda: handler(self.request, *self.args, **self.kwargs),
            )
        answer: HttpResponse = handler(self.request, *self.args, **self.kwargs)
        return answer

    def _refused(self, exc: Exception) -> Response:
        if isinstance(exc, exceptions.AuthenticationFailed | exceptions.NotAuthenticated):
            try:
                throttles.spend_stranger(self.request.META.get("REMOTE_ADDR", ""))
            except throttles.AllowanceUsed as used:
                exc = used
        if isinstance(exc, throttles.AllowanceUsed):
            self.allowance = exc.allowance
        return self.handle_exception(exc)

    # --- what handlers use ---------------------------------------------------------------------

    def asked(self, model: type[Resource[Any]]) -> SearchRequest[Any]:
        """Filter, order, page and attributes of the query string; unknown parameters are refused."""
        given = self.request.query_params.dict()
        return SearchRequest[model].model_validate(given, scim_ctx=Context.SEARCH_REQUEST)  # type: ignore[valid-type]

    def shown(
        self,
        resource: Resource[Any],
        *,
        ctx: Context = Context.RESOURCE_QUERY_RESPONSE,
        status: int = 200,
        asked: SearchRequest[Any] | None = None,
    ) -> Response:
        """One resource with its address."""
        data = resource.model_dump(scim_ctx=ctx, response_parameters=asked, scim_policy=POLICY)
        place = resource.meta.location if resource.meta else None
        return Response(data, status=status, headers={"Location": str(place)} if place else {})

    def listed(
        self, model: type[Resource[Any]], rows: list[Any], total: int, asked: SearchRequest[Any]
    ) -> Response:
        """One page of resources."""
        page = ListResponse[model](  # type: ignore[valid-type]
            total_results=total,
            start_index=(asked.start_index_0 or 0) + 1,
            items_per_page=len(rows),
            resources=rows,
        )
        data = page.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=asked)
        return Response(data)


def page_of(asked: SearchRequest[Any]) -> tuple[int, int]:
    """First and last place of the page, counted from 0, the last one not in it."""
    start = asked.start_index_0 or 0
    count = DEFAULT_RESULTS if asked.count is None else min(asked.count, MOST_RESULTS)
    return start, start + count


def chosen(resources: list[Any], asked: SearchRequest[Any]) -> list[Any]:
    """Those the filter matches, in the order asked for."""
    wanted: ScimFilter[Any] | None = asked.filter
    return asked.sort(one for one in resources if wanted is None or wanted.match(one))
