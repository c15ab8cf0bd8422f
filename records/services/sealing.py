"""Days are sealed at night and their roots handed to the parent government (handbook 2.9).

Two schemas, never one transaction: the institution's outbox carries the roots to a job of the parent, whose answer
comes back by a job of the institution. Each of the three may happen twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from core import audit, outbox
from core.access import SYSTEM
from core.periods import day_of
from core.schema import WrongSchema, current_schema
from records.models import DayRoot, HeldRoot, RootReceipt
from records.queries.sealing import DayHashes, day_roots, hashes_by_day, sealed_areas
from records.rules.merkle import chained
from tenants import registry
from tenants.jobs import tenant_job
from tenants.post import is_reachable

TOPIC: Final = "records.day_roots"
ANSWER_WITHIN: Final = timedelta(hours=12)
AT_ONCE: Final = 400


@transaction.atomic
def seal_days(*, at: datetime) -> int:
    """Seal every day that is over and has no seal yet, in each area, and hand the roots to the parent.

    Days without a signature are sealed too, so that none can be added later. What the parent did not confirm
    within half a day is handed over again. Gives the number of sealed days; a repeat finds none.
    """
    last = day_of(at) - timedelta(days=1)
    made = [root for area, hashes in sealed_areas.items() for root in _new_roots(area, hashes, last, at)]
    DayRoot.objects.bulk_create(made)
    if _parent():
        late = day_roots().filter(held_at__isnull=True, is_disputed=False, sealed_at__lt=at - ANSWER_WITHIN)
        _hand_over([*late, *made], at)
    return len(made)


def deliver_roots(*, message: outbox.Message, at: datetime) -> None:
    """Give the roots of a message to the parent's job; WrongSchema while it cannot be reached."""
    parent = _parent()
    if parent is None or not is_reachable(parent):
        raise WrongSchema(f"{current_schema()} has no parent that can be reached")
    take_in_roots.enqueue_for(parent, sender=current_schema(), roots=message.payload["roots"])


@tenant_job(name="records.take_in_roots")
def take_in_roots(*, sender: str, roots: list[dict[str, Any]]) -> None:
    """Keep the roots of an institution and answer it."""
    at = timezone.now()
    same = hold_roots(sender=sender, roots=roots, at=at)
    answers = [
        {"area": one["area"], "day": one["day"], "is_same": is_same}
        for one, is_same in zip(roots, same, strict=True)
    ]
    note_roots_held.enqueue_for(sender, roots=answers, held_at=at.isoformat())


@tenant_job(name="records.note_roots_held")
def note_roots_held(*, roots: list[dict[str, Any]], held_at: str) -> None:
    """Write down what the parent answered."""
    note_receipts(roots=roots, held_at=datetime.fromisoformat(held_at))


@transaction.atomic
def hold_roots(*, sender: str, roots: Iterable[dict[str, Any]], at: datetime) -> list[bool]:
    """Keep what an institution sealed; for each root whether it is the one received first for its day.

    The first root of a day counts for ever. Another one later is kept beside it and raises an alarm, an audit
    line, once. WrongSchema when the sender is no institution of this government.
    """
    found = registry.find_by_schema(sender)
    if found is None or found.government_schema != current_schema():
        raise WrongSchema(f"{sender!r} is no institution of {current_schema()!r}")
    return [_hold(sender, found.name, one, at) for one in roots]


@transaction.atomic
def note_receipts(*, roots: Iterable[dict[str, Any]], held_at: datetime) -> None:
    """Write down which own roots the parent holds; a day it holds another root for is an alarm, once."""
    for one in roots:
        own = DayRoot.objects.filter(area=one["area"], day=date.fromisoformat(one["day"])).first()
        if own is None:
            continue
        _receipt, is_new = RootReceipt.objects.get_or_create(
            day_root=own, is_same=one["is_same"], defaults={"held_at": held_at}
        )
        if is_new and not one["is_same"]:
            _alarm(own, f"{own.area} {own.day}", held_at)


def _new_roots(area: str, hashes: DayHashes, last: date, at: datetime) -> list[DayRoot]:
    before = DayRoot.objects.filter(area=area).order_by("-day").first()
    if before is not None and before.day >= last:
        return []
    by_day = hashes_by_day(hashes(before.day + timedelta(days=1) if before else None, last))
    first = before.day + timedelta(days=1) if before else min([last, *by_day])
    days = chained(area=area, first=first, before=before.link if before else "", hashes=by_day, last=last)
    return [
        DayRoot(area=one.area, day=one.day, root=one.root, count=one.count, link=one.link, sealed_at=at)
        for one in days
    ]


def _hand_over(rows: list[DayRoot], at: datetime) -> None:
    said = [
        {"area": one.area, "day": one.day.isoformat(), "root": one.root, "count": one.count, "link": one.link}
        for one in rows
    ]
    for start in range(0, len(said), AT_ONCE):
        outbox.enqueue(TOPIC, {"roots": said[start : start + AT_ONCE]}, at)


def _hold(sender: str, sender_name: str, one: dict[str, Any], at: datetime) -> bool:
    day = date.fromisoformat(one["day"])
    told = {"root": one["root"], "count": one["count"], "link": one["link"]}
    kept, is_new = HeldRoot.objects.get_or_create(
        sender=sender,
        area=one["area"],
        day=day,
        is_first=True,
        defaults={**told, "sender_name": sender_name, "received_at": at},
    )
    if is_new or (kept.root, kept.count, kept.link) == (one["root"], one["count"], one["link"]):
        return True
    other, is_news = HeldRoot.objects.get_or_create(
        sender=sender,
        area=one["area"],
        day=day,
        **told,
        defaults={"is_first": False, "sender_name": sender_name, "received_at": at},
    )
    if is_news:
        _alarm(other, f"{sender_name} {other.area} {other.day}", at)
    return False


def _alarm(row: DayRoot | HeldRoot, summary: str, at: datetime) -> None:
    audit.record(
        actor=SYSTEM,
        verb="day_root_differs",
        subject_type="day_root",
        subject_id=row.pk,
        summary=summary,
        at=at,
        facts={"root": row.root},
    )


def _parent() -> str | None:
    found = getattr(connection.tenant, "government_schema", None)  # type: ignore[attr-defined]
    return str(found) if found else None
