"""Tables of rules: seeded, previewed, changed, and recomputed by an explicit act."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from core.models.ranges import overlapping, valid_on
from hr.choices import Evidence, Regime
from hr.errors import RuleChangeUnseen, RuleLaterRow, RuleRecomputed, RuleUnchanged
from hr.models import RuleChange, RuleTable
from hr.permissions import RULE_MANAGE
from hr.queries.rules import RuleRow, row_of


@dataclass(frozen=True)
class RuleSeed:
    """A row as a seed file gives it."""

    key: str
    regime: str
    payload: Mapping[str, Any]
    source: str
    evidence: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class RuleData:
    """A rule as it shall read from a day on; without a payload the rule ends on that day."""

    code: str
    key: str
    regime: str
    from_on: date
    payload: Mapping[str, Any] | None
    source: str = ""
    evidence: str = Evidence.BELIEVED
    reason: str = ""


@dataclass(frozen=True)
class Touched:
    """Something that was calculated by the rule: a leave, a balance, a day."""

    kind: str
    subject_id: UUID | None
    label: str


@dataclass(frozen=True)
class RulePreview:
    """What a change would do; `mark` names exactly this preview."""

    before: RuleRow | None
    touched: tuple[Touched, ...]
    mark: str


@dataclass
class RuleUser:
    """An app that calculates by a table: whom a change touches, and how it is calculated anew.

    Both are called with the change as asked and the row that held until then.
    """

    touched: Callable[[RuleData, RuleRow | None], Iterable[Touched]]
    recompute: Callable[[RuleData, Actor, datetime], Mapping[str, Any]]


@dataclass
class RuleUsers:
    """Who calculates by which table; filled in erp/wiring.py."""

    by_code: dict[str, list[RuleUser]] = field(default_factory=dict)

    def register(self, code: str, user: RuleUser) -> None:
        """Name one more user of a table."""
        self.by_code.setdefault(code, []).append(user)

    def of(self, code: str) -> list[RuleUser]:
        """Users of a table."""
        return self.by_code.get(code, [])


rule_users = RuleUsers()


@transaction.atomic
def seed_rules(*, code: str, rows: Iterable[RuleSeed], at: datetime) -> int:
    """Put in the rows of a table that are not there yet; repeatable. Rows the institution changed stay as they are."""
    known = set(RuleTable.objects.filter(code=code).values_list("key", "regime", "from_on"))
    fresh = [
        RuleTable(
            code=code,
            ordinal=ordinal,
            recorded_at=at,
            key=row.key,
            regime=row.regime,
            payload=dict(row.payload),
            source=row.source[:500],
            evidence=row.evidence,
            from_on=row.from_on,
            until_on=row.until_on,
        )
        for ordinal, row in enumerate(rows, 1)
        if (row.key, row.regime, row.from_on) not in known
    ]
    RuleTable.objects.bulk_create(fresh)
    return len(fresh)


def preview_rule_change(*, actor: Actor, data: RuleData) -> RulePreview:
    """Whom a change would touch, without changing anything. Refuses what could not be changed either."""
    actor.require(RULE_MANAGE)
    _refuse_malformed(data)
    before = _row_before(data)
    known = row_of(before) if before else None
    touched = tuple(one for user in rule_users.of(data.code) for one in user.touched(data, known))
    return RulePreview(known, touched, _mark(data, before, touched))


@transaction.atomic
def change_rule(*, actor: Actor, data: RuleData, mark: str, at: datetime) -> RuleChange:
    """Let a rule read differently from a day on; `mark` is that of the preview the person has seen.

    Locks the rows of the rule. The row before ends on that day, or is withdrawn when it began then. Nothing is
    recalculated: that is `recompute_rule_change`. Refuses a preview that is no longer true.
    """
    actor.require(RULE_MANAGE)
    list(RuleTable.objects.filter(code=data.code, key=data.key).for_change())
    preview = preview_rule_change(actor=actor, data=data)
    if preview.mark != mark:
        raise RuleChangeUnseen(touched=len(preview.touched))
    before = RuleTable.objects.get(pk=preview.before.id) if preview.before else None
    until_on = before.until_on if before else None
    if before is not None:
        _end(before, data.from_on, at)
    change = RuleChange.objects.create(
        code=data.code,
        key=data.key,
        regime=data.regime,
        before=before,
        after=_begin(data, before, until_on, at),
        from_on=data.from_on,
        reason=data.reason,
        touched=[
            {"kind": one.kind, "id": str(one.subject_id or ""), "label": one.label} for one in preview.touched
        ],
        changed_by_id=actor.user_id,
        changed_at=at,
    )
    _record(actor, "rule_changed", change, f"{data.code} {data.key} 기준 변경", at)
    return change


@transaction.atomic
def recompute_rule_change(*, actor: Actor, change_id: UUID, at: datetime) -> RuleChange:
    """Calculate anew what a change touches, once. Locks the change."""
    actor.require(RULE_MANAGE)
    change: RuleChange | None = (
        RuleChange.objects.select_for_update(of=("self",))
        .select_related("after")
        .filter(pk=change_id)
        .first()
    )
    if change is None:
        raise NotFound(change_id=str(change_id))
    if change.recomputed_at is not None:
        raise RuleRecomputed(on=str(change.recomputed_at.date()))
    after = change.after
    payload = after.payload if after else None
    data = RuleData(change.code, change.key, change.regime, change.from_on, payload, reason=change.reason)
    outcome: dict[str, Any] = {}
    for user in rule_users.of(change.code):
        outcome |= dict(user.recompute(data, actor, at))
    change.outcome, change.recomputed_at, change.recomputed_by_id = outcome, at, actor.user_id
    change.save(update_fields=["outcome", "recomputed_at", "recomputed_by"])
    _record(actor, "rule_recomputed", change, f"{change.code} {change.key} 재계산", at)
    return change


def _refuse_malformed(data: RuleData) -> None:
    faults = []
    if data.regime not in Regime.values:
        faults.append(FieldFault("/regime", "choice", "적용 체계를 목록에서 고르십시오."))
    if data.payload is not None and not data.source.strip():
        faults.append(FieldFault("/source", "required", "근거를 넣으십시오."))
    if not data.reason.strip():
        faults.append(FieldFault("/reason", "required", "변경 사유를 넣으십시오."))
    if not data.code.strip() or not data.key.strip():
        faults.append(FieldFault("/key", "required", "기준표와 항목을 넣으십시오."))
    if faults:
        raise InvalidInput(errors=faults)


def _rows(data: RuleData) -> Any:
    return RuleTable.objects.filter(
        code=data.code, key=data.key, regime=data.regime, withdrawn_at__isnull=True
    )


def _row_before(data: RuleData) -> RuleTable | None:
    """The row in force on the day of the change; refuses one that says the same, and later rows in the way."""
    before: RuleTable | None = _rows(data).filter(valid_on(data.from_on)).first()
    if before is None:
        if data.payload is None:
            raise NotFound(key=data.key)
        later = overlapping(_rows(data), data.from_on, None).order_by("from_on").first()
        if later is not None:
            raise RuleLaterRow(on=str(later.from_on), key=data.key)
    elif data.payload is not None and before.payload == dict(data.payload) and before.source == data.source:
        raise RuleUnchanged(key=data.key)
    return before


def _end(before: RuleTable, on: date, at: datetime) -> None:
    if before.from_on == on:
        before.withdrawn_at = at
        before.save(update_fields=["withdrawn_at"])
    else:
        before.until_on = on
        before.save(update_fields=["until_on"])


def _begin(data: RuleData, before: RuleTable | None, until_on: date | None, at: datetime) -> RuleTable | None:
    """The new row, up to where the one before would have ended."""
    if data.payload is None:
        return None
    last = RuleTable.objects.filter(Q(code=data.code)).order_by("-ordinal").first()
    return RuleTable.objects.create(
        code=data.code,
        key=data.key,
        regime=data.regime,
        payload=dict(data.payload),
        source=data.source.strip(),
        evidence=data.evidence,
        ordinal=before.ordinal if before else (last.ordinal + 1 if last else 1),
        from_on=data.from_on,
        until_on=until_on,
        recorded_at=at,
    )


def _mark(data: RuleData, before: RuleTable | None, touched: tuple[Touched, ...]) -> str:
    words = {
        "rule": [data.code, data.key, data.regime, str(data.from_on), data.source, data.reason],
        "payload": data.payload,
        "before": str(before.pk if before else ""),
        "touched": sorted([one.kind, str(one.subject_id or ""), one.label] for one in touched),
    }
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _record(actor: Actor, verb: str, change: RuleChange, summary: str, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="hr_rule_change",
        subject_id=change.pk,
        summary=summary,
        at=at,
        facts={"code": change.code, "key": change.key, "from_on": str(change.from_on)},
    )
