"""Every failure is a problem document with the same members."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client, RequestFactory

from core.api.problems import Problem, plain
from core.api.translation import exception_handler, field_faults, problem_of
from core.errors import DomainError, FieldFault, InvalidInput, NextStep, Refusals, StaleVersion
from core.ids import uuid7
from identity.permissions import API_CLIENT_VIEW, USER_VIEW
from tests.api.kit import PROBLEM, keeper, program
from tests.worlds import World

CLIENTS = "/api/v1/api-clients"
MEMBERS = {
    "type", "title", "status", "detail", "instance", "code", "severity", "facts", "errors", "request_id",
}  # fmt: skip


class NotEnough(DomainError):
    """A refusal with figures."""

    code = "NOT_ENOUGH"
    text = "{short}원이 부족합니다."


def _is_problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    body: dict[str, Any] = json.loads(answer.content)
    assert set(body) >= MEMBERS
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"].endswith(f"/problems/{code}")
    assert body["request_id"] == answer["X-Request-Id"]
    assert body["detail"]
    return body


def test_logged_out_is_401_with_a_challenge(world: World) -> None:
    answer = Client(HTTP_HOST=world.culture.host).get(CLIENTS)
    _is_problem(answer, 401, "NOT_AUTHENTICATED")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_unknown_address_under_api_is_a_problem_with_and_without_a_token(world: World) -> None:
    _is_problem(Client(HTTP_HOST=world.culture.host).get("/api/v1/nothing"), 404, "NOT_FOUND")
    _is_problem(program(world.culture, USER_VIEW).get("/api/v1/api-clients/1"), 404, "NOT_FOUND")


def test_missing_permission_names_the_code(world: World) -> None:
    body = _is_problem(program(world.culture, USER_VIEW).get(CLIENTS), 403, "PERMISSION_MISSING")
    assert body["facts"] == {"permission": "identity.api_client.view"}


def test_wrong_method_tells_the_right_ones(world: World) -> None:
    answer = program(world.culture, API_CLIENT_VIEW).ask("DELETE", CLIENTS)
    _is_problem(answer, 405, "METHOD_NOT_ALLOWED")
    assert set(answer["Allow"].replace(" ", "").split(",")) >= {"GET", "POST"}


def test_other_formats_are_406_and_415(world: World) -> None:
    caller = program(world.culture, API_CLIENT_VIEW, USER_VIEW)
    _is_problem(caller.get(CLIENTS, accept="text/csv"), 406, "NOT_ACCEPTABLE")
    token = Client(HTTP_HOST=world.culture.host).generic(
        "POST", "/api/v1/oauth/token", "{}", content_type="application/json"
    )
    _is_problem(token, 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize(
    "text", ["{", "nan", '{"name": NaN}', "[" * 100_000, "1" * 5000, '"\\ud800"', "\ufffe", '{"a":1}x']
)
def test_broken_json_is_400(world: World, text: str) -> None:
    caller = keeper(world.culture)
    answer = caller.client.generic(
        "PUT",
        f"{CLIENTS}/{uuid7()}",
        text,
        content_type="application/json",
        headers={"Authorization": f"Bearer {caller.token}", "If-Match": '"1"'},
        HTTP_HOST=world.culture.host,
    )
    _is_problem(answer, 400, answer.json()["code"])
    assert answer.json()["code"] in {"MALFORMED_JSON", "INVALID_INPUT"}


def test_figures_travel_as_strings_and_next_steps_with_labels() -> None:
    refusal = NotEnough(short=1_500_000, next_steps=[NextStep("예산 변경")], budget={"available": 10})
    problem = problem_of(refusal)
    assert problem is not None
    body = problem.document(RequestFactory().get("/api/v1/x"))
    assert body["detail"] == "1,500,000원이 부족합니다."
    assert body["facts"] == {"short": "1500000"}
    assert body["budget"] == {"available": "10"}
    assert body["next_steps"] == [{"label": "예산 변경", "url": None}]


def test_several_refusals_stand_together() -> None:
    problem = problem_of(Refusals([NotEnough(short=1), StaleVersion()]))
    assert problem is not None
    assert (problem.status, problem.code) == (409, "SEVERAL_REFUSALS")
    assert [fault.code for fault in problem.errors] == ["NOT_ENOUGH", "STALE_VERSION"]


def test_field_faults_keep_their_pointers() -> None:
    problem = problem_of(InvalidInput(errors=[FieldFault("/rows/3/amount", "E-BUD-009", "천원 단위")]))
    assert problem is not None
    assert (problem.status, problem.errors[0].pointer) == (400, "/rows/3/amount")


def test_nested_faults_become_pointers() -> None:
    leaf = {"message": "금액", "code": "invalid"}
    details = {"rows": [{}, {"amount": [leaf]}], "non_field_errors": [leaf], "a/b": [leaf]}
    assert [fault.pointer for fault in field_faults(details)] == ["/rows/1/amount", "", "/a~1b"]


@pytest.mark.parametrize(
    "cause,status,code",
    [
        (OperationalError(), 503, "BUSY"),
        (IntegrityError(), 500, "INTERNAL_ERROR"),
        (RuntimeError("column secret of table x"), 500, "INTERNAL_ERROR"),
    ],
)
def test_foreign_errors_never_show_their_text(cause: Exception, status: int, code: str) -> None:
    request = RequestFactory().get("/api/v1/x")
    wrapped = type("Request", (), {"_request": request})()
    answer = exception_handler(cause, {"request": wrapped})
    assert (answer.status_code, answer.data["code"]) == (status, code)
    assert "secret" not in json.dumps(answer.data, ensure_ascii=False, default=str)
    assert answer.has_header("Retry-After") == (status == 503)


def test_quicker_writer_is_a_conflict() -> None:
    error = IntegrityError()
    error.__cause__ = psycopg.errors.UniqueViolation()
    problem = problem_of(error)
    assert problem == Problem(409, "INTEGRITY_CONFLICT")


def test_plain_values() -> None:
    assert plain({"a": [1, True, None], 2: {"b"}}) == {"a": ["1", True, None], "2": ["b"]}
