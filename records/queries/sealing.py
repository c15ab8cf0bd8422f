"""Sealed days: as they were sealed, as they are computed now, as the parent holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from records.models import DayRoot, HeldRoot, RootReceipt
from records.rules.merkle import SealedDay, chained, differences

DayHashes = Callable[[date | None, date], Iterable[tuple[date, str]]]
NOT_YET = timedelta(days=2)


class SealedAreas:
    """The areas of upper floors whose days are sealed, filled in once at the start."""

    def __init__(self) -> None:
        self._areas: dict[str, DayHashes] = {}

    def register(self, area: str, hashes: DayHashes) -> None:
        """Take in an area; the same name replaces itself."""
        self._areas[area] = hashes

    def items(self) -> Iterator[tuple[str, DayHashes]]:
        """Areas by name, each with what gives (day, hash) between two days (none: from the first one on)."""
        yield from sorted(self._areas.items())


sealed_areas = SealedAreas()


def day_roots() -> QuerySet[Any, Any]:
    """Own sealed days, the newest first: `held_at` when the parent took the root, `is_disputed` if it holds another."""
    receipts = RootReceipt.objects.filter(day_root=OuterRef("pk"))
    rows: QuerySet[Any, Any] = DayRoot.objects.annotate(
        held_at=Subquery(receipts.filter(is_same=True).values("held_at")[:1]),
        is_disputed=Exists(receipts.filter(is_same=False)),
    )
    return rows.order_by("-day", "area")


def held_roots(*, sender: str = "", only_disputed: bool = False) -> QuerySet[Any, Any]:
    """Roots of institutions, the newest first; `is_disputed`: several were handed over for that day."""
    same_day = HeldRoot.objects.filter(
        sender=OuterRef("sender"), area=OuterRef("area"), day=OuterRef("day"), is_first=False
    )
    rows: QuerySet[Any, Any] = HeldRoot.objects.annotate(is_disputed=Exists(same_day))
    if sender:
        rows = rows.filter(sender=sender)
    if only_disputed:
        rows = rows.filter(is_disputed=True)
    return rows.order_by("-day", "sender", "area")


def sealed_days() -> list[SealedDay]:
    """Own days as they were sealed."""
    return [_of(row) for row in DayRoot.objects.order_by("area", "day")]


def held_of(sender: str) -> list[SealedDay]:
    """What this government received first for each day of an institution."""
    return [_of(row) for row in HeldRoot.objects.filter(sender=sender, is_first=True).order_by("area", "day")]


def computed_days(last: date) -> list[SealedDay]:
    """Every area's days up to `last` from what the tables hold now.

    A hash dated before the first sealed day begins the chain earlier, so that no link is as it was.
    """
    firsts = dict(DayRoot.objects.order_by().values_list("area").annotate(Min("day")))
    found: list[SealedDay] = []
    for area, hashes in sealed_areas.items():
        by_day = hashes_by_day(hashes(None, last))
        first = min([firsts.get(area, last), *by_day])
        found += chained(area=area, first=first, before="", hashes=by_day, last=last)
    return found


def hashes_by_day(pairs: Iterable[tuple[date, str]]) -> dict[date, list[str]]:
    """The hashes of each day."""
    found: dict[date, list[str]] = defaultdict(list)
    for day, value in pairs:
        found[day].append(value)
    return found


def own_faults(now: Iterable[SealedDay]) -> list[str]:
    """Where the tables are not what was sealed here."""
    return [f"own seal: {fault}" for fault in differences(now=now, then=sealed_days())]


def not_held(at: datetime) -> int:
    """How many days sealed two days ago the parent has not confirmed."""
    return int(day_roots().filter(Q(held_at__isnull=True), sealed_at__lt=at - NOT_YET).count())


def _of(row: Any) -> SealedDay:
    return SealedDay(row.area, row.day, row.root, row.count, row.link)
