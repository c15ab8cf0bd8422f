"""The editing grid: Excel blocks, Hangul, codes, faults, undo; what is typed survives a refusal."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Desk

PASTE = '207-01\t"두 줄\n내용"\t2\t식\t1.5백만\r\n임차료\t천막\t3\t동\t△1,000\r\n999-99\t없는 것\tabc\t동\t10'


@pytest.fixture
def grid_page(desk: Desk) -> Page:
    page = desk.page(desk.site.world.culture, "drafter")
    page.goto("/__ui/document/")
    page.wait_for_selector("[data-grid][data-ready]")
    return page


def rows(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page.input_value("input[name=rows]"))
    return found


def active(page: Page) -> str:
    return page.locator(".eg-input").get_attribute("aria-label") or ""


def cell(page: Page, row: int, field: str) -> Any:
    return page.locator(f".tabulator-table .tabulator-row:nth-child({row}) [tabulator-field={field}]")


def test_typing_computes_and_undo_takes_it_back(grid_page: Page) -> None:
    cell(grid_page, 1, "quantity").click()
    grid_page.keyboard.type("3")
    grid_page.keyboard.press("Enter")
    assert active(grid_page) == "수량, 2줄, 3,000"
    assert rows(grid_page)[0]["amount"] == 30_600_000
    grid_page.keyboard.press("Control+z")
    assert rows(grid_page)[0]["amount"] == 10_200_000
    grid_page.keyboard.press("Control+y")
    assert rows(grid_page)[0]["quantity"] == 3


def test_code_cell_suggests_by_name_and_fills_the_row(grid_page: Page) -> None:
    cell(grid_page, 4, "item").click()
    grid_page.keyboard.insert_text("연구")
    expect(grid_page.locator(".suggest li")).to_have_count(1)
    grid_page.keyboard.press("Enter")
    assert rows(grid_page)[3] == {"item": "207-01", "item_name": "연구용역비", "available": 0}


def test_block_from_excel(grid_page: Page) -> None:
    cell(grid_page, 4, "item").click()
    grid_page.evaluate("(text) => navigator.clipboard.writeText(text)", PASTE)
    grid_page.keyboard.press("Control+v")
    expect(grid_page.locator(".editgrid-errors button")).to_have_count(2)
    first, second, third = rows(grid_page)[3:]
    assert (first["content"], first["price"], first["amount"]) == ("두 줄\n내용", 1_500_000, 3_000_000)
    assert (second["item"], second["item_name"], second["amount"]) == ("201-05", "임차료", -3_000)
    assert third["quantity"] == "abc"
    grid_page.locator(".editgrid-errors button").first.click()
    assert active(grid_page).startswith("예산과목, 6줄, 999-99, 고칠 곳")
    grid_page.keyboard.press("Control+z")
    assert len(rows(grid_page)) == 3


def test_thousand_rows_paste_quickly(grid_page: Page) -> None:
    cell(grid_page, 4, "content").click()
    text = "\n".join(f"내용 {number}\t{number}" for number in range(1, 501))
    grid_page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    grid_page.keyboard.press("Control+v")
    expect(grid_page.locator("[data-grid-count]")).to_contain_text("503줄", timeout=8_000)
    assert rows(grid_page)[-1]["quantity"] == 500


def test_fill_down_insert_and_remove_rows(grid_page: Page) -> None:
    cell(grid_page, 1, "unit").click()
    grid_page.keyboard.press("Shift+ArrowDown")
    grid_page.keyboard.press("Control+d")
    assert [row["unit"] for row in rows(grid_page)] == ["식", "식", "동"]
    grid_page.keyboard.press("Control+Delete")
    assert [row["item"] for row in rows(grid_page)] == ["201-05"]
    grid_page.keyboard.press("Alt+Enter")
    grid_page.keyboard.type("201-01")
    grid_page.keyboard.press("Tab")
    expect(grid_page.locator("input[name=rows]")).to_have_value(re.compile("사무관리비"))


def test_copy_gives_plain_numbers(grid_page: Page) -> None:
    cell(grid_page, 1, "price").click()
    grid_page.keyboard.press("Shift+ArrowRight")
    grid_page.keyboard.press("Control+c")
    assert grid_page.evaluate("() => navigator.clipboard.readText()") == "10200000\t10200000"


def test_escape_then_tab_leaves_the_grid(grid_page: Page) -> None:
    cell(grid_page, 1, "unit").click()
    grid_page.keyboard.press("Tab")
    assert active(grid_page).startswith("단가, 1줄")
    grid_page.keyboard.press("Escape")
    grid_page.keyboard.press("Tab")
    expect(grid_page.locator(".eg-input")).not_to_be_focused()


def test_refusal_shows_the_sum_and_keeps_the_typing(grid_page: Page) -> None:
    grid_page.fill("#title", "고친 제목")
    grid_page.keyboard.press("Control+Enter")
    refusal = grid_page.locator("#refusal .refusal")
    expect(refusal).to_contain_text("1,200,000원 부족")
    expect(refusal.locator(".arith .res dd")).to_have_text("−1,200,000")
    expect(grid_page.locator("#title")).to_have_value("고친 제목")


def test_faults_stand_on_the_cell_and_are_walked_through(grid_page: Page) -> None:
    cell(grid_page, 2, "amount").click()
    grid_page.keyboard.press("Delete")
    grid_page.keyboard.press("Control+s")
    expect(grid_page.locator("[data-fault-count]")).to_have_text("고칠 곳 1개")
    expect(cell(grid_page, 2, "amount")).to_have_class(re.compile("is-error"))
    grid_page.locator("[data-next-fault]").click()
    assert active(grid_page).startswith("금액, 2줄, 빈칸, 고칠 곳")


def test_draft_is_kept_and_offered_again(grid_page: Page) -> None:
    grid_page.fill("#title", "자동으로 남는 제목")
    cell(grid_page, 1, "unit").click()
    grid_page.keyboard.type("대")
    grid_page.keyboard.press("Enter")
    with grid_page.expect_response(
        lambda r: "/ui/drafts/" in r.url and r.request.method == "POST", timeout=15_000
    ):
        pass
    grid_page.reload()
    grid_page.locator("[data-take]").click()
    expect(grid_page.locator("#title")).to_have_value("자동으로 남는 제목")
    grid_page.wait_for_timeout(300)
    assert rows(grid_page)[0]["unit"] == "대"
