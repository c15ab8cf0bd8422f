from __future__ import annotations

from datetime import date
from io import BytesIO
from urllib.parse import parse_qs

import pytest
from django.test import Client
from openpyxl import load_workbook

from consolidation.models import LookRecord, ParentTransfer
from tenants.context import institution
from tests.consolidation.ledgers import NOON, budget, received, write_example
from tests.people import client_of
from tests.worlds import World

LISTS = [
    "/consolidation/",
    "/consolidation/matrix/",
    "/consolidation/trial-balance/",
    "/consolidation/accounts/11102/",
    "/consolidation/reconciliation/",
    "/consolidation/eliminations/",
    "/consolidation/looks/",
    "/consolidation/institutions/culture/items/",
]


@pytest.fixture
def officer(world: World) -> Client:
    write_example(world)
    return client_of(world.gov, "officer")


@pytest.mark.parametrize("path", LISTS)
def test_screen_opens_for_the_officer(officer: Client, path: str) -> None:
    answer = officer.get(path, {"fy": "2026", "month": "11"})

    assert answer.status_code == 200, answer.content.decode()[:2000]


@pytest.mark.parametrize("path", LISTS)
def test_screen_is_refused_without_the_right(world: World, path: str) -> None:
    assert client_of(world.gov, "outsider").get(path).status_code == 403


@pytest.mark.parametrize("path", LISTS)
def test_screen_wants_a_login(world: World, path: str) -> None:
    assert client_of(world.gov).get(path).status_code == 302


@pytest.mark.parametrize("path", LISTS)
def test_institutions_have_no_such_screen(world: World, path: str) -> None:
    assert client_of(world.culture, "chief").get(path).status_code == 404


def test_matrix_shows_sums_elimination_and_late_cells(officer: Client) -> None:
    page = officer.get("/consolidation/matrix/", {"fy": "2026", "month": "11", "unit": "1"}).content.decode()

    assert "(재)가람문화재단" in page
    assert "4,130,000" in page  # 단순 합계
    assert "−30,000" in page  # 제거
    assert "4,100,000" in page  # 순계
    assert "▼" in page
    assert "나래체육회" not in page


def test_matrix_as_excel_holds_won_as_numbers(officer: Client) -> None:
    answer = officer.get("/consolidation/matrix/", {"fy": "2026", "month": "11", "export": "xlsx"})

    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [
        "(재)가람문화재단",
        "(재)가람청소년재단",
        "단순 합계",
        "기관 간 거래 제거",
        "순계",
    ]
    paid = rows[0].index("합계 지출액")
    assert [row[paid] for row in rows[1:]] == [2_930_000, 1_200_000, 4_130_000, -30_000, 4_100_000]


def test_every_look_is_written_down_at_once(world: World, officer: Client) -> None:
    officer.get("/consolidation/matrix/", {"fy": "2026", "month": "3"})
    officer.get("/consolidation/institutions/culture/items/", {"fy": "2026", "month": "3", "column": "201"})

    with institution(world.gov):
        looks = list(
            LookRecord.objects.order_by("id").values_list(
                "officer_name", "screen", "institution_code", "subject"
            )
        )
    assert looks == [("강민서", "MATRIX", "", ""), ("강민서", "ITEMS", "culture", "201")]


def test_papers_ask_for_a_reason_first(officer: Client) -> None:
    path = "/consolidation/institutions/culture/movements/?fy=2026"
    asked = officer.get(path)
    assert asked.status_code == 302
    assert asked["Location"].startswith("/consolidation/look-reason/?next=")

    given = officer.post("/consolidation/look-reason/", {"reason": "SETTLEMENT", "next": path})
    assert given["Location"] == path
    assert "결산 검토" in officer.get(path).content.decode()


def test_reason_screen_never_leads_to_another_site(officer: Client) -> None:
    given = officer.post(
        "/consolidation/look-reason/", {"reason": "AUDIT", "next": "https://elsewhere.example/"}
    )

    assert given["Location"] == "/consolidation/"


def test_institution_of_another_government_is_not_found(officer: Client) -> None:
    officer.post("/consolidation/look-reason/", {"reason": "AUDIT"})

    for rest in ("items/", "movements/", "accounts/11102/"):
        assert officer.get(f"/consolidation/institutions/stranger/{rest}").status_code == 404


def test_parent_transfer_is_recorded_and_faults_are_named(world: World, officer: Client) -> None:
    form = {"institution_code": "culture", "item_code": "306-01", "paid_on": "2026-03-02", "amount": "5백만"}
    bad = officer.post("/consolidation/parent-transfers/new/", form | {"amount": "많이"})
    assert bad.status_code == 400
    assert "금액을 숫자로" in bad.content.decode()

    assert officer.post("/consolidation/parent-transfers/new/", form).status_code == 302
    page = officer.get("/consolidation/reconciliation/", {"fy": "2026", "month": "12"}).content.decode()
    assert "5,000,000" in page
    assert "상대 기관 미계상" in page


def test_home_counts_the_mismatches_of_the_reconciliation(world: World, officer: Client) -> None:
    with institution(world.gov):
        for item, amount in (("306-01", 5_000_000), ("307-05", 700_000)):
            ParentTransfer.objects.create(
                fiscal_year=2026,
                institution_code="culture",
                item_code=item,
                paid_on=date(2026, 3, 2),
                amount=amount,
                agreement=f"G-{item}",
                recorded_at=NOON,
            )
    home = officer.get("/", {"fy": "2026"})
    tile = next(figure for figure in home.context["figures"] if figure.title == "내부거래 불일치")
    address, asked = tile.url.split("?")
    listed = officer.get(tile.url)

    assert (tile.value, address) == ("2", "/consolidation/reconciliation/")
    assert parse_qs(asked)["fy"] == ["2026"]
    assert parse_qs(asked)["state"] == ["open"]
    page = listed.content.decode()
    assert "G-306-01" in page
    assert "G-307-05" in page
    assert "A-1" not in page
    with institution(world.gov):
        looks = list(LookRecord.objects.order_by("id").values_list("screen", flat=True))
    assert looks == ["OVERVIEW", "RECONCILIATION"]


def test_elimination_row_opens_the_payments_that_make_it(world: World, officer: Client) -> None:
    asked = {"fy": "2026", "month": "11", "unit": "1"}
    shown = officer.get("/consolidation/matrix/", asked).context["view"].elimination
    by_item = officer.get(shown.cells[-1].url)
    whole = officer.get(shown.paid.url)

    assert [cell.text for cell in shown.cells] == ["0", "0", "−30,000"]
    assert [cell.url == "" for cell in shown.cells] == [True, True, False]
    assert by_item.context["result"].sums == whole.context["result"].sums == {"amount": -30_000}
    page = by_item.content.decode()
    assert "A-1" in page
    assert "−30,000" in page
    other_column = officer.get("/consolidation/eliminations/", asked | {"column": "201"})
    assert other_column.context["result"].count == 0
    assert "제거한 거래가 없습니다." in other_column.content.decode()


def test_transfers_inside_an_institution_stand_among_the_eliminations(world: World, officer: Client) -> None:
    with institution(world.culture):
        budget("701-01", 5_000_000, 5_000_000)
        received("R711-01", 5_000_000)
    page = officer.get("/consolidation/eliminations/", {"fy": "2026", "month": "11"})

    assert page.context["result"].sums == {"amount": -5_030_000}
    assert "기관 안 회계 사이" in page.content.decode()


def test_reconciliation_between_members_leaves_the_parent_out(world: World, officer: Client) -> None:
    form = {"institution_code": "culture", "item_code": "306-01", "paid_on": "2026-03-02", "amount": "5백만"}
    officer.post("/consolidation/parent-transfers/new/", form)
    asked = {"fy": "2026", "month": "12"}

    def counted(**more: str) -> int:
        return int(officer.get("/consolidation/reconciliation/", asked | more).context["result"].count)

    assert counted() == 2
    assert counted(between="members") == counted(between="parent") == 1
    assert counted(profile="FOUNDATION") == 2
    assert counted(profile="CORPORATION") == 0


@pytest.mark.parametrize(
    "path,entry",
    [
        ("/consolidation/institutions/culture/items/", "consolidation:matrix"),
        ("/consolidation/institutions/culture/movements/", "consolidation:matrix"),
        ("/consolidation/eliminations/", "consolidation:matrix"),
        ("/consolidation/accounts/11102/", "consolidation:trial-balance"),
        ("/consolidation/institutions/culture/accounts/11102/", "consolidation:trial-balance"),
        ("/consolidation/parent-transfers/new/", "consolidation:reconciliation"),
        ("/consolidation/", "consolidation:overview"),
    ],
)
def test_menu_marks_the_screen_an_officer_came_from(officer: Client, path: str, entry: str) -> None:
    officer.post("/consolidation/look-reason/", {"reason": "AUDIT"})
    assert officer.get(path, {"fy": "2026"}).context["shell"].current_route == entry
