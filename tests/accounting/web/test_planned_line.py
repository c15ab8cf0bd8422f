"""결재선 beside the forms: every step before anything is saved, notes, vacant posts, the warning of a split."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounting.models import SpendingProposal
from organization.models import Assignment
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.office_kit import accounting_office, contract, signed_along, submitted
from tests.accounting.spending_kit import all_codes
from tests.approvals.kit import Office
from tests.people import client_of, grant
from tests.worlds import World

BASE = "/spending/line"


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    with institution(world.culture):
        found = accounting_office()
        for name in ("김", "박"):
            grant(f"e-{name}", *sorted(all_codes()))
        yield found


def asked(
    client: Client, subject: str, amount: int, line_id: object = "", query: str = "", **more: Any
) -> str:
    rows = [{"line_id": str(line_id), "amount": amount}]
    data = {"fy": "2026", "rows": json.dumps(rows), **more}
    response = client.post(f"{BASE}/{subject}/{query}", data)
    assert response.status_code == 200, response.content.decode()
    return str(response.content.decode())


def people(page: str) -> list[str]:
    return re.findall(r'<span class="role">([^<]+)</span><b>([^<]*)</b>', page)  # type: ignore[return-value]


def test_the_whole_line_of_a_proposal_stands_there_before_it_is_saved(world: World, office: Office) -> None:
    line = line_with("201-01", original=90_000_000, allotted=90_000_000)
    page = asked(client_of(world.culture, "e-김"), "spending_proposal", 32_000_000, line.pk, kind="GOODS")
    assert people(page)[1:] == [
        ("검토", "박"),
        ("검토", "이"),
        ("협조", "예"),
        ("협조", "회"),
        ("감사", "감"),
        ("결재", "정"),
    ]
    assert page.count("EXP-03") == 6
    assert "전결" in page
    with institution(world.culture):
        assert not SpendingProposal.objects.exists()


def test_why_the_decider_is_raised_is_said(world: World, office: Office) -> None:
    line = line_with("201-01", original=90_000_000, allotted=90_000_000)
    page = asked(client_of(world.culture, "e-박"), "spending_proposal", 2_000_000, line.pk, kind="OTHER")
    assert people(page)[-1] == ("결재", "이")
    assert "data-line-notes" in page


def test_a_vacant_post_is_named(world: World, office: Office) -> None:
    line = line_with("201-01", original=90_000_000, allotted=90_000_000)
    Assignment.objects.filter(user_id=office.people["예"]).delete()
    page = asked(client_of(world.culture, "e-김"), "spending_proposal", 5_000_000, line.pk, kind="OTHER")
    assert ("협조", "공석") in people(page)


def test_the_warning_of_a_split_comes_before_the_submission(world: World, office: Office) -> None:
    papers = [submitted(office, 2_900_000) for _ in range(2)]
    department = str(papers[0].department_id)
    line = papers[0].rows.get().line
    client = client_of(world.culture, "e-김")
    page = asked(client, "spending_proposal", 2_900_000, line.pk, kind="OTHER", department=department)
    assert "E-APR-036" in page
    assert "8,700,000" in page
    assert 'href="#warning_reason"' in page
    with institution(world.culture):
        other = line_with("207-01", original=9_000_000, allotted=9_000_000, project="D9")
    page = asked(client, "spending_proposal", 2_900_000, other.pk, kind="OTHER", department=department)
    assert "E-APR-036" not in page


def test_a_change_shows_the_line_of_the_new_total(world: World, office: Office) -> None:
    paper = signed_along(office, contract(office, 18_000_000, proposed=25_000_000))
    data = {"fy": "2026", "rows/0/amount": "21,000,000"}
    client = client_of(world.culture, "e-김")
    response = client.post(f"{BASE}/commitment_change/?of={paper.pk}", data)
    page = response.content.decode()
    assert people(page)[1:] == [
        ("검토", "박"),
        ("검토", "이"),
        ("검토", "정"),
        ("협조", "계"),
        ("협조", "회"),
        ("감사", "감"),
        ("결재", "최"),
    ]


@pytest.mark.parametrize(
    "subject", ["payment_voucher", "revenue_assessment", "expenditure_return", "allotment"]
)
def test_other_papers_show_their_line_too(world: World, office: Office, subject: str) -> None:
    page = asked(client_of(world.culture, "e-김"), subject, 500_000)
    assert len(people(page)) > 1


def test_who_may_not_write_a_paper_does_not_ask_for_its_line(world: World, office: Office) -> None:
    client = client_of(world.culture, "outsider")
    assert client.post(f"{BASE}/spending_proposal/", {"fy": "2026"}).status_code == 403
    assert client.post(f"{BASE}/unknown/", {"fy": "2026"}).status_code == 404


def test_the_forms_ask_for_it(world: World, office: Office) -> None:
    client = client_of(world.culture, "e-김")
    for address, subject in (
        ("/spending/proposals/new/", "spending_proposal"),
        ("/spending/commitments/new/", "commitment"),
        ("/spending/vouchers/new/", "payment_voucher"),
        ("/revenue/assessments/new/", "revenue_assessment"),
        ("/spending/orders/new/", "payment_order"),
    ):
        assert f'hx-post="{BASE}/{subject}/"' in client.get(address, {"fy": "2026"}).content.decode(), subject
