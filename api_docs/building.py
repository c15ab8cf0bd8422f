"""Making the OpenAPI descriptions from the running code, and reading the kept ones."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema

from api_docs.kinds import INTERFACES, Interface
from core.schema import SchemaKind


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
