"""The delegation table (위임전결규정): its rows, what is wrong with a table, and which row decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from organization.rules.structure import Level

STAFF, BOARD, CHAIR, HEAD, AS_CONTRACT = "STAFF", "BOARD", "CHAIR", "HEAD", "AS_CONTRACT"
CONTRACT_TYPE = "contract_type"
# Selectors by which a business record asks for signatures that its law demands beyond the row.
CONSENT, OFFICER, OFFICER_BASIS = "consent", "officer", "officer_basis"
PATH_ROLES = tuple(level.name for level in Level if level > Level.MEMBER)
FUNCTIONS = (
    "BUDGET_TEAM",
    "ACCOUNTING_TEAM",
    "CONTRACT_TEAM",
    "HR_TEAM",
    "PLANNING_TEAM",
    "AUDIT_TEAM",
    "LEGAL",
)
DUTIES = (
    *(f"{function}_LEAD" for function in FUNCTIONS if function.endswith("_TEAM")),
    "ASSET_MANAGER",
    "ASSET_KEEPER",
    "RECORDS_OFFICER",
    "DISCLOSURE_OFFICER",
    "SEAL_KEEPER",
    "INSPECTOR",
)
# Officers of the accounting law: who was appointed holds the duty (지방회계법 제21조, 제29조, 제32조, 제51조).
OFFICERS = (
    "COMMITMENT_OFFICER",
    "DISBURSING_OFFICER",
    "ASSESSMENT_OFFICER",
    "FUND_MANAGER",
    "CHIEF_ACCOUNTING_OFFICER",
    "BUDGET_HEAD",
)
_SELECTOR = re.compile(r"^\s*(?P<name>\w+)\s*(?:(?P<sign>>=|=)\s*(?P<value>[\w.|]+)|in\s+(?P<range>\S+))\s*$")


@dataclass(frozen=True)
class Rule:
    """One row: this kind of business in the band over < amount ≤ upto is decided by `final_role`."""

    rule_id: str
    business_type: str
    title: str
    final_role: str
    reviewer_roles: tuple[str, ...] = ()
    cooperation: tuple[str, ...] = ()
    over: int | None = None
    upto: int | None = None
    selector: str = ""
    audit: bool = False
    report_after_to: tuple[str, ...] = ()
    important: bool = False
    bulk_forbidden: bool = False
    domain: str = ""
    condition: str = ""
    amount_basis: str = ""
    note: str = ""

    @property
    def is_banded(self) -> bool:
        return self.over is not None or self.upto is not None

    def holds_amount(self, amount: int | None) -> bool:
        """초과 / 이하; a band that begins at 0 also takes 0."""
        if not self.is_banded:
            return True
        if amount is None:
            return False
        above = amount > (self.over or 0) or (amount == 0 and not self.over)
        return above and (self.upto is None or amount <= self.upto)


@dataclass(frozen=True)
class TableFault:
    """Something wrong with a table: a code, the rows it is about, and the word it stumbles over."""

    code: str
    rules: tuple[str, ...]
    word: str = ""


@dataclass(frozen=True)
class Choice:
    """The row that decides; `raised` says that the deciding role goes one up, `why` names the reason."""

    rule: Rule | None
    raised: bool = False
    why: str = ""


UNKNOWN_TYPE, UNKNOWN_SELECTOR = "UNKNOWN_TYPE", "UNKNOWN_SELECTOR"
ABOVE_HIGHEST, AMOUNT_UNKNOWN, BETWEEN_BANDS = "ABOVE_HIGHEST", "AMOUNT_UNKNOWN", "BETWEEN_BANDS"


def choose(
    rules: Iterable[Rule], business_type: str, amount: int | None, selectors: Mapping[str, str]
) -> Choice:
    """The row of this table for a document; a row whose selector is true beats one without.

    Unknown type or no fitting selector: no row (HEAD decides). Amount above the highest band: that band, one
    role up. Amount unknown where bands ask for it: the highest band.
    """
    same_type = [rule for rule in rules if rule.business_type == business_type]
    fitting = [rule for rule in same_type if rule.selector and selector_holds(rule.selector, selectors)]
    pool = [fitting, [rule for rule in same_type if not rule.selector]]
    for rows in pool:
        found = next((rule for rule in rows if rule.holds_amount(amount)), None)
        if found is not None:
            return Choice(found)
    rows = pool[0] or pool[1]
    if not rows:
        return Choice(None, why=UNKNOWN_SELECTOR if same_type else UNKNOWN_TYPE)
    return _outside_the_bands(rows, amount)


def _outside_the_bands(rows: list[Rule], amount: int | None) -> Choice:
    ordered = sorted(rows, key=lambda rule: (rule.upto is None, rule.upto or 0))
    highest = ordered[-1]
    if amount is None:
        return Choice(highest, raised=highest.upto is not None, why=AMOUNT_UNKNOWN)
    above = next((rule for rule in ordered if rule.upto is None or rule.upto >= amount), None)
    if above is not None:
        return Choice(above, why=BETWEEN_BANDS)
    return Choice(highest, raised=True, why=ABOVE_HIGHEST)


def selector_holds(selector: str, values: Mapping[str, str]) -> bool:
    """Whether a selector (`kind=A|B`, `level>=B`, `ground in 77.2..77.9`) is true of these values."""
    parts = _SELECTOR.match(selector)
    given = values.get(parts["name"], "") if parts else ""
    if not parts or not given:
        return False
    return any(_one_holds(parts, one) for one in given.split("|"))


def _one_holds(parts: re.Match[str], given: str) -> bool:
    if parts["sign"] == "=":
        return given in parts["value"].split("|")
    if parts["sign"] == ">=":
        return _standing(given) >= _standing(parts["value"])
    first, _, last = parts["range"].partition("..")
    return _numbers(first) <= _numbers(given) <= _numbers(last)


def _standing(word: str) -> int:
    if word in Level.__members__:
        return int(Level[word])
    return int(word) if word.isdigit() else -1


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else -1 for part in text.split("."))


def selector_values(selector: str) -> dict[str, str]:
    """Values of a document for which this selector is true: the first of those it names."""
    parts = _SELECTOR.match(selector)
    if parts is None:
        return {}
    first = (parts["value"] or parts["range"]).replace("..", "|").split("|")[0]
    return {parts["name"]: first}


def is_selector(text: str) -> bool:
    """Whether the text is one of the three forms a selector may have."""
    parts = _SELECTOR.match(text)
    if parts is None or parts["range"] is None:
        return parts is not None
    first, dots, last = parts["range"].partition("..")
    return bool(dots) and -1 not in (*_numbers(first), *_numbers(last))


def faults_of_table(rules: Sequence[Rule]) -> list[TableFault]:
    """Everything that keeps a table from being put in force."""
    faults = [fault for rule in rules for fault in _faults_of_row(rule)]
    seen: set[str] = set()
    for rule in rules:
        if rule.rule_id in seen:
            faults.append(TableFault("RULE_ID_TWICE", (rule.rule_id,)))
        seen.add(rule.rule_id)
    faults += [
        TableFault("TWO_CANDIDATES", (one.rule_id, other.rule_id))
        for one, other in combinations(rules, 2)
        if _may_both_decide(one, other)
    ]
    return faults


def _faults_of_row(rule: Rule) -> list[TableFault]:
    own = (rule.rule_id,)
    faults = [
        TableFault("EMPTY", own, word)
        for word, value in (("rule_id", rule.rule_id), ("business_type", rule.business_type))
        if not value
    ]
    if rule.final_role not in {STAFF, BOARD, AS_CONTRACT, *PATH_ROLES, *DUTIES, *OFFICERS}:
        faults.append(TableFault("UNKNOWN_ROLE", own, rule.final_role))
    faults += [
        TableFault("UNKNOWN_ROLE", own, role)
        for role in rule.reviewer_roles
        if role not in {*PATH_ROLES, *DUTIES, *FUNCTIONS, *OFFICERS}
    ]
    faults += [
        TableFault("UNKNOWN_ROLE", own, role)
        for role in rule.cooperation
        if role not in {*FUNCTIONS, *DUTIES, *OFFICERS}
    ]
    if rule.upto is not None and rule.upto <= (rule.over or 0):
        faults.append(TableFault("BAND_REVERSED", own))
    if min(rule.over or 0, rule.upto or 0) < 0:
        faults.append(TableFault("AMOUNT_NEGATIVE", own))
    if rule.selector and not is_selector(rule.selector):
        faults.append(TableFault("SELECTOR_UNREADABLE", own, rule.selector))
    return faults


def _may_both_decide(one: Rule, other: Rule) -> bool:
    if one.business_type != other.business_type or bool(one.selector) != bool(other.selector):
        return False
    return _bands_meet(one, other) and not _selectors_exclude(one.selector, other.selector)


def _bands_meet(one: Rule, other: Rule) -> bool:
    if not (one.is_banded and other.is_banded):
        return True
    upto = (
        min(rule.upto for rule in (one, other) if rule.upto is not None) if one.upto or other.upto else None
    )
    return upto is None or max(one.over or 0, other.over or 0) < upto


def _selectors_exclude(one: str, other: str) -> bool:
    """Whether both can never be true at once, as far as that can be read off them."""
    first, second = _SELECTOR.match(one), _SELECTOR.match(other)
    if not first or not second or first["name"] != second["name"]:
        return False
    words = [word for parts in (first, second) if parts["sign"] == "=" for word in parts["value"].split("|")]
    if not words:
        return False
    return not any(_one_holds(first, word) and _one_holds(second, word) for word in words)
