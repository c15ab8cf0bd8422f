"""Believable examples made from the fields themselves, so that no operation goes without."""

from typing import Any

from rest_framework import serializers

from core.api.fields import ChoiceTextField, StrictField

_BY_FORMAT = {
    "uuid": "0199c2d4-7a10-7c3e-9b51-2f6c0d4e8a17",
    "date": "2026-03-31",
    "date-time": "2026-03-31T09:00:00+09:00",
    "uri": "https://culture.garam.localhost/api/v1/",
}
_BY_CLASS: list[tuple[type, Any]] = [
    (serializers.UUIDField, _BY_FORMAT["uuid"]),
    (serializers.DateTimeField, _BY_FORMAT["date-time"]),
    (serializers.DateField, _BY_FORMAT["date"]),
    (serializers.BooleanField, True),
    (serializers.IntegerField, 1),
    (serializers.DictField, {}),
    (serializers.JSONField, {}),
    (serializers.URLField, _BY_FORMAT["uri"]),
]


def example_of(item: Any) -> Any:
    """An example value of a serializer or field."""
    if (given := getattr(item, "example", None)) is not None:
        return given
    if isinstance(item, serializers.ListSerializer | serializers.ListField):
        return [example_of(item.child)]
    if isinstance(item, serializers.BaseSerializer):
        fields = getattr(item, "fields", {})
        return {name: example_of(field) for name, field in fields.items()}
    if getattr(item, "allow_null", False) and not isinstance(item, StrictField):
        return None
    if isinstance(item, StrictField):
        return _strict(item)
    return next((value for kind, value in _BY_CLASS if isinstance(item, kind)), "예시")


def _strict(field: StrictField) -> Any:
    if isinstance(field, ChoiceTextField):
        return next(iter(field.labels))
    schema = field.json_schema()
    if "examples" in schema:
        return schema["examples"][0]
    if "anyOf" in schema:
        return _BY_FORMAT[schema["anyOf"][0]["format"]]
    if "format" in schema:
        return _BY_FORMAT[schema["format"]]
    match schema["type"]:
        case "integer":
            return 2026 if schema["minimum"] <= 2026 <= schema["maximum"] else schema["minimum"]
        case "boolean":
            return True
    return "A-100" if "A-Z" in schema["pattern"] else "예시"
