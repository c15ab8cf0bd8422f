"""People and appointments of the tests, in the organisation of the world (tests/people.py)."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lxml import etree

from core.access import Actor, registry
from core.periods import SEOUL
from core.schema import SchemaKind
from hr.choices import OrderState
from hr.models import AppointmentItem, AppointmentOrder, Employment, Person
from hr.queries.standing import StandingRow, standing_of
from hr.services.issuing import issue_order
from hr.services.orders import ItemData, OrderData, draft_order
from hr.services.people import CardData, register_person
from identity.models import User
from organization.models import Department, Post

HIRED = date(2020, 3, 2)
AT = datetime(2026, 2, 2, 9, 0, tzinfo=SEOUL)


def moment(day: date, hour: int = 9) -> datetime:
    """An instant of a day in Seoul."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SEOUL)


def hr_actor(login_name: str = "budget", **changes: Any) -> Actor:
    """A person of the world with every permission of hr."""
    user = User.objects.get(login_name=login_name)
    codes = {one.code for one in registry.of_kind(SchemaKind.INSTITUTION) if one.code.startswith("hr.")}
    return Actor(**({"user_id": user.pk, "name": user.name, "codes": frozenset(codes)} | changes))


def department(code: str) -> str:
    """Key of a department of the world, as appointments name it."""
    return str(Department.objects.get(code=code).pk)


def post(code: str = "MEMBER") -> str:
    """Key of a post of the world."""
    return str(Post.objects.get(code=code).pk)


def user_id(login_name: str) -> UUID:
    """Account of a person of the world."""
    return UUID(str(User.objects.get(login_name=login_name).pk))


def card(name: str = "김하늘", **changes: Any) -> CardData:
    """A record card."""
    return CardData(**({"name": name, "birth_on": date(1990, 3, 15), "gender": "FEMALE"} | changes))


def person(number: str = "2020-001", name: str = "김하늘", login_name: str = "", **changes: Any) -> Person:
    """Somebody on the register."""
    return register_person(
        actor=hr_actor(),
        employee_no=number,
        card=card(name, **changes),
        from_on=HIRED,
        at=AT,
        user_id=user_id(login_name) if login_name else None,
    )


def item(who: Person, kind: str, on: date, until: date | None = None, **given: Any) -> ItemData:
    """One appointment; `reason` and `target_id` are its own, the rest are values."""
    reason, target = given.pop("reason", ""), given.pop("target_id", None)
    return ItemData(who.pk, kind, on, until, given, reason, target)


def drafted(*items: ItemData, on: date | None = None, at: datetime = AT, **changes: Any) -> AppointmentOrder:
    """An order of the personnel team."""
    data = OrderData(
        title=changes.pop("title", "정기 인사"),
        effective_on=on or items[0].effective_on,
        department_id=UUID(department("11")),
        items=items,
        **changes,
    )
    return draft_order(actor=hr_actor(), data=data, at=at)


def approved(*items: ItemData, at: datetime = AT, **changes: Any) -> AppointmentOrder:
    """An order whose document was approved."""
    acknowledged = changes.pop("acknowledged", {})
    order = drafted(*items, at=at, **changes)
    AppointmentOrder.objects.filter(pk=order.pk).update(
        state=OrderState.APPROVED, approved_at=at, acknowledged=acknowledged
    )
    order.refresh_from_db()
    return order


def issued(*items: ItemData, at: datetime = AT, **changes: Any) -> AppointmentOrder:
    """An order in force."""
    order = approved(*items, at=at, **changes)
    return issue_order(actor=hr_actor(), order_id=order.pk, at=at)


def hired(
    number: str = "2020-001",
    name: str = "김하늘",
    *,
    login_name: str = "",
    on: date = HIRED,
    birth_on: date = date(1990, 3, 15),
    **values: Any,
) -> Person:
    """Somebody in service since that day."""
    who = person(number, name, login_name, birth_on=birth_on)
    given = {
        "department": department("21"),
        "post": post(),
        "employment_type": "REGULAR",
        "grade": "G7",
        "step": 5,
        "series": "ADM-GEN",
    } | values
    given = {key: value for key, value in given.items() if value is not None}
    issued(item(who, "HIRE", on, reason="자료 이관", **given), at=max(AT, moment(on)))
    return who


def employment(who: Person) -> Employment:
    """The person's latest employment."""
    return Employment.objects.filter(person=who).order_by("-ordinal")[0]


def at(who: Person, on: date, known_at: datetime | None = None) -> StandingRow:
    """What is true of a person on a day."""
    found = standing_of(employment(who).pk, on, known_at)
    assert found is not None
    return found


def texts_of_hwpx(content: bytes) -> list[str]:
    """The paragraphs of an HWPX file that say something."""
    section = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("Contents/section0.xml"))
    texts = ("".join(one.itertext()) for one in section.iter("{*}t"))
    return [text for text in texts if text]


def items_of(order: AppointmentOrder) -> list[AppointmentItem]:
    """Appointments of an order."""
    return list(AppointmentItem.objects.filter(order=order).order_by("seq"))
