"""Tables of rules an institution begins with (provisioning step, and the step after a migration)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from approvals.services.forms import has_forms
from core.schema import SchemaKind
from hr.choices import Regime
from hr.services.rules import RuleSeed, seed_rules
from identity.services import add_preset_role, extend_preset_roles
from tenants.registry import SchemaRef, TenantInfo
from tenants.steps import ProvisioningSpec

SEED = Path(__file__).resolve().parent.parent / "seed"
BEGINNING = date(2000, 1, 1)
LATER = {"INFERTILITY_LEAVE": date(2026, 12, 3)}
PREFIXES = ("hr.",)
OWN_ROLES = ("hr-officer", "identifier-officer")
KEY_COLUMNS = {
    "appointment_kinds": "code",
    "leave_of_absence_types": "code",
    "discipline_effects": "kind",
    "record_card_fields": "identifier",
    "retention": "record",
}
OFFICIALS = ("지방공무원", "보수규정", "인사기록규칙", "임용령")
LABOUR = (
    "근로기준법",
    "기간제법",
    "남녀고용",
    "고령자고용",
    "퇴직급여",
    "출자출연법",
    "개인정보",
    "소득세법",
)


def load_rules(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Provisioning step: every table of rules of hr; repeatable."""
    load_rule_tables(at=spec.at)


def after_migration(target: SchemaRef) -> None:
    """Run in every schema's migration: rows and permissions an institution made earlier lacks."""
    if target.kind == SchemaKind.INSTITUTION:
        make_up(at=timezone.now())


def make_up(*, at: datetime) -> int:
    """Rows that are missing, and permissions nobody here was ever given; repeatable. A template has neither."""
    if not has_forms():
        return 0
    with transaction.atomic():
        load_rule_tables(at=at)
        for code in OWN_ROLES:
            add_preset_role(kind=str(SchemaKind.INSTITUTION), code=code, at=at)
        return extend_preset_roles(kind=str(SchemaKind.INSTITUTION), prefixes=PREFIXES, at=at)


def load_rule_tables(*, at: datetime) -> int:
    """Put in the rows that are not there yet; how many."""
    made = sum(seed_rules(code=code, rows=list(_of_file(code)), at=at) for code in KEY_COLUMNS)
    for kind, rows in _codes().items():
        made += seed_rules(code=kind, rows=rows, at=at)
    for code, rows in _own().items():
        made += seed_rules(code=code, rows=rows, at=at)
    return made


def _of_file(code: str) -> Iterator[RuleSeed]:
    for number, row in enumerate(_table(code), 1):
        source = row["source"]
        key = row[KEY_COLUMNS[code]] or f"{row.get('section', '')}-{number}"
        yield RuleSeed(
            key=key[:60],
            regime=row.get("regime") or _regime(source),
            payload={name: value for name, value in row.items() if name not in ("source", "regime")},
            source=_plain(source),
            evidence=_evidence(source),
            from_on=LATER.get(key, BEGINNING),
        )


def _codes() -> dict[str, list[RuleSeed]]:
    """Job groups, series, grades, titles, duties and employment types: each kind is a table."""
    found: dict[str, list[RuleSeed]] = {}
    for row in _table("grades_positions_sample"):
        payload: dict[str, Any] = {
            "name": row["name_ko"],
            "name_en": row["name_en"],
            "parent": row["parent_or_link"],
            "note": row["note"],
        }
        seed = RuleSeed(
            row["code"],
            Regime.INSTITUTION,
            payload,
            _plain(row["source"]),
            _evidence(row["source"]),
            BEGINNING,
        )
        found.setdefault(row["kind"], []).append(seed)
    return found


def _own() -> dict[str, list[RuleSeed]]:
    found: dict[str, list[RuleSeed]] = {}
    for row in json.loads((SEED / "rules.json").read_text(encoding="utf-8")):
        seed = RuleSeed(
            key=row["key"],
            regime=row["regime"],
            payload=row["payload"],
            source=row["source"],
            evidence=row["evidence"],
            from_on=date.fromisoformat(row["from_on"]),
            until_on=date.fromisoformat(row["until_on"]) if row["until_on"] else None,
        )
        found.setdefault(row["code"], []).append(seed)
    return found


def _table(name: str) -> list[dict[str, str]]:
    with (SEED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _regime(source: str) -> str:
    if any(word in source for word in LABOUR):
        return Regime.LABOUR
    return Regime.LOCAL_PUBLIC if any(word in source for word in OFFICIALS) else Regime.INSTITUTION


def _evidence(source: str) -> str:
    found = re.search(r"\[([VSB])", source)
    return found[1] if found else "B"


def _plain(source: str) -> str:
    """The source without its marks."""
    text = re.sub(r"\[[VSB][^\]]*\]", "", source)
    return re.sub(r"\s+", " ", text).strip(" ;,") or "기관 규정"
