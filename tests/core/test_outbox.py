"""Messages leave the house: once when nothing happens, twice at most, never for another institution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from core import outbox
from core.errors import NotFound
from core.models import OutboxMessage
from core.outbox import (
    LEASE,
    MOST_ATTEMPTS,
    PAUSES,
    Delivered,
    EndUnknown,
    Message,
    deliver_due,
    forget_delivered,
    revive,
)
from core.periods import SEOUL
from core.schema import current_schema
from tenants.context import institution
from tenants.deliveries import schemas_with_due_messages
from tenants.tasks import deliver_messages, deliver_messages_everywhere
from tests.worlds import World

AT = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)
TOPIC = "tests.parcel"


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Receiver:
    """Somebody outside; `troubles` are raised one after the other."""

    got: list[tuple[str, str]] = field(default_factory=list)
    troubles: list[BaseException] = field(default_factory=list)

    def take(self, *, message: Message, at: datetime) -> None:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None or isinstance(trouble, Killed | EndUnknown):
            self.got.append((current_schema(), message.payload["text"]))
        if trouble is not None:
            raise trouble


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    outbox.deliverers.register(TOPIC, made.take)
    yield made
    outbox.deliverers.register(TOPIC, Receiver().take)


def put(text: str = "가") -> OutboxMessage:
    return outbox.enqueue(TOPIC, {"text": text}, AT)


def state(row: OutboxMessage) -> tuple[bool, bool, int, int]:
    row.refresh_from_db()
    return row.delivered_at is not None, row.dead_at is not None, row.attempts, row.open_ends


def test_a_message_is_delivered_once_and_in_order(world: World, receiver: Receiver) -> None:
    with institution(world.culture):
        first, second = put("가"), put("나")
        assert deliver_due(at=AT - timedelta(seconds=1)) == Delivered()
        assert deliver_due(at=AT) == Delivered(sent=2)
        assert deliver_due(at=AT + timedelta(days=1)) == Delivered()
        assert receiver.got == [("inst_garam_culture", "가"), ("inst_garam_culture", "나")]
        assert (state(first), state(second)) == ((True, False, 1, 0), (True, False, 1, 0))


def test_the_outbox_of_another_institution_is_not_touched(world: World, receiver: Receiver) -> None:
    with institution(world.culture):
        kept = put("우리 것")
    with institution(world.youth):
        put("남의 것")
        assert deliver_due(at=AT) == Delivered(sent=1)
    assert receiver.got == [("inst_garam_youth", "남의 것")]
    with institution(world.culture):
        assert state(kept) == (False, False, 0, 0)


def test_a_failure_waits_longer_each_time_and_is_given_up(world: World, receiver: Receiver) -> None:
    receiver.troubles = [ConnectionRefusedError(111, "kim@garam.example") for _ in range(MOST_ATTEMPTS)]
    with institution(world.culture):
        row, at = put(), AT
        for number, pause in enumerate(PAUSES, 1):
            assert deliver_due(at=at) == Delivered(postponed=1)
            assert state(row) == (False, False, number, 0)
            assert deliver_due(at=at + pause - timedelta(seconds=1)) == Delivered()
            at += pause
        assert deliver_due(at=at) == Delivered(given_up=1)
        assert state(row) == (False, True, 10, 0)
        assert (row.dead_at, row.last_error) == (at, "ConnectionRefusedError 111")
        assert deliver_due(at=at + timedelta(days=30)) == Delivered()
        assert receiver.got == []


def test_five_failures_in_a_row_end_a_run(world: World, receiver: Receiver) -> None:
    receiver.troubles = [TimeoutError() for _ in range(7)]
    with institution(world.culture):
        for text in "가나다라마바사":
            put(text)
        assert deliver_due(at=AT) == Delivered(postponed=5)


def test_killed_between_sending_and_marking_it_goes_out_twice_at_most(
    world: World, receiver: Receiver
) -> None:
    receiver.troubles = [Killed(), Killed()]
    with institution(world.culture):
        row, at = put(), AT
        for attempt in (1, 2):
            with pytest.raises(Killed):
                deliver_due(at=at)
            assert state(row) == (False, False, attempt, attempt)
            assert deliver_due(at=at + LEASE - timedelta(seconds=1)) == Delivered()
            at += LEASE
        assert deliver_due(at=at) == Delivered(given_up=1)
        assert state(row) == (False, True, 2, 2)
        assert receiver.got == [("inst_garam_culture", "가")] * 2


def test_a_receiver_that_goes_silent_is_asked_once_more_only(world: World, receiver: Receiver) -> None:
    receiver.troubles = [EndUnknown(), EndUnknown()]
    with institution(world.culture):
        row = put()
        assert deliver_due(at=AT) == Delivered(postponed=1)
        assert deliver_due(at=AT + PAUSES[0]) == Delivered(given_up=1)
        assert state(row) == (False, True, 2, 2)
        assert len(receiver.got) == 2


def test_a_killed_delivery_that_goes_well_the_second_time_is_done(world: World, receiver: Receiver) -> None:
    receiver.troubles = [Killed()]
    with institution(world.culture):
        row = put()
        with pytest.raises(Killed):
            deliver_due(at=AT)
        assert deliver_due(at=AT + LEASE) == Delivered(sent=1)
        assert state(row) == (True, False, 2, 0)


def test_a_topic_nobody_delivers_is_given_up_at_once(world: World) -> None:
    with institution(world.culture):
        row = outbox.enqueue("tests.unknown", {}, AT)
        assert deliver_due(at=AT) == Delivered(given_up=1)
        assert (state(row), row.last_error) == ((False, True, 1, 0), "NobodyDelivers")


def test_what_was_given_up_starts_anew(world: World, receiver: Receiver) -> None:
    with institution(world.culture):
        row = put()
        with pytest.raises(NotFound):
            revive(message_id=row.pk, at=AT)
        OutboxMessage.objects.filter(pk=row.pk).update(dead_at=AT, attempts=10)
        later = AT + timedelta(days=2)
        revive(message_id=row.pk, at=later)
        assert state(row) == (False, False, 0, 0)
        assert deliver_due(at=later) == Delivered(sent=1)
        assert forget_delivered(at=later + timedelta(days=30)) == 0
        assert forget_delivered(at=later + timedelta(days=31)) == 1


def test_each_minute_one_job_for_each_tenant_with_something_due(world: World, receiver: Receiver) -> None:
    with institution(world.culture):
        put()
    with institution(world.stranger):
        outbox.enqueue(TOPIC, {"text": "나"}, AT + timedelta(hours=1))
    assert schemas_with_due_messages(AT) == ["inst_garam_culture"]
    assert schemas_with_due_messages(AT + timedelta(hours=1)) == ["inst_garam_culture", "inst_narae_stranger"]
    for _round in range(2):
        deliver_messages_everywhere(timestamp=0)
        jobs = ProcrastinateJob.objects.filter(task_name="core.deliver_messages", status="todo")
        assert sorted(job.args["tenant"] for job in jobs) == ["inst_garam_culture", "inst_narae_stranger"]
    assert deliver_messages.enqueue_once_for("inst_garam_youth") is True
    assert deliver_messages.enqueue_once_for("inst_garam_youth") is False
    with institution(world.culture):
        deliver_messages.run()
    assert receiver.got == [("inst_garam_culture", "가")]
    assert schemas_with_due_messages(AT) == []
