"""Screens of the gallery: every part once, and one screen of each pattern, with invented data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from core.errors import DomainError, FieldFault, InvalidInput, NextStep
from ui.badges import STATES
from ui.columns import Column
from ui.conditions import Amount, Check, Choice, Day, Period, Text
from ui.gallery import examples
from ui.listing import ListQuery, ListResult, page_sequence
from ui.refusals import explain
from ui.rules.entry import found_by
from ui.rules.gauges import Position
from ui.shell import COLOURS
from ui.views import (
    LOGGED_IN,
    Act,
    DocumentScreen,
    Done,
    ListScreen,
    PageHead,
    ScreenView,
    TreeNode,
    TreeScreen,
    WizardScreen,
    WizardStep,
)

MARKS = {
    "teal": "청록",
    "navy": "남색",
    "green": "솔",
    "plum": "자두",
    "brown": "밤",
    "purple": "포도",
    "blue": "바람",
    "ink": "먹",
}


class ExampleShortage(DomainError):
    """The allotment is short: the worked example of the accounting chapter."""

    code = "E-BUD-003"
    text = "{line}의 배정잔액이 {short}원 부족하여 상신할 수 없습니다."


def shortage(requested: int = 10_200_000) -> ExampleShortage:
    """K 125, A 95, R 4, M 82 with a request."""
    return ExampleShortage(
        line="201-03 행사운영비",
        short=requested - 9_000_000,
        budget={
            "line": {"code": "111", "name": "겨울빛축제 운영 · 시 출연금"},
            "current": 125_000_000,
            "allotted": 95_000_000,
            "reserved": 4_000_000,
            "committed": 82_000_000,
            "paid": 60_000_000,
            "available": 9_000_000,
            "requested": requested,
            "rule": "예산 및 회계 규정 제18조(배정 범위 안의 집행)",
            "documents": [
                {
                    "type": "commitment",
                    "number": "CM2026-G-000301",
                    "title": "무대 설치 용역",
                    "amount": 82_000_000,
                },
                {
                    "type": "proposal",
                    "number": "PP2026-G-000398",
                    "title": "홍보물 제작",
                    "amount": 4_000_000,
                },
            ],
        },
        next_steps=[
            NextStep("수시배정 1,200,000원 요청", "/__ui/"),
            NextStep("다른 과목으로 나누기", "/__ui/list/"),
        ],
    )


class PartsScreen(ScreenView):
    """All parts on one page."""

    required: ClassVar[str] = LOGGED_IN
    title = "부품 모음"
    crumbs = ("개발", "부품")
    help_text = "화면을 만들 때는 여기 있는 부품만 씁니다."
    template_name = "ui/gallery/parts.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        position = Position(125_000_000, 95_000_000, 4_000_000, 82_000_000, 60_000_000)
        request = Position(125_000_000, 95_000_000, 4_000_000, 82_000_000, 60_000_000, 10_200_000)
        return super().context(
            states=list(STATES.values()),
            position=position,
            request_position=request,
            refusal=explain(shortage()),
            sign_steps=examples.SIGN_STEPS,
            signs=examples.SIGNS,
            trail=examples.TRAIL,
            nodes=examples.tree(),
            steps=GalleryWizard.STEPS,
            colours=[(token, MARKS[name]) for name, token in COLOURS.items()],
            **kwargs,
        )


class GalleryList(ListScreen):
    """P1."""

    required: ClassVar[str] = LOGGED_IN
    title = "예산집행 현황(보기)"
    crumbs = ("개발", "목록")
    conditions = (
        Choice("state", "상태", choices=[(code, look.label) for code, look in list(STATES.items())[:8]]),
        Day("as_of", "기준일"),
        Text("q", "과목·사업", placeholder="코드 또는 이름"),
        Period("on", "작성일"),
        Amount("least", "최소 금액", more=True),
        Check("low", "집행 부진만", more=True),
    )
    columns = (
        Column("label", "통계목", sort="item", frozen=True, css="col-name"),
        Column("project", "사업", wide=True),
        Column("position.current", "예산현액", kind="won", group="예산", total=True, sort="position.current"),
        Column("position.allotted", "배정", kind="won", group="예산", total=True),
        Column("position.reserved", "품의(예약)", kind="won", group="집행", total=True),
        Column(
            "position.committed",
            "원인행위",
            kind="won",
            group="집행",
            total=True,
            href=lambda row: f"?q={row.item}",
        ),
        Column("position.paid", "지출", kind="won", group="집행", total=True),
        Column(
            "position.available",
            "가용액",
            kind="won",
            group="남은 돈",
            key=True,
            total=True,
            sort="position.available",
        ),
        Column("position", "집행", kind="gauge"),
        Column("rate", "집행률(%)", kind="rate", sort=True),
        Column("state", "상태", kind="badge"),
        Column("flag", "확인", kind="flag"),
    )
    has_units = True
    answer = "position.available"
    count_word = "개 과목"
    page_size = 5

    def fetch(self, query: ListQuery) -> ListResult:
        rows = [row for row in examples.lines() if found_by(query["q"] or "", row.label, row.project)]
        if query["state"]:
            rows = [row for row in rows if row.state == query["state"]]
        names = [column.name for column in self.columns if column.total]
        sums = {name: sum(getattr(row.position, name.partition(".")[2]) for row in rows) for name in names}
        return page_sequence(rows, query, sums=sums)

    def row_classes(self, row: Any) -> str:
        return "is-cancelled" if row.state == "CANCELLED" else ""

    def row_url(self, row: Any) -> str:
        return reverse("ui:gallery_document")


class GalleryDocument(DocumentScreen):
    """P2 with a refusal and an editing grid."""

    required: ClassVar[str] = LOGGED_IN
    title = "품의 작성(보기)"
    template_name = "ui/gallery/document.html"
    draft_key: ClassVar[str] = "gallery"

    def head(self) -> PageHead:
        return PageHead(self.title, ("개발", "문서"), state="DRAFT", number="PP2026-G-000412")

    def document(self) -> dict[str, Any]:
        return {
            "position": Position(125_000_000, 95_000_000, 4_000_000, 82_000_000, 60_000_000, 10_200_000),
            "steps": examples.SIGN_STEPS,
            "columns": GRID_COLUMNS,
            "rows": GRID_ROWS,
        }

    def acts(self) -> Sequence[Act]:
        return (
            Act(
                "discard",
                "삭제",
                tone="danger",
                confirm="쓰던 품의와 산출 내역 3줄이 사라집니다.",
                reason="삭제 사유",
            ),
            Act("save", "임시저장", "save", key="Ctrl S"),
            Act("submit", "상신", tone="primary", key="Ctrl ↵"),
        )

    def act_save(self, data: QueryDict) -> Done:
        self._check(data)
        return Done(self.request.path, "임시저장했습니다.")

    def act_discard(self, data: QueryDict) -> Done:
        return Done(reverse("ui:gallery"), f"삭제했습니다. ({data['reason']})")

    def act_submit(self, data: QueryDict) -> Done:
        self._check(data)
        wanted = sum(int(row.get("amount") or 0) for row in self.rows(data) if row.get("item") == "201-03")
        if wanted > 9_000_000:
            raise shortage(wanted)
        return Done(reverse("ui:gallery"), "품의를 상신했습니다. 서도윤 팀장에게 갔습니다.")

    def _check(self, data: QueryDict) -> None:
        faults = []
        if not data.get("title", "").strip():
            faults.append(FieldFault("/title", "required", "제목을 넣어 주십시오."))
        for index, row in enumerate(self.rows(data)):
            if not row.get("amount"):
                faults.append(
                    FieldFault(f"/rows/{index}/amount", "required", f"{index + 1}줄 금액을 넣어 주십시오.")
                )
        if faults:
            raise InvalidInput(errors=faults)


GRID_COLUMNS = (
    {
        "field": "item",
        "title": "예산과목",
        "type": "lookup",
        "url": "/__ui/lines/",
        "name": "item_name",
        "fill": {"name": "item_name", "available": "available"},
        "width": 160,
        "required": True,
    },
    {"field": "content", "title": "내용", "type": "text", "min": 180},
    {"field": "quantity", "title": "수량", "type": "number", "width": 80},
    {"field": "unit", "title": "단위", "type": "text", "width": 70},
    {"field": "price", "title": "단가", "type": "won", "width": 105},
    {
        "field": "amount",
        "title": "금액",
        "type": "won",
        "key": True,
        "total": True,
        "width": 115,
        "formula": "quantity*price",
        "required": True,
    },
    {"field": "available", "title": "가용액", "type": "won", "readonly": True, "width": 115},
)
GRID_ROWS = (
    {
        "item": "201-03",
        "item_name": "행사운영비",
        "content": "무대·음향·조명 임차 및 설치",
        "quantity": 1,
        "unit": "식",
        "price": 10_200_000,
        "amount": 10_200_000,
        "available": 9_000_000,
    },
    {
        "item": "201-01",
        "item_name": "사무관리비",
        "content": "안내 리플릿 인쇄 (A5, 8면)",
        "quantity": 3000,
        "unit": "부",
        "price": 420,
        "amount": 1_260_000,
        "available": 3_060_000,
    },
    {
        "item": "201-05",
        "item_name": "임차료",
        "content": "안내 천막 임차 (3×3m, 2일)",
        "quantity": 6,
        "unit": "동",
        "price": 150_000,
        "amount": 900_000,
        "available": 1_200_000,
    },
)


class LineLookup(ScreenView):
    """Suggestions of a code cell."""

    required: ClassVar[str] = LOGGED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        query = request.GET.get("q", "")
        found = [row for row in examples.lines() if found_by(query, row.item, row.name, row.project)]
        items = [
            {"code": row.item, "name": row.name, "note": row.project, "available": row.position.available}
            for row in found[:20]
        ]
        return JsonResponse({"items": items})


class GalleryTree(TreeScreen):
    """P4."""

    required: ClassVar[str] = LOGGED_IN
    title = "조직(보기)"
    crumbs = ("개발", "나무")
    detail_template = "ui/gallery/tree_detail.html"
    tree_label = "조직"

    def tree(self) -> Sequence[TreeNode]:
        return examples.tree()

    def detail(self, key: str) -> dict[str, Any]:
        nodes = [child for node in examples.tree() for child in (node, *node.children)]
        return {"node": next((node for node in nodes if node.key == key), None)}


class GalleryWizard(WizardScreen):
    """P5."""

    STEPS: ClassVar[tuple[WizardStep, ...]] = (
        WizardStep("미결 문서", "0건 남음", "done"),
        WizardStep("통장 대사", "3계좌 일치", "done"),
        WizardStep("감가상각", "미리 계산 보기", "now"),
        WizardStep("부속명세 대조", "5개 명세"),
        WizardStep("마감", "회계책임관 확인"),
    )
    required: ClassVar[str] = LOGGED_IN
    title = "월마감(보기)"
    crumbs = ("개발", "마법사")
    template_name = "ui/gallery/wizard.html"

    def steps(self) -> Sequence[WizardStep]:
        return self.STEPS

    def acts(self) -> Sequence[Act]:
        return (Act("back", "앞 단계"), Act("next", "다음", tone="primary", key="Ctrl ↵"))

    def act_next(self, data: QueryDict) -> Done:
        return Done(self.request.path, "다음 단계로 갔습니다.")

    def act_back(self, data: QueryDict) -> Done:
        return Done(self.request.path)


class GalleryPaper(ScreenView):
    """P7."""

    required: ClassVar[str] = LOGGED_IN
    title = "인쇄물(보기)"
    template_name = "ui/gallery/paper.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(signs=examples.SIGNS, rows=GRID_ROWS, total=12_360_000, **kwargs)


class ErrorScreen(ScreenView):
    """The error pages as they look."""

    required: ClassVar[str] = LOGGED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        status = self.kwargs["status"]
        known = status if status in (400, 403, 404, 409, 500) else 404
        return render(request, f"ui/errors/{known}.html", status=known)
