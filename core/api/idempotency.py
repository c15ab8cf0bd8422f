"""Idempotency-Key at the edge: reads the key, hashes the request, keeps and repeats answers."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from core.errors import DomainError
from core.idempotency import Answer, KeyedRequest, answer_once

HEADER = "Idempotency-Key"
REPLAYED_HEADER = "Idempotency-Replayed"
DAY = dt.timedelta(days=1)
PAYMENTS = dt.timedelta(days=400)
_KEPT_HEADERS = ("ETag", "Location")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class IdempotencyKeyRequired(DomainError):
    """A creating POST without a usable key."""

    code = "IDEMPOTENCY_KEY_REQUIRED"
    status = 400
    text = "Idempotency-Key 머리글에 UUID를 보내야 합니다."


class KeptResponse(Response):
    """An answer of which less is kept than was given (secrets shown once, secret ballots)."""

    def __init__(self, data: Any, *, kept: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.kept = kept


def respond_once(
    request: Request, *, client: str, keep: dt.timedelta, at: dt.datetime, handler: Callable[[], Response]
) -> HttpResponse:
    """Run the handler at most once for the request's key, inside the transaction that keeps the answer."""
    first: list[Response] = []

    def act() -> Answer:
        response = handler()
        first.append(response)
        body = JSONRenderer().render(getattr(response, "kept", response.data)).decode()
        headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
        return Answer(response.status_code, body, headers)

    asked = KeyedRequest(
        client=client,
        key=_key(request),
        digest=_digest(request),
        method=request.method or "",
        path=request.path,
        keep=keep,
    )
    answer = answer_once(asked=asked, act=act, at=at)
    return first[-1] if not answer.is_replay else _repeat(answer)


def _key(request: Request) -> UUID:
    given = request.headers.get(HEADER, "").strip()
    if not _UUID.fullmatch(given):
        raise IdempotencyKeyRequired
    return UUID(given)


def _repeat(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, content_type="application/json")
    for name, value in answer.headers.items():
        response[name] = value
    response[REPLAYED_HEADER] = "true"
    return response


def _digest(request: Request) -> str:
    """SHA-256 of method, path and body. Of uploads: every field and the content of every file."""
    digest = hashlib.sha256(f"{request.method}\n{request.path}\n".encode())
    if not request.content_type.startswith("multipart/"):
        digest.update(request._request.body)
        return digest.hexdigest()
    for name in sorted(request.data):
        digest.update(f"\n{name}=".encode())
        value = request.data[name]
        for piece in value.chunks() if hasattr(value, "chunks") else [str(value).encode()]:
            digest.update(piece)
        if hasattr(value, "seek"):
            value.seek(0)
    return digest.hexdigest()
