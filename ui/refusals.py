"""A DomainError as people read it: one sentence, the sum line by line, next steps, rule and code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, FieldFault, NextStep, Refusals
from core.labels import Label
from ui.gauges import gauge_of
from ui.rules.gauges import Gauge, Position


@dataclass(frozen=True)
class Term:
    """One figure of the sum; documents are those that used the money."""

    label: Label
    amount: int
    documents: tuple[DocumentLink, ...] = ()
    is_result: bool = False


@dataclass(frozen=True)
class DocumentLink:
    """A document named in a refusal."""

    label: str
    title: str
    amount: int | None
    url: str


@dataclass(frozen=True)
class StepLink:
    """A next step that leads somewhere."""

    label: str
    url: str


@dataclass(frozen=True)
class Refusal:
    """What `ui/parts/refusal.html` shows."""

    code: str
    status: int
    severity: str
    sentence: str
    line: str = ""
    terms: tuple[Term, ...] = ()
    rule: str = ""
    documents: tuple[DocumentLink, ...] = ()
    steps: tuple[StepLink, ...] = ()
    faults: tuple[FieldFault, ...] = ()
    parts: tuple[Refusal, ...] = ()
    gauge: Gauge | None = None

    @property
    def is_warning(self) -> bool:
        """A warning may be acknowledged with a reason; the rest may not."""
        return self.severity == "warn"


def explain(error: DomainError) -> Refusal:
    """Turn a DomainError into what the refusal block shows."""
    budget = error.budget or {}
    parts = tuple(explain(inner) for inner in error.refusals) if isinstance(error, Refusals) else ()
    return Refusal(
        code=error.code,
        status=error.status,
        severity=error.severity,
        sentence=error.detail,
        line=_line_text(budget.get("line")),
        terms=_terms(budget),
        rule=str(budget.get("rule", "")),
        documents=tuple(_document(item) for item in budget.get("documents", ())),
        steps=tuple(link for link in map(_step, error.next_steps) if link is not None),
        faults=() if parts else tuple(error.errors),
        parts=parts,
        gauge=_gauge(budget),
    )


def _line_text(line: Any) -> str:
    if isinstance(line, Mapping):
        words = [str(line.get(key, "")) for key in ("code", "name") if line.get(key)]
        return " ".join(words) or str(line.get("label", ""))
    return str(line or "")


def _amount(budget: Mapping[str, Any], key: str) -> int | None:
    value = budget.get(key)
    return None if value is None or value == "" else int(value)


def _terms(budget: Mapping[str, Any]) -> tuple[Term, ...]:
    """Allotment (or budget, the smaller) − committed − reserved − requested = what is short."""
    current, allotted = _amount(budget, "current"), _amount(budget, "allotted")
    requested = _amount(budget, "requested")
    if current is None or requested is None:
        return ()
    by_allotment = allotted is not None and allotted < current
    ceiling = allotted if by_allotment and allotted is not None else current
    committed, reserved = _amount(budget, "committed") or 0, _amount(budget, "reserved") or 0
    rest = ceiling - committed - reserved - requested
    return (
        Term(_("배정액") if by_allotment else _("예산현액"), ceiling),
        Term(_("원인행위"), committed, _of_kind(budget, "commitment")),
        Term(_("승인된 품의"), reserved, _of_kind(budget, "proposal")),
        Term(_("이번 요청"), requested),
        Term(_("부족") if rest < 0 else _("남음"), rest, is_result=True),
    )


def _of_kind(budget: Mapping[str, Any], kind: str) -> tuple[DocumentLink, ...]:
    found = [d for d in budget.get("documents", ()) if kind in str(d.get("type", "")).lower()]
    return tuple(_document(item) for item in found)


def _document(item: Mapping[str, Any]) -> DocumentLink:
    amount = item.get("amount")
    url = str(item.get("url", ""))
    if not url and item.get("route"):
        url = _reverse(str(item["route"]), {"pk": str(item["id"])})
    number = str(item.get("number") or item.get("no") or "")
    return DocumentLink(number, str(item.get("title", "")), None if amount is None else int(amount), url)


def _step(step: NextStep) -> StepLink | None:
    if not step.route:
        return StepLink(step.label, "")
    url = _reverse(step.route, step.kwargs)
    if not url:
        return None
    return StepLink(step.label, f"{url}?{urlencode(step.query)}" if step.query else url)


def _reverse(route: str, kwargs: Mapping[str, str]) -> str:
    if route.startswith("/"):
        return route
    try:
        return reverse(route, kwargs=dict(kwargs) or None)
    except NoReverseMatch:
        return ""


def _gauge(budget: Mapping[str, Any]) -> Gauge | None:
    current = _amount(budget, "current")
    if current is None:
        return None
    allotted = _amount(budget, "allotted")
    return gauge_of(
        Position(
            current=current,
            allotted=current if allotted is None else allotted,
            reserved=_amount(budget, "reserved") or 0,
            committed=_amount(budget, "committed") or 0,
            paid=_amount(budget, "paid") or 0,
            request=_amount(budget, "requested") or 0,
        )
    )
