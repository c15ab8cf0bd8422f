"""OpenAPI parameters and headers of the declarations: lists, queries, keys, versions."""

from typing import Any

from django.utils.encoding import force_str
from drf_spectacular.utils import OpenApiParameter

from core.api.fields import StrictField
from core.api.idempotency import HEADER
from core.api.lists import AS_OF, LIMIT, MAX_VALUES, SEARCH, Filter, ListRules
from core.api.serializers import Input

_LOOKS = {"exact": "같음", "gte": "이상", "lte": "이하", "in": "여럿 중 하나(쉼표로 구분)"}

# What common filters are called where a list gives no note of its own.
_WORDS = {
    "account_unit": "회계단위", "department": "부서", "document_date": "문서일", "fiscal_year": "회계연도",
    "funding": "재원", "is_active": "사용 여부", "item": "통계목", "kind": "종류", "partner": "거래처",
    "pay_on": "지급일", "period": "월(YYYYMM)", "role": "역할", "state": "상태", "user": "사용자",
    "account": "계정", "event": "사건", "effective_on": "기준일", "detail_project": "세부사업", "available": "가용액",
}  # fmt: skip


def _query(name: str, schema: dict[str, Any], note: str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=note, **more)


def list_parameters(rules: ListRules, output_fields: list[str]) -> list[OpenApiParameter]:
    """Everything the query string of a list may hold."""
    found = [
        _query("limit", {**LIMIT.json_schema(), "default": 50}, "한 쪽의 건수"),
        _query("cursor", {"type": "string", "maxLength": 2000}, "앞 응답의 next·prev가 담고 있는 위치"),
        _query("ordering", _names(rules.ordering, "-?"), "정렬. `-`는 내림차순, 쉼표로 여럿"),
        _query("fields", _names(tuple(output_fields), ""), "응답에 담을 항목(쉼표로 여럿). id는 늘 담는다"),
    ]
    found += [parameter for item in rules.filters for parameter in _filter_parameters(item)]
    if rules.search:
        found.append(_query("q", {**SEARCH.json_schema()}, "낱말 찾기: " + ", ".join(rules.search)))
    if rules.countable:
        found.append(_query("count", {"type": "boolean"}, "전체 건수도 알려 준다"))
    if rules.has_as_of:
        found.append(as_of_parameter())
    return found


def as_of_parameter() -> OpenApiParameter:
    """`as_of`: the books as they were known at that moment."""
    return _query("as_of", AS_OF.json_schema(), "이 시각까지 기록된 내용으로 답한다. 날짜만 쓰면 그날의 끝")


def _names(names: tuple[str, ...], sign: str) -> dict[str, Any]:
    one = f"{sign}({'|'.join(names)})"
    return {"type": "string", "pattern": f"^{one}(,{one})*$", "maxLength": 1000}


def _filter_parameters(item: Filter) -> list[OpenApiParameter]:
    found = []
    for name, look in item.parameters().items():
        schema = item.field.json_schema()
        note = f"{item.note or _WORDS.get(item.name, item.name)} {_LOOKS[look]}"
        if look == "in":
            schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": MAX_VALUES}
            found.append(_query(name, schema, note, style="form", explode=False))
        else:
            found.append(_query(name, schema, note))
    return found


def query_parameters(serializer: type[Input]) -> list[OpenApiParameter]:
    """Parameters of a declared query serializer."""
    return [
        _query(name, _schema(field), force_str(field.help_text or ""), required=field.required)
        for name, field in serializer().fields.items()
    ]


def _schema(field: Any) -> dict[str, Any]:
    if not isinstance(field, StrictField):
        raise TypeError(f"query parameter {field.field_name} must be a strict field")
    return field.json_schema()


def key_parameter() -> OpenApiParameter:
    """The Idempotency-Key header."""
    return OpenApiParameter(
        HEADER,
        {"type": "string", "format": "uuid"},
        OpenApiParameter.HEADER,
        required=True,
        description="이 요청의 고유 번호(UUID). 같은 번호로 다시 보내면 처음 응답을 그대로 돌려준다",
    )


def version_parameter() -> OpenApiParameter:
    """The If-Match header."""
    return OpenApiParameter(
        "If-Match",
        {"type": "string", "pattern": '^"[0-9]{1,9}"$', "examples": ['"3"']},
        OpenApiParameter.HEADER,
        required=True,
        description="조회 때 받은 ETag. 그 사이에 바뀌었으면 412",
    )
