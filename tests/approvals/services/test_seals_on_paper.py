"""2.12: on paper the keeper alone puts the seal, and every time is written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from approvals.errors.letters import NoSealAuthority, SealNotRegistered
from approvals.models import Seal, SealUse
from approvals.permissions import SEAL_MANAGE
from approvals.queries.dispatches import seal_page
from approvals.services.dispatching import SealChoice, request_dispatch, send
from approvals.services.seals import PaperData, dispose_seal, stamp_paper
from core.errors import InvalidInput
from tenants.context import institution
from tests.approvals.kit import AT, Office, found_office
from tests.approvals.letters_kit import CITY_RECEIVER, VERIFY_AT, a_seal, approved_letter, clerk
from tests.worlds import World

PAPER = PaperData("재직증명서", "은행 제출", "인사팀-12", 2)


@pytest.fixture
def office(world: World, tmp_path: Path, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        yield found_office()


def test_the_keeper_writes_down_each_paper(office: Office) -> None:
    seal_id = a_seal(office)
    stamp_paper(seal_id=seal_id, data=PAPER, actor=office.actor("인", "인사팀"), at=AT)
    [use] = seal_page(seal_id).last_uses
    assert (use.title, use.number_text, use.receiver_count, use.reason, use.document_id) == (
        "재직증명서",
        "인사팀-12",
        2,
        "은행 제출",
        None,
    )


def test_e_doc_012_nobody_else_seals_paper(office: Office) -> None:
    seal_id = a_seal(office)
    with pytest.raises(NoSealAuthority):
        stamp_paper(seal_id=seal_id, data=PAPER, actor=clerk(office), at=AT)
    with pytest.raises(InvalidInput):
        stamp_paper(
            seal_id=seal_id, data=replace(PAPER, reason=" "), actor=office.actor("인", "인사팀"), at=AT
        )
    assert SealUse.objects.count() == 0


def test_e_doc_013_a_seal_that_was_given_up_is_not_used_on_paper(office: Office) -> None:
    seal_id = a_seal(office)
    keeper = replace(office.actor("인", "인사팀"), codes=frozenset({SEAL_MANAGE}))
    seen = Seal.objects.get(pk=seal_id).version
    dispose_seal(seal_id=seal_id, seen=seen, reason="마멸", actor=keeper, at=AT)
    with pytest.raises(SealNotRegistered):
        stamp_paper(seal_id=seal_id, data=PAPER, actor=keeper, at=AT)
    assert SealUse.objects.count() == 0


def test_leaving_the_seal_out_needs_a_reason(office: Office) -> None:
    document = approved_letter(office)
    dispatch = request_dispatch(
        document_id=document.pk, receivers=[CITY_RECEIVER], actor=clerk(office), at=AT
    )
    given: dict[str, Any] = {
        "document_id": document.pk,
        "seen": dispatch.version,
        "verify_at": VERIFY_AT,
        "at": AT,
    }
    with pytest.raises(InvalidInput):
        send(seal=SealChoice("OMITTED"), actor=clerk(office), **given)
    assert SealUse.objects.count() == 0
