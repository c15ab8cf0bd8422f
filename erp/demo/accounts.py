"""Addresses and accounts of the demo city, as bin/demo prints them."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from erp.demo.cast import (
    CULTURE_PEOPLE,
    GOVERNMENT_PEOPLE,
    PASSWORD,
    PLATFORM_PEOPLE,
    REAL_GOVERNMENT,
    Person,
)
from erp.demo.places import CITY, CULTURE
from tenants import registry

_ROLES = {
    "drafter": "기안자 · drafter",
    "inspector": "검수 담당 · inspector",
    "commitment-officer": "재무관 · commitment officer",
    "disbursing-officer": "지출원 · disbursing officer",
    "cashier": "출납원 · cashier",
    "assessment-officer": "징수관 · assessment officer",
    "budget-officer": "예산담당 · budget officer",
    "chief-accounting-officer": "회계책임관 · chief accounting officer",
    "auditor": "감사 열람 · auditor",
    "hr-officer": "인사·복무담당 · personnel officer",
    "records-officer": "기록물관리책임자 · records officer",
    "manager": "결재자 · signing manager",
    "officer": "담당관 · officer",
    "operator": "운영자 · operator",
}


def account_lines(port: int) -> list[str]:
    """Lines to print: address, then who logs in there."""
    base = settings.BASE_DOMAIN
    city, institution = CITY[0], f"{CULTURE.code}.{CITY[0]}"
    return [
        f"비밀번호 · password (all accounts): {PASSWORD}",
        *_place(f"{institution}.{base}", port, "(재)가람문화재단", CULTURE_PEOPLE),
        *_place(f"{city}.{base}", port, "가람시", GOVERNMENT_PEOPLE),
        *_real(base, port),
        *_place(f"platform.{base}", port, "두레 ERP 운영", PLATFORM_PEOPLE),
    ]


def _real(base: str, port: int) -> list[str]:
    """The government of the public data set, once it is loaded."""
    code, name = REAL_GOVERNMENT
    if registry.find_by_schema(f"gov_{code}") is None:
        return []
    return _place(f"{code}.{base}", port, f"{name} (2020)", GOVERNMENT_PEOPLE)


def _place(host: str, port: int, name: str, people: Sequence[Person]) -> list[str]:
    lines = ["", f"{name}  http://{host}:{port}/"]
    lines += [f"  {person.login_name:<10} {person.name}  {_ROLES[person.role]}" for person in people]
    return [*lines, f"  {'admin':<10} 한관리  기관관리자 · administrator"]
