"""Spending import: a file into the books, the same file again, a corrected file; and the public data set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from accounting.errors.budget import BudgetExceeded
from accounting.errors.execution import ClassUnmapped, ImportDiffers, ImportFaulty
from accounting.models import (
    BudgetLine,
    ExpenditureReturn,
    Journal,
    JournalLine,
    PaymentVoucher,
    Receipt,
    RevenueLine,
    SpendingImportLine,
)
from accounting.queries.verification import differences
from accounting.rules.spending_import import SpendingLine, fingerprint
from accounting.services.imports.spending_budget import class_targets, open_class_budget
from accounting.services.imports.spending_institutions import (
    ImportPlan,
    by_group,
    found_government,
    load_file,
    read_file,
)
from accounting.services.imports.spending_load import ImportResult, SpendingUpload, load_spending
from core.access import SYSTEM
from core.periods import SEOUL
from tenants import registry
from tenants.context import institution
from tenants.steps import Administrator
from tests.accounting.books import department
from tests.worlds import PASSWORD, World

YEAR = 2026
AT = datetime(2026, 7, 1, 10, 0, tzinfo=SEOUL)
MEALS, TAXI = "간담회_식대", "교통_택시"


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def line(line_id: str, day: int, amount: int, item_class: str = MEALS) -> SpendingLine:
    words = fingerprint([line_id, day, amount, item_class])
    return SpendingLine(line_id, "가람", item_class, date(YEAR, 3, day), amount, words)


LINES = (
    line("1", 2, 50_000),
    line("2", 2, 50_000),
    line("3", 5, 12_000, TAXI),
    line("4", 6, -20_000),
    line("5", 7, -99_000, TAXI),
)


def load(*lines: SpendingLine, accept_changes: bool = False) -> ImportResult:
    opened = open_class_budget(
        fiscal_year=YEAR, lines=lines, department_id=department().pk, actor=SYSTEM, at=AT
    )
    upload = SpendingUpload("지출.xlsx", "0" * 64, YEAR, lines)
    return load_spending(upload=upload, targets=opened, actor=SYSTEM, at=AT, accept_changes=accept_changes)


def paid(item_class: str) -> int:
    return BudgetLine.objects.get(detail_project__name=item_class).paid


def test_every_line_finds_its_way() -> None:
    result = load(*LINES)
    assert (result.payments, result.returns, result.revenues) == (3, 1, 1)
    assert (result.executed_amount, result.revenue_amount) == (92_000, -99_000)
    assert (paid(MEALS), paid(TAXI)) == (80_000, 12_000)
    assert PaymentVoucher.objects.filter(state="PAID").count() == 3
    assert ExpenditureReturn.objects.get().total_amount == 20_000
    assert Receipt.objects.get().total_amount == 99_000
    revenue = RevenueLine.objects.get(stat_item__code="R421-02")
    assert (revenue.assessed, revenue.received) == (99_000, 99_000)
    entry = JournalLine.objects.filter(journal__document_id=Receipt.objects.get().pk)
    assert sorted(entry.values_list("account_code", "debit", "credit")) == [
        ("11102", 99_000, 0),
        ("43103", 0, 99_000),
    ]


def test_nothing_of_the_payee_is_kept() -> None:
    load(*LINES)
    titles = set(PaymentVoucher.objects.values_list("title", flat=True))
    assert titles == {"이관 지출 1", "이관 지출 2", "이관 지출 3"}


def test_the_same_file_again_adds_nothing() -> None:
    load(*LINES)
    before = Journal.objects.count()
    again = load(*LINES)
    assert (again.added, again.spending_import) == (0, None)
    assert Journal.objects.count() == before
    assert SpendingImportLine.objects.count() == 5


def test_a_corrected_file_shows_its_differences_first() -> None:
    load(*LINES)
    corrected = (LINES[0], line("2", 2, 55_000), *LINES[2:4], LINES[4])
    with pytest.raises(ImportDiffers) as refused:
        load(*corrected)
    assert refused.value.facts == {"changed": 1, "missing": 0}
    assert [fault.pointer for fault in refused.value.errors] == ["/lines/2"]
    assert paid(MEALS) == 80_000


def test_agreed_differences_are_posted_as_return_and_payment() -> None:
    load(*LINES, line("9", 1, 30_000))
    corrected = (LINES[0], line("2", 2, 45_000), *LINES[2:4], LINES[4])
    result = load(*corrected, accept_changes=True)
    assert result.added == 1
    assert paid(MEALS) == 50_000 + 45_000 - 20_000
    assert SpendingImportLine.objects.count() == 5


def test_new_lines_beyond_the_budget_are_refused_whole() -> None:
    load(*LINES)
    upload = SpendingUpload("지출.xlsx", "1" * 64, YEAR, (*LINES, line("6", 8, 10), line("7", 9, 900_000)))
    with pytest.raises(BudgetExceeded):
        load_spending(upload=upload, targets=class_targets(YEAR), actor=SYSTEM, at=AT)
    assert paid(MEALS) == 80_000
    assert SpendingImportLine.objects.count() == 5


def test_a_class_without_budget_is_named() -> None:
    with pytest.raises(ClassUnmapped) as refused:
        load(line("1", 2, 1_000, "모르는 분류"))
    assert refused.value.facts == {"classes": ["모르는 분류"]}


def test_books_agree_after_an_import() -> None:
    load(*LINES)
    assert list(differences()) == []


def test_a_faulty_file_names_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "지출.csv"
    path.write_text(
        "총연번,지역명,연월일,내역,지출액,사용처,분류\n"
        "A1,가람 동구,2026-03-02,다과,5000,가게,간담회_다과\n"
        "A1,가람 동구,2026-13-02,다과,5천,가게,간담회_다과\n",
        encoding="cp949",
    )
    with pytest.raises(ImportFaulty) as refused:
        read_file(path)
    assert [fault.pointer for fault in refused.value.errors] == [
        "/rows/3/연월일",
        "/rows/3/지출액",
        "/rows/3/총연번",
    ]


def test_csv_and_hangul_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "지출.csv"
    text = (
        '총연번,지역명,연월일,내역,지출액,사용처,분류\nA1,가람 동구,2026.3.2,다과,"△5,000",가게,간담회_다과\n'
    )
    path.write_text(text, encoding="utf-8-sig")
    (found,) = read_file(path).lines
    assert (found.group, found.paid_on, found.amount) == ("가람", date(2026, 3, 2), -5_000)


@pytest.mark.real_data
def test_the_public_spending_lines_are_understood(real_data: Path) -> None:
    read = read_file(real_data / "kr_spending_lines" / "2020_KAPF-20.xlsx")
    groups = by_group(read.lines)
    assert len(read.lines) == 52_818
    assert sum(item.amount for item in read.lines) == 62_010_100_467
    assert len(groups) == 18
    assert len({item.key for item in read.lines}) == 525


@pytest.mark.real_data
def test_the_public_spending_lines_in_the_books(real_data: Path, world: World, tmp_path: Path) -> None:
    """The smallest two institutions whole: per-institution sums equal, trial balance balanced, again adds nothing."""
    source = read_file(real_data / "kr_spending_lines" / "2020_KAPF-20.xlsx")
    groups = by_group(source.lines)
    path = _file_of([*groups["세종특별자치시"], *groups["제주"]], tmp_path)
    plan = ImportPlan(path, "real", 2020, SYSTEM, AT)
    found_government(
        plan, ["세종특별자치시", "제주"], Administrator("admin", "관리자", PASSWORD), "이관 지방정부"
    )
    results = load_file(plan=plan, opens_budget=True, say=lambda text: None)
    for group, result in results.items():
        total = sum(item.amount for item in groups[group])
        assert result.executed_amount + result.revenue_amount == total
    again = load_file(plan=plan, opens_budget=True, say=lambda text: None)
    assert [result.added for result in again.values()] == [0, 0]
    for tenant in registry.all_tenants("institution"):
        if tenant.government_schema == "gov_real":
            with institution(tenant, platform_code=True):
                assert list(differences()) == []


def _file_of(lines: list[SpendingLine], folder: Path) -> Path:
    """A file with these lines, payee and purpose replaced by nothing."""
    path = folder / "지출.csv"
    rows = ["총연번,지역명,연월일,내역,지출액,사용처,분류"]
    rows += [
        f"{item.line_id},{item.group},{item.paid_on.isoformat()},,{item.amount},,{item.item_class}"
        for item in lines
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path
