"""From the matrix down to the voucher: live, equal to the won, masked, and known to the institution."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from accounting.models import Journal, PaymentVoucher
from consolidation.door import reader_alias
from consolidation.models import LookRecord, SourceVoucherRow
from consolidation.queries.matrix import matrix_report
from consolidation.services.look_copies import LOOKED_AT, write_look_at_institution
from core.models import AuditEntry
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    ON,
    approved_voucher,
    direct_commitment,
    paid,
    payee,
    sent_order,
    voucher_input,
    voucher_row,
)
from tests.people import client_of
from tests.worlds import World

NAME, ACCOUNT = "홍길동", "123-456-789012"


def pay_a_person() -> PaymentVoucher:
    """A lecturer is paid; titles and texts name the person, as offices do."""
    line = line_with("201-03", original=10_000_000, allotted=10_000_000)
    commitment = direct_commitment((line, 1_200_000), title=f"{NAME} 강사료")
    rows = [voucher_row(commitment, 1_200_000, payee(NAME, "INDIVIDUAL"), text=f"{NAME} 강의, {ACCOUNT}")]
    voucher = approved_voucher(voucher_input(commitment, rows, title=f"{NAME} 외 강사료 지급"))
    paid(sent_order(voucher))
    return voucher


@pytest.fixture
def voucher(world: World) -> PaymentVoucher:
    with institution(world.culture):
        return pay_a_person()


@pytest.fixture
def officer(world: World, voucher: PaymentVoucher) -> Client:
    browser = client_of(world.gov, "officer")
    browser.post("/consolidation/look-reason/", {"reason": "SETTLEMENT"})
    return browser


def test_payment_is_in_the_matrix_at_once(world: World, voucher: PaymentVoucher) -> None:
    with institution(world.gov):
        report = matrix_report(fiscal_year=2026, month=12, level="MIXED", profile="", today=ON)

    culture = report.matrix.rows[0]
    assert (culture.total.current, culture.total.committed, culture.total.paid) == (
        10_000_000,
        1_200_000,
        1_200_000,
    )


def test_drill_down_reaches_the_voucher_and_every_figure_is_the_same(
    officer: Client, voucher: PaymentVoucher
) -> None:
    base = "/consolidation/institutions/culture"
    items = officer.get(f"{base}/items/", {"fy": "2026", "month": "12", "column": "201"}).content.decode()
    moved = officer.get(
        f"{base}/movements/", {"fy": "2026", "month": "12", "item": "201-03"}
    ).content.decode()

    assert "1,200,000" in items
    assert "지출액" in items
    assert "1,200,000" in moved
    path = moved.split('href="/consolidation/institutions/culture/papers/')[1].split('"')[0]
    opened = officer.get(f"{base}/papers/{path}", follow=True)
    assert opened.request["PATH_INFO"] == f"{base}/vouchers/{voucher.pk}/"
    page = opened.content.decode()
    assert "1,200,000" in page
    assert "JN2026" in page or "전표" in page


def test_ac_72_persons_are_masked_in_the_database_already(
    world: World, officer: Client, voucher: PaymentVoucher
) -> None:
    with institution(world.gov):
        row = SourceVoucherRow.objects.using(reader_alias()).get(voucher_id=voucher.pk)
    with institution(world.culture):
        journals = list(Journal.objects.values_list("pk", flat=True))
    pages = [officer.get(f"/consolidation/institutions/culture/vouchers/{voucher.pk}/")]
    pages += [officer.get(f"/consolidation/institutions/culture/journals/{pk}/") for pk in journals]
    pages += [officer.get("/consolidation/institutions/culture/accounts/21101/", {"fy": "2026"})]

    assert row.payee == "홍*동"
    assert row.text == "*** 강의, ***"
    assert len(pages) > 3
    for page in pages:
        assert page.status_code == 200
        assert NAME not in page.content.decode()
        assert ACCOUNT not in page.content.decode()


def test_paper_of_another_institution_or_a_draft_is_not_there(
    world: World, officer: Client, voucher: PaymentVoucher
) -> None:
    assert officer.get(f"/consolidation/institutions/youth/vouchers/{voucher.pk}/").status_code == 404
    assert officer.get(f"/consolidation/institutions/culture/vouchers/{UUID(int=1)}/").status_code == 404


def test_look_stands_in_both_logs_once(world: World, officer: Client, voucher: PaymentVoucher) -> None:
    officer.get(f"/consolidation/institutions/culture/vouchers/{voucher.pk}/")

    with institution(world.gov):
        look = LookRecord.objects.get(screen="VOUCHER")
    assert (look.officer_name, look.institution_code, look.subject, look.reason) == (
        "강민서",
        "culture",
        voucher.number,
        "SETTLEMENT",
    )
    with institution(world.culture):
        payload = {
            "id": str(look.pk),
            "looked_at": look.looked_at.isoformat(),
            "officer_id": str(look.officer_id),
            "officer_name": look.officer_name,
            "client_id": "",
            "screen": look.screen,
            "subject": look.subject,
            "reason": look.reason,
        }
        for _attempt in range(2):
            write_look_at_institution.run(look=payload)
        copies = AuditEntry.objects.filter(verb=LOOKED_AT)
        assert [(copy.actor_name, copy.summary) for copy in copies] == [
            ("강민서", f"모기관 담당관 열람: 지출결의 {voucher.number} (사유: 결산 검토)")
        ]


def test_look_is_handed_to_the_institutions_queue_with_the_log(world: World, officer: Client) -> None:
    from django.db import connection

    officer.get("/consolidation/institutions/culture/movements/", {"fy": "2026"})

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'tenant', args->'look'->>'screen' FROM public.procrastinate_jobs"
            " WHERE task_name = 'consolidation.write_look_at_institution'"
        )
        assert cursor.fetchall() == [("inst_garam_culture", "MOVEMENTS")]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_look_at_movements_names_the_bucket_in_korean(world: World, officer: Client, language: str) -> None:
    officer.get(
        "/consolidation/institutions/culture/movements/",
        {"fy": "2026", "item": "201-03", "bucket": "paid"},
        headers={"accept-language": language},
    )

    with institution(world.gov):
        assert LookRecord.objects.get(screen="MOVEMENTS").subject == "201-03 지출"
