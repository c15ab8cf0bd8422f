"""생산현황: what was registered in a year, and whether a number is missing (공공기록물법 시행령 제33조)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q

from records.choices import Direction, FileState, SeriesKind
from records.models import NumberSeries, RecordFile, RegistryEntry
from records.rules.numbers import SPECIAL, missing_numbers

REGISTRATION_KINDS = (SeriesKind.SHARED, SeriesKind.PRODUCED, SeriesKind.RECEIVED)


@dataclass(frozen=True)
class SeriesReport:
    """One series of a year: what was given out and what no entry carries."""

    department_code: str
    department: str
    kind: str
    kind_label: str
    produced: int
    received: int
    first: int
    last: int
    missing: tuple[int, ...]

    @property
    def count(self) -> int:
        """Entries that carry a number of the series."""
        return self.produced + self.received


@dataclass(frozen=True)
class FilesReport:
    """Record files of a year."""

    opened: int
    completed: int
    still_open: int


@dataclass(frozen=True)
class ProductionReport:
    """The production report of a year."""

    year: int
    series: tuple[SeriesReport, ...]
    files: FilesReport

    @property
    def produced(self) -> int:
        """Produced documents of the year."""
        return sum(row.produced for row in self.series)

    @property
    def received(self) -> int:
        """Received documents of the year."""
        return sum(row.received for row in self.series)

    @property
    def missing(self) -> int:
        """Numbers that no entry carries."""
        return sum(len(row.missing) for row in self.series)


def production_report(year: int) -> ProductionReport:
    """Series, entries and files of a year; every number of each series is accounted for."""
    rows = list(
        NumberSeries.objects.filter(year=year, kind__in=REGISTRATION_KINDS, last__gt=0)
        .annotate(
            found=Count("entries"),
            produced=Count("entries", filter=Q(entries__direction=Direction.PRODUCED)),
            first=Min("entries__number"),
            highest=Max("entries__number"),
        )
        .order_by("department_code", "kind")
    )
    names = _last_names(year)
    return ProductionReport(
        year=year,
        series=tuple(
            SeriesReport(
                department_code=row.department_code,
                department=names.get(row.department_code, row.department_code),
                kind=row.kind,
                kind_label=str(SeriesKind(row.kind).label),
                produced=row.produced,
                received=row.found - row.produced,
                first=row.first or 0,
                last=row.last,
                missing=_missing(row),
            )
            for row in rows
        ),
        files=_files(year),
    )


def _missing(row: NumberSeries) -> tuple[int, ...]:
    if getattr(row, "found", 0) == row.last and getattr(row, "highest", 0) == row.last:
        return ()
    numbers = RegistryEntry.objects.filter(series=row).values_list("number", flat=True)
    return tuple(missing_numbers(row.last, numbers))


def special_numbers_missing(year: int) -> dict[str, list[int]]:
    """Gaps in the series by kind of document that count this year or run on."""
    found: dict[str, list[int]] = {}
    for row in NumberSeries.objects.filter(year__in=(0, year), kind__in=list(SPECIAL)):
        numbers = RegistryEntry.objects.filter(special_series=row).values_list("special_number", flat=True)
        gaps = missing_numbers(row.last, [number for number in numbers if number is not None])
        if gaps:
            found[row.kind] = gaps
    return found


def _last_names(year: int) -> dict[str, str]:
    """Name each department had with its last number of the year."""
    rows = RegistryEntry.objects.filter(year=year).order_by("department_code", "-produced_at")
    return dict(rows.distinct("department_code").values_list("department_code", "department_name"))


def _files(year: int) -> FilesReport:
    found = RecordFile.objects.aggregate(
        opened=Count("pk", filter=Q(year=year)),
        completed=Count("pk", filter=Q(completed_on__year=year)),
        still_open=Count("pk", filter=Q(year=year, state=FileState.OPEN)),
    )
    return FilesReport(found["opened"], found["completed"], found["still_open"])
