"""What a write of the outside directory means for the card, and whose deleted account it may take up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hr.rules.directory import DirectoryData, card_changes, is_same_person

HERS = DirectoryData(
    login_name="kim", name="김하늘", email="kim@garam.kr", phone="054-1", employee_no="2020-001"
)


def test_a_new_entry_writes_what_it_says_and_no_more() -> None:
    assert card_changes(None, replace(HERS, email="")) == {"name": "김하늘", "phone": "054-1"}


def test_only_what_the_directory_changed_goes_on_the_card() -> None:
    assert card_changes(HERS, replace(HERS, name="김하늘솔", is_active=False)) == {"name": "김하늘솔"}


def test_what_the_directory_takes_away_stays_on_the_card() -> None:
    assert card_changes(HERS, replace(HERS, email="", phone="")) == {}


@pytest.mark.parametrize(
    ("kept", "given", "same"),
    [
        (("x-1", "2020-001"), ("x-1", ""), True),
        (("x-1", "2020-001"), ("x-2", "2020-001"), True),
        (("x-1", "2020-001"), ("x-2", "2020-002"), False),
        (("", ""), ("", ""), False),
    ],
)
def test_a_deleted_account_is_taken_up_by_the_same_person_only(
    kept: tuple[str, str], given: tuple[str, str], same: bool
) -> None:
    assert is_same_person(kept, given) is same
