"""Registered documents of the test institutions: what officers see as lists."""

from __future__ import annotations

from datetime import timedelta

from core.access import SYSTEM
from records.choices import Direction, Disclosure
from records.services import CorrectionData, correct_entry
from tenants.context import institution
from tests.people import department
from tests.records.kit import AT, a_file, registered
from tests.worlds import World

SECRET = "직원 징계 의결 요구"
CORRECTED = "청사 방호 계획(정정)"
LAST_YEAR = AT.replace(year=2025)


def write_registers(world: World) -> None:
    """Culture: one open, one closed with a hidden title, one corrected into partly open, one of 2025.

    Youth: one closed document whose title is not hidden. The stranger has one, too.
    """
    with institution(world.culture):
        _register_culture()
    with institution(world.youth):
        file_id = a_file(department("21"))
        registered(
            department("21"), file_id, title="청소년 상담 기록", disclosure=Disclosure.CLOSED, grounds=(6,)
        )
    with institution(world.stranger):
        registered(department("21"), a_file(department("21")), title="나래의 문서")


def _register_culture() -> None:
    team, accounts = department("21"), department("12")
    team_file, accounts_file = a_file(team), a_file(accounts, unit_task="UT-ACC-02")
    registered(team, team_file, at=LAST_YEAR, title="지난해 축제 결과")
    registered(team, team_file, title="가을 축제 개최 계획")
    registered(
        team,
        team_file,
        at=AT + timedelta(minutes=1),
        title=SECRET,
        disclosure=Disclosure.CLOSED,
        grounds=(6,),
        title_hidden=True,
    )
    third = registered(
        accounts,
        accounts_file,
        at=AT + timedelta(minutes=2),
        title="청사 방호 계획, 문의 900101-1234567",
        direction=Direction.RECEIVED,
        sender="가람시",
    )
    correct_entry(
        entry_id=third.entry_id,
        data=CorrectionData("공개구분 오기", title=CORRECTED, disclosure=Disclosure.PARTIAL, grounds=(5, 6)),
        actor=SYSTEM,
        at=AT + timedelta(minutes=3),
    )
