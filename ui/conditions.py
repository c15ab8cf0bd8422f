"""Conditions of a list as data: what may be asked, how it is typed, how it stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.labels import Label
from core.periods import day_of
from ui.rules.entry import parse_amount, parse_date

Choices = Sequence[tuple[str, Label]]
LONGEST_NAME = 6  # letters of a name that stand beside a field of one column


@dataclass(frozen=True)
class Condition:
    """A field of the condition panel. `more` hides it behind 조건 더보기."""

    name: str
    label: Label
    default: Any = None
    more: bool = False
    hint: Label = ""
    kind: ClassVar[str] = "text"

    def read(self, data: QueryDict) -> Any:
        """Value of this condition from the address; None when it is not asked."""
        return data.get(self.name, "").strip() or self._fallback()

    def written(self, value: Any) -> str:
        """Value as it stands in the field and in the address."""
        return "" if value is None else str(value)

    def _fallback(self) -> Any:
        return self.default() if callable(self.default) else self.default


@dataclass(frozen=True)
class Text(Condition):
    """Free words."""

    placeholder: Label = ""
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Choice(Condition):
    """One of a list; the list may be a function so that it is read when the screen is asked."""

    choices: Choices | Callable[[], Choices] = ()
    empty: Label = _("전체")
    kind: ClassVar[str] = "choice"

    def options(self) -> list[tuple[str, str]]:
        given = self.choices() if callable(self.choices) else self.choices
        options = [(str(value), str(label)) for value, label in given]
        return [("", str(self.empty)), *options] if self.empty else options

    def read(self, data: QueryDict) -> Any:
        if self.name not in data:
            return self._fallback()
        value = data.get(self.name, "")
        return value if value in {option for option, _ in self.options()} and value else None


@dataclass(frozen=True)
class Day(Condition):
    """A date, typed in any of the usual ways."""

    kind: ClassVar[str] = "date"

    def read(self, data: QueryDict) -> date | None:
        if self.name not in data:
            fallback = self._fallback()
            return fallback if isinstance(fallback, date) else None
        return parse_date(data.get(self.name, ""), day_of(timezone.now()))

    def written(self, value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else ""


@dataclass(frozen=True)
class Period(Condition):
    """From day to day, both included; the address holds name_from and name_to."""

    kind: ClassVar[str] = "period"

    def read(self, data: QueryDict) -> tuple[date | None, date | None]:
        today = day_of(timezone.now())
        names = (f"{self.name}_from", f"{self.name}_to")
        if not any(name in data for name in names):
            return self._fallback() or (None, None)
        first, last = (parse_date(data.get(name, ""), today) for name in names)
        return (last, first) if first and last and last < first else (first, last)

    def written(self, value: Any) -> str:
        return " ~ ".join(day.isoformat() if day else "" for day in value or (None, None)).strip(" ~")


@dataclass(frozen=True)
class Amount(Condition):
    """Whole won, typed as 1,000,000 or 1백만."""

    kind: ClassVar[str] = "amount"

    def read(self, data: QueryDict) -> int | None:
        if self.name not in data:
            return self._fallback()
        return parse_amount(data.get(self.name, ""))

    def written(self, value: Any) -> str:
        return "" if value is None else f"{value:,}"


@dataclass(frozen=True)
class Lookup(Condition):
    """A code with suggestions while typing; `url` names a route answering {"items": [{code, name}]}."""

    route: str = ""
    placeholder: Label = _("코드 또는 이름")
    kind: ClassVar[str] = "lookup"


@dataclass(frozen=True)
class Check(Condition):
    """Yes or no."""

    kind: ClassVar[str] = "check"

    def read(self, data: QueryDict) -> bool:
        return data.get(self.name, "") in {"1", "on", "true"}

    def written(self, value: Any) -> str:
        return "1" if value else ""


@dataclass(frozen=True)
class Filled:
    """A condition with its present value, ready for the template."""

    condition: Condition
    value: Any

    @property
    def name(self) -> str:
        return self.condition.name

    @property
    def label(self) -> Label:
        return self.condition.label

    @property
    def kind(self) -> str:
        return self.condition.kind

    @property
    def is_long(self) -> bool:
        """Whether the name of a field to type in needs the room of a second column."""
        return self.kind == "text" and len(str(self.label)) > LONGEST_NAME

    @property
    def span(self) -> int:
        """Columns of the panel it takes: a period has two fields."""
        return 2 if self.kind == "period" or self.is_long else 1

    @property
    def written(self) -> str:
        return self.condition.written(self.value)

    @property
    def first(self) -> str:
        return self.value[0].isoformat() if self.value and self.value[0] else ""

    @property
    def last(self) -> str:
        return self.value[1].isoformat() if self.value and self.value[1] else ""

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        found = self.condition.options() if isinstance(self.condition, Choice) else []
        return [(value, label, value == (self.value or "")) for value, label in found]

    @property
    def shown(self) -> str:
        """Value in words, as the export and the print name it."""
        if isinstance(self.condition, Choice):
            return next((label for value, label, chosen in self.options if chosen and value), "")
        if isinstance(self.condition, Check):
            return str(_("예")) if self.value else ""
        return self.written
