from __future__ import annotations

from consolidation.rules.balances import AccountInfo, BalanceLine, TrialBalance, consolidate

ACCOUNTS = {
    code: AccountInfo(code, name, kind, is_debit=kind in ("asset", "expense"))
    for code, name, kind in [
        ("11102", "보통예금", "asset"),
        ("11301", "사업미수금", "asset"),
        ("21101", "미지급금", "liability"),
        ("41503", "용역수입", "revenue"),
        ("49101", "회계간전입금", "revenue"),
        ("53108", "용역비", "expense"),
        ("59101", "회계간전출금", "expense"),
    ]
}
MEMBERS = frozenset({"culture", "youth"})


def line(institution: str, account: str, debit: int, credit: int, entity: str = "") -> BalanceLine:
    return BalanceLine(institution, account, entity, debit, credit)


def nets(outcome: TrialBalance) -> dict[str, int]:
    return {row.account.code: row.net for row in outcome.rows}


def test_claims_and_results_between_members_are_eliminated_by_the_smaller_side() -> None:
    outcome = consolidate(
        [
            line("culture", "53108", 30, 0, "youth"),
            line("culture", "21101", 0, 30, "youth"),
            line("culture", "53108", 70, 0),
            line("culture", "11102", 0, 70),
            line("youth", "11301", 25, 0, "culture"),
            line("youth", "41503", 0, 25, "culture"),
        ],
        ACCOUNTS,
        MEMBERS,
    )

    assert nets(outcome) == {"11102": -70, "11301": 0, "21101": -5, "41503": 0, "53108": 75}
    assert sum(row.net for row in outcome.rows) == 0
    assert (
        sum(r.eliminated_debit for r in outcome.rows) == sum(r.eliminated_credit for r in outcome.rows) == 50
    )
    assert [(gap.area, gap.difference) for gap in outcome.gaps] == [("CLAIM", 5), ("RESULT", 5)]


def test_transfers_between_own_units_leave_the_institutions_total() -> None:
    outcome = consolidate(
        [
            line("culture", "59101", 5_000_000, 0),
            line("culture", "11102", 5_000_000, 5_000_000),
            line("culture", "49101", 0, 5_000_000),
        ],
        ACCOUNTS,
        MEMBERS,
    )

    assert nets(outcome) == {"11102": 0, "49101": 0, "59101": 0}
    assert outcome.gaps == ()


def test_strangers_are_not_eliminated() -> None:
    outcome = consolidate(
        [line("culture", "53108", 30, 0, "elsewhere"), line("culture", "21101", 0, 30, "elsewhere")],
        ACCOUNTS,
        MEMBERS,
    )

    assert nets(outcome) == {"21101": -30, "53108": 30}
    assert outcome.gaps == ()
