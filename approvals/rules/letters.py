"""State tables of sending and receiving, when to try again, when a notice takes effect (handbook 2.7)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from approvals.rules.writing.notation import written_date
from core.flow import Flow
from core.periods import SEOUL

READY, DISPATCHED, CANCELLED = "READY", "DISPATCHED", "CANCELLED"
DISPATCH = Flow(
    {
        (READY, "cancel"): CANCELLED,
        (CANCELLED, "request"): READY,
        (READY, "send"): DISPATCHED,
        (READY, "publish"): DISPATCHED,
    }
)

PROPOSED, DECLINED, QUEUED, SENT, RETRY = "PROPOSED", "DECLINED", "QUEUED", "SENT", "RETRY"
MANUAL, ARRIVED, SENT_BACK, RECALLED = "MANUAL", "ARRIVED", "SENT_BACK", "RECALLED"
UNDER_WAY = (QUEUED, SENT, RETRY)
# What may happen after the receiver's answer was lost or overtaken: facts win over what was noted here.
TRANSPORT = Flow(
    {
        (PROPOSED, "approve"): QUEUED,
        (PROPOSED, "decline"): DECLINED,
        **{(state, "send"): SENT for state in UNDER_WAY},
        (QUEUED, "by_hand"): MANUAL,
        **{(state, "fail"): RETRY for state in UNDER_WAY},
        **{(state, "give_up"): MANUAL for state in UNDER_WAY},
        **{(state, "arrive"): ARRIVED for state in (QUEUED, SENT, RETRY, MANUAL, ARRIVED, RECALLED)},
        (SENT_BACK, "arrive"): SENT_BACK,
        (MANUAL, "hand_over"): ARRIVED,
        **{(state, "send_back"): SENT_BACK for state in (SENT, RETRY, MANUAL, ARRIVED, RECALLED)},
        **{(state, "recall"): RECALLED for state in (QUEUED, RETRY, MANUAL)},
        (MANUAL, "try_again"): QUEUED,
    }
)

DISTRIBUTED, REDISTRIBUTE, REGISTERED = "DISTRIBUTED", "REDISTRIBUTE", "REGISTERED"
ASSIGNED, CIRCULATING, DONE, FORWARDED = "ASSIGNED", "CIRCULATING", "DONE", "FORWARDED"
NOT_NUMBERED = (ARRIVED, DISTRIBUTED, REDISTRIBUTE)
NUMBERED = (REGISTERED, ASSIGNED, CIRCULATING)
RECEIVED = Flow(
    {
        **{(state, "distribute"): DISTRIBUTED for state in (ARRIVED, REDISTRIBUTE)},
        (DISTRIBUTED, "ask_again"): REDISTRIBUTE,
        (DISTRIBUTED, "register"): REGISTERED,
        **{(state, "assign"): ASSIGNED for state in NUMBERED},
        **{(state, "circulate"): CIRCULATING for state in NUMBERED},
        **{(state, "reply"): state for state in NUMBERED},
        **{(state, "finish"): DONE for state in NUMBERED},
        **{(state, "tell"): state for state in (*NUMBERED, DONE)},
        **{(state, "send_back"): SENT_BACK for state in NOT_NUMBERED},
        **{(state, "forward"): FORWARDED for state in NOT_NUMBERED},
        (FORWARDED, "come_back"): ARRIVED,
    }
)

MOST_ATTEMPTS = 5
_WAITS = (1, 5, 30, 120)
SILENCE = timedelta(minutes=30)
NOTICE_DAYS = 5


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When a failed delivery is tried again; None after the fifth attempt: then people deliver it."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return at + timedelta(minutes=_WAITS[max(attempts, 1) - 1])


def notice_effect(published_on: date, clause_on: date | None = None) -> datetime:
    """When a notice takes effect: the day it names, else when five days have passed (영 제6조제3항).

    The day of publication is not counted (민법 제157조): published on 2 March, in effect from 8 March 00:00.
    """
    day = clause_on or published_on + timedelta(days=NOTICE_DAYS + 1)
    return datetime.combine(day, time(), SEOUL)


def return_statement(number: str, sent_on: date, title: str, reason: str) -> str:
    """What a letter that goes back states: number, date, title and reason (규칙 제16조)."""
    return f"{number}({written_date(sent_on)}) 「{title}」 {reason.strip()}".strip()
