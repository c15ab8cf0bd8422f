"""Things kept apart from their document: its number and a serial (시행령 제20조제4항)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from core.access import SYSTEM, Actor
from core.errors import InvalidInput, PermissionMissing
from core.ids import uuid7
from records.models import SeparateAttachment
from records.permissions import REGISTRY_REGISTER
from records.services import SeparateAttachmentData, register_separate_attachment
from tenants.context import institution
from tests.records.kit import AT, a_department, a_file, registered
from tests.worlds import World

PLAN = SeparateAttachmentData("무대 도면", "도면", "2매", "기획팀 서고 3-2")


def _clerk(department_id: object) -> Actor:
    return Actor(
        user_id=uuid7(),
        name="김하늘",
        codes=frozenset({REGISTRY_REGISTER}),
        department_id=department_id,  # type: ignore[arg-type]
    )


def test_each_gets_the_next_serial_of_its_document(world: World) -> None:
    with institution(world.culture):
        team = a_department("77")
        first, second = (registered(team, a_file(team)) for _ in range(2))
        for entry_id in (first.entry_id, first.entry_id, second.entry_id):
            register_separate_attachment(entry_id=entry_id, data=PLAN, actor=_clerk(team), at=AT)
        numbers = SeparateAttachment.objects.order_by("entry__number", "serial")
        assert list(numbers.values_list("number_text", flat=True)) == [
            "공연사업팀-1-1",
            "공연사업팀-1-2",
            "공연사업팀-2-1",
        ]


def test_other_departments_and_empty_places_are_refused(world: World) -> None:
    with institution(world.culture):
        team, other = a_department("77"), a_department("78", "예산팀")
        entry_id = registered(team, a_file(team)).entry_id
        with pytest.raises(PermissionMissing):
            register_separate_attachment(entry_id=entry_id, data=PLAN, actor=_clerk(other), at=AT)
        nowhere = replace(PLAN, kept_in=" ")
        with pytest.raises(InvalidInput) as refused:
            register_separate_attachment(entry_id=entry_id, data=nowhere, actor=_clerk(team), at=AT)
        assert [one.pointer for one in refused.value.errors] == ["/kept_in"]
        assert SeparateAttachment.objects.count() == 0


def test_in_02_what_was_registered_stays_as_it_was(world: World) -> None:
    with institution(world.culture):
        team = a_department("77")
        entry_id = registered(team, a_file(team)).entry_id
        made = register_separate_attachment(entry_id=entry_id, data=PLAN, actor=SYSTEM, at=AT)
        with pytest.raises(IntegrityError), transaction.atomic():
            SeparateAttachment.objects.filter(pk=made.pk).update(title="다른 것")
        with pytest.raises(IntegrityError), transaction.atomic():
            SeparateAttachment.objects.filter(pk=made.pk).delete()
        made.refresh_from_db()
        assert made.title == "무대 도면"
