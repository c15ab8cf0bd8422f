"""Inserts and updates of one act in one statement."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.db.together import Together
from core.ids import uuid7
from core.models import OutboxMessage, UserPreference
from core.schema import WrongSchema
from tenants.context import institution
from tests.worlds import World


def _wish(key: str) -> UserPreference:
    return UserPreference(user_id=uuid7(), key=key, value={"n": 1})


def test_everything_is_written_by_one_statement(world: World) -> None:
    with institution(world.culture):
        first, second = _wish("first"), _wish("second")
        for one in (first, second):
            one.save()
        together = Together()
        first.value, second.value, second.key = {"n": 2}, {"n": 3}, "other"
        together.insert(_wish("third"), OutboxMessage(topic="t", payload={"a": "가"}), _wish("fourth"))
        together.update(["value"], first, second)
        together.update(["key"], second)
        with CaptureQueriesContext(connection) as found:
            together.send()
            together.send()
        assert len(found) == 1
        kept = dict(UserPreference.objects.values_list("key", "value"))
        assert kept == {"first": {"n": 2}, "other": {"n": 3}, "third": {"n": 1}, "fourth": {"n": 1}}
        assert OutboxMessage.objects.get(topic="t").payload == {"a": "가"}


def test_one_wrong_part_undoes_all(world: World) -> None:
    with institution(world.culture):
        there = _wish("there")
        there.save()
        together = Together()
        together.insert(OutboxMessage(topic="t"), UserPreference(user_id=there.user_id, key="there"))
        with pytest.raises(IntegrityError), transaction.atomic():
            together.send()
        assert not OutboxMessage.objects.filter(topic="t").exists()


def test_rows_of_another_institution_are_refused(world: World) -> None:
    with institution(world.culture):
        foreign = _wish("there")
    together = Together()
    together.insert(foreign)
    with institution(world.youth), pytest.raises(WrongSchema):
        together.send()
