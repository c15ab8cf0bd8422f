"""Error pages: plain Korean for people, problem documents for programs."""

from __future__ import annotations

import pytest

from tests.people import client_of
from tests.worlds import World


def test_unknown_address_is_a_korean_page(world: World) -> None:
    response = client_of(world.culture, "drafter").get("/없는-화면/")
    assert response.status_code == 404
    assert "찾는 자료가 없습니다." in response.content.decode()
    assert "(재)가람문화재단" in response.content.decode()


def test_unknown_address_of_the_api_is_a_problem(world: World) -> None:
    response = client_of(world.culture, "drafter").get("/api/v1/없는-것")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_form_older_than_the_login(world: World) -> None:
    client = client_of(world.culture, "drafter")
    client.handler.enforce_csrf_checks = True
    response = client.post("/ui/preferences/", {}, content_type="application/json")
    assert response.status_code == 403
    assert "새로 불러온 뒤" in response.content.decode()


def test_server_error_page_asks_nothing_of_the_database(
    world: World, django_assert_num_queries: object
) -> None:
    from django.test import RequestFactory

    from ui.errors import server_error

    request = RequestFactory().get("/")
    request.tenant = world.culture
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = server_error(request)
    assert response.status_code == 500
    assert "처리하지 못했습니다." in response.content.decode()


@pytest.mark.parametrize("header", ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
def test_pages_carry_the_content_policy(world: World, header: str) -> None:
    assert header in client_of(world.culture).get("/login/")["Content-Security-Policy"]
