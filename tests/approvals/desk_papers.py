"""Documents between the people of the test world: 윤하늘 drafts, 류해인 (본부장) decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from approvals.models import OfficialDocument
from approvals.rules.line_types import PlannedGroup
from approvals.services.drafting import create_draft
from approvals.services.submitting import submit
from records.models import RecordFile
from tests.people import actor, department
from tests.records.kit import a_file

BODY = {
    "signs": "NUMBERS",
    "blocks": [
        {"type": "item", "level": 1, "runs": [{"text": "어린이 예술교실 겨울 과정을 엽니다."}]},
        {"type": "item", "level": 1, "runs": [{"text": "강사 세 사람을 모십니다."}]},
    ],
}


def a_plan(
    title: str = "어린이 예술교실 겨울 과정 계획",
    *,
    form: str = "DETAIL-PLAN",
    at: datetime | None = None,
    groups: list[PlannedGroup] | None = None,
    is_draft: bool = False,
    **values: Any,
) -> OfficialDocument:
    """A plan of the drafter, handed in an hour ago unless told otherwise."""
    at = at or timezone.now() - timedelta(hours=1)
    given = {
        "title": title,
        "abstract": "겨울 과정을 엽니다.",
        "keywords": ["예술교실"],
        "body": BODY,
        "disclosure": "OPEN",
        "record_file_id": _file(),
        **values,
    }
    me = actor("drafter")
    made = create_draft(form_code=form, actor=me, at=at, values=given, department_id=department("21"))
    if is_draft:
        return made
    return submit(document_id=made.pk, seen=made.version, actor=me, at=at, groups=groups)


def _file() -> UUID:
    own = department("21")
    found = RecordFile.objects.filter(department_id=own, title="예술교실").first()
    return found.pk if found else a_file(own, title="예술교실")
