"""The kept OpenAPI descriptions: equal to the code, valid, complete and in Korean."""

from __future__ import annotations

import re
from typing import Any

import pytest

from api_docs.building import as_text, build, kept
from api_docs.kinds import INTERFACES, Interface

EACH = pytest.mark.parametrize("interface", INTERFACES.values(), ids=lambda one: str(one.kind))
KOREAN = re.compile("[가-힣]")


def _operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and "responses" in operation
    ]


@EACH
def test_kept_file_equals_the_code(interface: Interface) -> None:
    assert interface.snapshot.read_text(encoding="utf-8") == as_text(build(interface)), (
        "run manage.py export_openapi"
    )


@EACH
def test_every_operation_explains_itself_in_korean(interface: Interface) -> None:
    silent = [
        name
        for name, operation in _operations(kept(interface.kind))
        if not KOREAN.search(operation["summary"]) or not KOREAN.search(operation["x-description"])
    ]
    assert silent == []


@EACH
def test_every_operation_names_permission_scopes_and_refusals(interface: Interface) -> None:
    for name, operation in _operations(kept(interface.kind)):
        assert operation["x-permission"], name
        assert {"400", "404", "406", "429", "503"} <= set(operation["responses"]), name
        if operation["x-permission"] != "public":
            assert operation["security"][0].keys() == {"oauth2"}, name
            assert {"401", "403"} <= set(operation["responses"]), name


@EACH
def test_every_body_has_an_example(interface: Interface) -> None:
    for name, operation in _operations(kept(interface.kind)):
        parts = [operation.get("requestBody", {}), *operation["responses"].values()]
        for part in parts:
            for media_type, content in part.get("content", {}).items():
                is_object = media_type == "application/json" and content["schema"].get("$ref")
                if is_object and "Nothing" not in content["schema"]["$ref"]:
                    assert content.get("examples"), f"{name} {media_type}"


@EACH
def test_writing_needs_key_and_version(interface: Interface) -> None:
    for name, operation in _operations(kept(interface.kind)):
        headers = {one["name"] for one in operation.get("parameters", []) if one["in"] == "header"}
        if name.split()[0] in {"PUT", "PATCH", "DELETE"}:
            assert "If-Match" in headers, name
        assert ("If-Match" in headers) == ("428" in operation["responses"]), name
        assert ("Idempotency-Key" in headers) == ("422" in operation["responses"]), name


@EACH
def test_request_bodies_are_closed(interface: Interface) -> None:
    schemas = kept(interface.kind)["components"]["schemas"]
    open_ones = [
        name for name, schema in schemas.items()
        if name.endswith("Request") and schema.get("additionalProperties") is not False
    ]  # fmt: skip
    assert open_ones == []


@EACH
def test_money_is_never_a_number(interface: Interface) -> None:
    schemas = kept(interface.kind)["components"]["schemas"]
    wrong = [
        f"{name}.{member}"
        for name, schema in schemas.items()
        for member, part in schema.get("properties", {}).items()
        if member.endswith(("_amount", "amount")) and {"integer", "number"} & {str(part.get("type"))}
    ]
    assert wrong == []


@EACH
def test_addresses_are_plural_kebab_case(interface: Interface) -> None:
    odd = [
        path
        for path in kept(interface.kind)["paths"]
        if not re.fullmatch(r"/api/v1(/([a-z0-9]+(-[a-z0-9]+)*|\{[a-z_]+\}))+", path)
    ]
    assert odd == []
