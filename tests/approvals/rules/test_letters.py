"""State tables of sending and receiving (handbook 2.7): every pair, the listed ones and the refused ones."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from approvals.choices import DispatchState, ReceivedState, TransportState
from approvals.rules import letters
from approvals.rules.receivers import elsewhere
from core.errors import InvalidMove
from core.flow import Flow

DISPATCH = {
    "READY": {"cancel": "CANCELLED", "send": "DISPATCHED", "publish": "DISPATCHED"},
    "DISPATCHED": {},
    "CANCELLED": {"request": "READY"},
}
UNDER_WAY = {"send": "SENT", "fail": "RETRY", "give_up": "MANUAL", "arrive": "ARRIVED"}
TRANSPORT = {
    "PROPOSED": {"approve": "QUEUED", "decline": "DECLINED"},
    "DECLINED": {},
    "QUEUED": {**UNDER_WAY, "by_hand": "MANUAL", "recall": "RECALLED"},
    "SENT": {**UNDER_WAY, "send_back": "SENT_BACK"},
    "RETRY": {**UNDER_WAY, "send_back": "SENT_BACK", "recall": "RECALLED"},
    "MANUAL": {
        "arrive": "ARRIVED",
        "hand_over": "ARRIVED",
        "send_back": "SENT_BACK",
        "recall": "RECALLED",
        "try_again": "QUEUED",
    },
    "ARRIVED": {"arrive": "ARRIVED", "send_back": "SENT_BACK"},
    "SENT_BACK": {"arrive": "SENT_BACK"},
    "RECALLED": {"arrive": "ARRIVED", "send_back": "SENT_BACK"},
}
NUMBERED = {"assign": "ASSIGNED", "circulate": "CIRCULATING", "finish": "DONE"}
RECEIVED = {
    "ARRIVED": {"distribute": "DISTRIBUTED", "send_back": "SENT_BACK", "forward": "FORWARDED"},
    "DISTRIBUTED": {
        "ask_again": "REDISTRIBUTE",
        "register": "REGISTERED",
        "send_back": "SENT_BACK",
        "forward": "FORWARDED",
    },
    "REDISTRIBUTE": {"distribute": "DISTRIBUTED", "send_back": "SENT_BACK", "forward": "FORWARDED"},
    "REGISTERED": {**NUMBERED, "reply": "REGISTERED", "tell": "REGISTERED"},
    "ASSIGNED": {**NUMBERED, "reply": "ASSIGNED", "tell": "ASSIGNED"},
    "CIRCULATING": {**NUMBERED, "reply": "CIRCULATING", "tell": "CIRCULATING"},
    "DONE": {"tell": "DONE"},
    "FORWARDED": {"come_back": "ARRIVED"},
    "SENT_BACK": {},
}


@pytest.mark.parametrize(
    ("flow", "table", "states"),
    [
        (letters.DISPATCH, DISPATCH, DispatchState.values),
        (letters.TRANSPORT, TRANSPORT, TransportState.values),
        (letters.RECEIVED, RECEIVED, ReceivedState.values),
    ],
    ids=["dispatch", "transport", "incoming"],
)
def test_letters_do_what_the_table_says(
    flow: Flow, table: dict[str, dict[str, str]], states: list[str]
) -> None:
    assert set(table) == set(states)
    verbs = {verb for moves in table.values() for verb in moves}
    for state, verb in itertools.product(states, sorted(verbs | {"nothing"})):
        target = table[state].get(verb)
        if target is None:
            with pytest.raises(InvalidMove):
                flow.next(state, verb)
        else:
            assert flow.next(state, verb) == target, (state, verb)


def test_a_letter_that_goes_back_states_number_date_title_and_reason() -> None:
    text = letters.return_statement("공연사업팀-345", date(2026, 11, 2), "점검 결과 제출", " 붙임 누락 ")
    assert text == "공연사업팀-345(2026. 11. 2.) 「점검 결과 제출」 붙임 누락"


@pytest.mark.parametrize(
    ("receiver", "ours", "found"),
    [
        ("가람시장(문화예술과장)", "문화예술과", ""),
        ("가람시장(문화예술과장)", "예산과", "문화예술과"),
        ("가람시장", "예산과", ""),
        ("가람시장(시설관리공단 이사장)", "예산과", ""),
        ("", "예산과", ""),
    ],
)
def test_the_handler_named_on_a_letter_is_of_another_department(receiver: str, ours: str, found: str) -> None:
    assert elsewhere(receiver, ours, ["문화예술과", "예산과"]) == found
