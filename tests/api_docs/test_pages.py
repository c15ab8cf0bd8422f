"""The reference and the help pages of problem codes are readable without logging in and without scripts."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from api_docs.problem_pages import problem_page
from core import catalogue
from tests.worlds import World


@pytest.mark.parametrize("kind", ["culture", "gov", "platform"])
def test_reference_lists_every_operation_of_its_kind(world: World, kind: str) -> None:
    client = Client(HTTP_HOST=getattr(world, kind).host)
    answer = client.get("/docs/api/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "/api/v1/oauth/token" in page
    subjects = re.findall(r'href="(/docs/api/[^"#]+/)"', page)
    assert subjects
    for address in set(subjects):
        assert client.get(address).status_code == 200, address


def test_reference_has_no_inline_script_or_style(world: World) -> None:
    client = Client(HTTP_HOST=world.culture.host)
    page = client.get("/docs/api/").content.decode() + client.get("/docs/api/인증/").content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)


def test_description_is_served_as_it_is_kept(world: World) -> None:
    answer = Client(HTTP_HOST=world.gov.host).get("/docs/api/openapi.yaml")
    assert answer.status_code == 200
    assert answer.content.decode().startswith("openapi: 3.1")


def test_registry_host_has_no_reference(world: World) -> None:
    assert Client(HTTP_HOST=world.culture.host).get("/docs/api/없는주제/").status_code == 404


def test_type_address_of_a_problem_leads_to_its_page(world: World) -> None:
    client = Client(HTTP_HOST=world.culture.host)
    problem = client.get("/api/v1/api-clients").json()
    place = problem["type"].removeprefix(f"http://{world.culture.host}")
    assert place == "/problems/NOT_AUTHENTICATED"
    assert client.get(place).status_code == 200
    assert client.get("/problems/NO_SUCH_CODE").status_code == 404


def test_every_catalogue_code_has_a_page() -> None:
    assert [code for code in catalogue.rows() if problem_page(code) is None] == []


def test_problem_page_has_one_title_and_no_raw_placeholders(world: World) -> None:
    page = Client(HTTP_HOST=world.culture.host).get("/problems/E-BUD-002").content.decode()
    title = re.search(r"<title>(.*?)</title>", page)
    assert title is not None
    assert title[1].startswith("E-BUD-002 - ")
    assert title[1].count(" - ") == 1
    assert "예산잔액이 부족합니다. (가용 …원 / 요청 …원 / 부족 …원)" in page


def test_no_problem_page_shows_a_placeholder() -> None:
    pages = [problem_page(code) for code in catalogue.rows()]
    assert [page.code for page in pages if page is not None and "{" in page.text] == []
