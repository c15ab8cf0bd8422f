"""Requests for another tenant's objects are answered 404 like any other and traced afterwards.

The request itself only writes down the ids it named: whether an id is unknown or another tenant's makes no
difference to its answer, its time or its locks. A job asks all schemas whose the ids are.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from core.ids import uuid7
from tenants import registry
from tenants.context import public
from tenants.crossings import Place, places_of
from tenants.models import ForeignRequest, UnresolvedId

logger = logging.getLogger("dure.isolation")

BATCH = 1000
KEPT = timedelta(days=366)
_COPIED = (
    "asked_at",
    "schema_name",
    "object_id",
    "user_id",
    "client_id",
    "method",
    "route",
    "status",
    "address",
    "request_id",
)


@dataclass(frozen=True)
class RefusedRequest:
    """A refused request as it is traced: who asked from which tenant, how, and which ids it named."""

    schema_name: str
    ids: Sequence[UUID]
    user_id: UUID | None
    client_id: str
    method: str
    route: str
    status: int
    address: str | None
    request_id: str


def note_named_ids(*, refused: RefusedRequest, at: datetime) -> None:
    """Write down the ids of a refused request; one statement, from whatever schema is current.

    Basis: 개인정보의 안전성 확보조치 기준 제8조 (access records). Locks nothing, looks nothing up.
    """
    asked: list[Any] = [
        at,
        refused.schema_name,
        refused.user_id,
        refused.client_id[:100],
        refused.method[:8],
        refused.route[:200],
        refused.status,
        refused.address,
        refused.request_id[:64],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.tenants_unresolvedid (id, object_id, asked_at, schema_name, user_id, client_id,"
            " method, route, status, address, request_id)"
            " SELECT pair.id, pair.object_id, %s, %s, %s, %s, %s, %s, %s, %s, %s"
            " FROM unnest(%s::uuid[], %s::uuid[]) AS pair (id, object_id)",
            [*asked, [uuid7() for _ in refused.ids], list(refused.ids)],
        )


def name_owners(*, at: datetime) -> int:
    """Find out whose the waiting ids are; keeps those of other tenants, forgets the rest. Gives how many it kept.

    An id that the asking tenant owns (a refusal of another kind), that nobody owns, or that belongs to an
    institution of the asking government is no crossing. A row is taken by the one run that deletes it.
    """
    kept = 0
    with public():
        while waiting := list(UnresolvedId.objects.order_by("id")[:BATCH]):
            places = places_of({row.object_id for row in waiting})
            kept += _settle(waiting, places, at)
    return kept


def forget_old_requests(*, at: datetime) -> int:
    """Delete what was asked more than a year ago (the guard keeps younger rows); gives how many."""
    with public(), transaction.atomic():
        return ForeignRequest.objects.filter(asked_at__lt=at - KEPT).delete()[0]


def _settle(waiting: list[UnresolvedId], places: dict[UUID, list[Place]], at: datetime) -> int:
    parents = {info.schema_name: info.government_schema for info in registry.all_tenants()}
    with transaction.atomic():
        taken = _take([row.pk for row in waiting])
        found = [
            _foreign_request(row, place, at)
            for row in waiting
            if row.pk in taken
            for place in _crossing(row.schema_name, places.get(row.object_id, []), parents)
        ]
        ForeignRequest.objects.bulk_create(found)
    for row in found:
        logger.warning(
            "%s asked for an object of %s (request %s)", row.schema_name, row.owner_schema, row.request_id
        )
    return len(found)


def _take(keys: list[UUID]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM public.tenants_unresolvedid WHERE id = ANY(%s) RETURNING id", [keys])
        return {row[0] for row in cursor.fetchall()}


def _crossing(asking: str, places: list[Place], parents: dict[str, str | None]) -> list[Place]:
    """Places that are neither the asking tenant's own nor its institutions'; none when it owns the id too."""
    if any(place.schema_name == asking for place in places):
        return []
    return [place for place in places if parents.get(place.schema_name) != asking]


def _foreign_request(row: UnresolvedId, place: Place, at: datetime) -> ForeignRequest:
    return ForeignRequest(
        **{name: getattr(row, name) for name in _COPIED},
        owner_schema=place.schema_name,
        owner_table=place.table,
        resolved_at=at,
    )
