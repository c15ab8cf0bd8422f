"""Screen 1, the home page: what waits for me. Apps above give its parts; erp/wiring.py registers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.access import Actor
from core.labels import Label
from core.schema import SchemaKind
from ui.rules.gauges import Position


@dataclass(frozen=True)
class Moment:
    """Who asks, when, for which fiscal year."""

    actor: Actor
    at: datetime
    year: int


@dataclass(frozen=True)
class Todo:
    """Something to do now. Tone: "now" (red), "near" (amber) or ""; `mark` is its short word."""

    mark: str
    title: str
    note: str
    url: str
    act: Label = _("열기")
    tone: str = ""
    order: int = 50


@dataclass(frozen=True)
class MyDocument:
    """A document I drafted: where it is now."""

    title: str
    url: str
    note: str
    amount: int | None
    state: Any
    waiting_since: datetime | None = None


@dataclass(frozen=True)
class Money:
    """Budget of my department (or institution)."""

    title: str
    position: Position
    url: str
    elapsed_on: date | None = None


@dataclass(frozen=True)
class Deadline:
    """A day that comes near."""

    title: str
    on: date
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """A tile with one answer that opens a list with the same figure."""

    title: str
    value: str
    unit: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a short list: state (code or BadgeLook), what, a word about it, when."""

    state: Any
    title: str
    note: str = ""
    at: datetime | None = None
    url: str = ""


@dataclass(frozen=True)
class ShortList:
    """A tile with the first lines of a list that opens whole at `url`; `empty` says why there are none."""

    title: str
    url: str
    lines: Sequence[Line]
    empty: str
    note: str = ""


@dataclass(frozen=True)
class QuickAct:
    """A button in the head of the home page; shown with its permission."""

    label: Label
    route: str
    permission: str
    icon: str = "draft"
    primary: bool = False


@dataclass(frozen=True)
class HomeParts:
    """What an app contributes in one kind of schema; each function gets the Moment and answers at once."""

    todos: tuple[Callable[[Moment], Sequence[Todo]], ...] = ()
    documents: tuple[Callable[[Moment], Sequence[MyDocument]], ...] = ()
    money: tuple[Callable[[Moment], Money | None], ...] = ()
    deadlines: tuple[Callable[[Moment], Sequence[Deadline]], ...] = ()
    figures: tuple[Callable[[Moment], Sequence[Figure]], ...] = ()
    lists: tuple[Callable[[Moment], ShortList | None], ...] = ()
    acts: tuple[QuickAct, ...] = ()


@dataclass
class HomePage:
    """Parts of all apps by kind of schema, in the order they were registered."""

    _parts: dict[SchemaKind, list[HomeParts]] = field(default_factory=dict)

    def register(self, kind: SchemaKind, parts: HomeParts) -> None:
        self._parts.setdefault(kind, []).append(parts)

    def of(self, kind: SchemaKind | None) -> list[HomeParts]:
        return self._parts.get(kind, []) if kind else []


page = HomePage()
