import io
from datetime import date

import openpyxl
import pytest

from accounting.errors.budget import BudgetImmutable, UploadRefused
from accounting.models import BudgetVersion, BudgetVersionLine, DetailProject
from accounting.queries.budget_form import budget_form
from accounting.services.budget_upload import check_upload, load_upload
from accounting.services.budget_versions import create_version
from core.access import SYSTEM
from core.sheets import FileUnreadable
from tenants.context import institution
from tests.accounting.budget_kit import AT, YEAR, budget_kit, effective_main
from tests.worlds import World

HEADINGS = [
    "구분",
    "회계구분",
    "부서",
    "정책사업",
    "단위사업",
    "세부사업",
    "과목코드",
    "예산액",
    "재원:OPERATING_GRANT",
    "재원:OWN",
]
GOOD = [
    ["세입", "G", "D10", "", "", "", "R211-01", 30_000_000, 30_000_000, ""],
    ["세입", "G", "D10", "", "", "", "R111-01", "５，０００，０００원", "", "5백만"],
    [
        "세출",
        "일반회계",
        "공연사업팀",
        "",
        "",
        "111 겨울빛축제 운영",
        "201-03 행사운영비",
        20_000_000,
        18_000_000,
        "2,000,000",
    ],
    [
        "세출",
        "일반회계",
        "공연사업팀",
        "100 문화예술진흥",
        "110 축제·거리예술",
        "119 봄꽃축제",
        "201-01",
        15_000_000,
        12_000_000,
        3_000_000,
    ],
]


@pytest.fixture
def version(world: World):
    with institution(world.culture):
        budget_kit()
        yield create_version(fiscal_year=YEAR, kind="MAIN", actor=SYSTEM, at=AT)


def workbook(*rows, change=lambda sheet: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "예산"
    for row in (HEADINGS, *rows):
        sheet.append(row)
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def places(refused: UploadRefused) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in refused.errors]


def test_a_right_file_becomes_the_version_with_its_new_project(version: BudgetVersion) -> None:
    report = load_upload(version_id=version.pk, content=workbook(*GOOD), actor=SYSTEM, at=AT)
    assert (report.rows, report.new_projects) == (4, ["119 봄꽃축제"])
    assert [(unit.unit, unit.revenue, unit.expenditure) for unit in report.totals] == [
        ("G", 35_000_000, 35_000_000)
    ]
    festival = BudgetVersionLine.objects.filter(stat_item__code="201-03").order_by("funding_source_id")
    assert [(line.funding_source_id, line.amount) for line in festival] == [
        ("OPERATING_GRANT", 18_000_000),
        ("OWN", 2_000_000),
    ]
    assert DetailProject.objects.get(code="119").parent.parent.code == "100"


def test_a_dry_run_writes_nothing(version: BudgetVersion) -> None:
    report = check_upload(version_id=version.pk, content=workbook(*GOOD), actor=SYSTEM, at=AT)
    assert report.is_loadable
    assert version.lines.count() == 0
    assert not DetailProject.objects.filter(code="119").exists()


def test_one_wrong_cell_keeps_everything_out(version: BudgetVersion) -> None:
    wrong = ["세출", "일반회계", "공연사업팀", "", "", "111", "999-99", 1_000_000, 1_000_000, ""]
    with pytest.raises(UploadRefused) as refused:
        load_upload(version_id=version.pk, content=workbook(*GOOD, wrong), actor=SYSTEM, at=AT)
    assert places(refused.value) == [("/rows/6/과목코드", "E-BUD-001")]
    assert refused.value.errors[0].detail.startswith("6행 G열(과목코드): 예산과목이")
    assert version.lines.count() == 0
    assert not DetailProject.objects.filter(code="119").exists()


def test_ac_26_a_file_that_does_not_balance_is_refused_as_a_whole(version: BudgetVersion) -> None:
    short = [*GOOD[0][:7], 29_999_000, 29_999_000, ""]
    with pytest.raises(UploadRefused) as refused:
        load_upload(version_id=version.pk, content=workbook(short, *GOOD[1:]), actor=SYSTEM, at=AT)
    assert places(refused.value) == [("/rows/0/", "E-BUD-007")]
    assert "차액 1,000원" in refused.value.errors[0].detail
    assert version.lines.count() == 0


def test_t37_merged_cells_formulas_and_duplicates_are_reported_with_their_place(
    version: BudgetVersion,
) -> None:
    def change(sheet) -> None:
        sheet.merge_cells("C4:C5")
        sheet["H5"] = "=H4*2"

    report = check_upload(
        version_id=version.pk, content=workbook(*GOOD, GOOD[2], change=change), actor=SYSTEM, at=AT
    )
    found = {(fault.row, fault.column, fault.code) for fault in report.faults}
    assert {(4, "C", "MERGED_CELL"), (5, "H", "FORMULA_WITHOUT_VALUE"), (6, "G", "DUPLICATE_ROW")} <= found
    assert not report.is_loadable


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
def test_csv_is_read_in_both_encodings(version: BudgetVersion, encoding: str) -> None:
    rows = [",".join(HEADINGS)]
    rows += [",".join(f'"{cell}"' for cell in row) for row in GOOD[:3]]
    rows[2] = rows[2].replace("５", "5").replace("，", ",").replace("０", "0")
    content = "\r\n".join(rows).encode(encoding)
    report = check_upload(version_id=version.pk, content=content, actor=SYSTEM, at=AT)
    assert report.rows == 3
    assert [fault.code for fault in report.faults] == ["E-BUD-007"]


def test_what_is_no_table_says_so(version: BudgetVersion) -> None:
    with pytest.raises(FileUnreadable):
        check_upload(version_id=version.pk, content=b"\x89PNG\r\n\x1a\n\x00\x00", actor=SYSTEM, at=AT)


def test_the_downloaded_form_can_be_uploaded_again(version: BudgetVersion) -> None:
    load_upload(version_id=version.pk, content=workbook(*GOOD), actor=SYSTEM, at=AT)
    name, content = budget_form(version.pk, date(2026, 1, 5))
    assert name == "2026년도 본예산 양식.xlsx"
    before = list(
        BudgetVersionLine.objects.values_list("stat_item__code", "funding_source_id", "amount").order_by("id")
    )
    report = load_upload(version_id=version.pk, content=content, actor=SYSTEM, at=AT)
    assert report.rows == 4
    after = list(
        BudgetVersionLine.objects.values_list("stat_item__code", "funding_source_id", "amount").order_by("id")
    )
    assert sorted(before) == sorted(after)


def test_ac_27_an_effective_budget_takes_no_file(world: World) -> None:
    with institution(world.youth):
        kit = budget_kit()
        version_id = effective_main(kit, kit.expense("111", "201-03", 1_000_000))
        with pytest.raises(BudgetImmutable):
            load_upload(version_id=version_id, content=workbook(*GOOD), actor=SYSTEM, at=AT)
