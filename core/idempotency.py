"""One effect per Idempotency-Key: the key row and the business rows commit in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from django.db import connection, transaction

from core.errors import DomainError
from core.models import IdempotencyRecord
from core.schema import current_schema


class IdempotencyKeyReused(DomainError):
    """The key was used for another request."""

    code = "IDEMPOTENCY_KEY_REUSED"
    status: ClassVar[int] = 422
    text = "같은 Idempotency-Key가 다른 요청에 이미 쓰였습니다."


class IdempotencyInProgress(DomainError):
    """The first request with this key has not ended yet."""

    code = "IDEMPOTENCY_IN_PROGRESS"
    text = "같은 Idempotency-Key의 요청이 아직 처리 중입니다. 잠시 뒤 다시 시도하십시오."


@dataclass(frozen=True)
class KeyedRequest:
    """Who asks for what under which key; `digest` covers method, path and body."""

    client: str
    key: UUID
    digest: str
    method: str
    path: str
    keep: dt.timedelta


@dataclass(frozen=True)
class Answer:
    """An answer as it is kept and given again."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    is_replay: bool = False


def answer_once(*, asked: KeyedRequest, act: Callable[[], Answer], at: dt.datetime) -> Answer:
    """Do `act` once per key; later requests get the first answer.

    Locks an advisory lock of (institution, client, key) until the transaction ends; whoever does not
    get it is refused with IdempotencyInProgress instead of waiting. A refusal by `act` rolls everything
    back, the key too: nothing happened, so the key stays free.
    """
    with transaction.atomic():
        if not _lock(asked):
            raise IdempotencyInProgress
        kept = IdempotencyRecord.objects.filter(client=asked.client, key=asked.key).first()
        if kept is not None and kept.keep_until and kept.keep_until <= at:
            kept.delete()
            kept = None
        if kept is not None:
            return _replayed(kept, asked)
        answer = act()
        IdempotencyRecord.objects.create(
            client=asked.client,
            key=asked.key,
            request_hash=asked.digest,
            method=asked.method,
            path=asked.path[:500],
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            keep_until=at + asked.keep,
        )
    return answer


def forget_old_answers(*, at: dt.datetime) -> int:
    """Delete the answers whose time is over; returns how many."""
    with transaction.atomic():
        return IdempotencyRecord.objects.filter(keep_until__lt=at).delete()[0]


def _lock(asked: KeyedRequest) -> bool:
    name = f"idempotency:{current_schema()}:{asked.client}:{asked.key}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])


def _replayed(kept: IdempotencyRecord, asked: KeyedRequest) -> Answer:
    if kept.request_hash != asked.digest:
        raise IdempotencyKeyReused
    return Answer(kept.status or 200, kept.body, dict(kept.headers), is_replay=True)
