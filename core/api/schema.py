"""OpenAPI of one operation, made from what the view declares (docs, permissions, lists, versions)."""

from typing import Any

from django.utils.encoding import force_str
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema as Upstream
from drf_spectacular.plumbing import is_list_serializer
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.serializers import ListField, ListSerializer

from core import catalogue
from core.access import registry
from core.api import parameters
from core.api.docs import PUBLIC, SIGNED_IN, DescribedView, Operation
from core.api.examples import example_of
from core.api.schema_hooks import PROBLEM, problem_name
from core.api.scopes import scope_of
from core.api.texts import DETAILS, TITLES
from core.errors import CatalogueError, DomainError


class StrictFieldExtension(OpenApiSerializerFieldExtension):
    """Strict fields describe themselves."""

    target_class = "core.api.fields.StrictField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return dict(self.target.json_schema())


class AutoSchema(Upstream):
    """Reads the declarations of our views; other views are left out of the description."""

    view: Any  # a DescribedView; other views never come here

    @property
    def handler_name(self) -> str:
        return str(getattr(self.view, "action", None) or self.method.lower())

    @property
    def operation(self) -> Operation:
        found = self.view.operation_of(self.handler_name)
        if found is None:
            raise TypeError(f"{type(self.view).__name__}.{self.handler_name} is not described")
        return found

    @property
    def required(self) -> str:
        return self.view.required[self.handler_name]

    def is_excluded(self) -> bool:
        return not isinstance(self.view, DescribedView)

    def _is_list_view(self, serializer: Any = None) -> bool:
        return is_list_serializer(serializer)

    # --- words ---------------------------------------------------------------------------------

    def get_summary(self) -> str:
        return self.operation.summary

    def get_description(self) -> str:  # type: ignore[override]
        lines = [self.operation.description, "", f"**필요한 권한**: {self._permission_text()}"]
        if self.operation.errors:
            lines += ["", "**거절 사유**", "", "| 코드 | 상태 | 내용 |", "|---|---|---|"]
            lines += [f"| `{e.code}` | {e.status} | {text_of(e)} |" for e in self.operation.errors]
        return "\n".join(lines)

    def _permission_text(self) -> str:
        if self.required == PUBLIC:
            return "없음"
        if self.required == SIGNED_IN:
            return "로그인 또는 접근 토큰"
        sentence = registry.get(self.required).sentence if registry.known(self.required) else ""
        return f"`{self.required}` (범위 `{scope_of(self.required)}`) {force_str(sentence)}"

    def get_tags(self) -> list[str]:
        return [self.view.tag or super().get_tags()[0]]

    def get_operation_id(self) -> str:
        words = [token.replace("-", "_") for token in self._tokenize_path()]
        one = ["one"] if self.path.endswith("}") and not hasattr(self.view, "action") else []
        return "_".join([*words, *one, self.handler_name])

    def get_extensions(self) -> dict[str, Any]:
        refusals = [
            {"code": error.code, "status": error.status, "text": text_of(error)}
            for error in self.operation.errors
        ]
        return {
            "x-permission": self.required,
            "x-description": self.operation.description,
            "x-refusals": refusals,
        }

    # --- security, parameters ------------------------------------------------------------------

    def get_auth(self) -> list[dict[str, list[str]]]:
        if self.required == PUBLIC:
            return [{}]
        scopes = [] if self.required == SIGNED_IN else [scope_of(self.required)]
        return [{"oauth2": scopes}, {"session": []}]

    def _needs_key(self) -> bool:
        return (
            self.view.needs_key(self.method, self.handler_name)
            or self.handler_name in self.view.keyed_by_item
        )

    def _needs_version(self) -> bool:
        return self.view.needs_version(self.method, self.handler_name)

    def get_override_parameters(self) -> Any:
        found: list[OpenApiParameter] = []
        rules = self.view.listing.get(self.handler_name)
        if rules is not None:
            found += parameters.list_parameters(rules, self._item_fields())
        if query := self.view.queries.get(self.handler_name):
            found += parameters.query_parameters(query)
        if self._needs_key():
            found.append(parameters.key_parameter())
        if self._needs_version():
            found.append(parameters.version_parameter())
        return found

    def _item_fields(self) -> list[str]:
        page: Any = self.operation.output
        return list(page().fields["items"].child.fields) if page else []

    # --- bodies --------------------------------------------------------------------------------

    def get_request_serializer(self) -> Any:
        return self.operation.input

    def get_response_serializers(self) -> Any:
        described = self.operation
        if described.file:
            return {(described.status, described.file): {"type": "string", "format": "binary"}}
        return {described.status: described.output}

    def get_examples(self) -> list[OpenApiExample]:
        found = []
        if self.operation.input is not None and self.operation.input().fields:
            value = example_of(self.operation.input())
            found.append(OpenApiExample("요청", value=value, request_only=True))
        if self.operation.output is not None:
            value = example_of(self.operation.output())
            found.append(OpenApiExample("응답", value=value, response_only=True))
        return found

    def _map_serializer_field(self, field: Any, direction: str, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if isinstance(field, ListSerializer | ListField) and direction == "request":
            bounds = {
                "minItems": None if field.allow_empty else 1,
                "maxItems": getattr(field, "max_length", None),
            }
            schema = {**schema, **{name: value for name, value in bounds.items() if value}}
        return schema

    def _get_request_body(self, direction: str = "request") -> Any:
        body = super()._get_request_body(direction)
        if body and self.operation.input is not None:
            fields = self.operation.input().fields.values()
            body["required"] = any(field.required for field in fields)
        return body

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        responses = super()._get_response_bodies(direction)
        success = responses[str(self.operation.status)]
        success["description"] = success.get("description") or self.operation.summary
        if self._shows_version():
            success.setdefault("headers", {})["ETag"] = {
                "schema": {"type": "string"},
                "description": "현재 판. 변경할 때 If-Match로 보낸다",
            }
        for status in sorted(self._refusal_statuses()):
            responses[str(status)] = self._problem(status)
        return responses

    def _shows_version(self) -> bool:
        output: Any = self.operation.output
        return self._needs_version() or (output is not None and getattr(output, "has_version", False))

    def _refusal_statuses(self) -> set[int]:
        found = {400, 404, 406, 429, 503}
        if self.required != PUBLIC:
            found |= {401, 403}
        if self._needs_version():
            found |= {412, 428}
        if self._needs_key():
            found |= {409, 422}
        if self.method != "GET":
            found |= {409, 413, 415}
        if self.handler_name in self.view.listing:
            found.add(409)
        return found | {error.status for error in self.operation.errors}

    def _problem(self, status: int) -> dict[str, Any]:
        lines = [f"- `{e.code}` {text_of(e)}" for e in self.operation.errors if e.status == status]
        if not lines:
            return {"$ref": f"#/components/responses/{problem_name(status)}"}
        return {"description": "\n".join([force_str(TITLES[status]), *lines]), "content": PROBLEM}


def text_of(error: type[DomainError]) -> str:
    """The sentence of a refusal with its parameters left in place."""
    if issubclass(error, CatalogueError):
        return catalogue.rows()[error.code].text
    return force_str(DETAILS.get(error.code, error.text))
