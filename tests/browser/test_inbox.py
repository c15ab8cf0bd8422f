"""결재함 in the browser: ten documents by keyboard alone, both widths, no barriers."""

from __future__ import annotations

import time
from datetime import timedelta

from django.utils import timezone

from approvals.models import ApprovalStep, OfficialDocument
from approvals.services.asking import ask
from approvals.services.attachments import attach
from approvals.services.deciding import sign
from organization.models import DelegationTable
from tenants.context import institution
from tests.approvals.desk_papers import a_plan
from tests.browser.pages import SIZES, Desk, barriers, picture, scrolls_sideways
from tests.people import actor, grant


def test_ten_documents_are_approved_by_keyboard_within_a_minute(desk: Desk) -> None:
    start = timezone.now() - timedelta(hours=8)
    with desk.site.inside(), institution(desk.site.world.youth):
        made = [a_plan(f"과정 계획 {n}", at=start + timedelta(minutes=n)).pk for n in range(10)]
    page = desk.page(desk.site.world.youth, "chief")
    page.goto("/")
    started = time.monotonic()
    strokes = 0

    def press(*keys: str) -> None:
        nonlocal strokes
        for key in keys:
            page.keyboard.press(key)
            strokes += 1

    press("g", "i")
    page.wait_for_url("**/inbox/")
    press("j")
    for number, document in enumerate(made):
        page.wait_for_url(f"**/documents/{document}/")
        page.wait_for_load_state("load")
        if number == 4:
            press("o")
            page.keyboard.type("확인하였습니다.")
            strokes += len("확인하였습니다.")
        press("Control+Enter")
    page.wait_for_url("**/inbox/")
    took = time.monotonic() - started
    print(f"10 documents approved with {strokes} keystrokes in {took:.1f} s")  # noqa: T201
    assert strokes == 22
    assert took < 60
    with desk.site.inside(), institution(desk.site.world.youth):
        states = OfficialDocument.objects.filter(pk__in=made).values_list("state", flat=True)
        assert list(states) == ["APPROVED"] * 10


def test_pages_of_the_inbox_fit_both_widths_without_barriers(desk: Desk) -> None:
    tenant = desk.site.world.culture
    with desk.site.inside(), institution(tenant):
        first = a_plan("어린이 예술교실 겨울 과정 계획", amount=12_400_000)
        a_plan("찾아가는 거리공연 세부 추진계획")
        draft = a_plan("아직 쓰고 있는 계획", is_draft=True)
        file = attach(
            document_id=draft.pk,
            seen=draft.version,
            name="의견.txt",
            data="겨울 과정 신청 열두 명".encode(),
            actor=actor("drafter"),
            at=timezone.now(),
        )
        finished = a_plan("결재가 끝난 계획")
        step = ApprovalStep.objects.get(document=finished, state="ACTIVE")
        sign(
            document_id=finished.pk,
            step_id=step.pk,
            seen=finished.version,
            actor=actor("chief"),
            at=timezone.now(),
        )
        grant("drafter", "organization.delegation.view", "organization.delegation.manage")
        table = DelegationTable.objects.order_by("number").first()
        assert table is not None
        basic = a_plan("문화예술교육 기본계획", form="BASIC-PLAN", related=[str(first.pk)], is_urgent=True)
    faults: list[str] = []
    for person, address, name in (
        ("drafter", f"/documents/{basic.pk}/line/", "line-change"),
        ("chief", f"/documents/{basic.pk}/text/", "review-edit"),
        ("drafter", f"/documents/{draft.pk}/files/{file.pk}/view/", "file-preview"),
        ("drafter", f"/documents/{finished.pk}/circulate/", "circulate"),
        ("chief", f"/documents/{basic.pk}/", "document-review"),
        ("chief", "/inbox/phrases/", "phrases"),
        ("chief", "/documents/statistics/", "statistics"),
        ("chief", "/inbox/?box=RECALLED", "inbox-empty"),
        ("drafter", "/documents/own/", "own"),
        ("drafter", "/documents/library/", "library"),
        ("drafter", "/documents/library/earlier/", "earlier"),
        ("drafter", "/documents/department/", "department"),
        ("drafter", "/documents/line-bench/?business_type=policy_basic_plan", "bench"),
        ("drafter", "/organization/delegation/", "delegation"),
        ("drafter", f"/organization/delegation/{table.pk}/edit/", "delegation-edit"),
        ("chief", "/inbox/", "inbox"),
        ("chief", f"/documents/{first.pk}/", "document"),
        ("drafter", f"/documents/{first.pk}/?box=PROGRESS", "document-drafter"),
        ("drafter", "/inbox/?box=DRAFTS", "inbox-drafts"),
        ("drafter", f"/documents/{first.pk}/differences/", "differences"),
        ("chief", "/notices/", "notices"),
    ):
        page = desk.page(tenant, person)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        for label, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            picture(page, f"{name}-{label}")
            if scrolls_sideways(page):
                faults.append(f"{address} is wider than {width}")
            faults += [f"{address} {label} {finding}" for finding in barriers(page)]
    assert faults == []


def test_a_refused_return_keeps_the_page_and_says_why(desk: Desk) -> None:
    tenant = desk.site.world.stranger
    with desk.site.inside(), institution(tenant):
        made = a_plan("돌려보낼 계획")
    page = desk.page(tenant, "chief")
    page.goto(f"/documents/{made.pk}/")
    page.keyboard.press("r")
    page.wait_for_selector("#refusal :text('E-APR-018')")
    page.fill("#opinion", "비용을 다시 계산해 주십시오.")
    page.get_by_role("button", name="반려").click()
    page.wait_for_url("**/inbox/")
    with desk.site.inside(), institution(tenant):
        assert OfficialDocument.objects.get(pk=made.pk).state == "RETURNED"


def test_opinions_stand_beside_the_body_on_wide_screens(desk: Desk) -> None:
    tenant = desk.site.world.youth
    with desk.site.inside(), institution(tenant):
        document = a_plan("의견이 있는 계획")
        step = ApprovalStep.objects.get(document=document, state="ACTIVE")
        ask(
            document_id=document.pk,
            step_id=step.pk,
            text="강사료 근거가 있습니까?",
            actor=actor("chief"),
            at=timezone.now(),
        )
    page = desk.page(tenant, "chief")
    page.goto(f"/documents/{document.pk}/")
    faults: list[str] = []
    for label, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        paper = page.locator(".reader-paper").bounding_box()
        opinions = page.locator(".reader-opinions").bounding_box()
        assert paper is not None
        assert opinions is not None
        is_beside = opinions["x"] >= paper["x"] + paper["width"]
        assert is_beside == (width == 1920), label
        picture(page, f"document-asked-{label}")
        if scrolls_sideways(page):
            faults.append(f"wider than {width}")
        faults += [f"{label} {finding}" for finding in barriers(page)]
    assert faults == []
    drafter = desk.page(tenant, "drafter")
    drafter.goto(f"/documents/{document.pk}/")
    drafter.fill("#opinion", "강사 지급 기준 제3조입니다.")
    drafter.get_by_role("button", name="문의에 답하기").click()
    drafter.wait_for_selector(".opinions .is-answer")
