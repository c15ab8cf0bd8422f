"""Look-ups by first consonants: what the code cells of the grids ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from accounting.queries.budget_lookup import find_lines
from accounting.queries.journals import partners_like, posting_accounts
from accounting.queries.lookups import find_commitment_rows, find_partners, find_proposals, find_revenue_lines
from tenants.context import institution
from tests.accounting.books import line_with, revenue_line
from tests.accounting.spending_kit import (
    approved_commitment,
    approved_proposal,
    from_proposal,
    payee,
)
from tests.worlds import World

ON = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def names(found: list[dict[str, object]]) -> list[str]:
    return [str(item["name"]).split(" · ")[0] for item in found]


@pytest.mark.parametrize("typed", ["ㅅㅁㄱㄹㅂ", "사무ㄱㄹ", "ㄱㄹㅂ", "사무관리"])
def test_a_budget_line_is_found_by_the_first_consonants_of_its_item(typed: str) -> None:
    line = line_with("201-01", original=1_000_000)
    line_with("207-01", original=1_000_000)
    found = find_lines(2026, typed, ON)
    assert [item["id"] for item in found] == [str(line.pk)]
    assert names(found) == ["사무관리비"]


def test_words_and_first_consonants_narrow_together() -> None:
    line = line_with("201-01", original=1_000_000)
    project = line.detail_project.name
    assert [item["id"] for item in find_lines(2026, f"ㅅㅁ {project}", ON)] == [str(line.pk)]
    assert find_lines(2026, "ㅎㅎㅎㅎ", ON) == []


def test_partners_proposals_commitments_and_revenue_lines() -> None:
    firm = payee("다온음향")
    line = line_with("201-01", original=10_000_000, allotted=10_000_000)
    proposal = approved_proposal((line, 5_000_000))
    revenue_line("R113-01")
    assert names(find_partners("ㄷㅇㅇㅎ")) == ["다온음향"]
    assert [partner.pk for partner in partners_like("ㄷㅇㅇ")] == [firm.pk]
    assert [item["code"] for item in find_proposals(2026, "ㅁㄷㅅㅊ")] == [proposal.number]
    commitment = approved_commitment(from_proposal(proposal, 1_000_000, partner_id=firm.pk))
    assert [item["code"] for item in find_commitment_rows(2026, "ㄷㅇㅇㅎ")] == [commitment.number]
    assert find_revenue_lines(2026, "ㅋㅋ") == []
    assert [item["code"] for item in find_revenue_lines(2026, "ㄷㄱㄹ")] == ["R113-01"]


def test_accounts_by_first_consonants() -> None:
    assert [account.code for account in posting_accounts("ㅁㅈㄱㄱ")] == ["21101", "21106"]
    assert posting_accounts("ㅋㅋㅋㅋ") == []
