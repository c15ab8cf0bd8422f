"""What lies ahead in 가람문화재단: a transfer decided for next month, and a reorganisation still being drafted."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from approvals.queries.subjects import document_of
from erp.demo.founding import actor, departments, user_ids
from erp.demo.signers import Signers
from hr.queries.orders import SUBJECT
from hr.queries.people import person_of
from hr.services.issuing import issue_order
from hr.services.order_approval import hand_in_order
from hr.services.orders import ItemData, OrderData, draft_order
from hr.services.reorganizations import ReorganizationData, draft_reorganization
from organization.queries import posts

MOVED = "planner"
KNOWN = ("E-HR-004", "E-HR-011", "E-HR-013", "E-HR-020")


def look_ahead(at: datetime, today: date) -> None:
    """Decide the transfer of next month's first day, and draft what shall change in the half year after."""
    first = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    _transfer(first, at)
    _reorganisation(first, at)


def _transfer(on: date, at: datetime) -> None:
    """배수안 goes from 기획예산팀 to 회계팀; until that day nothing changes.

    Decided at the moment of the load: what is known of people was entered then, too.
    """
    officer, places = actor("personnel", at), departments()
    person_id = person_of(user_ids([MOVED])[MOVED])
    staff = next(str(one.post_id) for one in posts() if one.code == "STAFF")
    values = {"department": str(places["D12"]), "post": staff, "work": "결산"}
    if person_id is None:
        raise LookupError(MOVED)
    item = ItemData(person_id, "MOVE", on, None, values, "결산 인력 보강")
    data = OrderData(f"{on.year}년 {on.month}월 전보", on, places["D11"], (item,), "인사규정 제20조")
    order = draft_order(actor=officer, data=data, at=at)
    known = dict.fromkeys(KNOWN, "결산 인력이 급히 필요함")
    hand_in_order(actor=officer, order_id=order.pk, at=at, acknowledged=known)
    found = document_of(SUBJECT, order.pk)
    if found is not None:
        Signers(at).signed_by_all(found.document_id, at)
    issue_order(actor=officer, order_id=order.pk, at=at)


def _reorganisation(first: date, at: datetime) -> None:
    """A new team below 문화사업본부 and another name for 문화진흥팀, two months ahead."""
    begin = (first + timedelta(days=62)).replace(day=1)
    places = departments()
    data = ReorganizationData(
        title=f"{begin.year}년 {begin.month}월 조직개편",
        effective_on=begin,
        department_id=places["D11"],
        basis_document="직제규정 제5조",
        consultation_document_no="가람시 공공기관담당관-204",
        board_resolution_no="제4차 이사회",
        changes=(
            {"kind": "OPEN", "code": "D24", "name": "지역문화팀", "parent_code": "D20"},
            {"kind": "RENAME", "code": "D23", "name": "예술지원팀"},
        ),
    )
    draft_reorganization(actor=actor("personnel", at), data=data, at=at)
