"""What the help page of a problem code says: the `type` address of problem documents leads here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.encoding import force_str

from core import catalogue
from core.api.texts import DETAILS
from core.errors import DomainError

_FACT = re.compile(r"\{[^{}]*\}")
_SEVERITIES = {
    "hard": "규칙상 할 수 없습니다. 원인을 고친 뒤 다시 처리하십시오.",
    "policy": "이 기관의 설정에 따라 거절합니다. 설정을 바꾸면 달라질 수 있습니다.",
    "warn": "확인이 필요합니다. acknowledged에 code와 까닭을 담아 다시 보내면 처리합니다.",
    "info": "알려 드리는 내용입니다.",
}


@dataclass(frozen=True)
class ProblemPage:
    """A code, its sentence and what can be done."""

    code: str
    text: str
    advice: str


def problem_page(code: str) -> ProblemPage | None:
    """The page of a code; None for a code that no part of the product uses."""
    if code in catalogue.rows():
        row = catalogue.rows()[code]
        return ProblemPage(code, _general(row.text), _SEVERITIES[row.severity])
    refusals = _refusals()
    if code in refusals:
        return ProblemPage(code, _general(force_str(refusals[code].text)), _SEVERITIES["hard"])
    if code in DETAILS:
        return ProblemPage(code, _general(force_str(DETAILS[code])), "")
    return None


def _general(text: str) -> str:
    """The sentence without a case at hand: an ellipsis where the facts would stand."""
    return _FACT.sub("…", text)


def _refusals() -> dict[str, type[DomainError]]:
    """Every refusal class of the product that is loaded, by its code."""
    found: dict[str, type[DomainError]] = {}
    waiting = [DomainError]
    while waiting:
        kind = waiting.pop()
        found[kind.code] = kind
        waiting.extend(kind.__subclasses__())
    return found
