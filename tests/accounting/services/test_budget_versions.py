from datetime import date

import pytest

from accounting.errors.budget import (
    BudgetImmutable,
    BudgetUnbalanced,
    ContingencyAboveCap,
    MainBudgetExists,
    ReductionBelowUsed,
    RowsRefused,
    VersionInProgress,
)
from accounting.models import BudgetBalance, BudgetLedger, BudgetLine, BudgetVersion, RevenueLine
from accounting.rules.budget_sheet import BasisPart
from accounting.services import kernel
from accounting.services.budget_effect import put_in_force
from accounting.services.budget_version_lines import save_version_lines
from accounting.services.budget_versions import create_version, withdraw_version
from core.access import SYSTEM, Actor
from core.errors import PermissionMissing, StaleVersion
from core.ids import uuid7
from tenants.context import institution
from tests.accounting.budget_kit import (
    AT,
    NEW_YEAR,
    YEAR,
    allot,
    budget_kit,
    effective_main,
    in_force,
    line,
)
from tests.worlds import World


@pytest.fixture
def kit(world: World):
    with institution(world.culture):
        yield budget_kit()


VOTED = date(2025, 12, 18)


def formed(kit, *rows, kind: str = "MAIN") -> BudgetVersion:
    version = create_version(fiscal_year=YEAR, kind=kind, actor=SYSTEM, at=AT)
    return save_version_lines(version_id=version.pk, rows=rows, actor=SYSTEM, at=AT)


def commit(line_id, amount: int) -> None:
    """Reserve nothing, commit directly: the books as another document would leave them."""
    kernel.apply(
        kernel.Command(
            event="COMMITTED",
            document=kernel.DocumentRef("commitment", uuid7(), "CM2026-G-000001"),
            fiscal_year=YEAR,
            effective_on=NEW_YEAR,
            actor=SYSTEM,
            at=AT,
            movements=[kernel.Movement(line_id, "committed", amount)],
        )
    )


def test_effective_main_budget_stands_in_lines_ledger_and_balances(kit) -> None:
    version_id = effective_main(
        kit, kit.expense("111", "201-03", 125_000_000), kit.expense("111", "201-01", 12_000_000)
    )
    version = BudgetVersion.objects.get(pk=version_id)
    assert (version.state, version.effective_on, version.number) == ("EFFECTIVE", NEW_YEAR, "BG2026-G-000001")
    festival = line("111", "201-03")
    assert (festival.original, festival.current, festival.allotted, festival.available) == (
        125_000_000,
        125_000_000,
        0,
        0,
    )
    assert RevenueLine.objects.get(stat_item__code="R211-01").original == 137_000_000
    ledger = BudgetLedger.objects.get(line=festival)
    assert (ledger.bucket, ledger.amount, ledger.document_type, ledger.document_id) == (
        "original",
        125_000_000,
        "budget_version",
        version_id,
    )
    balance = BudgetBalance.objects.get(item_code="201-03", period=202601)
    assert (balance.original, balance.side) == (125_000_000, "EXPENDITURE")


def test_ac_26_unbalanced_budget_stays_out_of_the_books(kit) -> None:
    rows = [kit.revenue("R211-01", 10_000_000_000), kit.expense("111", "201-03", 9_999_999_000)]
    version = formed(kit, *rows)
    with pytest.raises(BudgetUnbalanced) as refused:
        in_force(version.pk, voted_on=VOTED, effective_on=NEW_YEAR)
    assert refused.value.facts == {"diff": 1_000}
    assert BudgetLine.objects.count() == 0
    assert BudgetVersion.objects.get(pk=version.pk).state == "DRAFT"


def test_ac_27_an_effective_budget_cannot_be_edited(kit) -> None:
    version_id = effective_main(kit, kit.expense("111", "201-03", 125_000_000))
    with pytest.raises(BudgetImmutable):
        save_version_lines(
            version_id=version_id, rows=[kit.expense("111", "201-03", 1_000)], actor=SYSTEM, at=AT
        )
    with pytest.raises(BudgetImmutable):
        put_in_force(
            version=BudgetVersion.objects.get(pk=version_id), effective_on=NEW_YEAR, actor=SYSTEM, at=AT
        )
    assert line("111", "201-03").original == 125_000_000


@pytest.mark.parametrize("contingency, accepted", [(120_000_000, True), (120_001_000, False)])
def test_ac_19_contingency_cap_of_a_version(kit, contingency: int, accepted: bool) -> None:
    total = 12_000_000_000
    rows = [
        kit.revenue("R211-01", total),
        kit.expense("111", "201-03", total - contingency),
        kit.expense("911", "801-01", contingency),
    ]
    version = formed(kit, *rows)
    if accepted:
        in_force(version.pk, voted_on=VOTED, effective_on=NEW_YEAR)
        assert line("911", "801-01").current == 120_000_000
        return
    with pytest.raises(ContingencyAboveCap) as refused:
        in_force(version.pk, voted_on=VOTED, effective_on=NEW_YEAR)
    assert refused.value.facts["cap"] == 120_000_000


def test_ac_79_supplementary_cut_stops_at_what_is_used(kit) -> None:
    effective_main(kit, kit.expense("111", "201-03", 20_000_000))
    festival = line("111", "201-03")
    allot(festival.pk, 20_000_000)
    commit(festival.pk, 15_000_000)
    rows = [kit.expense("111", "201-03", -6_000_000), kit.revenue("R211-01", -6_000_000)]
    version = formed(kit, *rows, kind="SUPPLEMENTARY")
    with pytest.raises(ReductionBelowUsed) as refused:
        in_force(version.pk, voted_on=VOTED, effective_on=date(2026, 6, 30))
    assert refused.value.facts == {"used": 15_000_000}
    festival.refresh_from_db()
    assert (festival.supplementary, festival.allotted) == (0, 20_000_000)


def test_ac_79_supplementary_budget_moves_s_and_lets_the_allotment_fall(kit) -> None:
    main = effective_main(kit, kit.expense("111", "201-03", 20_000_000))
    festival = line("111", "201-03")
    allot(festival.pk, 20_000_000)
    commit(festival.pk, 15_000_000)
    rows = [
        kit.expense("111", "201-03", -5_000_000),
        kit.expense("121", "201-03", 3_000_000),
        kit.revenue("R211-01", -2_000_000),
    ]
    version = formed(kit, *rows, kind="SUPPLEMENTARY")
    in_force(version.pk, voted_on=VOTED, effective_on=date(2026, 6, 30))
    festival.refresh_from_db()
    assert (festival.original, festival.supplementary, festival.current) == (
        20_000_000,
        -5_000_000,
        15_000_000,
    )
    assert (festival.allotted, festival.available) == (15_000_000, 0)
    fresh = line("121", "201-03")
    assert (fresh.original, fresh.supplementary) == (0, 3_000_000)
    assert BudgetVersion.objects.get(pk=main).state == "SUPERSEDED"


def test_rows_are_refused_by_place_and_nothing_is_saved(kit) -> None:
    version = create_version(fiscal_year=YEAR, kind="MAIN", actor=SYSTEM, at=AT)
    good = kit.expense("111", "201-03", 1_000_000)
    with pytest.raises(RowsRefused) as refused:
        save_version_lines(
            version_id=version.pk,
            rows=[good, good, kit.expense("111", "201-01", 999_999), kit.expense("111", "201-05", -1_000)],
            actor=SYSTEM,
            at=AT,
        )
    assert [(fault.pointer, fault.code) for fault in refused.value.errors] == [
        ("/rows/1/stat_item", "DUPLICATE_ROW"),
        ("/rows/2/amount", "E-BUD-009"),
        ("/rows/3/amount", "OUT_OF_RANGE"),
    ]
    assert version.lines.count() == 0


def test_saving_again_keeps_the_basis_and_checks_against_it(kit) -> None:
    version = create_version(fiscal_year=YEAR, kind="MAIN", actor=SYSTEM, at=AT)
    basis = (BasisPart("강사료", 333_333, 3, 1),)
    row = kit.expense("111", "201-03", 1_000_000)
    save_version_lines(
        version_id=version.pk,
        rows=[type(row)(**{**row.__dict__, "basis": basis})],
        actor=SYSTEM,
        at=AT,
    )
    with pytest.raises(RowsRefused) as refused:
        save_version_lines(
            version_id=version.pk, rows=[kit.expense("111", "201-03", 1_001_000)], actor=SYSTEM, at=AT
        )
    assert refused.value.errors[0].code == "E-BUD-008"
    assert version.lines.get().bases.get().amount == 999_999


def test_only_one_main_budget_and_one_open_supplementary(kit) -> None:
    effective_main(kit, kit.expense("111", "201-03", 1_000_000))
    with pytest.raises(MainBudgetExists):
        create_version(fiscal_year=YEAR, kind="MAIN", actor=SYSTEM, at=AT)
    first = create_version(fiscal_year=YEAR, kind="SUPPLEMENTARY", actor=SYSTEM, at=AT)
    assert first.title == "2026년도 제1회 추가경정예산"
    with pytest.raises(VersionInProgress):
        create_version(fiscal_year=YEAR, kind="SUPPLEMENTARY", actor=SYSTEM, at=AT)
    withdraw_version(version_id=first.pk, actor=SYSTEM, at=AT)
    assert create_version(fiscal_year=YEAR, kind="SUPPLEMENTARY", actor=SYSTEM, at=AT).ordinal == 2


def test_stale_versions_and_missing_permissions_are_refused(kit) -> None:
    version = create_version(fiscal_year=YEAR, kind="MAIN", actor=SYSTEM, at=AT)
    rows = [kit.expense("111", "201-03", 1_000)]
    with pytest.raises(StaleVersion):
        save_version_lines(version_id=version.pk, rows=rows, actor=SYSTEM, at=AT, expected_version=7)
    outsider = Actor(user_id=uuid7(), name="임나라")
    with pytest.raises(PermissionMissing):
        save_version_lines(version_id=version.pk, rows=rows, actor=outsider, at=AT)
    assert version.lines.count() == 0
