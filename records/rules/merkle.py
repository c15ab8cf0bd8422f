"""One hash that stands for all hashes of a day, and the chain of days."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_LEAF, _NODE = b"\x00", b"\x01"


@dataclass(frozen=True)
class Root:
    """The Merkle root of a day and of how many hashes it was made."""

    root: str
    count: int


@dataclass(frozen=True, order=True)
class SealedDay:
    """A day of an area: its root, and the link that ties it to the day before."""

    area: str
    day: date
    root: str
    count: int
    link: str


def root_of(hashes: Iterable[str]) -> Root:
    """The root over hexadecimal hashes in any order; they are sorted first, so the order of writing does not matter.

    A leaf is SHA-256(0x00 ‖ hash as text), a node SHA-256(0x01 ‖ left ‖ right), an odd one goes up as it is; no hash at
    all has the root SHA-256("").
    """
    level = [hashlib.sha256(_LEAF + one.encode()).digest() for one in sorted(hashes)]
    count = len(level)
    if not level:
        return Root(hashlib.sha256(b"").hexdigest(), 0)
    while len(level) > 1:
        pairs = [level[place : place + 2] for place in range(0, len(level), 2)]
        level = [hashlib.sha256(_NODE + b"".join(pair)).digest() if pair[1:] else pair[0] for pair in pairs]
    return Root(level[0].hex(), count)


def link_of(*, before: str, area: str, day: date, root: Root) -> str:
    """What ties a day to the one before: SHA-256 over the previous link, area, day, root and count."""
    text = "\n".join((before, area, day.isoformat(), root.root, str(root.count)))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def chained(
    *, area: str, first: date, before: str, hashes: Mapping[date, list[str]], last: date
) -> list[SealedDay]:
    """Every day from first to last with its root and link, days without any hash included."""
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        root = root_of(hashes.get(day, ()))
        before = link_of(before=before, area=area, day=day, root=root)
        days.append(SealedDay(area, day, root.root, root.count, before))
    return days


def differences(*, now: Iterable[SealedDay], then: Iterable[SealedDay]) -> list[str]:
    """Where days as they are computed now are not those that were sealed then; nothing is said of newer ones."""
    known = {(one.area, one.day): one for one in now}
    found = []
    for one in sorted(then):
        mine = known.get((one.area, one.day))
        if mine is None:
            found.append(f"{one.area} {one.day}: gone")
        elif (mine.root, mine.count) != (one.root, one.count):
            found.append(f"{one.area} {one.day}: root")
        elif mine.link != one.link:
            found.append(f"{one.area} {one.day}: link")
    return found
