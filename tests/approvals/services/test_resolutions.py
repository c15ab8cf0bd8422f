"""The board's resolution on documents behind its gate (C-07, EA-29): service, REST and screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from approvals.models import BoardResolution, BusinessEffect, DocumentNotice, OfficialDocument
from approvals.permissions import DOCUMENT_INSPECT, DOCUMENT_VIEW, RESOLUTION_REGISTER
from approvals.queries.reading import readable
from approvals.services.earlier_documents import make_up
from approvals.services.gates import Resolution, register_resolution
from core.access import Actor
from core.errors import InvalidInput, InvalidMove, PermissionMissing
from core.ids import uuid7
from identity.models import RolePermission
from identity.services import provisioning
from tenants.context import institution
from tests.approvals import stand_in
from tests.approvals.kit import AT, Office, found_office, fresh, signed, submitted
from tests.people import client_of, grant
from tests.worlds import World

PASSED = Resolution("제12차", AT.date(), passed=True)


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    with institution(world.culture), stand_in.stand_in():
        found = found_office()
        grant("e-기", "approvals.document.view", "approvals.resolution.register")
        grant("e-감", "approvals.document.view", "approvals.document.inspect")
        grant("e-김", "approvals.document.view", "approvals.document.draft")
        yield found


def decided(office: Office, **values: Any) -> OfficialDocument:
    """A rule amendment that 최 has signed."""
    document = submitted(office, "RULE", amount=None, **values)
    signed(office, document, "박", "이", "정", "기", "감", "최")
    return fresh(document)


def keeper(office: Office) -> Actor:
    return replace(office.actor("기", "기획팀"), codes=frozenset({DOCUMENT_VIEW, RESOLUTION_REGISTER}))


def test_ea_29_a_rule_without_records_is_in_force_with_the_resolution(office: Office) -> None:
    document = decided(office)
    assert (document.state, document.number, document.effective_at) == ("APPROVED", 1, None)
    register_resolution(document_id=document.pk, resolution=PASSED, actor=keeper(office), at=AT)
    now = fresh(document)
    assert (now.state, now.number, now.effective_at) == ("APPROVED", 1, AT)
    found = BoardResolution.objects.get(document=document)
    assert (found.minutes_no, found.resolved_on, found.passed) == ("제12차", AT.date(), True)
    with pytest.raises(InvalidMove):
        register_resolution(document_id=document.pk, resolution=PASSED, actor=keeper(office), at=AT)
    assert BoardResolution.objects.count() == 1


def test_a_rejected_item_cancels_the_effect_and_tells_the_drafter(office: Office) -> None:
    stand_in.fund(100)
    ref = stand_in.record(10)
    document = decided(office, subjects=[ref])
    resolution = Resolution("제12차", AT.date(), passed=False)
    register_resolution(document_id=document.pk, resolution=resolution, actor=keeper(office), at=AT)
    effect = BusinessEffect.objects.get(document=document)
    assert (effect.state, effect.gate_facts["minutes_no"]) == ("WITHDRAWN", "제12차")
    assert (fresh(document).state, fresh(document).effective_at) == ("APPROVED", None)
    told = DocumentNotice.objects.filter(document=document, kind="WITHDRAWN")
    assert list(told.values_list("person__name", flat=True)) == ["김"]
    with pytest.raises(InvalidMove):
        register_resolution(document_id=document.pk, resolution=PASSED, actor=keeper(office), at=AT)
    assert stand_in.value_of(ref)["effects"] == 0


def test_what_is_not_said_or_has_not_come_is_not_registered(office: Office) -> None:
    document = decided(office)
    for wrong in (
        Resolution("  ", AT.date(), passed=True),
        Resolution("제12차", AT.date() + timedelta(days=1), passed=True),
    ):
        with pytest.raises(InvalidInput):
            register_resolution(document_id=document.pk, resolution=wrong, actor=keeper(office), at=AT)
    someone = Actor(user_id=office.people["김"], name="김", codes=frozenset())
    with pytest.raises(PermissionMissing):
        register_resolution(document_id=document.pk, resolution=PASSED, actor=someone, at=AT)
    assert not BoardResolution.objects.exists()


def test_inspection_reads_and_does_not_register(office: Office) -> None:
    document = decided(office)
    inspector = replace(office.actor("감", "감사팀"), codes=frozenset({DOCUMENT_VIEW, DOCUMENT_INSPECT}))
    with pytest.raises(PermissionMissing):
        register_resolution(document_id=document.pk, resolution=PASSED, actor=inspector, at=AT)
    assert not BoardResolution.objects.exists()
    assert fresh(document).effective_at is None


def test_who_registers_reads_what_goes_before_the_board_and_nothing_else(office: Office) -> None:
    clerk = replace(keeper(office), user_id=office.people["회"], department_id=office.departments["회계팀"])
    under_way = submitted(office, "RULE", amount=None)
    plain = signed(office, submitted(office), "예", "박")
    closed = decided(office, disclosure="CLOSED", grounds=[7])
    document = decided(office)
    ids = [one.pk for one in (under_way, plain, closed, document)]
    found = readable(clerk).filter(pk__in=ids).values_list("pk", flat=True)
    assert set(found) == {closed.pk, document.pk}
    other = replace(clerk, codes=frozenset({DOCUMENT_VIEW}))
    assert not readable(other).filter(pk__in=ids).exists()
    register_resolution(document_id=document.pk, resolution=PASSED, actor=clerk, at=AT)
    assert readable(clerk).filter(pk=document.pk).exists()


def test_preset_roles_made_earlier_register_resolutions_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = RolePermission.objects.filter(code=RESOLUTION_REGISTER, role__is_preset=True)
    preset = {"administrator", "budget-officer", "records-officer"}
    assert set(held.values_list("role__code", flat=True)) == preset
    RolePermission.objects.filter(code=RESOLUTION_REGISTER).delete()  # as they were before it existed
    before = provisioning._ever_given() - {RESOLUTION_REGISTER}
    with monkeypatch.context() as earlier:
        earlier.setattr(provisioning, "_ever_given", lambda: before)
        assert make_up(kind="institution", at=AT) == 3
    assert set(held.values_list("role__code", flat=True)) == preset
    assert make_up(kind="institution", at=AT) == 0


def test_a_document_that_waits_for_nobody_has_no_resolution(office: Office) -> None:
    waiting = submitted(office, "RULE", amount=None)
    plain = submitted(office)
    signed(office, plain, "예", "박")
    for document in (waiting, plain):
        with pytest.raises(InvalidMove):
            register_resolution(document_id=document.pk, resolution=PASSED, actor=keeper(office), at=AT)
    assert fresh(plain).effective_at == AT


def test_the_database_keeps_a_resolution_as_it_is(office: Office) -> None:
    document = decided(office)
    register_resolution(document_id=document.pk, resolution=PASSED, actor=keeper(office), at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        BoardResolution.objects.update(passed=False)
    assert BoardResolution.objects.get().passed is True


def test_a_resolution_over_rest(world: World, office: Office) -> None:
    document = decided(office)
    address = f"/api/v1/official-documents/{document.pk}"

    def sent(login: str, body: dict[str, Any]) -> Any:
        headers = {"Idempotency-Key": str(uuid7())}
        client = client_of(world.culture, login)
        return client.post(
            f"{address}/resolutions", json.dumps(body), content_type="application/json", headers=headers
        )

    body = {"minutes_no": "제12차", "resolved_on": "2026-11-20", "passed": True}
    assert [sent(login, body).status_code for login in ("e-김", "e-감")] == [403, 403]
    assert client_of(world.culture, "e-기").get(address).json()["waits_for"] == "BOARD_RESOLUTION"
    answer = sent("e-기", body)
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert (shown["waits_for"], shown["resolution"]["minutes_no"], shown["resolution"]["passed"]) == (
        "",
        "제12차",
        True,
    )
    assert shown["effective_at"] is not None
    assert sent("e-기", body).status_code == 409


def test_a_resolution_by_the_screen(world: World, office: Office) -> None:
    document = decided(office)
    reader, form = f"/documents/{document.pk}/", f"/documents/{document.pk}/resolution/"
    client = client_of(world.culture, "e-기")
    assert f'href="{form}"' in client.get(reader).content.decode()
    assert f'href="{form}"' not in client_of(world.culture, "e-김").get(reader).content.decode()
    assert f'href="{form}"' in client.get("/").content.decode()
    for login in ("e-김", "e-감"):
        assert f'href="{form}"' not in client_of(world.culture, login).get("/").content.decode()
        assert client_of(world.culture, login).get(form).status_code == 403
        assert f'href="{form}"' not in client_of(world.culture, login).get(reader).content.decode()
    assert document.title in client.get(form).content.decode()
    fields = {"act": "register", "minutes_no": "제12차 이사회", "resolved_on": "20261120", "outcome": ""}
    assert "의결 결과를 고르십시오" in client.post(form, fields).content.decode()
    done = client.post(form, {**fields, "outcome": "rejected"})
    assert (done.status_code, done["Location"]) == (302, reader)
    shown = client.get(reader).content.decode()
    assert "부결 · 제12차 이사회" in shown
    assert f'href="{form}"' not in shown
    assert f'href="{form}"' not in client.get("/").content.decode()
    assert client.get(form).status_code == 409
    with institution(world.culture):
        assert BoardResolution.objects.get().passed is False
