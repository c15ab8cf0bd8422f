"""The delegation table: reading, faults, selectors."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from organization.rules.delegation import Rule, TableFault, faults_of_table, selector_holds
from organization.rules.delegation_file import COLUMNS, RowUnreadable, row_of_rule, rule_of_row

SEED = Path(__file__).resolve().parents[3] / "organization/seed/delegation_of_authority_sample.csv"
ROW = Rule("EXP-01", "spending_proposal", "품의", "TEAM_LEAD", cooperation=("BUDGET_TEAM",), over=0, upto=100)


def sample() -> list[Rule]:
    with SEED.open(encoding="utf-8", newline="") as handle:
        return [rule_of_row(row) for row in csv.DictReader(handle)]


def test_sample_table_has_no_fault_and_survives_a_round_trip() -> None:
    rules = sample()
    assert len(rules) == 77
    assert faults_of_table(rules) == []
    assert [rule_of_row(row_of_rule(rule)) for rule in rules] == rules


def test_every_row_of_the_sample_table_is_read_and_written_word_for_word() -> None:
    with SEED.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    written = [
        {column: "" if cell is None else str(cell) for column, cell in row_of_rule(rule_of_row(row)).items()}
        for row in rows
    ]
    assert written == [{column: row[column] for column in COLUMNS} for row in rows]
    assert all(row["source"] for row in rows)


def test_overlapping_bands_are_two_candidates() -> None:
    second = replace(ROW, rule_id="EXP-02", over=99, upto=None)
    assert faults_of_table([ROW, second]) == [TableFault("TWO_CANDIDATES", ("EXP-01", "EXP-02"))]
    assert faults_of_table([ROW, replace(second, over=100)]) == []
    assert faults_of_table([ROW, replace(second, over=None)]) != []


def test_selectors_that_may_both_be_true_are_two_candidates() -> None:
    members = replace(ROW, selector="subject_level=MEMBER")
    above = replace(ROW, rule_id="EXP-02", selector="subject_level>=DIVISION_HEAD")
    assert faults_of_table([members, above]) == []
    both = replace(above, selector="subject_level>=MEMBER")
    assert faults_of_table([members, both]) == [TableFault("TWO_CANDIDATES", ("EXP-01", "EXP-02"))]
    other = replace(above, selector="kind=A")
    assert faults_of_table([members, other]) == [TableFault("TWO_CANDIDATES", ("EXP-01", "EXP-02"))]
    assert faults_of_table([ROW, other]) == []


def test_unreadable_rows_are_named() -> None:
    assert faults_of_table([replace(ROW, final_role="KING")]) == [
        TableFault("UNKNOWN_ROLE", ("EXP-01",), "KING")
    ]
    assert faults_of_table([replace(ROW, upto=0)]) == [TableFault("BAND_REVERSED", ("EXP-01",))]
    assert faults_of_table([replace(ROW, selector="kind ~ A")]) == [
        TableFault("SELECTOR_UNREADABLE", ("EXP-01",), "kind ~ A")
    ]
    twice = faults_of_table([ROW, replace(ROW, business_type="other")])
    assert twice == [TableFault("RULE_ID_TWICE", ("EXP-01",))]
    with pytest.raises(RowUnreadable):
        rule_of_row(row_of_rule(ROW) | {"amount_up_to_won": "십만"})
    assert rule_of_row(row_of_rule(ROW) | {"amount_up_to_won": "3,000,000"}).upto == 3_000_000
    assert rule_of_row(row_of_rule(ROW) | {"amount_up_to_won": 100.0}) == ROW


@pytest.mark.parametrize(
    ("selector", "value", "holds"),
    [
        ("kind=A|B", "B", True),
        ("kind=A|B", "C", False),
        ("kind=A|B", "", False),
        ("kind>=TEAM_LEAD", "HEAD", True),
        ("kind>=TEAM_LEAD", "MEMBER", False),
        ("kind in 77.2..77.9", "77.9", True),
        ("kind in 77.2..77.9", "77.10", False),
        ("kind in 77.2..77.9", "77.1|77.4", True),
    ],
)
def test_selectors(selector: str, value: str, holds: bool) -> None:
    assert selector_holds(selector, {"kind": value}) is holds
