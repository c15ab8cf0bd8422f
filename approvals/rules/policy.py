"""The institution's policy of approval: known values, defaults of the regulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from approvals.rules.line_building import CHAIR_DECIDES, DEPUTY_WITH_REPORT

STRICT, LOOSE = "STRICT", "LOOSE"
IMMEDIATE, COLLECT = "IMMEDIATE", "COLLECT"
RETURN_IT, OVERRIDE = "RETURN", "OVERRIDE"
_CHOICES = {
    "recall": {STRICT, LOOSE},
    "cooperate_return": {IMMEDIATE, COLLECT},
    "agree_return": {IMMEDIATE, COLLECT},
    "audit_improper": {RETURN_IT, OVERRIDE},
    "head_own_matter": {DEPUTY_WITH_REPORT, CHAIR_DECIDES},
}


@dataclass(frozen=True)
class Policy:
    """Copied onto the line at the submission: a document keeps the rules it was submitted with."""

    recall: str = STRICT
    cooperate_return: str = IMMEDIATE
    agree_return: str = COLLECT
    audit_improper: str = RETURN_IT
    escalate_after_days: int = 3
    post_review_days: int = 5
    head_own_matter: str = DEPUTY_WITH_REPORT

    def return_of(self, kind: str, *, is_parallel: bool) -> str:
        """What a return by a step of this kind does to its group."""
        if not is_parallel:
            return IMMEDIATE
        return {"COOPERATE": self.cooperate_return, "AGREE": self.agree_return}.get(kind, IMMEDIATE)

    def values(self) -> dict[str, Any]:
        """As stored."""
        return asdict(self)


def policy_of(values: Mapping[str, Any]) -> Policy:
    """The policy a set of stored values means; unknown names are left aside, unknown words refused."""
    known = {field.name for field in fields(Policy)}
    given = {name: value for name, value in values.items() if name in known}
    for name, choices in _CHOICES.items():
        if name in given and given[name] not in choices:
            raise ValueError(f"{name} is one of {sorted(choices)}")
    return Policy(**given)
