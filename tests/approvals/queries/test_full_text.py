"""Documents and letters are found by what they say, and only by who may open them (handbook 2.11, 2.15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from approvals.models import OfficialDocument, ReceivedDocument
from approvals.permissions import DOCUMENT_INSPECT, DOCUMENT_VIEW
from approvals.queries.documents import document_page, document_rows
from approvals.queries.drafting import attachment_of
from approvals.queries.full_text import document_matches, letter_matches
from approvals.services.attachments import attach
from approvals.services.submitting import submit
from core.access import Actor
from core.errors import NotFound
from records.permissions import REGISTRY_VIEW
from records.queries import Asked, entries
from tenants.context import institution
from tests.approvals.kit import AT, Office, draft, found_office, fresh, signed
from tests.approvals.letters_kit import approved_letter, city_clerk, run_jobs, sent
from tests.approvals.services.test_receiving import registered
from tests.worlds import World

BODY = {
    "signs": "NUMBERS",
    "blocks": [{"type": "item", "level": 1, "runs": [{"text": "음향 콘솔을 점검합니다."}]}],
}


@pytest.fixture
def office(world: World, tmp_path: Any, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        yield found_office()


@pytest.fixture
def closed(office: Office) -> OfficialDocument:
    """A closed, approved document with a file."""
    document = draft(
        office,
        title="점검 계획",
        body=BODY,
        disclosure="CLOSED",
        grounds=[7],
        enclosures=[{"name": "목록", "quantity": "1부"}],
    )
    me = office.actor("김")
    data = "앰프,12대".encode()
    attach(document_id=document.pk, seen=1, name="장비 목록.csv", data=data, actor=me, at=AT)
    submit(document_id=document.pk, seen=2, actor=me, at=AT)
    return fresh(signed(office, document, "예", "박"))


def desk(office: Office, name: str, place: str, *codes: str) -> Actor:
    return replace(office.actor(name, place), codes=frozenset({DOCUMENT_VIEW, REGISTRY_VIEW, *codes}))


WORDS = ("점검 계획", "콘솔", "앰프", "장비 목록")


@pytest.mark.parametrize("word", WORDS)
def test_a_document_is_found_by_body_file_and_title(
    office: Office, closed: OfficialDocument, word: str
) -> None:
    drafter = desk(office, "김", "공연사업팀")
    assert list(document_rows(drafter).filter(document_matches(word))) == [closed]
    assert [one.document_id for one in entries(Asked(text=word), drafter)] == [closed.pk]
    assert not document_rows(drafter).filter(document_matches(word + "없음")).exists()
    assert not entries(Asked(text=word + "없음"), drafter).exists()


def test_it_is_found_by_person_number_and_unit_task(office: Office, closed: OfficialDocument) -> None:
    drafter = desk(office, "김", "공연사업팀")
    assert closed.record_file is not None
    for word in (closed.number_text, closed.record_file.unit_task.code):
        assert list(document_rows(drafter).filter(document_matches(word))) == [closed], word
        assert [one.document_id for one in entries(Asked(text=word), drafter)] == [closed.pk], word
    assert entries(Asked(text=closed.drafter.name), drafter).count() == 1


RELATIONS = [
    ("김", "공연사업팀", (), True),  # drafter
    ("박", "공연사업팀", (), True),  # on the line
    ("예", "예산팀", (), True),  # cooperated
    ("계", "계약팀", (), False),  # another department
    ("회", "공연사업팀", (), False),  # a colleague of the 처리과: the document is closed
    ("감", "감사팀", (DOCUMENT_INSPECT,), True),  # inspection
]


@pytest.mark.parametrize(("name", "place", "codes", "may"), RELATIONS)
def test_who_opens_a_closed_document_and_finds_its_words(
    office: Office, closed: OfficialDocument, name: str, place: str, codes: tuple[str, ...], may: bool
) -> None:
    who = desk(office, name, place, *codes)
    file = closed.attachments.get()
    assert document_rows(who).filter(document_matches("콘솔")).exists() is may
    assert entries(Asked(text="앰프"), who).exists() is may
    for read in (
        lambda: document_page(closed.pk, who, AT),
        lambda: attachment_of(closed.pk, file.pk, who),
    ):
        if may:
            assert read() is not None
        else:
            with pytest.raises(NotFound):
                read()


def test_an_open_document_is_read_by_its_department_only(office: Office) -> None:
    document = approved_letter(office, body=BODY)
    assert document_page(document.pk, desk(office, "회", "공연사업팀")).pk == document.pk
    with pytest.raises(NotFound):
        document_page(document.pk, desk(office, "계", "계약팀"))
    assert entries(Asked(text=document.title), desk(office, "계", "계약팀")).count() == 1


def test_the_parent_sees_nothing_of_a_body_that_was_not_sent_to_it(
    office: Office, closed: OfficialDocument, world: World
) -> None:
    with institution(world.gov, platform_code=True):
        who = city_clerk()
        with pytest.raises(NotFound):
            document_page(closed.pk, replace(who, codes=who.codes | {DOCUMENT_INSPECT}))


def test_a_received_letter_is_found_by_its_text(office: Office) -> None:
    document = approved_letter(office, body=BODY)
    sent(office, document)
    run_jobs()
    with institution("gov_garam", platform_code=True):
        [letter] = ReceivedDocument.objects.filter(letter_matches("콘솔"))
        assert not ReceivedDocument.objects.filter(letter_matches("앰프")).exists()
        registered(letter)
        assert entries(Asked(text="콘솔"), city_clerk()).count() == 1
