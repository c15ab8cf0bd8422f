"""Destruction of what nothing keeps: two officers, a record of it, and nothing left in the database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from core.access import Actor
from core.errors import InvalidMove, PermissionMissing
from core.models import AuditEntry
from hr.errors import DestructionNotDue, DestructionOwn, ReasonMissing
from hr.models import (
    AppointmentItem,
    Destruction,
    DestructionLine,
    EmploymentFact,
    Family,
    Person,
    PersonSecret,
    PersonVersion,
)
from hr.queries.destructions import destruction, due_for_destruction
from hr.services.destructions import decide_destruction, propose_destruction
from hr.services.people import change_card
from hr.services.records import FamilyData, write_family
from hr.services.secrets import write_secret
from tests.hr.kit import AT, at, department, hired, hr_actor, issued, item, moment, post

pytestmark = pytest.mark.usefixtures("culture")

NUMBER = "9003151234567"
LEFT = date(2020, 12, 31)
FREE = date(2026, 3, 11)


def _leaver() -> Person:
    """Somebody with everything on the card who left at the end of 2020."""
    who = hired()
    for text in ("1111111111", "2222222222"):
        write_secret(actor=hr_actor(), person_id=who.pk, kind="ACCOUNT", text=text, label="농협", at=AT)
    write_secret(actor=hr_actor(), person_id=who.pk, kind="RRN", text=NUMBER, confirmed=True, at=AT)
    changes = {"address": "가람시 1", "mobile": "010-1234-5678"}
    change_card(actor=hr_actor(), person_id=who.pk, changes=changes, from_on=date(2018, 1, 1), at=AT)
    family = FamilyData("배우자", "이한별", date(2018, 1, 1))
    write_family(actor=hr_actor(), person_id=who.pk, data=family, at=AT)
    issued(item(who, "RESIGN", LEFT, exit_reason="개인 사정", reason="사직"))
    return who


def _other() -> Actor:
    return hr_actor("approver")


def _everywhere(text: str) -> list[str]:
    """Tables of the institution with a row that holds the text in any column."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        )
        names = [row[0] for row in cursor.fetchall()]
        found = []
        for name in sorted(names):
            cursor.execute(
                f'SELECT count(*) FROM "{name}" AS one WHERE to_jsonb(one)::text LIKE %s', [f"%{text}%"]
            )
            if cursor.fetchone()[0]:
                found.append(name)
    return found


def _refused(act: Any) -> str:
    """The constraint by which the database itself refuses."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        act()
    return str(refusal.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


def test_what_is_due_follows_the_table_of_retention() -> None:
    who = _leaver()
    hired("2020-002", "이도윤")
    assert due_for_destruction(date(2024, 1, 14)) == []
    contacts = due_for_destruction(date(2024, 1, 15))
    assert [(row.person_id, row.part, row.count) for row in contacts] == [(who.pk, "CONTACTS", 1)]
    assert [row.part for row in due_for_destruction(date(2026, 3, 10))] == ["CONTACTS"]
    rows = due_for_destruction(FREE)
    assert [(row.part, row.count) for row in rows] == [("CONTACTS", 1), ("FAMILY", 1), ("SECRETS", 3)]
    assert "원천징수·연말정산 증빙 5 years" in rows[2].basis


def test_two_officers_destroy_and_the_database_holds_nothing_of_it() -> None:
    who = _leaver()
    seals = list(PersonSecret.objects.values_list("sealed", flat=True))
    marks = list(PersonSecret.objects.values_list("fingerprint", flat=True))
    assert _everywhere(seals[0]) == ["hr_personsecret"]
    chosen = [(who.pk, part) for part in ("SECRETS", "CONTACTS", "FAMILY")]
    act = propose_destruction(actor=hr_actor(), chosen=chosen, reason="보존기간 만료", at=moment(FREE))
    assert PersonSecret.objects.count() == 3
    assert due_for_destruction(FREE) == []
    done = decide_destruction(
        actor=_other(), destruction_id=act.pk, destroy=True, text="확인", at=moment(FREE, 10)
    )
    lines = {line.part: (line.found, line.destroyed, line.left) for line in destruction(done.pk).lines}
    assert lines == {"SECRETS": (3, 3, 0), "CONTACTS": (1, 1, 0), "FAMILY": (1, 1, 0)}
    for text in (*seals, *marks, NUMBER, "010-1234-5678", "이한별"):
        assert _everywhere(text) == []
    assert not PersonSecret.objects.exists()
    assert not Family.objects.exists()
    entry = AuditEntry.objects.get(verb="destruction_destroyed")
    assert (entry.subject_id, entry.facts["destroyed"]) == (act.pk, 5)
    assert at(who, date(2020, 6, 1)).grade == "G7"
    assert AppointmentItem.objects.filter(person=who).count() == 2
    assert EmploymentFact.objects.filter(employment__person=who).exists()
    card = PersonVersion.objects.filter(person=who, known_until__isnull=True).latest("from_on")
    assert (card.name, card.birth_on, card.address) == ("김하늘", date(1990, 3, 15), "")


def test_one_officer_alone_destroys_nothing() -> None:
    who = _leaver()
    chosen = [(who.pk, "SECRETS")]
    with pytest.raises(ReasonMissing):
        propose_destruction(actor=hr_actor(), chosen=chosen, reason=" ", at=moment(FREE))
    with pytest.raises(PermissionMissing):
        propose_destruction(actor=Actor(None, "밖"), chosen=chosen, reason="만료", at=moment(FREE))
    with pytest.raises(DestructionNotDue):
        propose_destruction(actor=hr_actor(), chosen=chosen, reason="만료", at=moment(date(2026, 3, 10)))
    act = propose_destruction(actor=hr_actor(), chosen=chosen, reason="만료", at=moment(FREE))
    with pytest.raises(DestructionNotDue):
        propose_destruction(actor=hr_actor(), chosen=chosen, reason="만료", at=moment(FREE))
    asked = {"destruction_id": act.pk, "at": moment(FREE)}
    with pytest.raises(DestructionOwn):
        decide_destruction(actor=hr_actor(), destroy=True, text="", **asked)  # type: ignore[arg-type]
    with pytest.raises(ReasonMissing):
        decide_destruction(actor=_other(), destroy=False, text=" ", **asked)  # type: ignore[arg-type]
    assert PersonSecret.objects.count() == 3
    held = decide_destruction(actor=_other(), destroy=False, text="소송 중", **asked)  # type: ignore[arg-type]
    assert (held.state, PersonSecret.objects.count()) == ("REJECTED", 3)
    with pytest.raises(InvalidMove):
        decide_destruction(actor=_other(), destroy=True, text="", **asked)  # type: ignore[arg-type]
    assert [row.part for row in due_for_destruction(FREE)] == ["CONTACTS", "FAMILY", "SECRETS"]


def test_somebody_hired_anew_keeps_the_record() -> None:
    who = _leaver()
    act = propose_destruction(actor=hr_actor(), chosen=[(who.pk, "SECRETS")], reason="만료", at=moment(FREE))
    values = {"department": department("21"), "post": post(), "employment_type": "REGULAR", "grade": "G7"}
    issued(item(who, "REHIRE", date(2026, 4, 1), reason="재임용", **values), at=moment(date(2026, 4, 1)))
    with pytest.raises(DestructionNotDue):
        decide_destruction(
            actor=_other(), destruction_id=act.pk, destroy=True, text="", at=moment(date(2026, 4, 2))
        )
    assert (PersonSecret.objects.count(), Destruction.objects.get().state) == (3, "PROPOSED")


def test_the_database_lets_nothing_go_without_a_decided_act() -> None:
    who = _leaver()
    secret = PersonSecret.objects.filter(person=who)
    assert _refused(secret.delete) == "hr_secret_kept"
    assert _refused(Family.objects.filter(person=who).delete) == "hr_known_fixed"
    assert _refused(PersonVersion.objects.filter(person=who).delete) == "hr_known_fixed"
    cards = PersonVersion.objects.filter(person=who, known_until__isnull=True)
    assert _refused(lambda: cards.update(address="")) == "hr_known_fixed"
    chosen = [(who.pk, "CONTACTS")]
    act = propose_destruction(actor=hr_actor(), chosen=chosen, reason="만료", at=moment(FREE))
    assert _refused(lambda: cards.update(address="")) == "hr_known_fixed"
    # Two officers stand in the row itself.
    own = Destruction.objects.filter(pk=act.pk)
    assert (
        _refused(
            lambda: own.update(state="DESTROYED", decided_by_id=act.proposed_by_id, decided_at=moment(FREE))
        )
        == "destruction_by_two"
    )
    decide_destruction(actor=_other(), destruction_id=act.pk, destroy=True, text="", at=moment(FREE))
    assert _refused(lambda: cards.update(name="다른이름")) == "hr_known_fixed"
    assert _refused(lambda: own.update(reason="다른 사유")) == "hr_destruction_fixed"
    assert _refused(DestructionLine.objects.all().delete) == "hr_destruction_line_fixed"
    assert _refused(secret.delete) == "hr_secret_kept"
