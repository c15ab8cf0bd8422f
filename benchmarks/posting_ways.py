"""Three ways to write one paid voucher: header, row, budget movements, two journals with their lines,
balances, numbers, audit line. The raw way is one function with plain parameters and no rule at all."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from accounting.models import (
    BudgetBalance,
    BudgetLedger,
    BudgetLine,
    Journal,
    JournalLine,
    LedgerBalance,
    PaymentVoucher,
    PaymentVoucherRow,
)
from accounting.services.settled_spending import SettledEntry, post_settled_entries
from core.access import SYSTEM
from core.ids import uuid7
from core.models import AuditEntry
from core.numbering import take_number
from tests.accounting import books

ON = date(2026, 3, 2)
AMOUNT = 1_000
ZERO_HASH = bytes(32)

RAW = """
CREATE FUNCTION raw_voucher(voucher uuid, voucher_row uuid, m uuid, e uuid, j1 uuid, j2 uuid, l1 uuid, l2 uuid,
    l3 uuid, l4 uuid, audit uuid, line uuid, partner uuid, department uuid, project uuid, amount bigint, day date,
    command uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    now timestamptz := clock_timestamp();
    pv text;
    jn integer;
BEGIN
    UPDATE accounting_budgetline b SET committed = b.committed + amount, paid = b.paid + amount WHERE b.id = line;
    INSERT INTO accounting_budgetbalance AS b (id, fiscal_year, period, account_unit_code, side, item_code, original,
        supplementary, carried_in, contingency, transferred, excess, pending_supplementary, allotted, reserved,
        committed, paid, carried_out, assessed, received, refunded, written_off)
    VALUES (gen_random_uuid(), 2026, 202603, 'G', 'EXPENDITURE', '201-01', 0, 0, 0, 0, 0, 0, 0, 0, 0, amount, amount,
        0, 0, 0, 0, 0)
    ON CONFLICT (fiscal_year, period, account_unit_code, side, item_code) DO UPDATE
       SET committed = b.committed + excluded.committed, paid = b.paid + excluded.paid;
    INSERT INTO accounting_ledgerbalance AS b (id, fiscal_year, period, account_unit_code, account_code, entity_code,
        debit, credit)
    VALUES (gen_random_uuid(), 2026, 202603, 'G', '11102', '', 0, amount),
           (gen_random_uuid(), 2026, 202603, 'G', '21101', '', amount, amount),
           (gen_random_uuid(), 2026, 202603, 'G', '53103', '', amount, 0)
    ON CONFLICT (fiscal_year, period, account_unit_code, account_code, entity_code) DO UPDATE
       SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
    INSERT INTO core_documentcounter AS c (id, prefix, fiscal_year, unit, last) VALUES
        (gen_random_uuid(), 'JN', 2026, 'G', 2)
        ON CONFLICT (prefix, fiscal_year, unit) DO UPDATE SET last = c.last + 2 RETURNING c.last INTO jn;
    INSERT INTO core_documentcounter AS c (id, prefix, fiscal_year, unit, last) VALUES
        (gen_random_uuid(), 'PV', 2026, 'G', 1)
        ON CONFLICT (prefix, fiscal_year, unit) DO UPDATE SET last = c.last + 1
        RETURNING 'PV2026-G-' || lpad(c.last::text, 6, '0') INTO pv;
    INSERT INTO accounting_paymentvoucher (id, number, fiscal_year, account_unit_code, department_id, title, text,
        document_date, effective_on, drafted_at, submitted_at, approved_at, decision_text, version, state, kind,
        total_amount, withheld_amount, pay_on, extended_reason, warning_reasons)
    VALUES (voucher, pv, 2026, 'G', department, '사무용품', '', day, day, now, now, now, '', 1, 'PAID', 'PV', amount, 0,
        day, '', '{}');
    INSERT INTO accounting_paymentvoucherrow (id, voucher_id, ordinal, line_id, partner_id, amount, recognised,
        sub_type, vat_type, vat_amount, is_vat_deductible, withholding_rule, engagement, days, income_tax, local_tax,
        other_withheld, withheld_amount, invoice_no, evidence_kind, paid_on, returned, text)
    VALUES (voucher_row, voucher, 1, line, partner, amount, 0, '', 'NONE', 0, false, '', '', 0, 0, 0, '{}', 0, '', '',
        day, 0, '');
    INSERT INTO accounting_budgetledger (id, line_id, bucket, amount, event, document_type, document_id, document_no,
        effective_on, period, recorded_at, command_id, entry_hash)
    VALUES (m, line, 'committed', amount, 'payment_executed', 'payment_voucher', voucher, pv, day, 202603, now, command,
            sha256(convert_to(m || pv || amount, 'UTF8'))),
           (e, line, 'paid', amount, 'payment_executed', 'payment_voucher', voucher, pv, day, 202603, now, command,
            sha256(convert_to(e || pv || amount, 'UTF8')));
    INSERT INTO accounting_journal (id, number, fiscal_year, period, effective_on, recorded_at, command_id, event,
        document_type, document_id, document_no, revision, account_unit_code, text, is_late, line_count, total_amount,
        entry_hash)
    VALUES (j1, 'JN2026-G-' || lpad((jn - 1)::text, 6, '0'), 2026, 202603, day, now, command, 'voucher_approved',
            'payment_voucher', voucher, pv, 0, 'G', '사무용품', false, 2, amount, sha256(convert_to(j1 || pv, 'UTF8'))),
           (j2, 'JN2026-G-' || lpad(jn::text, 6, '0'), 2026, 202603, day, now, command, 'payment_executed',
            'payment_voucher', voucher, pv, 0, 'G', '사무용품', false, 2, amount, sha256(convert_to(j2 || pv, 'UTF8')));
    INSERT INTO accounting_journalline (id, journal_id, ordinal, fiscal_year, period, effective_on, account_code, debit,
        credit, account_unit_code, sector, activity, department_id, detail_project_id, funding_code, partner_id,
        entity_code, budget_line_id, text)
    VALUES (l1, j1, 1, 2026, 202603, day, '53103', amount, 0, 'G', 'PUBLIC', 'PROGRAM', department, project, 'OWN',
            partner, '', line, '사무용품'),
           (l2, j1, 2, 2026, 202603, day, '21101', 0, amount, 'G', 'PUBLIC', 'PROGRAM', department, project, 'OWN',
            partner, '', line, '사무용품'),
           (l3, j2, 1, 2026, 202603, day, '21101', amount, 0, 'G', 'PUBLIC', 'PROGRAM', department, project, 'OWN',
            partner, '', line, '사무용품'),
           (l4, j2, 2, 2026, 202603, day, '11102', 0, amount, 'G', '', '', NULL, NULL, 'OWN', NULL, '', NULL, '사무용품');
    INSERT INTO core_auditentry (id, recorded_at, actor_name, client_id, verb, subject_type, subject_id, summary, facts,
        request_id)
    VALUES (audit, now, '시스템', '', 'settled_spending_posted', 'payment_voucher', voucher, '사무용품', '{}', '');
END
$$
"""


class Ways:
    """The three ways over the same budget line, payee and day."""

    line: BudgetLine
    partner_id: UUID

    def prepare(self) -> None:
        """A line with room for everything and the raw function."""
        with transaction.atomic():
            self.line = books.line_with("201-01", original=10**13, allotted=10**13)
            self.partner_id = books.partner().pk
        with connection.cursor() as cursor:
            cursor.execute(RAW)

    def entry(self) -> SettledEntry:
        """One payment."""
        return SettledEntry(self.line.pk, ON, AMOUNT, "사무용품", partner_id=self.partner_id)

    def service(self) -> None:
        """The public service: rules, guards, one call."""
        post_settled_entries(entries=[self.entry()], actor=SYSTEM, at=books.AT)

    def batch(self, count: int) -> None:
        """The public service for many."""
        post_settled_entries(entries=[self.entry() for _ in range(count)], actor=SYSTEM, at=books.AT)

    def raw(self) -> None:
        """The same writes, nothing else."""
        ids = [uuid7() for _ in range(11)]
        places = [*ids, self.line.pk, self.partner_id, self.line.department_id, self.line.detail_project_id]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT raw_voucher({', '.join(['%s'] * 18)})", [*places, AMOUNT, ON, uuid7()])

    def orm(self) -> None:
        """The same rows by the ORM, one by one, with the check under the line's lock."""
        with transaction.atomic():
            line = BudgetLine.objects.select_for_update().select_related(None).get(pk=self.line.pk)
            if line.available < AMOUNT:
                raise RuntimeError("no room")
            voucher = self._document(line)
            for bucket in ("committed", "paid"):
                self._move(line, voucher, bucket)
            self._journal(line, voucher, "voucher_approved", "53103", "21101")
            self._journal(line, voucher, "payment_executed", "21101", "11102")
            AuditEntry.objects.create(
                recorded_at=books.AT,
                actor_name="시스템",
                verb="settled_spending_posted",
                subject_type="payment_voucher",
                subject_id=voucher.pk,
                summary="사무용품",
            )

    def _document(self, line: BudgetLine) -> PaymentVoucher:
        voucher = PaymentVoucher.objects.create(
            number=take_number("PV", 2026, "G"),
            fiscal_year=2026,
            account_unit_id="G",
            department_id=line.department_id,
            title="사무용품",
            document_date=ON,
            effective_on=ON,
            drafted_at=books.AT,
            submitted_at=books.AT,
            approved_at=books.AT,
            state="PAID",
            total_amount=AMOUNT,
            pay_on=ON,
        )
        PaymentVoucherRow.objects.create(
            voucher=voucher, ordinal=1, line=line, partner_id=self.partner_id, amount=AMOUNT, paid_on=ON
        )
        return voucher

    def _move(self, line: BudgetLine, voucher: PaymentVoucher, bucket: str) -> None:
        BudgetLedger.objects.create(
            line=line, bucket=bucket, amount=AMOUNT, event="payment_executed", **_entry(voucher)
        )
        setattr(line, bucket, getattr(line, bucket) + AMOUNT)
        line.save(update_fields=[bucket])
        key = {
            "fiscal_year": 2026,
            "period": 202603,
            "account_unit_code": "G",
            "side": "EXPENDITURE",
            "item_code": "201-01",
        }
        balance, _ = BudgetBalance.objects.get_or_create(**key)
        BudgetBalance.objects.filter(pk=balance.pk).update(**{bucket: F(bucket) + AMOUNT})

    def _journal(
        self, line: BudgetLine, voucher: PaymentVoucher, event: str, debit: str, credit: str
    ) -> None:
        journal = Journal.objects.create(
            number=take_number("JN", 2026, "G"),
            fiscal_year=2026,
            event=event,
            account_unit_id="G",
            text="사무용품",
            line_count=2,
            total_amount=AMOUNT,
            **_entry(voucher),
        )
        for ordinal, (account, side) in enumerate(((debit, "debit"), (credit, "credit")), start=1):
            JournalLine.objects.create(
                journal=journal,
                ordinal=ordinal,
                fiscal_year=2026,
                period=202603,
                effective_on=ON,
                account_code=account,
                account_unit_code="G",
                partner_id=self.partner_id,
                department_id=line.department_id,
                detail_project_id=line.detail_project_id,
                budget_line=line,
                text="사무용품",
                **{side: AMOUNT},
            )
            balance, _ = LedgerBalance.objects.get_or_create(
                fiscal_year=2026, period=202603, account_unit_code="G", account_code=account, entity_code=""
            )
            LedgerBalance.objects.filter(pk=balance.pk).update(**{side: F(side) + AMOUNT})


def _entry(voucher: PaymentVoucher) -> dict[str, Any]:
    return {
        "document_type": "payment_voucher",
        "document_id": voucher.pk,
        "document_no": voucher.number,
        "effective_on": ON,
        "period": 202603,
        "recorded_at": books.AT,
        "command_id": uuid7(),
        "entry_hash": ZERO_HASH,
    }
