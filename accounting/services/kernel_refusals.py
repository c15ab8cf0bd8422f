"""The posting function's refusals (data) as refusals of the product (exceptions)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounting.errors.books import (
    AccountNotPosting,
    AlreadyPosted,
    BucketsBroken,
    DimensionMissing,
    PeriodClosed,
    RevenueBroken,
)
from accounting.errors.budget import BudgetLineUnavailable
from accounting.rules.budget_control import LineFigures, spending_refusal
from core.errors import DomainError, StaleVersion


def refusal_of(found: dict[str, Any]) -> DomainError:
    """One refusal with its figures; `line_id` and `command` (place in the call) stand in its facts."""
    refusal = _MAKERS[found["code"]](found)
    if found.get("line"):
        refusal.facts["line_id"] = found["line"]
    refusal.facts["command"] = found["c"]
    return refusal


def _short(found: dict[str, Any]) -> DomainError:
    figures = LineFigures(
        original=found["current"],
        allotted=found["allotted"],
        reserved=found["reserved"],
        committed=found["committed"],
        paid=found["paid"],
    )
    refusal = spending_refusal(figures, found["requested"], found["item"])
    return refusal or _broken(found)


def _broken(found: dict[str, Any]) -> DomainError:
    if "assessed" in found:
        return RevenueBroken(
            **{name: found[name] for name in ("assessed", "received", "refunded", "written_off")}
        )
    names = ("current", "allotted", "reserved", "committed", "paid", "carried_out")
    return BucketsBroken(**{name: found[name] for name in names})


def _account(found: dict[str, Any]) -> DomainError:
    return AccountNotPosting(account=f"{found['account']} {found['name']}".strip())


def _partner(found: dict[str, Any]) -> DomainError:
    return DimensionMissing(account=f"{found['account']} {found['name']}".strip(), dimension="거래처")


_MAKERS: dict[str, Callable[[dict[str, Any]], DomainError]] = {
    "STALE": lambda found: StaleVersion(),
    "PERIOD": lambda found: PeriodClosed(period=found["period"]),
    "POSTED": lambda found: AlreadyPosted(number=found["number"], event=found["event"]),
    "LINE": lambda found: BudgetLineUnavailable(),
    "SHORT": _short,
    "BROKEN": _broken,
    "ACCOUNT": _account,
    "PARTNER": _partner,
}
