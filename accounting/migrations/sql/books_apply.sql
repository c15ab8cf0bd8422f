-- The one function that writes the books. Its argument is what accounting/services/kernel_payload.py
-- makes; sums are already grouped and sorted there, so each statement here is a plain one.
-- Its answer is {"refusals": [...]} (then nothing was written) or {"bases": {stem: number before}}.
-- Lock order: document rows, months, budget lines, revenue lines, balances, number counters.

-- A number of a series: JN2026-G- and 12 → JN2026-G-000012.
CREATE FUNCTION {schema}.books_number(bases jsonb, stem text, nth integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT stem || lpad(((bases->>stem)::integer + nth)::text, greatest(6, length(((bases->>stem)::integer + nth)::text)),
                        '0')
$$;

-- Document rows to be changed: locked in order, their version compared.
CREATE FUNCTION {schema}.books_lock_documents(updates jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    part record;
    stale jsonb;
    refusals jsonb := '[]';
BEGIN
    FOR part IN
        SELECT u.t AS name, jsonb_agg(jsonb_build_object('id', u.id, 'version', u.version, 'c', u.c)) AS docs
          FROM jsonb_to_recordset(updates) AS u(t text, id uuid, version integer, c integer)
         GROUP BY u.t ORDER BY u.t
    LOOP
        EXECUTE format('SELECT 1 FROM {schema}.%I d WHERE d.id IN (SELECT (x->>''id'')::uuid
                          FROM jsonb_array_elements($1) x) ORDER BY d.id FOR UPDATE', part.name)
          USING part.docs;
        IF EXISTS (SELECT 1 FROM jsonb_array_elements(part.docs) x WHERE x->>'version' IS NOT NULL) THEN
            EXECUTE format('SELECT jsonb_agg(jsonb_build_object(''code'', ''STALE'', ''c'', u.c, ''id'', u.id))
                              FROM jsonb_to_recordset($1) AS u(id uuid, version integer, c integer)
                              LEFT JOIN {schema}.%I d ON d.id = u.id
                             WHERE u.version IS NOT NULL AND d.version IS DISTINCT FROM u.version', part.name)
              INTO stale USING part.docs;
            refusals := refusals || coalesce(stale, '[]');
        END IF;
    END LOOP;
    RETURN refusals;
END
$$;

-- Document rows written with the entries, in the order given; a document's number joins its row here.
-- The two tables of the hot path have statements of their own, because their plans are kept.
CREATE FUNCTION {schema}.books_write_documents(writes jsonb, bases jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    part jsonb;
    columns text;
BEGIN
    FOR part IN SELECT w FROM jsonb_array_elements(writes) w
    LOOP
        IF part->>'op' = 'insert' AND part->>'t' = 'accounting_paymentvoucher' THEN
            INSERT INTO {schema}.accounting_paymentvoucher
            SELECT r.* FROM jsonb_array_elements(part->'rows') AS x(v)
             CROSS JOIN LATERAL jsonb_populate_record(NULL::{schema}.accounting_paymentvoucher,
                 x.v || CASE WHEN x.v ? '#stem' THEN jsonb_build_object('number',
                     {schema}.books_number(bases, x.v->>'#stem', (x.v->>'#nth')::integer)) ELSE '{}' END) r;
        ELSIF part->>'op' = 'insert' AND part->>'t' = 'accounting_paymentvoucherrow' THEN
            INSERT INTO {schema}.accounting_paymentvoucherrow
            SELECT r.* FROM jsonb_populate_recordset(NULL::{schema}.accounting_paymentvoucherrow, part->'rows') r;
        ELSE
            SELECT string_agg(quote_ident(k), ', ') INTO columns
              FROM jsonb_object_keys(part->'rows'->0) k
             WHERE k NOT LIKE '#%' AND (part->>'op' = 'insert' OR k <> 'id');
            EXECUTE format(CASE part->>'op' WHEN 'insert' THEN
                'INSERT INTO {schema}.%1$I (%2$s)
                 SELECT %2$s FROM jsonb_array_elements($1) AS x(v)
                  CROSS JOIN LATERAL jsonb_populate_record(NULL::{schema}.%1$I,
                      x.v || CASE WHEN x.v ? ''#stem'' THEN jsonb_build_object(''number'',
                          {schema}.books_number($2, x.v->>''#stem'', (x.v->>''#nth'')::integer)) ELSE ''{}'' END) r'
                ELSE
                'UPDATE {schema}.%1$I d SET (%2$s) = (SELECT %2$s FROM jsonb_populate_record(NULL::{schema}.%1$I,
                      x.v || CASE WHEN x.v ? ''#stem'' THEN jsonb_build_object(''number'',
                          {schema}.books_number($2, x.v->>''#stem'', (x.v->>''#nth'')::integer)) ELSE ''{}'' END))
                   FROM jsonb_array_elements($1) AS x(v) WHERE d.id = (x.v->>''id'')::uuid' END, part->>'t', columns)
              USING part->'rows', bases;
        END IF;
    END LOOP;
END
$$;

-- What stands against expenditure lines: missing, out of use, money short at its turn, or an invariant
-- broken after a command. A step is what one command asks of and does to one line.
CREATE FUNCTION {schema}.books_line_refusals(steps jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
    WITH run AS (
        SELECT s.c, s.need, s.fiscal_year AS wanted_year, s.on_day, l.id IS NULL AS is_missing, s.line, l.fiscal_year,
               least(l.inactive_from, i.inactive_from) AS inactive_from, i.code AS item,
               s.k, s.a, s.r, s.m, s.e, s.n,
               l.current + sum(s.k) OVER w AS current, l.allotted + sum(s.a) OVER w AS allotted,
               l.reserved + sum(s.r) OVER w AS reserved, l.committed + sum(s.m) OVER w AS committed,
               l.paid + sum(s.e) OVER w AS paid, l.carried_out + sum(s.n) OVER w AS carried_out
          FROM jsonb_to_recordset(steps) AS s(c integer, line uuid, need bigint, k bigint, a bigint, r bigint, m bigint,
               e bigint, n bigint, fiscal_year integer, on_day date)
          LEFT JOIN LATERAL (SELECT * FROM {schema}.accounting_budgetline x WHERE x.id = s.line OFFSET 0) l ON true
          LEFT JOIN LATERAL (SELECT y.code, y.inactive_from FROM {schema}.accounting_statitem y
                              WHERE y.id = l.stat_item_id OFFSET 0) i ON true
        WINDOW w AS (PARTITION BY s.line ORDER BY s.c ROWS UNBOUNDED PRECEDING)
    ), judged AS (
        SELECT r.*, CASE
            WHEN r.is_missing THEN 'LINE'
            WHEN r.need > 0 AND (r.fiscal_year <> r.wanted_year OR r.inactive_from <= r.on_day) THEN 'LINE'
            WHEN r.need > least(r.allotted - r.a, r.current - r.k) - (r.reserved - r.r) - (r.committed - r.m)
                 AND r.need > 0 THEN 'SHORT'
            WHEN r.paid < 0 OR r.paid > r.committed OR r.reserved < 0 OR r.allotted > r.current
                 OR r.reserved + r.committed > r.allotted OR r.carried_out < 0
                 OR r.carried_out > r.current - r.paid THEN 'BROKEN'
            END AS code
          FROM run r
    )
    SELECT coalesce(jsonb_agg(CASE j.code WHEN 'SHORT' THEN
               jsonb_build_object('code', j.code, 'c', j.c, 'line', j.line, 'item', j.item, 'requested', j.need,
                   'current', j.current - j.k, 'allotted', j.allotted - j.a, 'reserved', j.reserved - j.r,
                   'committed', j.committed - j.m, 'paid', j.paid - j.e)
           ELSE
               jsonb_build_object('code', j.code, 'c', j.c, 'line', j.line, 'item', j.item, 'requested', j.need,
                   'current', j.current, 'allotted', j.allotted, 'reserved', j.reserved, 'committed', j.committed,
                   'paid', j.paid, 'carried_out', j.carried_out) END ORDER BY j.c), '[]')
      FROM judged j WHERE j.code IS NOT NULL
    );
END
$$;

-- Revenue lines: missing, or refunds above receipts, or anything below zero at the end.
CREATE FUNCTION {schema}.books_revenue_refusals(deltas jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
    WITH after AS (
        SELECT x.line, x.c, l.id IS NULL AS is_missing, l.assessed + coalesce(x.assessed, 0) AS assessed,
               l.received + coalesce(x.received, 0) AS received, l.refunded + coalesce(x.refunded, 0) AS refunded,
               l.written_off + coalesce(x.written_off, 0) AS written_off
          FROM jsonb_to_recordset(deltas) AS x(line uuid, c integer, assessed bigint, received bigint, refunded bigint,
               written_off bigint)
          LEFT JOIN {schema}.accounting_revenueline l ON l.id = x.line
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object('code', CASE WHEN a.is_missing THEN 'LINE' ELSE 'BROKEN' END,
               'c', a.c, 'line', a.line, 'assessed', a.assessed, 'received', a.received, 'refunded', a.refunded,
               'written_off', a.written_off)), '[]')
      FROM after a
     WHERE a.is_missing OR a.assessed < 0 OR a.refunded < 0 OR a.refunded > a.received OR a.written_off < 0
    );
END
$$;

-- Journals that are there already, accounts that take no entries or want a partner.
CREATE FUNCTION {schema}.books_journal_refusals(journals jsonb, accounts jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
    SELECT coalesce((SELECT jsonb_agg(jsonb_build_object('code', 'POSTED', 'c', j.c, 'event', j.event,
                                                         'number', x.number))
                       FROM jsonb_to_recordset(journals)
                            AS j(c integer, event text, revision integer, document_id uuid)
                      CROSS JOIN LATERAL (SELECT y.number FROM {schema}.accounting_journal y
                                           WHERE y.document_id = j.document_id AND y.event = j.event
                                             AND y.revision = j.revision OFFSET 0) x), '[]')
        || coalesce((SELECT jsonb_agg(jsonb_build_object('code', CASE WHEN a.is_posting THEN 'PARTNER' ELSE 'ACCOUNT' END,
                                'c', u.c, 'account', u.account, 'name', coalesce(a.name, '')))
                       FROM jsonb_to_recordset(accounts) AS u(c integer, account text, without_partner boolean)
                       LEFT JOIN LATERAL (SELECT y.is_posting, y.is_partner_required, y.name
                                            FROM {schema}.accounting_account y
                                           WHERE y.code = u.account OFFSET 0) a ON true
                      WHERE a.is_posting IS NOT TRUE OR (a.is_partner_required AND u.without_partner)), '[]')
    );
END
$$;

-- Cached columns of expenditure lines and the compact balance of their items, in key order.
CREATE FUNCTION {schema}.books_move_budget(deltas jsonb, months jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.accounting_budgetline l
       SET original = l.original + coalesce(d.original, 0), supplementary = l.supplementary + coalesce(d.supplementary, 0),
           carried_in = l.carried_in + coalesce(d.carried_in, 0), contingency = l.contingency + coalesce(d.contingency, 0),
           transferred = l.transferred + coalesce(d.transferred, 0), excess = l.excess + coalesce(d.excess, 0),
           pending_supplementary = l.pending_supplementary + coalesce(d.pending_supplementary, 0),
           allotted = l.allotted + coalesce(d.allotted, 0), reserved = l.reserved + coalesce(d.reserved, 0),
           committed = l.committed + coalesce(d.committed, 0), paid = l.paid + coalesce(d.paid, 0),
           carried_out = l.carried_out + coalesce(d.carried_out, 0)
      FROM jsonb_to_recordset(deltas) AS d(line uuid, original bigint, supplementary bigint, carried_in bigint,
           contingency bigint, transferred bigint, excess bigint, pending_supplementary bigint, allotted bigint,
           reserved bigint, committed bigint, paid bigint, carried_out bigint)
     WHERE l.id = d.line;

    INSERT INTO {schema}.accounting_budgetbalance AS b
        (id, fiscal_year, period, account_unit_code, side, item_code, original, supplementary, carried_in,
         contingency, transferred, excess, pending_supplementary, allotted, reserved, committed, paid, carried_out,
         assessed, received, refunded, written_off)
    SELECT gen_random_uuid(), l.fiscal_year, m.period, l.account_unit_code, 'EXPENDITURE', i.code,
           coalesce(sum(m.original), 0), coalesce(sum(m.supplementary), 0), coalesce(sum(m.carried_in), 0),
           coalesce(sum(m.contingency), 0), coalesce(sum(m.transferred), 0), coalesce(sum(m.excess), 0),
           coalesce(sum(m.pending_supplementary), 0), coalesce(sum(m.allotted), 0), coalesce(sum(m.reserved), 0),
           coalesce(sum(m.committed), 0), coalesce(sum(m.paid), 0), coalesce(sum(m.carried_out), 0), 0, 0, 0, 0
      FROM jsonb_to_recordset(months) AS m(line uuid, period integer, original bigint, supplementary bigint,
           carried_in bigint, contingency bigint, transferred bigint, excess bigint, pending_supplementary bigint,
           allotted bigint, reserved bigint, committed bigint, paid bigint, carried_out bigint)
     CROSS JOIN LATERAL (SELECT x.fiscal_year, x.account_unit_code, x.stat_item_id
                           FROM {schema}.accounting_budgetline x WHERE x.id = m.line OFFSET 0) l
     CROSS JOIN LATERAL (SELECT y.code FROM {schema}.accounting_statitem y WHERE y.id = l.stat_item_id OFFSET 0) i
     GROUP BY l.fiscal_year, m.period, l.account_unit_code, i.code
     ORDER BY l.fiscal_year, m.period, l.account_unit_code, i.code
        ON CONFLICT (fiscal_year, period, account_unit_code, side, item_code) DO UPDATE
       SET original = b.original + excluded.original, supplementary = b.supplementary + excluded.supplementary,
           carried_in = b.carried_in + excluded.carried_in, contingency = b.contingency + excluded.contingency,
           transferred = b.transferred + excluded.transferred, excess = b.excess + excluded.excess,
           pending_supplementary = b.pending_supplementary + excluded.pending_supplementary,
           allotted = b.allotted + excluded.allotted, reserved = b.reserved + excluded.reserved,
           committed = b.committed + excluded.committed, paid = b.paid + excluded.paid,
           carried_out = b.carried_out + excluded.carried_out;
END
$$;

-- The same for revenue lines.
CREATE FUNCTION {schema}.books_move_revenue(deltas jsonb, months jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.accounting_revenueline l
       SET original = l.original + coalesce(d.original, 0), supplementary = l.supplementary + coalesce(d.supplementary, 0),
           carried_in = l.carried_in + coalesce(d.carried_in, 0), transferred = l.transferred + coalesce(d.transferred, 0),
           assessed = l.assessed + coalesce(d.assessed, 0), received = l.received + coalesce(d.received, 0),
           refunded = l.refunded + coalesce(d.refunded, 0), written_off = l.written_off + coalesce(d.written_off, 0)
      FROM jsonb_to_recordset(deltas) AS d(line uuid, original bigint, supplementary bigint, carried_in bigint,
           transferred bigint, assessed bigint, received bigint, refunded bigint, written_off bigint)
     WHERE l.id = d.line;

    INSERT INTO {schema}.accounting_budgetbalance AS b
        (id, fiscal_year, period, account_unit_code, side, item_code, original, supplementary, carried_in,
         contingency, transferred, excess, pending_supplementary, allotted, reserved, committed, paid, carried_out,
         assessed, received, refunded, written_off)
    SELECT gen_random_uuid(), l.fiscal_year, m.period, l.account_unit_code, 'REVENUE', i.code,
           coalesce(sum(m.original), 0), coalesce(sum(m.supplementary), 0), coalesce(sum(m.carried_in), 0), 0,
           coalesce(sum(m.transferred), 0), 0, 0, 0, 0, 0, 0, 0, coalesce(sum(m.assessed), 0),
           coalesce(sum(m.received), 0), coalesce(sum(m.refunded), 0), coalesce(sum(m.written_off), 0)
      FROM jsonb_to_recordset(months) AS m(line uuid, period integer, original bigint, supplementary bigint,
           carried_in bigint, transferred bigint, assessed bigint, received bigint, refunded bigint,
           written_off bigint)
     CROSS JOIN LATERAL (SELECT x.fiscal_year, x.account_unit_code, x.stat_item_id
                           FROM {schema}.accounting_revenueline x WHERE x.id = m.line OFFSET 0) l
     CROSS JOIN LATERAL (SELECT y.code FROM {schema}.accounting_statitem y WHERE y.id = l.stat_item_id OFFSET 0) i
     GROUP BY l.fiscal_year, m.period, l.account_unit_code, i.code
     ORDER BY l.fiscal_year, m.period, l.account_unit_code, i.code
        ON CONFLICT (fiscal_year, period, account_unit_code, side, item_code) DO UPDATE
       SET original = b.original + excluded.original, supplementary = b.supplementary + excluded.supplementary,
           carried_in = b.carried_in + excluded.carried_in, transferred = b.transferred + excluded.transferred,
           assessed = b.assessed + excluded.assessed, received = b.received + excluded.received,
           refunded = b.refunded + excluded.refunded, written_off = b.written_off + excluded.written_off;
END
$$;

-- Months of the general ledger; the sums come grouped, in key order.
CREATE FUNCTION {schema}.books_move_ledger(sums jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO {schema}.accounting_ledgerbalance AS b
        (id, fiscal_year, period, account_unit_code, account_code, entity_code, debit, credit)
    SELECT gen_random_uuid(), s.fiscal_year, s.period, s.unit, s.account, s.entity, s.debit, s.credit
      FROM jsonb_to_recordset(sums) AS s(fiscal_year integer, period integer, unit text, account text, entity text,
           debit bigint, credit bigint)
        ON CONFLICT (fiscal_year, period, account_unit_code, account_code, entity_code) DO UPDATE
       SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
END
$$;

-- Gap-free numbers: takes `count` of each series and answers the number before the first of each.
CREATE FUNCTION {schema}.books_take_numbers(series jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    part record;
    last_number integer;
    bases jsonb := '{}';
BEGIN
    FOR part IN SELECT * FROM jsonb_to_recordset(series)
                    AS s(stem text, prefix text, fiscal_year integer, unit text, count integer)
    LOOP
        INSERT INTO {schema}.core_documentcounter AS d (id, prefix, fiscal_year, unit, last)
        VALUES (gen_random_uuid(), part.prefix, part.fiscal_year, part.unit, part.count)
            ON CONFLICT (prefix, fiscal_year, unit) DO UPDATE SET last = d.last + excluded.last
        RETURNING d.last INTO last_number;
        bases := bases || jsonb_build_object(part.stem, last_number - part.count);
    END LOOP;
    RETURN bases;
END
$$;

-- The insert-only rows: movements, journals with their lines, intercompany entries.
CREATE FUNCTION {schema}.books_write_entries(p jsonb, bases jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF jsonb_array_length(p->'moves') > 0 THEN
        INSERT INTO {schema}.accounting_budgetledger
            (id, line_id, bucket, amount, event, document_type, document_id, document_no, effective_on, period,
             recorded_at, recorded_by, command_id, entry_hash)
        SELECT m.id, m.line, m.bucket, m.amount, m.event, m.document_type, m.document_id, d.no, m.on_day, m.period,
               m.at, m.by, m.command, {schema}.budget_entry_hash(m.id, m.line, m.bucket, m.amount, m.event,
               m.document_type, m.document_id, d.no, m.on_day, m.at, m.by, m.command)
          FROM jsonb_to_recordset(p->'moves') AS m(id uuid, line uuid, bucket text, amount bigint, event text,
               document_type text, document_id uuid, document_no text, stem text, nth integer, on_day date,
               period integer, at timestamptz, by uuid, command uuid)
         CROSS JOIN LATERAL (SELECT CASE WHEN m.stem IS NULL THEN m.document_no
                                         ELSE {schema}.books_number(bases, m.stem, m.nth) END AS no) d;
    END IF;
    IF jsonb_array_length(p->'revenue') > 0 THEN
        INSERT INTO {schema}.accounting_revenueledger
            (id, line_id, bucket, amount, event, document_type, document_id, document_no, effective_on, period,
             recorded_at, recorded_by, command_id, entry_hash)
        SELECT m.id, m.line, m.bucket, m.amount, m.event, m.document_type, m.document_id, d.no, m.on_day, m.period,
               m.at, m.by, m.command, {schema}.budget_entry_hash(m.id, m.line, m.bucket, m.amount, m.event,
               m.document_type, m.document_id, d.no, m.on_day, m.at, m.by, m.command)
          FROM jsonb_to_recordset(p->'revenue') AS m(id uuid, line uuid, bucket text, amount bigint, event text,
               document_type text, document_id uuid, document_no text, stem text, nth integer, on_day date,
               period integer, at timestamptz, by uuid, command uuid)
         CROSS JOIN LATERAL (SELECT CASE WHEN m.stem IS NULL THEN m.document_no
                                         ELSE {schema}.books_number(bases, m.stem, m.nth) END AS no) d;
    END IF;
    IF jsonb_array_length(p->'journals') > 0 THEN
        INSERT INTO {schema}.accounting_journal
            (id, number, fiscal_year, period, effective_on, recorded_at, recorded_by, command_id, event,
             document_type, document_id, document_no, revision, account_unit_code, text, reverses_id, is_late,
             line_count, total_amount, entry_hash)
        SELECT j.id, d.number, j.fiscal_year, j.period, j.on_day, j.at, j.by, j.command, j.event, j.document_type,
               j.document_id, d.no, j.revision, j.unit, j.text, j.reverses, j.soft, j.line_count, j.total,
               {schema}.journal_hash(j.id, d.number, j.fiscal_year, j.on_day, j.at, j.by, j.command, j.event,
               j.document_type, j.document_id, d.no, j.revision, j.unit, j.text, j.reverses, j.lines_hash)
          FROM jsonb_to_recordset(p->'journals') AS j(id uuid, own_stem text, own_nth integer, fiscal_year integer,
               period integer, on_day date, at timestamptz, by uuid, command uuid, event text, document_type text,
               document_id uuid, document_no text, stem text, nth integer, revision integer, unit text, text text,
               reverses uuid, soft boolean, line_count integer, total bigint, lines_hash text)
         CROSS JOIN LATERAL (SELECT {schema}.books_number(bases, j.own_stem, j.own_nth) AS number,
                                    CASE WHEN j.stem IS NULL THEN j.document_no
                                         ELSE {schema}.books_number(bases, j.stem, j.nth) END AS no) d;
        INSERT INTO {schema}.accounting_journalline
            (id, journal_id, ordinal, fiscal_year, period, effective_on, account_code, debit, credit,
             account_unit_code, sector, activity, department_id, detail_project_id, funding_code, partner_id,
             entity_code, budget_line_id, text)
        SELECT x.id, x.journal, x.o, x.fiscal_year, x.period, x.on_day, x.account, x.debit, x.credit, x.unit,
               x.sector, x.activity, x.department, x.project, x.funding, x.partner, x.entity, x.budget_line, x.text
          FROM jsonb_to_recordset(p->'lines') AS x(id uuid, journal uuid, o integer, fiscal_year integer,
               period integer, on_day date, account text, debit bigint, credit bigint, unit text, sector text,
               activity text, department uuid, project uuid, funding text, partner uuid, entity text,
               budget_line uuid, text text);
    END IF;
    IF jsonb_array_length(p->'intercompany') > 0 THEN
        INSERT INTO {schema}.accounting_intercompanyentry
            (id, fiscal_year, period, effective_on, side, account_unit_code, item_code, entity_code, agreement,
             amount, document_type, document_id, document_no, recorded_at, command_id)
        SELECT e.id, e.fiscal_year, e.period, e.on_day, e.side, e.unit, e.item, e.entity, e.agreement, e.amount,
               e.document_type, e.document_id,
               CASE WHEN e.stem IS NULL THEN e.document_no ELSE {schema}.books_number(bases, e.stem, e.nth) END,
               e.at, e.command
          FROM jsonb_to_recordset(p->'intercompany') AS e(id uuid, fiscal_year integer, period integer, on_day date,
               side text, unit text, item text, entity text, agreement text, amount bigint, document_type text,
               document_id uuid, document_no text, stem text, nth integer, at timestamptz, command uuid);
    END IF;
    IF jsonb_array_length(p->'audit') > 0 THEN
        INSERT INTO {schema}.core_auditentry
            (id, recorded_at, actor_id, actor_name, client_id, verb, subject_type, subject_id, summary, facts,
             request_id)
        SELECT a.id, a.at, a.by, a.actor_name, a.client_id, a.verb, a.document_type, a.document_id, a.summary,
               a.facts, a.request_id
          FROM jsonb_to_recordset(p->'audit') AS a(id uuid, at timestamptz, by uuid, actor_name text, client_id text,
               verb text, document_type text, document_id uuid, summary text, facts jsonb, request_id text);
    END IF;
END
$$;

CREATE FUNCTION {schema}.books_apply(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    month record;
    period_state text;
    refusals jsonb := '[]';
    bases jsonb;
BEGIN
    IF jsonb_array_length(p->'locks') > 0 THEN
        refusals := {schema}.books_lock_documents(p->'locks');
    END IF;
    FOR month IN SELECT * FROM jsonb_to_recordset(p->'months')
                     AS m(c integer, fiscal_year integer, period integer, soft boolean)
    LOOP
        SELECT a.state INTO period_state FROM {schema}.accounting_accountingperiod a
         WHERE a.fiscal_year = month.fiscal_year AND a.period = month.period FOR SHARE;
        IF NOT FOUND OR NOT (period_state = 'OPEN' OR (month.soft AND period_state = 'SOFT_CLOSED')) THEN
            refusals := refusals || jsonb_build_object('code', 'PERIOD', 'c', month.c, 'period', month.period);
        END IF;
    END LOOP;
    IF jsonb_array_length(p->'steps') > 0 THEN
        PERFORM 1 FROM {schema}.accounting_budgetline l
          WHERE l.id = ANY (ARRAY(SELECT (x->>'line')::uuid FROM jsonb_array_elements(p->'steps') x))
          ORDER BY l.id FOR NO KEY UPDATE;
    END IF;
    IF jsonb_array_length(p->'revenue_deltas') > 0 THEN
        PERFORM 1 FROM {schema}.accounting_revenueline l
          WHERE l.id = ANY (ARRAY(SELECT (x->>'line')::uuid FROM jsonb_array_elements(p->'revenue_deltas') x))
          ORDER BY l.id FOR NO KEY UPDATE;
        refusals := refusals || {schema}.books_revenue_refusals(p->'revenue_deltas');
    END IF;
    IF jsonb_array_length(p->'steps') > 0 THEN
        refusals := refusals || {schema}.books_line_refusals(p->'steps');
    END IF;
    IF jsonb_array_length(p->'journals') > 0 THEN
        refusals := refusals || {schema}.books_journal_refusals(p->'journals', p->'accounts');
    END IF;
    IF jsonb_array_length(refusals) > 0 THEN
        RETURN jsonb_build_object('refusals', refusals);
    END IF;

    IF jsonb_array_length(p->'deltas') > 0 THEN
        PERFORM {schema}.books_move_budget(p->'deltas', p->'month_deltas');
    END IF;
    IF jsonb_array_length(p->'revenue_deltas') > 0 THEN
        PERFORM {schema}.books_move_revenue(p->'revenue_deltas', p->'revenue_month_deltas');
    END IF;
    IF jsonb_array_length(p->'ledger_sums') > 0 THEN
        PERFORM {schema}.books_move_ledger(p->'ledger_sums');
    END IF;
    bases := {schema}.books_take_numbers(p->'series');
    PERFORM {schema}.books_write_entries(p, bases);
    IF jsonb_array_length(p->'writes') > 0 THEN
        PERFORM {schema}.books_write_documents(p->'writes', bases);
    END IF;
    RETURN jsonb_build_object('bases', bases);
END
$$;
