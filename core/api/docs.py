"""What an endpoint says about itself. The description is made from these declarations alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, TypeVar

from rest_framework import serializers

from core.api.lists import ListRules
from core.api.serializers import Input, Output
from core.errors import DomainError

Handler = TypeVar("Handler", bound=Callable[..., Any])


@dataclass(frozen=True)
class Operation:
    """One operation: Korean summary and description, input, output and what it refuses."""

    summary: str
    description: str
    input: type[Input] | None
    output: type[serializers.BaseSerializer[Any]] | None
    status: int
    errors: tuple[type[DomainError], ...]
    file: str


def operation(
    summary: str,
    description: str,
    *,
    input: type[Input] | None = None,  # noqa: A002 - reads best at the place of use
    output: type[serializers.BaseSerializer[Any]] | None = None,
    listed: bool = False,
    status: int = 200,
    errors: Sequence[type[DomainError]] = (),
    file: str = "",
) -> Callable[[Handler], Handler]:
    """Describe a handler.

    `listed`: the answer is a cursor page of `output`. `errors`: refusals of the domain (those of the
    edge are added by themselves). `file`: media type of a download instead of `output`.
    """
    shown = page_of(output) if listed and output is not None else output  # type: ignore[arg-type]
    described = Operation(summary, description, input, shown, status, tuple(errors), file)

    def attach(handler: Handler) -> Handler:
        handler.operation = described  # type: ignore[attr-defined]
        return handler

    return attach


PUBLIC = "public"
SIGNED_IN = "signed-in"


class DescribedView:
    """The declarations of a view, read by the view itself and by the description alike.

    tag        heading in the description
    required   handler → permission code, SIGNED_IN or PUBLIC; a handler without one is refused at start
    listing    handler → ListRules of the lists this view answers
    queries    handler → Input serializer of its query parameters
    versioned  POST handlers that need If-Match (PUT, PATCH and DELETE always do)
    keyless    POST handlers without Idempotency-Key (they only calculate)
    keyed_by_item  keyless handlers that read the key themselves, for each part of the request
    """

    tag: ClassVar[str] = ""
    required: ClassVar[Mapping[str, str]] = {}
    listing: ClassVar[Mapping[str, ListRules]] = {}
    queries: ClassVar[Mapping[str, type[Input]]] = {}
    versioned: ClassVar[frozenset[str]] = frozenset()
    keyless: ClassVar[frozenset[str]] = frozenset()
    keyed_by_item: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def operation_of(cls, handler_name: str) -> Operation | None:
        """The description of a handler."""
        return getattr(getattr(cls, handler_name, None), "operation", None)

    @classmethod
    def needs_key(cls, method: str | None, handler_name: str) -> bool:
        """Whether the request must carry an Idempotency-Key."""
        return method == "POST" and handler_name not in cls.keyless

    @classmethod
    def needs_version(cls, method: str | None, handler_name: str) -> bool:
        """Whether the request must carry If-Match."""
        return method in {"PUT", "PATCH", "DELETE"} or handler_name in cls.versioned


@cache
def page_of(output: type[serializers.BaseSerializer[Any]]) -> type[Output]:
    """Serializer that describes a cursor page; of its items only the id is certain (`fields=`)."""

    def get_fields(self: Any) -> dict[str, Any]:
        fields: dict[str, Any] = output.get_fields(self)  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.required = name == "id"
        return fields

    item = type(f"{output.__name__}Item", (output,), {"get_fields": get_fields, "__doc__": output.__doc__})
    members = {
        "items": item(many=True),
        "next": serializers.URLField(allow_null=True, help_text="다음 쪽의 주소"),
        "prev": serializers.URLField(allow_null=True, help_text="앞 쪽의 주소"),
        "count": serializers.IntegerField(required=False, help_text="`count=true`로 물었을 때의 전체 건수"),
        "__doc__": "",
    }
    return type(f"{output.__name__}Page", (Output,), members)
