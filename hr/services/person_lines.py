"""Lines of a table of people: judged against the register and the organisation, and entered with their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from core.access import Actor
from core.import_rows import RowFault
from hr.queries.import_words import (
    KnownPerson,
    Words,
    accounts_in_use,
    accounts_of,
    known_people,
    words_of,
)
from hr.rules import import_rows as columns
from hr.rules.import_rows import PersonLine
from hr.services.orders import ItemData, OrderData
from hr.services.people import CardData, register_person
from hr.services.takeover import TAKEN_OVER, enter_earlier_order
from organization.queries import department_choices

DAY = timedelta(days=1)


class PersonLines:
    """The readable lines of one file."""

    def __init__(self, lines: Sequence[PersonLine], today: date) -> None:
        self._lines, self._today = lines, today

    @cached_property
    def _words(self) -> Words:
        return words_of(self._today)

    @cached_property
    def _people(self) -> dict[str, KnownPerson]:
        return known_people({line.number for line in self._lines})

    @cached_property
    def _accounts(self) -> dict[str, UUID]:
        return accounts_of({line.login for line in self._lines if line.login})

    def known(self) -> set[int]:
        """Lines whose person is on the register."""
        return {line.line for line in self._lines if line.number in self._people}

    def faults(self) -> list[RowFault]:
        """What is wrong line by line."""
        used = accounts_in_use()
        open_on = {day: self._open_departments(day) for day in {line.hired_on for line in self._lines}}
        found: list[RowFault] = []
        numbers: set[str] = set()
        logins: set[str] = set()
        for line in self._lines:
            if line.number in numbers:
                found.append(RowFault(line.line, columns.NUMBER, "같은 사번이 두 번 나옵니다."))
            elif line.number in self._people:
                found += self._of_known(line)
            else:
                found += self._of_words(line, open_on[line.hired_on])
                found += self._of_days(line)
                found += self._of_account(line, used, logins)
            numbers.add(line.number)
            logins.add(line.login)
        return found

    def keep(self, lines: Sequence[PersonLine], actor: Actor, at: datetime, file_hash: str) -> None:
        """Register them, and enter their appointments as one order of before."""
        items = []
        for line in lines:
            card = CardData(
                name=line.name,
                birth_on=line.birth_on,
                gender=line.gender,
                mobile=line.mobile,
                email=line.email,
                address=line.address,
            )
            person = register_person(
                actor=actor,
                employee_no=line.number,
                card=card,
                from_on=line.hired_on,
                at=at,
                user_id=self._accounts.get(line.login),
            )
            items.append(
                ItemData(person.pk, "HIRE", line.hired_on, None, self._values(line), reason=TAKEN_OVER)
            )
        order = OrderData(
            title=f"직원 자료 이관 ({len(items)}명)",
            effective_on=max(item.effective_on for item in items),
            department_id=self._words.departments[lines[0].department],
            items=items,
            basis=f"직원 자료 파일 {file_hash[:12]}",
        )
        enter_earlier_order(actor=actor, data=order, at=at)

    def _values(self, line: PersonLine) -> Mapping[str, Any]:
        words = self._words
        until = line.contract_last_on + DAY if line.contract_last_on else None
        given = {
            "department": str(words.departments[line.department]),
            "post": str(words.posts[line.post]),
            "employment_type": words.employment_types[line.employment_type],
            "grade": words.grades[line.grade] if line.grade else "",
            "step": line.step,
            "series": words.series[line.series] if line.series else "",
            "hire_route": line.hire_route,
            "contract_from": line.hired_on.isoformat() if until else "",
            "contract_until": until.isoformat() if until else "",
            "weekly_minutes": line.weekly_minutes,
        }
        return {name: value for name, value in given.items() if value}

    def _of_known(self, line: PersonLine) -> list[RowFault]:
        known = self._people[line.number]
        if (known.name, known.birth_on) != (line.name, line.birth_on):
            return [RowFault(line.line, columns.NUMBER, "이 사번은 다른 직원의 것입니다.")]
        return []

    def _of_words(self, line: PersonLine, open_departments: frozenset[UUID]) -> list[RowFault]:
        words = self._words
        asked = (
            (columns.DEPARTMENT, line.department, words.departments),
            (columns.POST, line.post, words.posts),
            (columns.TYPE, line.employment_type, words.employment_types),
            (columns.GRADE, line.grade, words.grades),
            (columns.SERIES, line.series, words.series),
        )
        found = [
            RowFault(line.line, column, f"없는 코드나 이름입니다. ({text})")
            for column, text, known in asked
            if text and text not in known
        ]
        place = words.departments.get(line.department)
        if place is not None and place not in open_departments:
            found.append(RowFault(line.line, columns.DEPARTMENT, "입사일에 없던 부서입니다."))
        return found

    def _of_days(self, line: PersonLine) -> list[RowFault]:
        found = []
        if line.hired_on >= self._today:
            text = "어제까지 입사한 직원만 옮깁니다. 오늘부터는 신규채용 발령으로 등록하십시오."
            found.append(RowFault(line.line, columns.HIRED, text))
        if line.birth_on >= line.hired_on:
            found.append(RowFault(line.line, columns.BIRTH, "입사일보다 늦습니다."))
        if line.contract_last_on is not None and line.contract_last_on < line.hired_on:
            found.append(RowFault(line.line, columns.LAST, "입사일보다 빠릅니다."))
        if line.email and "@" not in line.email:
            found.append(RowFault(line.line, columns.EMAIL, "전자우편 주소를 확인하십시오."))
        return found

    def _of_account(self, line: PersonLine, used: set[UUID], logins: set[str]) -> list[RowFault]:
        if not line.login:
            return []
        account = self._accounts.get(line.login)
        if account is None:
            return [RowFault(line.line, columns.LOGIN, "없는 아이디입니다.")]
        if account in used or line.login in logins:
            return [RowFault(line.line, columns.LOGIN, "다른 직원에게 연결된 아이디입니다.")]
        return []

    @staticmethod
    def _open_departments(day: date) -> frozenset[UUID]:
        return frozenset(key for key, _name in department_choices(day))
