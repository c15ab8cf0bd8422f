"""Entity tags from row versions, and If-Match on everything that changes an entity."""

import re
from typing import Any, ClassVar

from django.http import HttpRequest

from core.errors import DomainError, StaleVersion

_TAG = re.compile(r'"([0-9]{1,9})"')


class PreconditionRequired(DomainError):
    """A change without If-Match: two people could overwrite each other."""

    code = "PRECONDITION_REQUIRED"
    status: ClassVar[int] = 428
    text = "If-Match 머리글에 현재 ETag 하나를 보내야 합니다."


def etag(entity: Any) -> str:
    """Strong tag of an entity's version."""
    return f'"{entity.version}"'


def expected_version(request: HttpRequest) -> int:
    """Version the client has seen. Missing or `*` is 428; a tag that cannot be ours is 412."""
    given = request.headers.get("If-Match", "").strip()
    if given in {"", "*"}:
        raise PreconditionRequired
    match = _TAG.fullmatch(given)
    if match is None:
        raise StaleVersion
    return int(match.group(1))
