"""Statements of the recount; tables are found by the tenant's search path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounting.choices import Bucket, RevenueBucket
from accounting.rules.series import SERIES

_SHARED = ("original", "supplementary", "carried_in", "transferred")
_ALL = [*Bucket.values, *(name for name in RevenueBucket.values if name not in _SHARED)]


def line_sums(lines: str, ledger: str, buckets: Sequence[str]) -> str:
    """Cached columns of each line against the sums of its ledger, bucket by bucket."""
    cached = ", ".join(f"('{name}', l.{name})" for name in buckets)
    return f"""
        SELECT l.id || ' ' || b.bucket, coalesce(s.amount, 0), b.amount
          FROM accounting_{lines} l
         CROSS JOIN LATERAL (VALUES {cached}) AS b(bucket, amount)
          LEFT JOIN (SELECT line_id, bucket, sum(amount) AS amount FROM accounting_{ledger}
                      GROUP BY line_id, bucket) s ON s.line_id = l.id AND s.bucket = b.bucket
         WHERE b.amount <> coalesce(s.amount, 0)"""  # noqa: S608 - names come from the code lists


def _pivot(buckets: Sequence[str]) -> str:
    return ", ".join(
        f"coalesce(sum(e.amount) FILTER (WHERE e.bucket = '{name}'), 0) AS {name}"
        if name in buckets
        else f"0 AS {name}"
        for name in _ALL
    )


def _movements(side: str, lines: str, ledger: str, buckets: Sequence[str]) -> str:
    return f"""
        SELECT l.fiscal_year, e.period, l.account_unit_code, '{side}' AS side, i.code AS item_code, {_pivot(buckets)}
          FROM accounting_{ledger} e JOIN accounting_{lines} l ON l.id = e.line_id
          JOIN accounting_statitem i ON i.id = l.stat_item_id
         GROUP BY l.fiscal_year, e.period, l.account_unit_code, i.code"""  # noqa: S608


_BALANCE_KEY = "fiscal_year, period, account_unit_code, side, item_code"
BUDGET_BALANCES = f"""
    WITH recounted AS ({_movements("EXPENDITURE", "budgetline", "budgetledger", Bucket.values)} UNION ALL
                       {_movements("REVENUE", "revenueline", "revenueledger", RevenueBucket.values)}),
         both_sides AS (
        SELECT {_BALANCE_KEY}, ROW({", ".join(f"r.{n}" for n in _ALL)})::text AS expected,
               ROW({", ".join(f"coalesce(b.{n}, 0)" for n in _ALL)})::text AS found
          FROM recounted r FULL JOIN accounting_budgetbalance b USING ({_BALANCE_KEY}))
    SELECT concat_ws(' ', {_BALANCE_KEY}), expected, found FROM both_sides WHERE expected IS DISTINCT FROM found"""  # noqa: S608

_LEDGER_KEY = "fiscal_year, period, account_unit_code, account_code, entity_code"
LEDGER_BALANCES = f"""
    WITH recounted AS (SELECT {_LEDGER_KEY}, sum(debit) AS debit, sum(credit) AS credit
                         FROM accounting_journalline GROUP BY {_LEDGER_KEY})
    SELECT concat_ws(' ', {_LEDGER_KEY}), concat_ws('/', r.debit, r.credit), concat_ws('/', b.debit, b.credit)
      FROM recounted r FULL JOIN accounting_ledgerbalance b USING ({_LEDGER_KEY})
     WHERE r.debit IS DISTINCT FROM b.debit OR r.credit IS DISTINCT FROM b.credit"""  # noqa: S608

JOURNALS_BALANCE = """
    SELECT j.number || ' ' || l.account_unit_code, sum(l.debit), sum(l.credit)
      FROM accounting_journalline l JOIN accounting_journal j ON j.id = l.journal_id
     GROUP BY j.number, l.account_unit_code HAVING sum(l.debit) <> sum(l.credit)"""

MONTHS_BALANCE = """
    SELECT concat_ws(' ', fiscal_year, period, account_unit_code), sum(debit), sum(credit)
      FROM accounting_ledgerbalance GROUP BY fiscal_year, period, account_unit_code
    HAVING sum(debit) <> sum(credit)"""

JOURNAL_HEADS = """
    SELECT j.number, concat_ws('/', j.line_count, j.total_amount), concat_ws('/', count(l.id), sum(l.debit))
      FROM accounting_journal j LEFT JOIN accounting_journalline l ON l.journal_id = j.id
     GROUP BY j.id HAVING count(l.id) <> j.line_count OR coalesce(sum(l.debit), 0) <> j.total_amount
        OR bool_or(l.fiscal_year <> j.fiscal_year OR l.period <> j.period OR l.effective_on <> j.effective_on)"""

LINE_INVARIANTS = """
    SELECT l.id, '0 <= E <= M <= K, R + M <= min(A, K), A <= K, N <= K - E',
           concat_ws(' ', 'K', l.current, 'A', l.allotted, 'R', l.reserved, 'M', l.committed, 'E', l.paid)
      FROM accounting_budgetline l
     WHERE NOT (0 <= l.paid AND l.paid <= l.committed AND l.committed <= l.current AND l.reserved >= 0
                AND l.allotted <= l.current AND l.reserved + l.committed <= least(l.allotted, l.current)
                AND l.carried_out <= l.current - l.paid)"""

ZERO_SUMS = """
    SELECT concat_ws(' ', fiscal_year, account_unit_code), '0/0',
           concat_ws('/', sum(transferred), sum(contingency))
      FROM accounting_budgetline GROUP BY fiscal_year, account_unit_code
    HAVING sum(transferred) <> 0 OR sum(contingency) <> 0"""


def entry_hashes(ledger: str) -> str:
    """Stored hash of each movement against the hash of its fields."""
    return f"""
        SELECT e.id, encode(h.value, 'hex'), encode(e.entry_hash, 'hex') FROM accounting_{ledger} e
         CROSS JOIN LATERAL (SELECT budget_entry_hash(e.id, e.line_id, e.bucket, e.amount, e.event, e.document_type,
               e.document_id, e.document_no, e.effective_on, e.recorded_at, e.recorded_by, e.command_id) AS value) h
         WHERE e.entry_hash <> h.value"""  # noqa: S608


JOURNAL_HASHES = """
    SELECT j.number, encode(h.value, 'hex'), encode(j.entry_hash, 'hex')
      FROM accounting_journal j
      JOIN (SELECT l.journal_id, encode(sha256(convert_to(string_agg(journal_line_text(l.ordinal, l.account_code,
                   l.debit, l.credit, l.account_unit_code, l.sector, l.activity, l.department_id, l.detail_project_id,
                   l.funding_code, l.partner_id, l.entity_code, l.budget_line_id, l.text), chr(30)
                   ORDER BY l.ordinal), 'UTF8')), 'hex') AS texts
              FROM accounting_journalline l GROUP BY l.journal_id) t ON t.journal_id = j.id
     CROSS JOIN LATERAL (SELECT journal_hash(j.id, j.number, j.fiscal_year, j.effective_on, j.recorded_at,
           j.recorded_by, j.command_id, j.event, j.document_type, j.document_id, j.document_no, j.revision,
           j.account_unit_code, j.text, j.reverses_id, t.texts) AS value) h
     WHERE j.entry_hash <> h.value"""


def entries_with_documents(documents: Mapping[str, str]) -> str:
    """Entries of a known kind of document whose document is not there."""
    known = " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, id FROM {table}"  # noqa: S608
        for kind, table in documents.items()
    )
    kinds = ", ".join(f"'{kind}'" for kind in documents)
    return f"""
        WITH known AS ({known}),
             entries AS (SELECT document_type, document_id, document_no FROM accounting_budgetledger
                   UNION SELECT document_type, document_id, document_no FROM accounting_revenueledger
                   UNION SELECT document_type, document_id, document_no FROM accounting_journal)
        SELECT concat_ws(' ', e.document_type, e.document_no), e.document_id, 'missing' FROM entries e
         WHERE e.document_type IN ({kinds})
           AND NOT EXISTS (SELECT 1 FROM known k WHERE k.kind = e.document_type AND k.id = e.document_id)"""  # noqa: S608


GUARDS = """
    SELECT t.name, 'trigger enabled', 'missing'
      FROM (VALUES ('accounting_budgetledger'), ('accounting_revenueledger'), ('accounting_journal'),
                   ('accounting_journalline'), ('accounting_intercompanyentry'), ('core_auditentry')) AS t(name)
     WHERE NOT EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = t.name::regclass AND g.tgname = 'insert_only'
                          AND g.tgenabled <> 'D')"""

SIGNERS = """
    SELECT number, 'another person', drafted_by_id FROM accounting_paymentorder
     WHERE signed_by_id IS NOT NULL AND signed_by_id = drafted_by_id"""


def numbers_without_gaps(tables: Sequence[str]) -> str:
    """Numbers given by each counter against the numbers found on documents and journals.

    Counters without a year give codes of partners, not document numbers; other series belong to other floors.
    """
    series = ", ".join(f"'{prefix}'" for prefix in sorted(SERIES))
    found = " UNION ALL ".join(f"SELECT number FROM {table} WHERE number <> ''" for table in tables)  # noqa: S608
    return f"""
        WITH found AS ({found}),
             parts AS (SELECT regexp_match(number, '^([A-Z]+)([0-9]{{4}})-(.+)-([0-9]+)$') AS part FROM found),
             given AS (SELECT part[1] AS prefix, part[2]::integer AS fiscal_year, part[3] AS unit,
                              count(*) AS numbers, count(DISTINCT part[4]) AS distinct_numbers,
                              max(part[4]::integer) AS highest
                         FROM parts WHERE part IS NOT NULL GROUP BY 1, 2, 3)
        SELECT concat_ws(' ', prefix, fiscal_year, unit), coalesce(c.last, 0),
               concat_ws('/', g.numbers, g.distinct_numbers, g.highest)
          FROM given g
          FULL JOIN (SELECT * FROM core_documentcounter
                      WHERE fiscal_year > 0 AND prefix IN ({series})) c
         USING (prefix, fiscal_year, unit)
         WHERE c.last IS NULL OR g.numbers IS DISTINCT FROM c.last::bigint OR g.highest IS DISTINCT FROM c.last
            OR g.distinct_numbers IS DISTINCT FROM c.last::bigint"""  # noqa: S608


OFF_BUDGET_CASH = """
    WITH sums AS (SELECT fiscal_year, account_unit_code,
                         sum(debit - credit) FILTER (WHERE account_code = '11105') AS cash,
                         sum(credit - debit) FILTER (WHERE account_code = '21141') AS deposits,
                         sum(credit - debit) FILTER (WHERE account_code BETWEEN '21111' AND '21117') AS withheld
                    FROM accounting_ledgerbalance GROUP BY fiscal_year, account_unit_code)
    SELECT concat_ws(' ', s.fiscal_year, s.account_unit_code), coalesce(s.deposits, 0), s.cash
      FROM sums s LEFT JOIN accounting_policyprofile p ON p.fiscal_year = s.fiscal_year
     WHERE coalesce(p.values->>'withholding_cash', 'MAIN') = 'MAIN'
       AND coalesce(s.cash, 0) <> coalesce(s.deposits, 0)"""

ENTRIES_IN_PERIODS = """
    SELECT concat_ws(' ', j.fiscal_year, j.period, j.number), 'a month of the books', 'none'
      FROM accounting_journal j
      LEFT JOIN accounting_accountingperiod p ON p.fiscal_year = j.fiscal_year AND p.period = j.period
     WHERE p.id IS NULL OR j.period <> extract(year FROM j.effective_on) * 100 + extract(month FROM j.effective_on)"""

COMMITMENT_ROWS = """
    SELECT concat_ws(' ', c.number, r.ordinal), v.in_process, r.in_process
      FROM accounting_commitmentrow r JOIN accounting_commitment c ON c.id = r.commitment_id
     CROSS JOIN LATERAL (
            SELECT coalesce(sum(w.amount), 0) AS in_process
              FROM accounting_paymentvoucherrow w JOIN accounting_paymentvoucher p ON p.id = w.voucher_id
             WHERE w.commitment_row_id = r.id AND w.paid_on IS NULL
               AND p.state IN ('SUBMITTED', 'APPROVED', 'ORDERED')) v
     WHERE r.in_process <> v.in_process OR r.paid < 0 OR r.paid + r.in_process > r.amount"""

RESERVATIONS = """
    WITH held AS (
        SELECT r.line_id, sum(r.amount - r.used) AS amount
          FROM accounting_spendingproposalrow r JOIN accounting_spendingproposal p ON p.id = r.proposal_id
          LEFT JOIN accounting_policyprofile y ON y.fiscal_year = p.fiscal_year
         WHERE (p.state IN ('APPROVED', 'PARTLY_USED') AND coalesce(y.values->>'reserve_at', '') <> 'COMMITMENT')
            OR (p.state = 'SUBMITTED' AND y.values->>'reserve_at' = 'SUBMIT')
         GROUP BY r.line_id),
         moved AS (
        SELECT line_id, sum(amount) AS amount FROM accounting_budgetledger
         WHERE bucket = 'reserved' AND document_type IN ('spending_proposal', 'commitment') GROUP BY line_id)
    SELECT line_id, coalesce(h.amount, 0), coalesce(m.amount, 0)
      FROM held h FULL JOIN moved m USING (line_id)
     WHERE coalesce(h.amount, 0) <> coalesce(m.amount, 0)"""

PAYMENTS = """
    WITH papers AS (
        SELECT line_id, sum(amount) AS amount FROM (
            SELECT r.line_id, r.amount FROM accounting_paymentvoucherrow r WHERE r.paid_on IS NOT NULL
            UNION ALL
            SELECT r.line_id, -r.amount FROM accounting_expenditurereturnrow r
              JOIN accounting_expenditurereturn p ON p.id = r.expenditure_return_id
             WHERE p.state = 'APPROVED') x GROUP BY line_id),
         moved AS (
        SELECT line_id, sum(amount) AS amount FROM accounting_budgetledger
         WHERE bucket = 'paid' AND document_type IN ('payment_voucher', 'payment_order', 'expenditure_return')
         GROUP BY line_id)
    SELECT line_id, coalesce(p.amount, 0), coalesce(m.amount, 0)
      FROM papers p FULL JOIN moved m USING (line_id)
     WHERE coalesce(p.amount, 0) <> coalesce(m.amount, 0)"""

BANK_OF_ORDERS = """
    SELECT concat_ws(' ', o.number, l.ordinal), n.paid, b.paid
      FROM accounting_paymentorderline l JOIN accounting_paymentorder o ON o.id = l.order_id
      JOIN accounting_bankaccount k ON k.id = o.bank_account_id
     CROSS JOIN LATERAL (
            SELECT coalesce(sum(x.credit - x.debit), 0) AS paid
              FROM accounting_journal j JOIN accounting_journalline x ON x.journal_id = j.id
             WHERE j.document_id = o.id AND j.revision = l.ordinal AND x.account_code = k.account_code) b
      LEFT JOIN accounting_policyprofile y ON y.fiscal_year = o.fiscal_year
     CROSS JOIN LATERAL (
            SELECT CASE WHEN l.state <> 'EXECUTED' THEN 0
                        WHEN y.values->>'withholding_cash' = 'OFFBUDGET' THEN l.net_amount + l.withheld_amount
                        ELSE l.net_amount END AS paid) n
     WHERE b.paid <> n.paid"""
