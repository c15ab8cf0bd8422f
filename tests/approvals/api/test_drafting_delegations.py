"""Programs at the documents: drafts with the person's delegation, nothing without, never a submission."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from approvals.models import DraftingDelegation, OfficialDocument
from core.periods import day_of
from identity.models import ApiClient
from tenants.context import institution
from tests.api.kit import program
from tests.approvals.kit import TEXT, Office, found_office
from tests.people import client_of, grant
from tests.worlds import World

CODES = ("approvals.document.draft", "approvals.document.view")
DOCUMENTS, DELEGATIONS = "/api/v1/official-documents", "/api/v1/drafting-delegations"


@pytest.fixture
def office(world: World, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    with institution(world.culture):
        office = found_office()
        grant("e-김", *CODES)
        yield office


def _draft(office: Office, **more: Any) -> dict[str, Any]:
    text = {name: value for name, value in TEXT.items() if name != "disclosure"}
    return {
        **text,
        "disclosure": "OPEN",
        "form_code": "PROPOSAL",
        "record_file_id": str(office.file_id),
        **more,
    }


def test_a_program_drafts_with_the_delegation_and_stops_when_it_ends(world: World, office: Office) -> None:
    caller = program(world.culture, *CODES)
    with institution(world.culture):
        program_id = ApiClient.objects.get().pk
    me = str(office.people["김"])
    refused = caller.post(DOCUMENTS, _draft(office, drafter_id=me))
    assert (refused.status_code, refused.json()["code"]) == (403, "NO_DRAFTING_DELEGATION")
    desk = client_of(world.culture, "e-김")
    until = str(day_of(timezone.now()) + timedelta(days=30))
    page = desk.get("/drafting-delegations/")
    assert "회계 연계" in page.content.decode()
    given = desk.post("/drafting-delegations/give/", {"program": str(program_id), "until_on": until})
    assert given.status_code == 302
    made = caller.post(DOCUMENTS, _draft(office, drafter_id=me))
    assert made.status_code == 201, made.content
    assert made.json()["drafter_id"] == me
    path = f"{DOCUMENTS}/{made.json()['id']}"
    changed = caller.ask("PATCH", path, {"title": "고친 제목"}, if_match=made["ETag"])
    assert (changed.status_code, changed.json()["title"]) == (200, "고친 제목")
    handed = caller.post(f"{path}/submissions", {}, if_match=changed["ETag"])
    assert (handed.status_code, handed.json()["code"]) == (403, "E-APR-013")
    with institution(world.culture):
        [row] = DraftingDelegation.objects.all()
    assert desk.post(f"/drafting-delegations/{row.pk}/end/").status_code == 302
    stopped = caller.ask("PATCH", path, {"title": "또"}, if_match=changed["ETag"])
    assert (stopped.status_code, stopped.json()["code"]) == (403, "NO_DRAFTING_DELEGATION")
    with institution(world.culture):
        document = OfficialDocument.objects.get()
        assert (document.title, document.state) == ("고친 제목", "DRAFT")


def test_a_program_of_another_institution_has_no_way_in(world: World, office: Office) -> None:
    with institution(world.youth, platform_code=True):
        caller = program(world.youth, *CODES)
    refused = caller.post(DOCUMENTS, _draft(office, drafter_id=str(office.people["김"])))
    assert (refused.status_code, refused.json()["code"]) == (403, "NO_DRAFTING_DELEGATION")
    with institution(world.culture):
        assert OfficialDocument.objects.count() == 0
