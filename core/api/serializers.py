"""Bases of serializers: input refuses unknown members, output can be thinned by `fields=`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.fields import CodeField, TextField
from core.api.texts import FAULTS


class Input(serializers.Serializer[Any]):
    """What a request may contain. Members that are not declared are refused."""

    if TYPE_CHECKING:
        # Lists (many=True) take max_length and allow_empty as well.
        def __init__(self, *args: Any, **options: Any) -> None: ...

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                raise serializers.ValidationError(
                    {
                        name: [serializers.ErrorDetail(str(FAULTS["UNKNOWN_FIELD"]), "unknown_field")]
                        for name in unknown
                    }
                )
        return super().to_internal_value(data)


class Output(serializers.Serializer[Any]):
    """What an answer contains: explicit fields only."""

    def get_fields(self) -> dict[str, Any]:
        declared = super().get_fields()
        wanted = self.context.get("fields") if self.parent is None or self._is_item() else None
        if wanted is None:
            return declared
        return {name: field for name, field in declared.items() if name in wanted}

    def _is_item(self) -> bool:
        return isinstance(self.parent, serializers.ListSerializer) and self.parent.parent is None


class Nothing(Input):
    """A request without content: an empty object or no body."""


class Acknowledgement(Input):
    """One warning the person has read and accepts, with the reason."""

    code = CodeField(max_length=40, help_text=_("경고의 code"))
    reason = TextField(max_length=500, help_text=_("그래도 진행하는 까닭"))


class AcknowledgingInput(Input):
    """Input of acts that can meet warnings: each warning is 409 until it is acknowledged here."""

    acknowledged = Acknowledgement(
        many=True, required=False, max_length=20, help_text=_("확인한 경고와 그 까닭")
    )
