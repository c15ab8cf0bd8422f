"""Lines of a table of posts allowed: judged against the codes and the plans, and entered as plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from core.access import Actor
from core.import_rows import RowFault
from hr.queries.import_words import Words, known_plans, words_of
from hr.rules import import_rows as columns
from hr.rules.import_rows import HeadcountLine
from hr.services.headcount import HeadcountData, plan_headcount


class HeadcountLines:
    """The readable lines of one file."""

    def __init__(self, lines: Sequence[HeadcountLine], today: date) -> None:
        self._lines, self._today = lines, today

    @cached_property
    def _words(self) -> Words:
        return words_of(self._today)

    def known(self) -> set[int]:
        """Lines that stand as a plan already."""
        plans = known_plans()
        return {
            line.line
            for line in self._lines
            if not self._of_words(line) and (*self._key(line)[:4], line.count, line.from_on) in plans
        }

    def faults(self) -> list[RowFault]:
        """What is wrong line by line."""
        found: list[RowFault] = []
        seen: set[tuple[str, str, str, str, date]] = set()
        for line in self._lines:
            own = self._of_words(line)
            found += own
            if own:
                continue
            key = self._key(line)
            if key in seen:
                found.append(RowFault(line.line, columns.GRADE, "같은 정원이 같은 시행일로 두 번 나옵니다."))
            seen.add(key)
        return found

    def keep(self, lines: Sequence[HeadcountLine], actor: Actor, at: datetime, file_hash: str) -> None:
        """Plan them, the earliest first, so that a later plan ends the one before."""
        words = self._words
        for line in sorted(lines, key=lambda one: (one.from_on, one.line)):
            data = HeadcountData(
                grade=words.grades[line.grade],
                employment_type=words.employment_types[line.employment_type],
                count=line.count,
                from_on=line.from_on,
                basis_document=line.basis,
                job_series=words.series[line.series] if line.series else "",
                department_id=words.departments[line.department] if line.department else None,
                consultation_document_no=line.consultation,
                board_resolution_no=line.resolution,
            )
            plan_headcount(actor=actor, data=data, at=at)

    def _key(self, line: HeadcountLine) -> tuple[str, str, str, str, date]:
        words = self._words
        return (
            str(words.departments[line.department]) if line.department else "",
            words.grades[line.grade],
            words.employment_types[line.employment_type],
            words.series[line.series] if line.series else "",
            line.from_on,
        )

    def _of_words(self, line: HeadcountLine) -> list[RowFault]:
        words = self._words
        asked = (
            (columns.GRADE, line.grade, words.grades),
            (columns.TYPE, line.employment_type, words.employment_types),
            (columns.SERIES, line.series, words.series),
            (columns.DEPARTMENT, line.department, words.departments),
        )
        return [
            RowFault(line.line, column, f"없는 코드나 이름입니다. ({text})")
            for column, text, known in asked
            if text and text not in known
        ]
