"""Bases of every endpoint. A view names its permission codes, its lists and its acts; the base does
authentication, allowances, permissions, keys, versions, unknown parameters, paging and problems."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSetMixin

from core.access import Actor
from core.api import cursors, etags, idempotency, throttles
from core.api.authentication import actor_of, caller_of
from core.api.docs import PUBLIC, SIGNED_IN, DescribedView
from core.api.lists import ListRequest, read_list_request, refuse_unknown
from core.api.parsers import StrictJSONParser
from core.api.serializers import Input, Output
from core.retrying import retried

__all__ = ["PUBLIC", "SIGNED_IN", "ApiView", "ApiViewSet"]


class ApiView(DescribedView, APIView):
    """Base of endpoints outside a view set: the handlers are `get`, `post` …

    See DescribedView for the declarations; `keep`: how long answers are kept for replay.
    """

    keep: ClassVar[dt.timedelta] = idempotency.DAY
    parser_classes: Sequence[type[BaseParser]] = (StrictJSONParser,)
    http_method_names = ["get", "post", "put", "patch", "delete", "head"]

    at: dt.datetime
    request: Request

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name in cls.handlers():
            if name not in cls.required:
                raise TypeError(f"{cls.__name__}.{name} declares no permission")
            if cls.operation_of(name) is None:
                raise TypeError(f"{cls.__name__}.{name} is not described")

    @classmethod
    def handlers(cls) -> list[str]:
        """Names under which requests are handled."""
        return [name for name in ("get", "post", "put", "patch", "delete") if hasattr(cls, name)]

    def handler_name(self) -> str:
        """The name of the handler of this request, as used in the declarations."""
        name = (self.request.method or "").lower()
        return "get" if name == "head" else name

    # --- the road of a request -----------------------------------------------------------------

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.args, self.kwargs = args, kwargs
        self.at = timezone.now()
        self.request = self.initialize_request(request, *args, **kwargs)
        self.headers = self.default_response_headers
        self.allowance: throttles.Allowance | None = None
        try:
            self.initial(self.request, *args, **kwargs)
            response = retried(lambda: self._answer(args, kwargs))
        except Exception as exc:  # noqa: BLE001 - the handler turns every failure into a problem
            response = self._refused(exc)
        self.response = self.finalize_response(self.request, response, *args, **kwargs)  # type: ignore[arg-type]
        if self.allowance is not None:
            throttles.show(self.response, self.allowance)
        return self.response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who, how often, may they, and does the query string make sense."""
        self.format_kwarg = None
        described = self.operation_of(self.handler_name())
        negotiated = self.perform_content_negotiation(request, force=bool(described and described.file))
        request.accepted_renderer, request.accepted_media_type = negotiated
        self.perform_authentication(request)
        self._spend()
        if self._handler() is None:
            raise exceptions.MethodNotAllowed(str(request.method))
        self._permit()
        refuse_unknown(dict(request.query_params.lists()), self._known_parameters())

    def _answer(self, args: Any, kwargs: Any) -> HttpResponse:
        handler = self._handler()
        if self.needs_key(self.request.method, self.handler_name()):
            return idempotency.respond_once(
                self.request,
                client=caller_of(self.actor),
                keep=self.keep,
                at=self.at,
                handler=lambda: self._handled(handler, args, kwargs),
            )
        return self._handled(handler, args, kwargs)

    def _handled(self, handler: Any, args: Any, kwargs: Any) -> Response:
        if self.needs_version(self.request.method, self.handler_name()):
            etags.expected_version(self.request._request)
        response: Response = handler(self.request, *args, **kwargs)
        return response

    def _refused(self, exc: Exception) -> Response:
        if isinstance(exc, exceptions.AuthenticationFailed | exceptions.NotAuthenticated):
            try:
                throttles.spend_stranger(self.request.META.get("REMOTE_ADDR", ""))
            except throttles.AllowanceUsed as used:
                exc = used
        if isinstance(exc, throttles.AllowanceUsed):
            self.allowance = exc.allowance
        return self.handle_exception(exc)

    def _handler(self) -> Any:
        return getattr(self, self.handler_name(), None) if self.handler_name() in self.handlers() else None

    def _spend(self) -> None:
        actor = self.actor
        if actor.user_id or actor.client_id:
            self.allowance = throttles.spend(caller_of(actor), self.request.method)

    def _permit(self) -> None:
        code = self.required[self.handler_name()]
        if code == PUBLIC:
            return
        if not (self.actor.user_id or self.actor.client_id):
            raise exceptions.NotAuthenticated
        if code != SIGNED_IN:
            self.actor.require(code)

    def _known_parameters(self) -> set[str]:
        name = self.handler_name()
        if name in self.listing:
            return self.listing[name].names()
        return set(self.queries[name]().fields) if name in self.queries else set()

    # --- what handlers use ---------------------------------------------------------------------

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return actor_of(self.request)

    @property
    def expected_version(self) -> int:
        """Version named by If-Match; services compare it under their lock."""
        return etags.expected_version(self.request._request)

    def read(self, serializer: type[Input]) -> dict[str, Any]:
        """The request body, validated."""
        is_form = self.request.content_type.startswith("multipart/")
        context = {**self.get_serializer_context(), "from_query": is_form}
        bound = serializer(data=self.request.data, context=context)
        bound.is_valid(raise_exception=True)
        return dict(bound.validated_data)

    def query(self) -> dict[str, Any]:
        """The query parameters declared in `queries`, validated."""
        serializer = self.queries[self.handler_name()]
        bound = serializer(data=self.request.query_params.dict(), context={"from_query": True})
        bound.is_valid(raise_exception=True)
        return dict(bound.validated_data)

    def get_serializer_context(self) -> dict[str, Any]:
        """Context of serializers."""
        return {"request": self.request, "view": self}

    def list_request(self, output: type[Output]) -> ListRequest:
        """The query string of a list, understood."""
        rules = self.listing[self.handler_name()]
        return read_list_request(self.request.query_params.dict(), rules, output().fields, self.actor)

    def page(self, rows: QuerySet[Any], output: type[Output]) -> Response:
        """One page of a queryset, filtered and ordered as the query string asks."""
        asked = self.list_request(output)
        rows = rows.filter(asked.condition)
        page = cursors.cut(
            rows, place=self.request.path, order=asked.order, limit=asked.limit, cursor=asked.cursor
        )
        context = {**self.get_serializer_context(), "fields": asked.fields}
        answer: dict[str, Any] = {
            "items": output(page.rows, many=True, context=context).data,
            "next": self._page_url(page.next),
            "prev": self._page_url(page.prev),
        }
        if asked.wants_count:
            answer["count"] = rows.count()
        return Response(answer)

    def _page_url(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        params = {**self.request.query_params.dict(), "cursor": cursor}
        return self.request.build_absolute_uri(f"{self.request.path}?{urlencode(params)}")

    def entity(self, entity: Any, output: type[BaseSerializer[Any]], status: int = 200) -> Response:
        """One object, with its ETag where it has a version."""
        headers = {"ETag": etags.etag(entity)} if hasattr(entity, "version") else {}
        data = output(entity, context=self.get_serializer_context()).data
        return Response(data, status=status, headers=headers)

    def created(self, entity: Any, output: type[BaseSerializer[Any]], location: str = "") -> Response:
        """201 with the new object, its ETag and its address."""
        response = self.entity(entity, output, status=201)
        if location:
            response["Location"] = self.request.build_absolute_uri(location)
        return response

    def done(self) -> Response:
        """204 after a deletion."""
        return Response(status=204)


class ApiViewSet(ViewSetMixin, ApiView):
    """Base of resources: `list`, `create`, `retrieve`, `partial_update`, `destroy` and @action acts."""

    @classmethod
    def handlers(cls) -> list[str]:
        standard = ("list", "create", "retrieve", "update", "partial_update", "destroy")
        extra = [action.__name__ for action in cls.get_extra_actions()]
        return [name for name in standard if hasattr(cls, name)] + extra

    def handler_name(self) -> str:
        return str(self.action)
