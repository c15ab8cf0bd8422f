"""Half-open date ranges [from_on, until_on) as database expressions and constraints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models


class DateRange(models.Func):
    """daterange(from_on, until_on, '[)'); an empty until_on means no end."""

    function = "daterange"
    output_field = DateRangeField()


class MomentRange(models.Func):
    """tstzrange(from, until, '[)') over instants."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


def valid_range() -> DateRange:
    """The row's validity as a range value."""
    return DateRange("from_on", "until_on", RangeBoundary())


def no_overlap(name: str, keys: Sequence[str]) -> ExclusionConstraint:
    """Rows equal in all keys may not overlap in time."""
    equal: list[tuple[Any, str]] = [(key, RangeOperators.EQUAL) for key in keys]
    return ExclusionConstraint(name=name, expressions=[*equal, (valid_range(), RangeOperators.OVERLAPS)])


def ends_after_start(name: str) -> models.CheckConstraint:
    """until_on is empty or not before from_on (equal: withdrawn before it began)."""
    return models.CheckConstraint(
        condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")), name=name
    )


def valid_on(on: dt.date, prefix: str = "") -> models.Q:
    """Condition: the row is valid on that day."""
    start = models.Q(**{f"{prefix}from_on__lte": on})
    end = models.Q(**{f"{prefix}until_on__isnull": True}) | models.Q(**{f"{prefix}until_on__gt": on})
    return start & end


def overlapping(
    rows: models.QuerySet[Any], from_on: dt.date, until_on: dt.date | None
) -> models.QuerySet[Any]:
    """Rows whose validity shares a day with [from_on, until_on)."""
    shared = rows.filter(models.Q(until_on__isnull=True) | models.Q(until_on__gt=from_on))
    return shared if until_on is None else shared.filter(from_on__lt=until_on)
