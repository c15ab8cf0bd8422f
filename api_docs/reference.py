"""The reference as people read it: operations by subject, flattened out of an OpenAPI description."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
MAX_DEPTH = 6


@dataclass(frozen=True)
class Member:
    """One member of a request or answer, one row of a table."""

    name: str
    type: str
    rule: str
    note: str
    depth: int = 0
    is_required: bool = False


@dataclass(frozen=True)
class Answer:
    """One possible answer of an operation."""

    status: str
    note: str


@dataclass(frozen=True)
class Entry:
    """One operation on the page."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    permission: str
    parameters: list[Member]
    request: list[Member]
    request_example: str
    response: list[Member]
    response_example: str
    answers: list[Answer]
    refusals: list[dict[str, Any]]


@dataclass(frozen=True)
class Subject:
    """The operations under one heading."""

    name: str
    entries: list[Entry] = field(default_factory=list)


def subjects(document: Mapping[str, Any]) -> list[Subject]:
    """All operations, by subject in alphabetical order, each by its path."""
    found: dict[str, Subject] = {}
    for path, item in sorted(document.get("paths", {}).items()):
        for method in METHODS:
            if method in item:
                name = item[method]["tags"][0]
                subject = found.setdefault(name, Subject(name))
                subject.entries.append(_entry(document, path, method, item[method]))
    return [found[name] for name in sorted(found)]


def _entry(document: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]) -> Entry:
    body = operation.get("requestBody", {})
    success: Mapping[str, Any] = next(
        (answer for status, answer in operation["responses"].items() if status.startswith("2")), {}
    )
    return Entry(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("x-description", ""),
        permission=operation.get("x-permission", ""),
        parameters=[_parameter(one) for one in operation.get("parameters", [])],
        request=_members_of_content(document, body),
        request_example=_example(body),
        response=_members_of_content(document, success),
        response_example=_example(success),
        answers=[
            Answer(status, _resolved(document, answer)["description"].splitlines()[0])
            for status, answer in sorted(operation["responses"].items())
        ],
        refusals=operation.get("x-refusals", []),
    )


def _parameter(parameter: Mapping[str, Any]) -> Member:
    schema = parameter.get("schema", {})
    return Member(
        name=parameter["name"],
        type=_type(schema),
        rule=_rule(schema),
        note=parameter.get("description", ""),
        is_required=parameter.get("required", False),
    )


def _example(part: Mapping[str, Any]) -> str:
    for content in part.get("content", {}).values():
        for example in content.get("examples", {}).values():
            return json.dumps(example["value"], ensure_ascii=False, indent=2)
    return ""


def _members_of_content(document: Mapping[str, Any], part: Mapping[str, Any]) -> list[Member]:
    for content in part.get("content", {}).values():
        return list(_members(document, content.get("schema", {}), 0))
    return []


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Any = document
    for step in schema["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    resolved: Mapping[str, Any] = found
    return resolved


def _members(document: Mapping[str, Any], schema: Mapping[str, Any], depth: int) -> Iterator[Member]:
    schema = _inner(document, schema)
    if depth > MAX_DEPTH:
        return
    required = schema.get("required", [])
    for name, part in schema.get("properties", {}).items():
        inner = _inner(document, part)
        is_list = _resolved(document, part).get("type") == "array"
        yield Member(
            name=name,
            type=f"{_type(inner)} 목록" if is_list else _type(inner),
            rule=_rule(inner),
            note=part.get("description", "") or inner.get("description", ""),
            depth=depth,
            is_required=name in required,
        )
        if inner.get("properties"):
            yield from _members(document, inner, depth + 1)


def _inner(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The object behind references, lists and `oneOf: [..., null]`."""
    for _step in range(MAX_DEPTH):
        schema = _resolved(document, schema)
        choices = schema.get("allOf") or schema.get("oneOf") or schema.get("anyOf")
        if choices:
            schema = next((one for one in choices if one.get("type") != "null"), {})
        elif schema.get("type") == "array":
            schema = schema.get("items", {})
        elif "$ref" not in schema:
            break
    return schema


_NAMES = {
    "string": "문자열", "integer": "정수", "number": "수", "boolean": "참·거짓", "object": "객체", "array": "목록",
    "null": "없음", "date": "날짜", "date-time": "시각", "uuid": "UUID", "uri": "주소", "binary": "파일",
}  # fmt: skip


def _type(schema: Mapping[str, Any]) -> str:
    if "format" in schema:
        return _NAMES.get(schema["format"], schema["format"])
    kinds = schema.get("type", "object" if "properties" in schema else "")
    if isinstance(kinds, list):
        return " 또는 ".join(str(_NAMES.get(kind, kind)) for kind in kinds)
    if "anyOf" in schema:
        return " 또는 ".join(_type(one) for one in schema["anyOf"])
    return _NAMES.get(kinds, kinds or "아무 값")


def _rule(schema: Mapping[str, Any]) -> str:
    parts = []
    if "enum" in schema:
        parts.append(", ".join(str(value) for value in schema["enum"]))
    if "minimum" in schema and "maximum" in schema:
        parts.append(f"{schema['minimum']}~{schema['maximum']}")
    if "maxLength" in schema:
        parts.append(f"{schema['maxLength']}자까지")
    if "maxItems" in schema:
        parts.append(f"{schema['maxItems']}개까지")
    return " · ".join(parts)
