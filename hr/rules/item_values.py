"""What an appointment of each kind must and may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hr.rules.kinds import Kind

_POST = ("department", "post", "duty", "title", "work")
_GRADE = ("grade", "step", "carried_months")
_CONTRACT = (
    "employment_type",
    "contract_from",
    "contract_until",
    "weekly_minutes",
    "daily_minutes",
    "fixed_term_reason",
    "replaces",
    "probation_until",
)
_HIRE = (*_POST, *_GRADE, *_CONTRACT, "series", "annual_amount", "hire_route", "service_from")
_LEAVE = ("leave_kind", "child", "is_third_child", "is_extended")
_SANCTION = ("months", "is_grave", "is_halved", "charge")
_EXIT = ("exit_reason", "notice")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "HIRE": ("department", "post", "employment_type"),
    "REHIRE": ("department", "post", "employment_type"),
    "CONVERT": ("employment_type",),
    "RENEW": ("contract_until",),
    "HOURS_CHANGE": ("weekly_minutes",),
    "PROMOTE": ("grade", "step"),
    "DEMOTE_CONSENT": ("grade", "step"),
    "DEMOTE": ("grade",),
    "TRANSFER_JOB": ("series",),
    "MOVE": ("department",),
    "UNIT_CHANGE": ("department",),
    "ADD_POST": ("department", "post"),
    "ACTING": ("department",),
    "END_POST": ("item",),
    "SECOND_OUT": ("host",),
    "LEAVE_START": ("leave_kind",),
    "STEP_FIX": ("step",),
    "STEP_CORRECT": ("step",),
    "PAY_SET": ("annual_amount",),
    "DISMISS": ("notice",),
    "DISMISS_HEAVY": ("notice",),
}
MAY: Mapping[str, tuple[str, ...]] = {
    "HIRE": _HIRE,
    "REHIRE": _HIRE,
    "CONVERT": _CONTRACT,
    "RENEW": _CONTRACT,
    "HOURS_CHANGE": ("weekly_minutes", "daily_minutes"),
    "PROMOTE": _GRADE,
    "DEMOTE_CONSENT": _GRADE,
    "DEMOTE": (*_GRADE, *_SANCTION),
    "TRANSFER_JOB": ("series",),
    "MOVE": _POST,
    "UNIT_CHANGE": (*_POST, "keeps_post_tenure"),
    "ADD_POST": _POST,
    "ACTING": (*_POST, "replaces"),
    "END_POST": ("item",),
    "SECOND_OUT": ("host", "pays"),
    "SECOND_EXTEND": ("host",),
    "LEAVE_START": _LEAVE,
    "LEAVE_EXTEND": ("is_extended",),
    "LEAVE_END": _POST,
    "SUSPEND": _SANCTION,
    "PAY_CUT": _SANCTION,
    "REPRIMAND": _SANCTION,
    "WARN": ("charge",),
    "REMOVE_POST": ("charge",),
    "STEP_FIX": _GRADE,
    "STEP_UP": ("step",),
    "STEP_UP_SPECIAL": ("step",),
    "STEP_CORRECT": ("step",),
    "PAY_SET": ("annual_amount",),
}
NUMBERS = frozenset({"step", "carried_months", "weekly_minutes", "daily_minutes", "months", "annual_amount"})
FLAGS = frozenset({"is_third_child", "is_extended", "is_grave", "is_halved", "keeps_post_tenure"})
DAYS = frozenset({"contract_from", "contract_until", "probation_until", "service_from"})


@dataclass(frozen=True)
class ValueFault:
    """A value that is missing, unknown or malformed."""

    name: str
    code: str


def faults_of_values(kind: Kind, values: Mapping[str, Any], until_on: date | None) -> list[ValueFault]:
    """Everything wrong with what an appointment says; a correction is judged as what it corrects."""
    may = (*MAY.get(kind.code, ()), *(_EXIT if kind.is_exit else ()))
    found = [ValueFault(name, "unknown") for name in values if name not in may]
    found += [
        ValueFault(name, "required") for name in NEEDED.get(kind.code, ()) if values.get(name) in (None, "")
    ]
    if kind.requires_period and until_on is None:
        found.append(ValueFault("until_on", "required"))
    found += [ValueFault(name, "malformed") for name, value in values.items() if not _reads(name, value)]
    return found


def _reads(name: str, value: Any) -> bool:
    if name in NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if name in FLAGS:
        return isinstance(value, bool)
    if name in DAYS:
        return _is_day(value)
    return isinstance(value, str) and len(value) <= 200


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
