"""Drafting in the browser: from the form to handing in, in each size, without barriers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from approvals.models import ApprovalStep, DraftedLine, FormDefinition, OfficialDocument
from tenants.context import institution
from tests.approvals.desk_papers import a_plan
from tests.browser.pages import SIZES, Desk, barriers, scrolls_sideways
from tests.people import department
from tests.records.kit import a_file

FOLDER = os.environ.get("DURE_PICTURES", "")


def _begun(desk: Desk, form: str = "세부 추진계획", width: tuple[int, int] = (1366, 768)) -> Page:
    with desk.site.inside(), institution(desk.site.world.culture):
        if not OfficialDocument.objects.exists():
            a_file(department("21"), title="2026년 공연 문서")
    page = desk.page(desk.site.world.culture, "drafter", width)
    page.goto("/documents/new/")
    page.get_by_role("button", name=form).click()
    page.wait_for_url("**/documents/*/edit/")
    return page


def _picture(page: Page, name: str) -> None:
    if FOLDER:
        page.screenshot(path=str(Path(FOLDER) / f"drafting-{name}.png"))


def _stored(desk: Desk, page: Page) -> Any:
    with desk.site.inside(), institution(desk.site.world.culture):
        return OfficialDocument.objects.get(pk=page.url.split("/documents/")[1].split("/")[0])


def _saved(page: Page) -> None:
    page.keyboard.press("Control+s")
    page.wait_for_selector("[data-saved] span:has-text('저장')")
    page.wait_for_load_state("networkidle")


def test_forms_are_found_by_first_consonants(desk: Desk) -> None:
    page = desk.page(desk.site.world.culture, "drafter")
    page.goto("/documents/new/")
    _picture(page, "choose")
    page.fill("[data-form-find]", "ㅅㅂㅊㅈ")
    shown = [card.inner_text().split("\n")[0] for card in page.locator(".formcard:visible").all()]
    assert shown == ["세부 추진계획"]


def test_items_are_numbered_while_writing_and_kept(desk: Desk) -> None:
    page = _begun(desk)
    page.fill("#title", "가을 공연 세부 추진계획")
    page.click("[data-editor-text]")
    page.select_option("[data-cmd=level]", "1")
    page.keyboard.type("추진 목적")
    page.keyboard.press("Enter")
    page.keyboard.type("추진 내용")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("기간: 2026. 12. 5.")
    page.keyboard.press("Enter")
    page.keyboard.type("장소: 가람홀")
    signs = page.eval_on_selector_all(
        "[data-editor-text] > p[data-item]", "all => all.map(p => p.dataset.sign)"
    )
    assert signs == ["1.", "2.", "가.", "나."]
    _saved(page)
    stored = _stored(desk, page)
    assert stored.title == "가을 공연 세부 추진계획"
    kept = [(block["level"], block["runs"][0]["text"]) for block in stored.body["blocks"]]
    assert kept == [(1, "추진 목적"), (1, "추진 내용"), (2, "기간: 2026. 12. 5."), (2, "장소: 가람홀")]
    page.reload()
    again = page.eval_on_selector_all(
        "[data-editor-text] > p[data-item]", "all => all.map(p => p.dataset.sign)"
    )
    assert again == signs
    page.get_by_role("button", name="미리보기").click()
    page.wait_for_selector("#draft-page .letter")
    assert "나. 장소: 가람홀" in " ".join(page.inner_text("#draft-page").split())
    _picture(page, "page")


def test_a_paper_is_written_and_handed_in_by_keyboard(desk: Desk) -> None:
    page = _begun(desk)
    _picture(page, "empty")
    page.fill("#title", "겨울 축제 세부 추진계획")
    page.click("[data-editor-text]")
    page.keyboard.type("다음과 같이 추진하고자 합니다.")
    page.fill("#abstract", "겨울 축제의 세부 계획을 정합니다.")
    page.fill("#keywords", "축제, 겨울")
    page.set_input_files("#files", {"name": "계획.txt", "mimeType": "text/plain", "buffer": "계획".encode()})
    page.wait_for_selector("#draft-files :text('계획.txt')")
    assert page.input_value("[data-enclosures] input[name=enclosure_name]") == "계획"
    page.check("input[name=disclosure][value=OPEN]")
    page.select_option("#record_file", index=1)
    page.wait_for_selector("text=상신할 수 있습니다.")
    _picture(page, "ready")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/edit/" not in url)
    stored = _stored_at(desk, "겨울 축제 세부 추진계획")
    assert (stored.state, stored.keywords, stored.enclosures) == (
        "IN_PROGRESS",
        ["축제", "겨울"],
        [{"name": "계획", "quantity": "1부"}],
    )


def _stored_at(desk: Desk, title: str) -> Any:
    with desk.site.inside(), institution(desk.site.world.culture):
        return OfficialDocument.objects.get(title=title)


def test_refusals_are_named_and_the_text_stays(desk: Desk) -> None:
    page = _begun(desk)
    page.fill("#title", "제목만 쓴 문서")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#refusal [data-refusal]")
    assert "E-DOC-002" in page.inner_text("#refusal")
    assert page.input_value("#title") == "제목만 쓴 문서"
    _picture(page, "refused")
    _saved(page)
    assert _stored(desk, page).title == "제목만 쓴 문서"


def test_somebody_is_added_to_the_line_and_kept_for_later(desk: Desk) -> None:
    page = _begun(desk)
    page.get_by_role("button", name="사람 더하기").click()
    page.select_option("#people-kind", "REFER")
    page.fill("#people-q", "회계")
    page.wait_for_selector("[data-seat]")
    _picture(page, "people")
    page.locator("[data-seat]").first.click()
    page.wait_for_selector("#draft-line :text('기안자가 더함')")
    with desk.site.inside(), institution(desk.site.world.culture):
        assert [one["kind"] for one in DraftedLine.objects.get().groups][-1] == "REFER"
    page.locator("summary:has-text('자주 쓰는 결재선')").click()
    page.fill("#favourite-name", "회계 참조")
    page.click("[data-line=keep]")
    page.wait_for_selector("#draft-line :text('회계 참조')")
    _picture(page, "line")
    page.get_by_role("button", name="규정대로").click()
    page.wait_for_selector("#draft-line :text('기안자가 더함')", state="detached")
    page.locator("summary:has-text('자주 쓰는 결재선')").click()
    page.click("[data-line=apply]")
    page.wait_for_selector("#draft-line :text('기안자가 더함')")


def test_pages_of_drafting_have_no_barriers(desk: Desk) -> None:
    page = _begun(desk)
    faults: list[str] = []
    for address in ("/documents/new/", page.url):
        page.goto(address)
        for name, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            if scrolls_sideways(page):
                faults.append(f"{address} is wider than {width}")
            _picture(page, f"{'choose' if 'new' in address else 'edit'}-{name}")
        faults += [f"{address} {finding}" for finding in barriers(page)]
    assert faults == []


def test_pages_of_forms_have_no_barriers(desk: Desk) -> None:
    with desk.site.inside(), institution(desk.site.world.culture):
        form = FormDefinition.objects.get(code="LETTER").pk
    page = desk.page(desk.site.world.culture, "admin")
    faults: list[str] = []
    addresses = (
        "/documents/forms/",
        "/documents/forms/new/",
        f"/documents/forms/{form}/",
        "/documents/letterheads/",
    )
    for number, address in enumerate(addresses):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        for name, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            if scrolls_sideways(page):
                faults.append(f"{address} is wider than {width}")
            _picture(page, f"forms{number}-{name}")
        faults += [f"{address} {finding}" for finding in barriers(page)]
    assert faults == []


def test_a_person_is_found_in_the_organisation_tree(desk: Desk) -> None:
    """조직도(screen 6): the tree of departments, the people of the chosen one, who is away marked."""
    page = _begun(desk)
    page.get_by_role("button", name="사람 더하기").click()
    page.wait_for_selector(".people button")
    everybody = page.locator(".people button").count()
    page.locator("[data-people-tree] [role=treeitem]", has_text="문화사업팀").last.click()
    page.wait_for_function(f"() => document.querySelectorAll('.people button').length < {everybody}")
    shown = page.locator(".people button").all_inner_texts()
    assert shown
    assert all("문화사업팀" in text for text in shown)
    _picture(page, "people-tree")
    assert barriers(page) == []


def test_a_related_document_and_a_receiver_are_chosen(desk: Desk) -> None:
    with desk.site.inside(), institution(desk.site.world.culture):
        earlier = a_plan("지난 겨울 과정 결과 보고")
    page = _begun(desk, form="대외 공문")
    page.fill("#title", "겨울 과정 협조 요청")
    page.get_by_role("button", name="관련 문서 더하기").click()
    page.fill("#related-q", "지난 겨울")
    page.get_by_role("button", name="지난 겨울 과정 결과 보고").click()
    page.wait_for_selector("[data-related] :text('지난 겨울 과정 결과 보고')")
    page.select_option("[data-receiver-choice]", "가람시")
    page.check("[name=is_urgent]")
    _saved(page)
    page.wait_for_selector("#draft-ways :text('이 시스템으로 보냅니다')")
    _picture(page, "related")
    stored = _stored(desk, page)
    assert (stored.related, stored.receivers, stored.is_urgent) == ([str(earlier.pk)], ["가람시"], True)
    assert barriers(page) == []


def test_the_line_is_changed_under_approval_with_the_picker(desk: Desk) -> None:
    with desk.site.inside(), institution(desk.site.world.culture):
        made = a_plan("결재선을 바꿀 기본계획", form="BASIC-PLAN")
    page = desk.page(desk.site.world.culture, "drafter")
    page.goto(f"/documents/{made.pk}/")
    page.get_by_role("link", name="결재선 변경").click()
    page.wait_for_url("**/line/")
    before = page.locator("#line-work .dstep").count()
    page.get_by_role("button", name="사람 더하기").click()
    page.select_option("#people-kind", "REFER")
    page.fill("#people-q", "회계")
    page.locator(".people button").first.click()
    page.wait_for_function(f"() => document.querySelectorAll('#line-work .dstep').length === {before + 1}")
    page.get_by_role("button", name="결재선 변경").click()
    page.wait_for_selector("#refusal :text('E-APR-018')")
    page.fill("#line_reason", "회계 담당이 알아야 함")
    page.get_by_role("button", name="결재선 변경").click()
    page.wait_for_url(f"**/documents/{made.pk}/")
    page.wait_for_selector(":text('회계 담당이 알아야 함')")
    with desk.site.inside(), institution(desk.site.world.culture):
        kinds = ApprovalStep.objects.filter(document=made, state="WAITING").values_list("kind", flat=True)
        assert "REFER" in set(kinds)


def test_the_reviewer_corrects_the_text_in_the_editor(desk: Desk) -> None:
    with desk.site.inside(), institution(desk.site.world.culture):
        made = a_plan("고칠 기본계획", form="BASIC-PLAN")
    page = desk.page(desk.site.world.culture, "chief")
    page.goto(f"/documents/{made.pk}/")
    page.fill("#opinion", "강사 수를 다시 확인하기 바랍니다.")
    page.get_by_role("button", name="문구로 저장").click()
    page.wait_for_selector("#phrases .chip:text('강사 수를 다시 확인하기 바랍니다.')")
    page.get_by_role("link", name="문안 고치기").click()
    page.wait_for_url("**/text/")
    page.click("[data-editor-text]")
    page.keyboard.press("Control+End")
    page.keyboard.type(" 두 사람은 지역에서 모십니다.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/differences/**")
    page.wait_for_selector("ins:has-text('두')")
    _picture(page, "differences")
    stored = _stored(desk, page)
    assert (stored.content_version, stored.state) == (2, "IN_PROGRESS")
