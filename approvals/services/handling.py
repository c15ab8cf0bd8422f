"""Registered letters in hand: given to somebody, shown round, answered, done (handbook 2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import CirculationPurpose, DocumentState, ReceivedState
from approvals.errors.letters import NotForCirculation, NotYourDepartment, ReplyNotSent
from approvals.models import Circulation, OfficialDocument, ReceivedDocument
from approvals.permissions import DOCUMENT_VIEW, RECEIPT_REGISTER
from approvals.rules import letters
from approvals.rules.writing.notation import written_date
from approvals.services.drafting import create_draft
from approvals.services.letter_moves import locked, move, save
from core.access import Actor
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from identity.queries import users
from organization.queries import department_name

REPLY_FORM = "LETTER"
MOST_SHOWN = 100


@transaction.atomic
def assign(
    *,
    received_id: UUID,
    seen: int,
    handler_id: UUID,
    due_on: date | None = None,
    text: str = "",
    actor: Actor,
    at: datetime,
) -> ReceivedDocument:
    """Name who handles a registered letter, till when and how (영 제18조제5항). Locks the letter.

    By the department's clerk, by who handles it now, or by who decides its circulation. `text` is the method.
    """
    received = locked(received_id, seen, actor)
    _require_in_hand(received, actor, at)
    state = letters.RECEIVED.next(received.state, "assign")
    name = _names([handler_id])[handler_id]
    if due_on is not None and due_on < day_of(at):
        raise InvalidInput(errors=[FieldFault("/due_on", "past", due_on.isoformat())])
    received.handler_id, received.due_on, received.method = handler_id, due_on, text.strip()[:400]
    if received.state != ReceivedState.CIRCULATING:
        received.state = ReceivedState(state)
    save(received, "handler", "due_on", "method", "state")
    move(received=received, verb="assign", actor=actor, at=at, text=f"{name} {text}".strip())
    return received


@transaction.atomic
def circulate(
    *,
    received_id: UUID,
    seen: int,
    purpose: str,
    person_ids: Sequence[UUID],
    decider_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> ReceivedDocument:
    """Show a registered letter to these people (공람); their reading is written down. Locks the letter.

    `decider_id` is who decides the circulation: may set deadline, method and another handler (영 제18조제5항).
    `purpose` is one of 규칙 제17조; documents that collect statistics are refused (NOT_FOR_CIRCULATION).
    """
    _require_purpose(purpose)
    received = locked(received_id, seen, actor)
    _require_in_hand(received, actor, at)
    state = letters.RECEIVED.next(received.state, "circulate")
    wanted = list(dict.fromkeys([*person_ids, *([decider_id] if decider_id else [])]))
    if not 0 < len(wanted) <= MOST_SHOWN:
        raise InvalidInput(errors=[FieldFault("/person_ids", "required", str(MOST_SHOWN))])
    names = _names(wanted)
    known = set(received.circulations.values_list("person_id", flat=True))
    Circulation.objects.bulk_create(
        Circulation(
            received=received,
            person_id=person_id,
            person_name=names[person_id][:100],
            asked_by_name=actor.name[:100],
            asked_at=at,
            purpose=purpose,
            is_decider=person_id == decider_id,
        )
        for person_id in wanted
        if person_id not in known
    )
    if decider_id in known:
        received.circulations.filter(person_id=decider_id).update(is_decider=True)
    received.state = ReceivedState(state)
    save(received, "state")
    move(
        received=received,
        verb="circulate",
        actor=actor,
        at=at,
        text=f"{CirculationPurpose(purpose).label}: {', '.join(names[one] for one in wanted)}",
    )
    return received


@transaction.atomic
def note_seen(*, received: ReceivedDocument, actor: Actor, at: datetime) -> bool:
    """Somebody a letter is shown to has opened it: the first time is kept (영 제18조제4항); whether it was now."""
    if actor.user_id is None:
        return False
    mine = Circulation.objects.filter(received=received, person_id=actor.user_id, read_at__isnull=True)
    return bool(mine.update(read_at=at))


@transaction.atomic
def draft_reply(*, received_id: UUID, seen: int, actor: Actor, at: datetime) -> OfficialDocument:
    """Begin the answer: a letter to the sender that names the received one (관련). Locks the letter."""
    received = locked(received_id, seen, actor)
    _require_in_hand(received, actor, at)
    letters.RECEIVED.next(received.state, "reply")
    number = f"{received.sender_number}({written_date(received.sent_on)})"
    blocks = [
        {"type": "item", "level": 1, "runs": [{"text": f"{number}호와 관련됩니다."}]},
        {"type": "item", "level": 1, "runs": [{"text": "위 호에 대하여 다음과 같이 회신합니다."}]},
    ]
    reply = create_draft(
        form_code=REPLY_FORM,
        actor=actor,
        at=at,
        values={
            "title": f"{received.title}에 대한 회신"[:200],
            "body": {"signs": "NUMBERS", "blocks": blocks},
            "receivers": [received.sender_name],
        },
    )
    received.reply = reply
    save(received, "reply")
    move(received=received, verb="reply", actor=actor, at=at)
    return reply


@transaction.atomic
def finish_received(
    *, received_id: UUID, seen: int, reason: str = "", actor: Actor, at: datetime
) -> ReceivedDocument:
    """Done: the reply is approved, or a reason says that none is needed. Locks the letter."""
    received = locked(received_id, seen, actor)
    _require_in_hand(received, actor, at)
    state = letters.RECEIVED.next(received.state, "finish")
    is_answered = received.reply is not None and received.reply.state == DocumentState.APPROVED
    if not is_answered and not reason.strip():
        raise ReplyNotSent
    received.state, received.done_at = ReceivedState(state), at
    received.reason = reason.strip()[:500]
    save(received, "state", "done_at", "reason")
    move(received=received, verb="finish", actor=actor, at=at, text=reason)
    return received


def _require_purpose(purpose: str) -> None:
    if purpose not in CirculationPurpose.values:
        raise InvalidInput(errors=[FieldFault("/purpose", "choice", "공람 사유를 고르십시오.")])
    if purpose == CirculationPurpose.STATISTICS:
        raise NotForCirculation(purpose=str(CirculationPurpose.STATISTICS.label))


def _require_in_hand(received: ReceivedDocument, actor: Actor, at: datetime) -> None:
    """The department's clerk, who handles the letter, or who decides its circulation."""
    actor.require(DOCUMENT_VIEW)
    own = received.department_id is not None and received.department_id == actor.department_id
    if own and actor.may(RECEIPT_REGISTER):
        return
    if actor.user_id is not None and (
        received.handler_id == actor.user_id
        or received.circulations.filter(person_id=actor.user_id, is_decider=True).exists()
    ):
        return
    name = department_name(received.department_id, day_of(at)) if received.department_id else ""
    raise NotYourDepartment(department=name)


def _names(person_ids: Sequence[UUID]) -> dict[UUID, str]:
    found = dict(users().filter(pk__in=person_ids, is_active=True).values_list("pk", "name"))
    unknown = [person_id for person_id in person_ids if person_id not in found]
    if unknown:
        raise InvalidInput(errors=[FieldFault("/person_ids", "unknown", str(one)) for one in unknown])
    return found
