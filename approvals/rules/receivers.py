"""Which institution or department a receiver written on a letter means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TENANT, DEPARTMENT, OUTSIDE = "TENANT", "DEPARTMENT", "OUTSIDE"
_PREFIXES = ("(재)", "(사)", "재단법인", "사단법인")


@dataclass(frozen=True)
class Destination:
    """A place a letter can be carried to: another tenant by its schema, or a department by its id."""

    kind: str
    target: str
    name: str


def meant(receiver: str, known: Iterable[Destination]) -> Destination | None:
    """The destination whose name the receiver begins with; the longest one, None for nobody we know.

    `가람시장(문화예술과장)` means 가람시, `재단법인 가람문화재단 대표이사` means (재)가람문화재단.
    """
    written = _plain(receiver)
    found = [one for one in known if _plain(one.name) and written.startswith(_plain(one.name))]
    return max(found, key=lambda one: len(_plain(one.name)), default=None)


def elsewhere(receiver: str, ours: str, others: Iterable[str]) -> str:
    """The department of ours that the receiver names in parentheses when it is not `ours`; else empty.

    `가람시장(문화예술과장)` names 문화예술과.
    """
    named = _plain(receiver.rpartition("(")[2].rstrip(") "))
    if "(" not in receiver or named.startswith(_plain(ours)):
        return ""
    return max((one for one in others if named.startswith(_plain(one))), key=len, default="")


def _plain(name: str) -> str:
    text = name.strip()
    for prefix in _PREFIXES:
        text = text.removeprefix(prefix)
    return "".join(text.split())
