"""In whose name letters go out: the head, who stands in for a vacant or absent one (규칙 제10조), or a 처리과."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from approvals.queries.letters import letter_of
from approvals.rules.writing.page import page_of
from organization.models import Assignment, DeputyOrder
from tenants.context import institution
from tests.approvals.kit import AT, Office, away, found_office
from tests.approvals.letters_kit import approved_letter, letter_form
from tests.worlds import World


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    with institution(world.culture):
        yield found_office()


def _order(office: Office, department: str, *deputies: str) -> None:
    for place, name in enumerate(deputies, 1):
        DeputyOrder.objects.create(
            department_id=office.departments[department], place=place, deputy_id=office.people[name]
        )


def _acting(office: Office, form: str = "") -> tuple[str, str] | None:
    found = letter_of(approved_letter(office, form).pk, at=AT).acting
    return (found.capacity, found.title) if found else None


def test_a_present_head_sends_in_the_own_name(office: Office) -> None:
    _order(office, "재단", "정")
    assert _acting(office) is None


def test_for_a_head_who_is_away_the_named_deputy_writes_the_own_title(office: Office) -> None:
    away(office, "최", "정")
    assert _acting(office) == ("직무대리", "사무처장")


def test_without_a_named_deputy_the_order_decides(office: Office) -> None:
    _order(office, "재단", "정", "경")
    away(office, "최")
    away(office, "정")
    assert _acting(office) == ("직무대리", "본부장")


def test_a_vacant_post_of_the_head_is_represented(office: Office) -> None:
    _order(office, "재단", "정")
    Assignment.objects.filter(user_id=office.people["최"]).delete()
    assert _acting(office) == ("권한대행", "사무처장")


def test_the_name_is_that_of_the_day_of_approval(office: Office) -> None:
    document = approved_letter(office)
    away(office, "최", "정", start=AT + timedelta(hours=1))
    assert letter_of(document.pk, at=AT + timedelta(hours=5)).acting is None


def test_an_internal_document_bears_no_name_and_no_deputy(office: Office) -> None:
    away(office, "최", "정")
    document = approved_letter(office, "PROPOSAL", receivers=[])
    letter = letter_of(document.pk, at=AT)
    assert (letter.acting, page_of(letter).sender) == (None, "")


def test_between_own_departments_the_head_of_the_department_sends(office: Office) -> None:
    document = approved_letter(office, letter_form("WITHIN", "OUTGOING_INTERNAL"), receivers=["예산팀장"])
    page = page_of(letter_of(document.pk, at=AT))
    assert (page.sender, page.seal) == ("공연사업팀장", "NONE")
