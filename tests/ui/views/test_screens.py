"""Generic screens: permission first, parts for htmx, refusals, export; shown on small screens of this test."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

import openpyxl
import pytest
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory
from django.urls import ResolverMatch

from core.access import ANONYMOUS, Actor
from core.errors import DomainError, InvalidInput
from core.ids import uuid7
from tenants.context import institution
from tests.worlds import World
from ui.columns import Column
from ui.conditions import Text
from ui.gallery.screens import shortage
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import Act, DocumentScreen, Done, ListScreen, ScreenView
from ui.views.home import greeting

pytestmark = [pytest.mark.usefixtures("inside"), pytest.mark.urls("erp.urls.institution")]

HOLDER = Actor(uuid7(), "윤하늘", frozenset({"t.thing.view"}))
STRANGER = Actor(uuid7(), "임나라")


def asked(actor: Actor, path: str = "/things/", data: Any = None, **headers: str) -> HttpRequest:
    factory = RequestFactory(headers=headers)
    request = factory.get(path) if data is None else factory.post(path, data)
    request.actor = actor
    request.session = {}
    request._messages = type("Messages", (list,), {"add": lambda self, *a: self.append(a)})()
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name="things")
    return request


@dataclass(frozen=True)
class Thing:
    name: str
    amount: int


class Things(ListScreen):
    required: ClassVar[str] = "t.thing.view"
    title = "물건"
    conditions = (Text("q", "이름"),)
    columns = (Column("name", "이름", sort=True), Column("amount", "금액", kind="won", total=True, key=True))
    has_units = True
    answer = "amount"
    page_size = 2

    def fetch(self, query: ListQuery) -> ListResult:
        if query["q"] == "거절":
            raise shortage()
        rows = [Thing("가", 1_500), Thing("나", -2_000), Thing("=다", 0)]
        return page_sequence(
            [row for row in rows if (query["q"] or "") in row.name], query, sums={"amount": -500}
        )


class ThingDocument(DocumentScreen):
    required: ClassVar[dict[str, str]] = {"get": "t.thing.view", "post": "t.thing.view"}
    title = "물건 하나"

    def acts(self) -> tuple[Act, ...]:
        return (Act("save", "저장"), Act("burn", "태우기", required="t.thing.burn"))

    def act_save(self, data: QueryDict) -> Done:
        if not data.get("title"):
            raise shortage()
        return Done("/things/", f"{len(self.rows(data))}줄을 저장했습니다.")

    def act_burn(self, data: QueryDict) -> Done:
        return Done("/")


@pytest.fixture
def inside(world: World) -> Any:
    with institution(world.culture):
        yield


def html(response: Any) -> str:
    return str(response.content.decode())


def test_nobody_is_sent_to_log_in() -> None:
    response = Things.as_view()(asked(ANONYMOUS, "/things/?q=a"))
    assert (response.status_code, response["Location"]) == (302, "/login/?next=/things/%3Fq%3Da")


def test_permission_is_asked_first() -> None:
    response = Things.as_view()(asked(STRANGER))
    assert response.status_code == 403
    assert "권한이 없습니다" in html(response)


def test_list_page_and_part() -> None:
    page = html(Things.as_view()(asked(HOLDER)))
    assert "<!doctype html>" in page
    assert "<strong>3</strong>건" in page
    assert "<strong>−500</strong>원" in page
    part = html(
        Things.as_view()(asked(HOLDER, "/things/?q=나&unit=1000", hx_request="true", hx_target="list"))
    )
    assert part.lstrip().startswith('<div id="list"')
    assert "−2" in part
    assert 'title="-2,000원"' in part


def test_address_keeps_conditions_over_order_and_pages() -> None:
    page = html(Things.as_view()(asked(HOLDER, "/things/?unit=1000")))
    assert "/things/?unit=1000&amp;order=name" in page
    assert 'rel="next"' in page


def test_refused_list_keeps_its_conditions() -> None:
    response = Things.as_view()(asked(HOLDER, "/things/?q=거절", hx_request="true", hx_target="list"))
    assert response.status_code == 409
    assert html(response).lstrip().startswith('<div id="list"')
    assert "1,200,000원 부족" in html(response)


def test_export_is_what_is_shown_without_formulas() -> None:
    response = Things.as_view()(asked(HOLDER, "/things/?export=xlsx&order=name"))
    sheet = openpyxl.load_workbook(BytesIO(response.content))["목록"]
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["이름", "금액"],
        ["'=다", 0],
        ["가", 1500],
        ["나", -2000],
        ["합계", -500],
    ]
    assert "filename*=UTF-8''%EB%AC%BC%EA%B1%B4_" in response["Content-Disposition"]


def test_act_is_one_call_then_onwards() -> None:
    request = asked(HOLDER, data={"act": "save", "title": "가", "rows": '[{"a": 1}]'})
    response = ThingDocument.as_view()(request)
    assert (response.status_code, response["Location"]) == (302, "/things/")
    assert "1줄을 저장했습니다." in str(list(request._messages))


def test_htmx_act_redirects_by_header() -> None:
    request = asked(HOLDER, data={"act": "save", "title": "가"}, hx_request="true")
    response = ThingDocument.as_view()(request)
    assert (response.status_code, response["HX-Redirect"]) == (204, "/things/")


def test_refused_act_answers_with_the_block() -> None:
    response = ThingDocument.as_view()(asked(HOLDER, data={"act": "save"}, hx_request="true"))
    assert (response.status_code, response["HX-Retarget"]) == (409, "#refusal")
    assert "E-BUD-003" in html(response)


def test_refused_act_without_scripts_shows_the_page_again() -> None:
    response = ThingDocument.as_view()(asked(HOLDER, data={"act": "save"}))
    assert response.status_code == 409
    assert 'id="document"' in html(response)
    assert "E-BUD-003" in html(response)


@pytest.mark.parametrize("verb,status", [("burn", 403), ("fly", 404), ("__init__", 404), ("", 404)])
def test_acts_not_offered_are_refused(verb: str, status: int) -> None:
    assert ThingDocument.as_view()(asked(HOLDER, data={"act": verb})).status_code == status


def test_part_for_somebody_logged_out_keeps_the_page() -> None:
    response = ThingDocument.as_view()(asked(ANONYMOUS, data={"act": "save"}, hx_request="true"))
    assert (response.status_code, response["X-Login-Url"]) == (401, "/login/")


@pytest.mark.parametrize("text", ["{", "[1]", '"a"', "{}"])
def test_malformed_rows_are_refused(text: str) -> None:
    data = QueryDict(mutable=True)
    data["rows"] = text
    with pytest.raises(InvalidInput) as refused:
        DocumentScreen.rows(data)
    assert refused.value.errors[0].pointer == "/rows"


def test_screen_without_a_permission_cannot_be_asked() -> None:
    class Silent(ScreenView):
        pass

    with pytest.raises(AttributeError):
        Silent.required_for("GET")


@pytest.mark.parametrize(
    "count,words", [(0, "지금 챙길 일이 없습니다"), (4, "네 가지입니다"), (12, "12가지입니다")]
)
def test_greeting_counts(count: int, words: str) -> None:
    assert words in greeting("윤하늘", count)


def test_domain_error_is_the_only_thing_translated() -> None:
    assert issubclass(InvalidInput, DomainError)
