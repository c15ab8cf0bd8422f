"""Kinds of appointment (인사발령) as the table `appointment_kinds` says them, and which facts each touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

CANDIDATE, PROBATION, ACTIVE = "CANDIDATE", "PROBATION", "ACTIVE"
ON_LEAVE, SECONDED, REMOVED, SUSPENDED = "ON_LEAVE", "SECONDED", "REMOVED", "SUSPENDED"
RESIGNED, RETIRED, DISMISSED, DECEASED = "RESIGNED", "RETIRED", "DISMISSED", "DECEASED"
IN_SERVICE = frozenset({PROBATION, ACTIVE, ON_LEAVE, SECONDED, REMOVED, SUSPENDED})
GONE = frozenset({RESIGNED, RETIRED, DISMISSED, DECEASED})
PERIODS = frozenset({ON_LEAVE, SECONDED, REMOVED, SUSPENDED})
OPENING = frozenset({"LEAVE_START", "SECOND_OUT", "REMOVE_POST", "SUSPEND", "DEMOTE"})
SANCTIONS = frozenset({"SUSPEND", "DEMOTE"})
EXIT = "EXIT"

STATUS, GRADE, SERIES, POST, CONTRACT, PAY = "STATUS", "GRADE", "SERIES", "POST", "CONTRACT", "PAY"
FACTS = (STATUS, GRADE, SERIES, POST, CONTRACT, PAY)
ENTRY_KINDS = frozenset({"HIRE", "REHIRE"})
META_KINDS = frozenset({"CANCEL", "CORRECT"})
OUTSIDE_KINDS = frozenset({"APPOINT_OUTSIDE", "RELEASE_OUTSIDE"})
RECORD_KINDS = frozenset({"PAY_CUT", "REPRIMAND", "WARN"})
EXTRA_POST_KINDS = frozenset({"ADD_POST", "ACTING"})

_TOUCHED: Mapping[str, tuple[str, ...]] = {
    "HIRE": FACTS,
    "REHIRE": FACTS,
    "REGULAR": (STATUS,),
    "CONVERT": (CONTRACT,),
    "RENEW": (CONTRACT,),
    "HOURS_CHANGE": (CONTRACT,),
    "PROMOTE": (GRADE,),
    "DEMOTE_CONSENT": (GRADE,),
    "TRANSFER_JOB": (SERIES,),
    "MOVE": (POST,),
    "UNIT_CHANGE": (POST,),
    "ADD_POST": (POST,),
    "ACTING": (POST,),
    "END_POST": (POST,),
    "SECOND_OUT": (STATUS,),
    "SECOND_EXTEND": (STATUS,),
    "SECOND_RETURN": (STATUS,),
    "LEAVE_START": (STATUS,),
    "LEAVE_EXTEND": (STATUS,),
    "LEAVE_END": (STATUS,),
    "REMOVE_POST": (STATUS,),
    "SUSPEND": (STATUS,),
    "DEMOTE": (STATUS, GRADE),
    "STEP_FIX": (GRADE,),
    "STEP_UP": (GRADE,),
    "STEP_UP_SPECIAL": (GRADE,),
    "STEP_CORRECT": (GRADE,),
    "PAY_SET": (PAY,),
}


@dataclass(frozen=True)
class Kind:
    """One kind of appointment."""

    code: str
    name: str
    category: str
    from_status: frozenset[str]
    to_status: tuple[str, ...]
    requires_period: bool

    @property
    def is_exit(self) -> bool:
        return self.category == EXIT

    @property
    def touches(self) -> tuple[str, ...]:
        """Facts this kind changes; an exit ends them all."""
        return FACTS if self.is_exit else _TOUCHED.get(self.code, ())


def kind_of(payload: Mapping[str, Any]) -> Kind:
    """A row of the table as a kind: `in_service` stands for its six statuses, `|` parts alternatives."""
    allowed: set[str] = set()
    for word in str(payload["from_status"]).split("|"):
        allowed |= IN_SERVICE if word == "in_service" else {word}
    return Kind(
        code=str(payload["code"]),
        name=str(payload["name_ko"]),
        category=str(payload["category"]),
        from_status=frozenset(allowed),
        to_status=tuple(str(payload["to_status"]).split("|")),
        requires_period=payload["requires_period"] == "Y",
    )


def kinds_of(payloads: Iterable[Mapping[str, Any]]) -> dict[str, Kind]:
    """All kinds by code."""
    return {kind.code: kind for kind in map(kind_of, payloads)}
