"""Screen 1, the home page: what waits for me. Apps above give its parts; erp/wiring.py registers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core.access import Actor
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
    act: str = "열기"
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
class QuickAct:
    """A button in the head of the home page; shown with its permission."""

    label: str
    route: str
    permission: str
    icon: str = "draft"
    primary: bool = False


@dataclass
class HomeSources:
    """What apps contribute; each function gets the Moment and answers at once."""

    todos: list[Callable[[Moment], Sequence[Todo]]] = field(default_factory=list)
    documents: list[Callable[[Moment], Sequence[MyDocument]]] = field(default_factory=list)
    money: list[Callable[[Moment], Money | None]] = field(default_factory=list)
    deadlines: list[Callable[[Moment], Sequence[Deadline]]] = field(default_factory=list)
    figures: list[Callable[[Moment], Sequence[Figure]]] = field(default_factory=list)
    acts: list[QuickAct] = field(default_factory=list)


sources = HomeSources()
