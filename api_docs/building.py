"""Making the OpenAPI descriptions from the running code, and reading the kept ones."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import yaml
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema

from api_docs.kinds import INTERFACES, Interface
from core.schema import SchemaKind

# JSON as documents keep it: no fractions, whose text differs between programs, and no NUL.
_PLAIN_JSON = {"$ref": "#/components/schemas/PlainJson"}
_PLAIN_TEXT = {"type": "string", "pattern": "^[^\\u0000]*$"}
_PLAIN_VALUE: dict[str, Any] = {
    "description": "글, 정수, 참·거짓, 빈 값과 그 배열·객체. 소수는 쓰지 않는다.",
    "anyOf": [
        _PLAIN_TEXT,
        {"type": "integer"},
        {"type": "boolean"},
        {"type": "null"},
        {"type": "array", "items": _PLAIN_JSON},
        {"type": "object", "additionalProperties": _PLAIN_JSON, "propertyNames": _PLAIN_TEXT},
    ],
}


class DescriptionFaulty(RuntimeError):
    """The description has warnings or is not valid OpenAPI."""


def build(interface: Interface) -> dict[str, Any]:
    """The description of an interface; any warning of the generator is an error."""
    reset_generator_stats()
    with GENERATOR_STATS.silence():
        document: dict[str, Any] = SchemaGenerator(urlconf=interface.urlconf).get_schema(public=True)
    if GENERATOR_STATS:
        findings = [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
        raise DescriptionFaulty("; ".join(map(str, findings)))
    if _PLAIN_JSON["$ref"] in json.dumps(document):
        document["components"]["schemas"]["PlainJson"] = _PLAIN_VALUE
    document["info"] |= {"title": interface.title, "description": interface.description}
    validate_schema(document)
    return document


def as_text(document: dict[str, Any]) -> str:
    """The YAML form that is kept and published."""
    return bytes(OpenApiYamlRenderer().render(document, renderer_context={})).decode()


@cache
def kept_text(kind: SchemaKind) -> str:
    """The kept description of a kind; empty where none was exported yet."""
    path = INTERFACES[kind].snapshot
    return path.read_text(encoding="utf-8") if path.exists() else ""


@cache
def kept(kind: SchemaKind) -> dict[str, Any]:
    """The kept description, parsed."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document: dict[str, Any] = yaml.load(kept_text(kind), Loader=loader) or {}  # noqa: S506 - a safe loader
    return document
