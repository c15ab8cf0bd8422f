"""What a list accepts: filters, search, ordering, sparse fields, count, as_of. Anything else is 400."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from rest_framework.exceptions import ValidationError

from core.access import Actor
from core.api.fields import AsOfField, FlagField, LineField, StrictField, WholeNumberField
from core.api.texts import FAULTS
from core.errors import FieldFault, InvalidInput
from core.labels import Label

EQUAL = ("exact",)
RANGE = ("exact", "gte", "lte")
ONE_OF = ("exact", "in")
MAX_VALUES = 100
DEFAULT_LIMIT, MAX_LIMIT = 50, 500


@dataclass(frozen=True)
class Filter:
    """One condition: name in the query, strict field that reads it, lookups, column if named otherwise."""

    name: str
    field: StrictField
    lookups: tuple[str, ...] = EQUAL
    column: str = ""
    note: Label = ""

    def parameters(self) -> dict[str, str]:
        """Query parameter → lookup."""
        return {self.name if look == "exact" else f"{self.name}__{look}": look for look in self.lookups}

    def condition(self, look: str, text: str) -> Q:
        """The condition on the rows; a wrong value is a ValidationError."""
        path = f"{self.column or self.name}__{look}"
        if look != "in":
            return Q(**{path: self._read(text)})
        parts = text.split(",")
        if len(parts) > MAX_VALUES:
            raise ValidationError(FAULTS["TOO_MANY_VALUES"], "too_many_values")
        return Q(**{path: [self._read(part) for part in parts]})

    def _read(self, text: str) -> Any:
        return self.field.run_validation(self.field.from_query(text))


@dataclass(frozen=True)
class ListRules:
    """The declaration of one list, read by the view and by the description alike.

    `ordering` names columns that are never empty; `search` are the columns that `q` looks into,
    `matching` gives what else it finds for a text and the caller.
    """

    filters: tuple[Filter, ...] = ()
    search: tuple[str, ...] = ()
    matching: Callable[[str, Actor], Q] | None = None
    ordering: tuple[str, ...] = ("id",)
    default_ordering: tuple[str, ...] = ("-id",)
    countable: bool = False
    has_as_of: bool = False

    def names(self) -> set[str]:
        """Every query parameter the list knows."""
        names = {"limit", "cursor", "ordering", "fields"}
        names |= {name for item in self.filters for name in item.parameters()}
        names |= {"q"} if self.search else set()
        names |= {"count"} if self.countable else set()
        return names | ({"as_of"} if self.has_as_of else set())


@dataclass(frozen=True)
class ListRequest:
    """A query string, understood."""

    condition: Q
    order: tuple[str, ...]
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    fields: frozenset[str] | None = None
    wants_count: bool = False
    as_of: dt.datetime | None = None


LIMIT = WholeNumberField(minimum=1, maximum=MAX_LIMIT)
SEARCH = LineField(max_length=100)
FLAG = FlagField()
AS_OF = AsOfField()


@dataclass
class _Reading:
    """Collects the faults of a query string so that all are reported at once."""

    params: Mapping[str, str]
    faults: list[FieldFault] = field(default_factory=list)

    def fault(self, name: str, code: str, detail: Any = "") -> None:
        self.faults.append(FieldFault(f"/{name}", code, str(detail or FAULTS[code])))

    def take(self, name: str, reader: StrictField, default: Any) -> Any:
        if name not in self.params:
            return default
        try:
            return reader.run_validation(reader.from_query(self.params[name]))
        except ValidationError as error:
            self.refused(name, error)
            return default

    def refused(self, name: str, error: ValidationError) -> None:
        detail = error.detail[0] if isinstance(error.detail, list) else error.detail
        self.fault(name, str(getattr(detail, "code", "invalid")).upper(), detail)


def refuse_unknown(params: Mapping[str, Sequence[str]], known: Iterable[str]) -> None:
    """Refuse parameters that nobody reads, and parameters given twice."""
    known = set(known)
    faults = [
        FieldFault(f"/{name}", "UNKNOWN_PARAMETER", str(FAULTS["UNKNOWN_PARAMETER"]))
        for name in params
        if name not in known
    ]
    faults += [
        FieldFault(f"/{name}", "REPEATED_PARAMETER", str(FAULTS["REPEATED_PARAMETER"]))
        for name, values in params.items()
        if name in known and len(values) > 1
    ]
    if faults:
        raise InvalidInput(errors=faults)


def read_list_request(
    params: Mapping[str, str], rules: ListRules, output_fields: Iterable[str], actor: Actor
) -> ListRequest:
    """Understand the query string of a list or refuse it with every fault named."""
    reading = _Reading(params)
    request = ListRequest(
        condition=_conditions(reading, rules, actor),
        order=_order(reading, rules),
        limit=reading.take("limit", LIMIT, DEFAULT_LIMIT),
        cursor=params.get("cursor"),
        fields=_fields(reading, frozenset(output_fields)),
        wants_count=reading.take("count", FLAG, False),
        as_of=reading.take("as_of", AS_OF, None),
    )
    if reading.faults:
        raise InvalidInput(errors=reading.faults)
    return request


def _conditions(reading: _Reading, rules: ListRules, actor: Actor) -> Q:
    condition = Q()
    for item in rules.filters:
        for name, look in item.parameters().items():
            if name not in reading.params:
                continue
            try:
                condition &= item.condition(look, reading.params[name])
            except ValidationError as error:
                reading.refused(name, error)
    if text := reading.take("q", SEARCH, ""):
        found = Q()
        for column in rules.search:
            found |= Q(**{f"{column}__icontains": text})
        if rules.matching is not None:
            found |= rules.matching(text, actor)
        condition &= found
    return condition


def _order(reading: _Reading, rules: ListRules) -> tuple[str, ...]:
    if "ordering" not in reading.params:
        return rules.default_ordering
    keys = reading.params["ordering"].split(",")
    if any(key.removeprefix("-") not in rules.ordering for key in keys):
        reading.fault("ordering", "UNKNOWN_ORDERING")
    seen: dict[str, str] = {}
    for key in keys:
        seen.setdefault(key.removeprefix("-"), key)
    return tuple(seen.values())


def _fields(reading: _Reading, known: frozenset[str]) -> frozenset[str] | None:
    if "fields" not in reading.params:
        return None
    wanted = frozenset(reading.params["fields"].split(","))
    if not wanted <= known:
        reading.fault("fields", "UNKNOWN_OUTPUT_FIELD")
    return wanted | {"id"}
