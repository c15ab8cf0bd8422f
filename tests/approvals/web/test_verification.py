"""/verify/{code}: open to everybody, tells titles of open documents only, and not for guessing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache  # noqa: TID251 - counters of earlier tests
from django.test import Client

from approvals.models import OfficialDocument
from approvals.services.printing import print_approved
from core.api import throttles
from tenants.context import institution
from tests.approvals.kit import AT, Office, found_office, signed, submitted
from tests.people import client_of
from tests.worlds import World

VERIFY_AT = "https://culture.garam.localhost/verify/"
TITLE = "가을 공연 무대 장비 임차"


@pytest.fixture
def office(world: World, tmp_path: Any, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    with institution(world.culture):
        yield found_office()


def _code(office: Office, **values: Any) -> str:
    document: OfficialDocument = signed(office, submitted(office, amount=3_000_000, **values), "예", "박")
    return print_approved(document_id=document.pk, verify_at=VERIFY_AT, at=AT).code


def _page(stranger: Client, code: str) -> str:
    answer = stranger.get(f"/verify/{code}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_stranger_reads_the_title_of_an_open_document(world: World, office: Office) -> None:
    page = _page(client_of(world.culture), _code(office))
    assert TITLE in page
    assert "공연사업팀-1" in page


@pytest.mark.parametrize(
    "values",
    [
        {"disclosure": "PARTIAL", "grounds": [6]},
        {"disclosure": "CLOSED", "grounds": [6]},
        {"disclosure": "CLOSED", "grounds": [6], "title_hidden": True},
    ],
)
def test_of_any_other_document_a_stranger_learns_that_it_is_genuine(
    world: World, office: Office, values: dict[str, Any]
) -> None:
    page = _page(client_of(world.culture), _code(office, **values))
    assert "이 기관에서 결재하여 내준 문서입니다." in page
    assert (TITLE in page, "공연사업팀-1" in page) == (False, False)


def test_a_code_of_another_institution_says_nothing_here(world: World, office: Office) -> None:
    code = _code(office)
    page = _page(client_of(world.youth), code)
    assert (TITLE in page, "이 번호의 문서가 없습니다." in page) == (False, True)


def test_guessing_is_stopped_on_the_screen_and_over_rest_together(world: World, office: Office) -> None:
    stranger, code = client_of(world.culture), _code(office)
    for _ in range(throttles.CHECKS_A_MINUTE - 1):
        stranger.get("/verify/0000-0000-0000-0000")
    assert stranger.get(f"/api/v1/document-verifications/{code}").status_code == 200
    stopped = stranger.get(f"/verify/{code}")
    assert (stopped.status_code, TITLE in stopped.content.decode()) == (429, False)
    assert 0 < int(stopped["Retry-After"]) <= throttles.WINDOW
    assert stranger.get(f"/api/v1/document-verifications/{code}").status_code == 429
    assert stranger.get("/verify/").status_code == 200
