"""Protected numbers: sealed, found by hash, opened for a reason, reviewed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.errors import InvalidInput, PermissionMissing
from hr.choices import SecretAct
from hr.errors import (
    MonthReviewed,
    ReasonMissing,
    ResidentNumberDoubtful,
    RevealNotAllowed,
    RevealReasonMissing,
    SecretOfOther,
    TooManyReveals,
)
from hr.models import PersonSecret, SecretAccess
from hr.queries.accesses import month_summary
from hr.services.access_review import review_month
from hr.services.secrets import person_with_number, reveal_secret, rotate_secrets, write_secret
from tests.hr.kit import AT, hr_actor, moment, person

pytestmark = pytest.mark.usefixtures("culture")
NUMBER, OTHER = "900101-1234568", "900101-1234567"


def _written(who: Any, text: str = NUMBER, **given: Any) -> PersonSecret:
    return write_secret(actor=hr_actor(), person_id=who.pk, kind="RRN", text=text, at=AT, **given)


def test_the_clear_number_is_nowhere_in_the_tables() -> None:
    who = person()
    stored = _written(who)
    assert (stored.masked, "1234568" in stored.sealed, len(stored.fingerprint)) == (
        "900101-1******",
        False,
        64,
    )
    asked = {"actor": hr_actor(), "person_id": who.pk, "kind": "RRN", "at": AT}
    assert reveal_secret(**asked, reason="연말정산 신고") == "9001011234568"


def test_a_number_without_a_check_digit_is_confirmed_and_a_malformed_one_refused() -> None:
    who = person()
    with pytest.raises(ResidentNumberDoubtful):
        _written(who, OTHER)
    assert _written(who, OTHER, confirmed=True).masked == "900101-1******"
    for text in ("900101-123456", "901301-1234567", "900101-5234567"):
        with pytest.raises(InvalidInput):
            _written(who, text, confirmed=True)


def test_a_number_has_one_owner_and_is_found_by_its_hash() -> None:
    first, second = person(), person("2020-002", "이도윤")
    _written(first)
    with pytest.raises(SecretOfOther):
        _written(second)
    asked = {"actor": hr_actor(), "kind": "RRN", "at": AT}
    assert person_with_number(**asked, text="9001011234568", reason="재임용 확인") == first.pk
    assert person_with_number(**asked, text="900101-1234560", reason="재임용 확인") is None
    with pytest.raises(RevealReasonMissing):
        person_with_number(**asked, text=NUMBER, reason="")


def test_a_new_number_replaces_the_old_which_stays_sealed() -> None:
    who = person()
    _written(who, OTHER, confirmed=True)
    _written(who)
    rows = PersonSecret.objects.filter(person=who).order_by("recorded_at", "pk")
    assert [row.replaced_at is None for row in rows] == [False, True]


def test_accounts_are_masked_to_four_digits() -> None:
    who = person()
    made = write_secret(
        actor=hr_actor(), person_id=who.pk, kind="ACCOUNT", text="110-234-561234", label="농협", at=AT
    )
    assert (made.masked, made.label) == ("***-**-1234", "농협")


def test_opening_asks_for_a_right_a_reason_and_measure() -> None:
    who = person()
    _written(who)
    asked: dict[str, Any] = {"person_id": who.pk, "kind": "RRN", "reason": "연말정산 신고"}
    with pytest.raises(RevealNotAllowed):
        reveal_secret(actor=hr_actor(codes=frozenset({"hr.person.view"})), at=AT, **asked)
    with pytest.raises(RevealReasonMissing):
        reveal_secret(actor=hr_actor(), at=AT, **{**asked, "reason": "  "})
    for minute in range(30):
        reveal_secret(actor=hr_actor(), at=AT + timedelta(minutes=minute), **asked)
    with pytest.raises(TooManyReveals):
        reveal_secret(actor=hr_actor(), at=AT + timedelta(minutes=31), **asked)
    assert reveal_secret(actor=hr_actor(), at=AT + timedelta(hours=2), **asked) == "9001011234568"


def test_a_month_is_reviewed_once_when_it_is_over() -> None:
    who = person()
    _written(who)
    night = moment(date(2026, 2, 7), 23)
    asked: dict[str, Any] = {"person_id": who.pk, "kind": "RRN", "reason": "연말정산 신고"}
    reveal_secret(actor=hr_actor(), at=night, **asked)
    summary = month_summary(202602)
    assert summary.total == 2
    assert [row.remarks for row in summary.suspicious] == [("심야", "휴일")]
    with pytest.raises(MonthReviewed):
        review_month(actor=hr_actor(), month=202602, note="이상 없음", at=night)
    march = moment(date(2026, 3, 5))
    with pytest.raises(ReasonMissing):
        review_month(actor=hr_actor(), month=202602, note=" ", at=march)
    with pytest.raises(PermissionMissing):
        review_month(actor=hr_actor(codes=frozenset()), month=202602, note="이상 없음", at=march)
    done = review_month(actor=hr_actor(), month=202602, note="심야 열람 소명 받음", at=march)
    assert (done.accesses, done.suspicious) == (2, 1)
    with pytest.raises(MonthReviewed):
        review_month(actor=hr_actor(), month=202602, note="다시", at=march)


def test_a_new_key_seals_anew_and_finds_what_the_old_one_sealed(settings: Any) -> None:
    first, second = person(), person("2020-002", "이도윤")
    stored = _written(first)
    settings.VAULT_SECRETS = {**settings.VAULT_SECRETS, "2": "another master key of the vault"}
    asked: dict[str, Any] = {"actor": hr_actor(), "person_id": first.pk, "kind": "RRN", "at": AT}
    assert reveal_secret(**asked, reason="연말정산 신고") == "9001011234568"
    with pytest.raises(SecretOfOther):
        _written(second)
    assert (rotate_secrets(), rotate_secrets()) == (1, 0)
    stored.refresh_from_db()
    assert stored.sealed.startswith("2.")
    assert reveal_secret(**asked, reason="연말정산 신고") == "9001011234568"
    with pytest.raises(SecretOfOther):
        _written(second)


def test_the_log_is_never_changed() -> None:
    _written(person())
    rows = SecretAccess.objects.filter(act=SecretAct.WRITTEN)
    with pytest.raises(IntegrityError, match="insert-only"), transaction.atomic():
        rows.update(reason="x")
    with pytest.raises(IntegrityError, match="insert-only"), transaction.atomic():
        rows.delete()
    assert rows.count() == 1
