"""Acts begin anew after a deadlock or a serialization failure, three times at most."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from approvals.api import desks
from core import audit
from core.access import SYSTEM
from core.models import AuditEntry, IdempotencyRecord
from core.retrying import retried
from tenants.context import institution
from tests.identity.api.test_users import ask
from tests.people import client_of
from tests.worlds import World, read_world

DEADLOCK, UNSERIALIZABLE, TIMEOUT = "40P01", "40001", "55P03"


def fail(code: str) -> None:
    """What the database does to the one it chose."""
    with connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'chosen' USING ERRCODE = '{code}'; END $$")


class Act:
    """Writes a line, and fails as often as it is told to, inside its transaction."""

    def __init__(self, *codes: str) -> None:
        self.codes = list(codes)
        self.tries = 0

    def __call__(self) -> str:
        self.tries += 1
        with transaction.atomic():
            audit.record(
                actor=SYSTEM,
                verb="tried",
                subject_type="test",
                subject_id=None,
                summary=str(self.tries),
                at=timezone.now(),
            )
            if self.codes:
                fail(self.codes.pop(0))
        return "done"


@pytest.mark.parametrize("code", [DEADLOCK, UNSERIALIZABLE])
def test_a_chosen_act_begins_anew_and_is_done_once(committed_database: str, code: str) -> None:
    with institution(read_world().culture):
        act = Act(code, code, code)
        assert retried(act) == "done"
        assert act.tries == 4
        assert list(AuditEntry.objects.filter(verb="tried").values_list("summary", flat=True)) == ["4"]


def test_after_three_more_tries_the_failure_goes_through(committed_database: str) -> None:
    with institution(read_world().culture):
        act = Act(*[DEADLOCK] * 9)
        with pytest.raises(OperationalError):
            retried(act)
        assert act.tries == 4
        assert not AuditEntry.objects.filter(verb="tried").exists()


def test_other_failures_are_not_tried_again(committed_database: str) -> None:
    with institution(read_world().culture):
        act = Act(TIMEOUT)
        with pytest.raises(OperationalError):
            retried(act)
        assert act.tries == 1


def test_inside_a_transaction_the_outermost_one_decides(world: World) -> None:
    with institution(world.culture):
        act = Act(DEADLOCK)
        with pytest.raises(OperationalError), transaction.atomic():
            retried(act)
        assert act.tries == 1


def test_a_request_with_a_key_is_answered_once(
    committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = read_world()
    save, tries = desks.save_phrase, []

    def shaky(**given: Any) -> Any:
        made = save(**given)
        tries.append(made)
        if len(tries) < 3:
            fail(DEADLOCK)
        return made

    monkeypatch.setattr(desks, "save_phrase", shaky)
    answer = ask(client_of(world.culture, "drafter"), "post", "/api/v1/opinion-phrases", {"text": "검토함"})
    assert answer.status_code == 201, answer.content
    assert len(tries) == 3
    assert answer.json()["id"] == str(tries[-1].pk)
    with institution(world.culture):
        assert IdempotencyRecord.objects.count() == 1
