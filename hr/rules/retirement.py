"""Retirement by age (고령자고용법 제19조; 지방공무원법 제66조제2항 by analogy)."""

from __future__ import annotations

from datetime import date

JUNE = 6


def retirement_on(birth: date, *, age: int = 60, half_year_end: bool = True) -> date:
    """Last day of service: who reaches the age from January to June leaves on 30 June, else on 31 December.

    Without `half_year_end` it is the day on which the age is reached.
    """
    year = birth.year + age
    if half_year_end:
        return date(year, 6, 30) if birth.month <= JUNE else date(year, 12, 31)
    is_leap_child = (birth.month, birth.day) == (2, 29)
    return date(year, 2, 28) if is_leap_child and year % 4 else date(year, birth.month, birth.day)
