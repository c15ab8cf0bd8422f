"""비밀 is out of scope: uploads and submissions are refused, and the refusal names the rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from approvals.errors.documents import ClassifiedRefused
from approvals.models import Attachment
from approvals.services.attachments import attach
from approvals.services.submitting import submit
from core.errors import DomainError
from tenants.context import institution
from tests.approvals.kit import AT, Office, draft, found_office, fresh
from tests.worlds import World


@pytest.fixture
def office(world: World, tmp_path: Path, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        yield found_office()


@pytest.mark.parametrize(("name", "text"), [("Ⅱ급비밀 계획.txt", "계획"), ("계획.txt", "Ⅱ급비밀\n방호 계획")])
def test_a_marked_file_is_not_taken(office: Office, name: str, text: str) -> None:
    document = draft(office)
    with pytest.raises(ClassifiedRefused) as refused:
        attach(
            document_id=document.pk,
            seen=document.version,
            name=name,
            data=text.encode(),
            actor=office.actor("김"),
            at=AT,
        )
    assert "보안업무규정" in str(refused.value.text)
    assert (refused.value.facts, Attachment.objects.count()) == ({"where": name}, 0)
    assert fresh(document).version == document.version


def test_a_marked_text_is_not_handed_in(office: Office) -> None:
    runs = [{"text": "Ⅲ급비밀"}]
    body = {"signs": "NUMBERS", "blocks": [{"type": "paragraph", "runs": runs}]}
    document = draft(office, body=body)
    with pytest.raises(DomainError) as refused:
        submit(document_id=document.pk, seen=document.version, actor=office.actor("김"), at=AT)
    assert (refused.value.code, refused.value.facts) == ("CLASSIFIED_REFUSED", {"where": "본문"})
    assert fresh(document).state == "DRAFT"
