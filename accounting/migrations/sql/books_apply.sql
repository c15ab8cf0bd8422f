-- The one function that writes the books. Its argument is what accounting/services/kernel.py makes;
-- its answer is {"refusals": [...]} (then nothing was written) or {"documents": …, "journals": …}.
-- Lock order: document rows, budget lines, revenue lines, balances, number counters.

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
CREATE FUNCTION {schema}.books_write_documents(writes jsonb, numbers jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    part record;
    columns text;
BEGIN
    FOR part IN
        SELECT w.op, w.t AS name,
               jsonb_agg(w.v || CASE WHEN numbers ? w.numbered
                                     THEN jsonb_build_object('number', numbers->w.numbered)
                                     ELSE '{}' END ORDER BY w.s) AS docs
          FROM jsonb_to_recordset(writes) AS w(s integer, g integer, op text, t text, v jsonb, numbered text)
         GROUP BY w.g, w.op, w.t ORDER BY w.g
    LOOP
        IF part.op = 'insert' THEN
            SELECT string_agg(quote_ident(k), ', ') INTO columns FROM jsonb_object_keys(part.docs->0) k;
            EXECUTE format('INSERT INTO {schema}.%1$I (%2$s)
                            SELECT %2$s FROM jsonb_populate_recordset(NULL::{schema}.%1$I, $1)',
                           part.name, columns) USING part.docs;
        ELSE
            SELECT string_agg(quote_ident(k), ', ') INTO columns
              FROM jsonb_object_keys(part.docs->0) k WHERE k <> 'id';
            EXECUTE format('UPDATE {schema}.%1$I d SET (%2$s) =
                                (SELECT %2$s FROM jsonb_populate_record(NULL::{schema}.%1$I, x.v))
                              FROM jsonb_array_elements($1) AS x(v) WHERE d.id = (x.v->>''id'')::uuid',
                           part.name, columns) USING part.docs;
        END IF;
    END LOOP;
END
$$;

-- What stands against the commands as data: closed month, journal already there, line missing,
-- money short at its turn, or an invariant of the line broken after a command.
CREATE FUNCTION {schema}.books_refusals(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    refusals jsonb := '[]';
    hits jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('code', 'PERIOD', 'c', c.c, 'period', c.period)) INTO hits
      FROM jsonb_to_recordset(p->'commands') AS c(c integer, fiscal_year integer, period integer, soft boolean)
      LEFT JOIN {schema}.accounting_accountingperiod a ON a.fiscal_year = c.fiscal_year AND a.period = c.period
     WHERE a.state IS NULL OR NOT (a.state = 'OPEN' OR (c.soft AND a.state = 'SOFT_CLOSED'));
    refusals := refusals || coalesce(hits, '[]');

    IF jsonb_array_length(p->'journals') > 0 THEN
        SELECT jsonb_agg(jsonb_build_object('code', 'POSTED', 'c', j.c, 'event', j.event, 'number', x.number))
          INTO hits
          FROM jsonb_to_recordset(p->'journals') AS j(c integer, event text, revision integer)
          JOIN jsonb_to_recordset(p->'commands') AS c(c integer, document_id uuid) ON c.c = j.c
          JOIN {schema}.accounting_journal x
             ON x.document_id = c.document_id AND x.event = j.event AND x.revision = j.revision;
        refusals := refusals || coalesce(hits, '[]');
    END IF;

    IF jsonb_array_length(p->'lines') > 0 THEN
        SELECT jsonb_agg(jsonb_build_object('code', CASE WHEN a.is_posting THEN 'PARTNER' ELSE 'ACCOUNT' END,
                   'c', l.c, 'account', l.account, 'name', coalesce(a.name, ''))) INTO hits
          FROM jsonb_to_recordset(p->'lines') AS l(c integer, account text, partner uuid)
          LEFT JOIN {schema}.accounting_account a ON a.code = l.account
         WHERE a.is_posting IS NOT TRUE OR (a.is_partner_required AND l.partner IS NULL);
        refusals := refusals || coalesce(hits, '[]');
    END IF;

    IF jsonb_array_length(p->'needs') > 0 OR jsonb_array_length(p->'moves') > 0 THEN
        WITH steps AS (
            SELECT n.c, 0 AS k, n.s, n.line, n.amount AS requested, 0 AS dk, 0 AS da, 0 AS dr, 0 AS dm, 0 AS de, 0 AS dn
              FROM jsonb_to_recordset(p->'needs') AS n(c integer, s integer, line uuid, amount bigint)
            UNION ALL
            SELECT m.c, 1, m.s, m.line, 0,
                   CASE WHEN m.bucket IN ('original', 'supplementary', 'carried_in', 'contingency', 'transferred',
                                          'excess', 'pending_supplementary') THEN m.amount ELSE 0 END,
                   CASE m.bucket WHEN 'allotted' THEN m.amount ELSE 0 END,
                   CASE m.bucket WHEN 'reserved' THEN m.amount ELSE 0 END,
                   CASE m.bucket WHEN 'committed' THEN m.amount ELSE 0 END,
                   CASE m.bucket WHEN 'paid' THEN m.amount ELSE 0 END,
                   CASE m.bucket WHEN 'carried_out' THEN m.amount ELSE 0 END
              FROM jsonb_to_recordset(p->'moves') AS m(c integer, s integer, line uuid, bucket text, amount bigint)
        ), run AS (
            SELECT s.c, s.k, s.line, s.requested, l.id IS NULL AS is_missing, l.fiscal_year,
                   l.inactive_from, i.inactive_from AS item_inactive_from, i.code AS item_code,
                   coalesce(sum(s.requested) OVER earlier, 0) AS held,
                   l.current + sum(s.dk) OVER so_far AS current, l.allotted + sum(s.da) OVER so_far AS allotted,
                   l.reserved + sum(s.dr) OVER so_far AS reserved, l.committed + sum(s.dm) OVER so_far AS committed,
                   l.paid + sum(s.de) OVER so_far AS paid, l.carried_out + sum(s.dn) OVER so_far AS carried_out,
                   row_number() OVER (PARTITION BY s.line, s.c ORDER BY s.k DESC, s.s DESC) = 1 AS is_last
              FROM steps s
              LEFT JOIN {schema}.accounting_budgetline l ON l.id = s.line
              LEFT JOIN {schema}.accounting_statitem i ON i.id = l.stat_item_id
            WINDOW so_far AS (PARTITION BY s.line ORDER BY s.c, s.k, s.s ROWS UNBOUNDED PRECEDING),
                   earlier AS (PARTITION BY s.line, s.c, s.k ORDER BY s.s
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ), judged AS (
            SELECT r.*, CASE
                WHEN r.is_missing THEN 'LINE'
                WHEN r.k = 0 AND (r.fiscal_year <> c.fiscal_year OR r.inactive_from <= c.effective_on
                                  OR r.item_inactive_from <= c.effective_on) THEN 'LINE'
                WHEN r.k = 0 AND r.requested + r.held > least(r.allotted, r.current) - r.reserved - r.committed
                    THEN 'SHORT'
                WHEN r.is_last AND (r.paid < 0 OR r.paid > r.committed OR r.reserved < 0 OR r.allotted > r.current
                                    OR r.reserved + r.committed > r.allotted OR r.carried_out < 0
                                    OR r.carried_out > r.current - r.paid) THEN 'BROKEN'
                END AS code
              FROM run r JOIN jsonb_to_recordset(p->'commands') AS c(c integer, fiscal_year integer, effective_on date)
                ON c.c = r.c
        )
        SELECT jsonb_agg(jsonb_build_object('code', j.code, 'c', j.c, 'line', j.line, 'item', j.item_code,
                   'requested', j.requested, 'current', j.current, 'allotted', j.allotted,
                   'reserved', j.reserved + CASE j.k WHEN 0 THEN j.held ELSE 0 END, 'committed', j.committed,
                   'paid', j.paid, 'carried_out', j.carried_out) ORDER BY j.c, j.k)
          INTO hits FROM judged j WHERE j.code IS NOT NULL;
        refusals := refusals || coalesce(hits, '[]');
    END IF;

    IF jsonb_array_length(p->'revenue') > 0 THEN
        WITH change AS (
            SELECT min(m.c) AS c, m.line,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'assessed'), 0) AS assessed,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'received'), 0) AS received,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'refunded'), 0) AS refunded,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'written_off'), 0) AS written_off
              FROM jsonb_to_recordset(p->'revenue') AS m(c integer, line uuid, bucket text, amount bigint)
             GROUP BY m.line
        )
        SELECT jsonb_agg(jsonb_build_object('code', CASE WHEN l.id IS NULL THEN 'LINE' ELSE 'BROKEN' END,
                   'c', x.c, 'line', x.line, 'assessed', l.assessed + x.assessed, 'received', l.received + x.received,
                   'refunded', l.refunded + x.refunded, 'written_off', l.written_off + x.written_off))
          INTO hits
          FROM change x LEFT JOIN {schema}.accounting_revenueline l ON l.id = x.line
         WHERE l.id IS NULL OR l.assessed + x.assessed < 0 OR l.refunded + x.refunded < 0
            OR l.refunded + x.refunded > l.received + x.received OR l.written_off + x.written_off < 0;
        refusals := refusals || coalesce(hits, '[]');
    END IF;
    RETURN refusals;
END
$$;

-- Cached columns of the lines and the compact budget balance, in key order.
CREATE FUNCTION {schema}.books_move_budget(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.accounting_budgetline l
       SET original = l.original + d.original, supplementary = l.supplementary + d.supplementary,
           carried_in = l.carried_in + d.carried_in, contingency = l.contingency + d.contingency,
           transferred = l.transferred + d.transferred, excess = l.excess + d.excess,
           pending_supplementary = l.pending_supplementary + d.pending_supplementary,
           allotted = l.allotted + d.allotted, reserved = l.reserved + d.reserved,
           committed = l.committed + d.committed, paid = l.paid + d.paid, carried_out = l.carried_out + d.carried_out
      FROM (SELECT m.line,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'original'), 0) AS original,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'supplementary'), 0) AS supplementary,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'carried_in'), 0) AS carried_in,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'contingency'), 0) AS contingency,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'transferred'), 0) AS transferred,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'excess'), 0) AS excess,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'pending_supplementary'), 0)
                       AS pending_supplementary,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'allotted'), 0) AS allotted,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'reserved'), 0) AS reserved,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'committed'), 0) AS committed,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'paid'), 0) AS paid,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'carried_out'), 0) AS carried_out
              FROM jsonb_to_recordset(p->'moves') AS m(line uuid, bucket text, amount bigint)
             GROUP BY m.line) d
     WHERE l.id = d.line;

    INSERT INTO {schema}.accounting_budgetbalance AS b
        (id, fiscal_year, period, account_unit_code, side, item_code, original, supplementary, carried_in,
         contingency, transferred, excess, pending_supplementary, allotted, reserved, committed, paid, carried_out,
         assessed, received, refunded, written_off)
    SELECT gen_random_uuid(), l.fiscal_year, c.period, l.account_unit_code, 'EXPENDITURE', i.code,
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'original'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'supplementary'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'carried_in'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'contingency'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'transferred'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'excess'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'pending_supplementary'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'allotted'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'reserved'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'committed'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'paid'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'carried_out'), 0), 0, 0, 0, 0
      FROM jsonb_to_recordset(p->'moves') AS m(c integer, line uuid, bucket text, amount bigint)
      JOIN jsonb_to_recordset(p->'commands') AS c(c integer, period integer) ON c.c = m.c
      JOIN {schema}.accounting_budgetline l ON l.id = m.line
      JOIN {schema}.accounting_statitem i ON i.id = l.stat_item_id
     GROUP BY l.fiscal_year, c.period, l.account_unit_code, i.code
     ORDER BY l.fiscal_year, c.period, l.account_unit_code, i.code
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

CREATE FUNCTION {schema}.books_move_revenue(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.accounting_revenueline l
       SET original = l.original + d.original, supplementary = l.supplementary + d.supplementary,
           carried_in = l.carried_in + d.carried_in, transferred = l.transferred + d.transferred,
           assessed = l.assessed + d.assessed, received = l.received + d.received,
           refunded = l.refunded + d.refunded, written_off = l.written_off + d.written_off
      FROM (SELECT m.line,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'original'), 0) AS original,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'supplementary'), 0) AS supplementary,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'carried_in'), 0) AS carried_in,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'transferred'), 0) AS transferred,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'assessed'), 0) AS assessed,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'received'), 0) AS received,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'refunded'), 0) AS refunded,
                   coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'written_off'), 0) AS written_off
              FROM jsonb_to_recordset(p->'revenue') AS m(line uuid, bucket text, amount bigint)
             GROUP BY m.line) d
     WHERE l.id = d.line;

    INSERT INTO {schema}.accounting_budgetbalance AS b
        (id, fiscal_year, period, account_unit_code, side, item_code, original, supplementary, carried_in,
         contingency, transferred, excess, pending_supplementary, allotted, reserved, committed, paid, carried_out,
         assessed, received, refunded, written_off)
    SELECT gen_random_uuid(), l.fiscal_year, c.period, l.account_unit_code, 'REVENUE', i.code,
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'original'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'supplementary'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'carried_in'), 0), 0,
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'transferred'), 0), 0, 0, 0, 0, 0, 0, 0,
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'assessed'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'received'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'refunded'), 0),
           coalesce(sum(m.amount) FILTER (WHERE m.bucket = 'written_off'), 0)
      FROM jsonb_to_recordset(p->'revenue') AS m(c integer, line uuid, bucket text, amount bigint)
      JOIN jsonb_to_recordset(p->'commands') AS c(c integer, period integer) ON c.c = m.c
      JOIN {schema}.accounting_revenueline l ON l.id = m.line
      JOIN {schema}.accounting_statitem i ON i.id = l.stat_item_id
     GROUP BY l.fiscal_year, c.period, l.account_unit_code, i.code
     ORDER BY l.fiscal_year, c.period, l.account_unit_code, i.code
        ON CONFLICT (fiscal_year, period, account_unit_code, side, item_code) DO UPDATE
       SET original = b.original + excluded.original, supplementary = b.supplementary + excluded.supplementary,
           carried_in = b.carried_in + excluded.carried_in, transferred = b.transferred + excluded.transferred,
           assessed = b.assessed + excluded.assessed, received = b.received + excluded.received,
           refunded = b.refunded + excluded.refunded, written_off = b.written_off + excluded.written_off;
END
$$;

CREATE FUNCTION {schema}.books_move_ledger(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO {schema}.accounting_ledgerbalance AS b
        (id, fiscal_year, period, account_unit_code, account_code, entity_code, debit, credit)
    SELECT gen_random_uuid(), c.fiscal_year, c.period, l.unit, l.account, l.entity, sum(l.debit), sum(l.credit)
      FROM jsonb_to_recordset(p->'lines')
           AS l(c integer, unit text, account text, entity text, debit bigint, credit bigint)
      JOIN jsonb_to_recordset(p->'commands') AS c(c integer, fiscal_year integer, period integer) ON c.c = l.c
     GROUP BY c.fiscal_year, c.period, l.unit, l.account, l.entity
     ORDER BY c.fiscal_year, c.period, l.unit, l.account, l.entity
        ON CONFLICT (fiscal_year, period, account_unit_code, account_code, entity_code) DO UPDATE
       SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
END
$$;

-- Gap-free numbers {key: number} for requests (key, prefix, fiscal_year, unit) in the order given.
CREATE FUNCTION {schema}.books_take_numbers(requests jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    numbers jsonb;
BEGIN
    WITH wanted AS (
        SELECT r.*, row_number() OVER (PARTITION BY r.prefix, r.fiscal_year, r.unit ORDER BY r.s) AS place,
               count(*) OVER (PARTITION BY r.prefix, r.fiscal_year, r.unit) AS total
          FROM jsonb_to_recordset(requests) AS r(s integer, key text, prefix text, fiscal_year integer, unit text)
    ), taken AS (
        INSERT INTO {schema}.core_documentcounter AS d (id, prefix, fiscal_year, unit, last)
        SELECT gen_random_uuid(), w.prefix, w.fiscal_year, w.unit, max(w.total)
          FROM wanted w GROUP BY w.prefix, w.fiscal_year, w.unit ORDER BY w.prefix, w.fiscal_year, w.unit
            ON CONFLICT (prefix, fiscal_year, unit) DO UPDATE SET last = d.last + excluded.last
        RETURNING d.prefix, d.fiscal_year, d.unit, d.last
    ), numbered AS (
        SELECT w.key, w.prefix || w.fiscal_year || '-' || w.unit || '-' AS stem,
               (t.last - w.total + w.place)::text AS sequence
          FROM wanted w JOIN taken t
            ON t.prefix = w.prefix AND t.fiscal_year = w.fiscal_year AND t.unit = w.unit
    )
    SELECT coalesce(jsonb_object_agg(n.key, n.stem || lpad(n.sequence, greatest(6, length(n.sequence)), '0')), '{}')
      INTO numbers FROM numbered n;
    RETURN numbers;
END
$$;

-- The insert-only rows: movements, journals with their lines, intercompany entries.
CREATE FUNCTION {schema}.books_write_entries(p jsonb, numbers jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF jsonb_array_length(p->'moves') > 0 THEN
        INSERT INTO {schema}.accounting_budgetledger
            (id, line_id, bucket, amount, event, document_type, document_id, document_no, effective_on, period,
             recorded_at, recorded_by, command_id, entry_hash)
        SELECT m.id, m.line, m.bucket, m.amount, c.event, c.document_type, c.document_id, d.no, c.effective_on,
               c.period, c.at, c.by, c.id, {schema}.budget_entry_hash(m.id, m.line, m.bucket, m.amount, c.event,
               c.document_type, c.document_id, d.no, c.effective_on, c.at, c.by, c.id)
          FROM jsonb_to_recordset(p->'moves') AS m(c integer, s integer, id uuid, line uuid, bucket text, amount bigint)
          JOIN jsonb_to_recordset(p->'commands') AS c(c integer, id uuid, event text, document_type text,
               document_id uuid, document_no text, effective_on date, period integer, at timestamptz, by uuid)
            ON c.c = m.c
         CROSS JOIN LATERAL (SELECT coalesce(numbers->>('d' || c.c), c.document_no) AS no) d
         ORDER BY m.c, m.s;
    END IF;
    IF jsonb_array_length(p->'revenue') > 0 THEN
        INSERT INTO {schema}.accounting_revenueledger
            (id, line_id, bucket, amount, event, document_type, document_id, document_no, effective_on, period,
             recorded_at, recorded_by, command_id, entry_hash)
        SELECT m.id, m.line, m.bucket, m.amount, c.event, c.document_type, c.document_id, d.no, c.effective_on,
               c.period, c.at, c.by, c.id, {schema}.budget_entry_hash(m.id, m.line, m.bucket, m.amount, c.event,
               c.document_type, c.document_id, d.no, c.effective_on, c.at, c.by, c.id)
          FROM jsonb_to_recordset(p->'revenue')
               AS m(c integer, s integer, id uuid, line uuid, bucket text, amount bigint)
          JOIN jsonb_to_recordset(p->'commands') AS c(c integer, id uuid, event text, document_type text,
               document_id uuid, document_no text, effective_on date, period integer, at timestamptz, by uuid)
            ON c.c = m.c
         CROSS JOIN LATERAL (SELECT coalesce(numbers->>('d' || c.c), c.document_no) AS no) d
         ORDER BY m.c, m.s;
    END IF;
    IF jsonb_array_length(p->'journals') > 0 THEN
        INSERT INTO {schema}.accounting_journal
            (id, number, fiscal_year, period, effective_on, recorded_at, recorded_by, command_id, event,
             document_type, document_id, document_no, revision, account_unit_code, text, reverses_id, is_late,
             line_count, total_amount, entry_hash)
        SELECT j.id, numbers->>('j' || j.j), c.fiscal_year, c.period, c.effective_on, c.at, c.by, c.id, j.event,
               c.document_type, c.document_id, d.no, j.revision, j.unit, j.text, j.reverses, c.soft, l.lines, l.debit,
               {schema}.journal_hash(j.id, numbers->>('j' || j.j), c.fiscal_year, c.effective_on, c.at, c.by, c.id,
               j.event, c.document_type, c.document_id, d.no, j.revision, j.unit, j.text, j.reverses, l.texts)
          FROM jsonb_to_recordset(p->'journals') AS j(c integer, j integer, id uuid, event text, revision integer,
               unit text, text text, reverses uuid)
          JOIN jsonb_to_recordset(p->'commands') AS c(c integer, id uuid, fiscal_year integer, document_type text,
               document_id uuid, document_no text, effective_on date, period integer, at timestamptz, by uuid,
               soft boolean) ON c.c = j.c
          JOIN (SELECT x.j, count(*) AS lines, sum(x.debit) AS debit,
                       string_agg({schema}.journal_line_text(x.o, x.account, x.debit, x.credit, x.unit, x.sector,
                           x.activity, x.department, x.project, x.funding, x.partner, x.entity, x.budget_line, x.text),
                           chr(30) ORDER BY x.o) AS texts
                  FROM jsonb_to_recordset(p->'lines') AS x(j integer, o integer, account text, debit bigint,
                       credit bigint, unit text, sector text, activity text, department uuid, project uuid,
                       funding text, partner uuid, entity text, budget_line uuid, text text)
                 GROUP BY x.j) l ON l.j = j.j
         CROSS JOIN LATERAL (SELECT coalesce(numbers->>('d' || c.c), c.document_no) AS no) d
         ORDER BY j.j;
        INSERT INTO {schema}.accounting_journalline
            (id, journal_id, ordinal, fiscal_year, period, effective_on, account_code, debit, credit,
             account_unit_code, sector, activity, department_id, detail_project_id, funding_code, partner_id,
             entity_code, budget_line_id, text)
        SELECT x.id, j.id, x.o, c.fiscal_year, c.period, c.effective_on, x.account, x.debit, x.credit, x.unit,
               x.sector, x.activity, x.department, x.project, x.funding, x.partner, x.entity, x.budget_line, x.text
          FROM jsonb_to_recordset(p->'lines') AS x(c integer, j integer, o integer, id uuid, account text,
               debit bigint, credit bigint, unit text, sector text, activity text, department uuid, project uuid,
               funding text, partner uuid, entity text, budget_line uuid, text text)
          JOIN jsonb_to_recordset(p->'journals') AS j(j integer, id uuid) ON j.j = x.j
          JOIN jsonb_to_recordset(p->'commands') AS c(c integer, fiscal_year integer, effective_on date,
               period integer) ON c.c = x.c
         ORDER BY x.j, x.o;
    END IF;
    IF jsonb_array_length(p->'intercompany') > 0 THEN
        INSERT INTO {schema}.accounting_intercompanyentry
            (id, fiscal_year, period, effective_on, side, account_unit_code, item_code, entity_code, agreement,
             amount, document_type, document_id, document_no, recorded_at, command_id)
        SELECT e.id, c.fiscal_year, c.period, c.effective_on, e.side, e.unit, e.item, e.entity, e.agreement, e.amount,
               c.document_type, c.document_id, coalesce(numbers->>('d' || c.c), c.document_no), c.at, c.id
          FROM jsonb_to_recordset(p->'intercompany') AS e(c integer, id uuid, side text, unit text, item text,
               entity text, agreement text, amount bigint)
          JOIN jsonb_to_recordset(p->'commands') AS c(c integer, id uuid, fiscal_year integer, document_type text,
               document_id uuid, document_no text, effective_on date, period integer, at timestamptz) ON c.c = e.c;
    END IF;
END
$$;

CREATE FUNCTION {schema}.books_apply(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    refusals jsonb := '[]';
    numbers jsonb;
BEGIN
    IF jsonb_array_length(p->'locks') > 0 THEN
        refusals := {schema}.books_lock_documents(p->'locks');
    END IF;
    PERFORM 1 FROM {schema}.accounting_accountingperiod a
      WHERE (a.fiscal_year, a.period) IN (SELECT c.fiscal_year, c.period
            FROM jsonb_to_recordset(p->'commands') AS c(fiscal_year integer, period integer))
      ORDER BY a.id FOR SHARE;
    PERFORM 1 FROM {schema}.accounting_budgetline l
      WHERE l.id IN (SELECT (x->>'line')::uuid FROM jsonb_array_elements((p->'needs') || (p->'moves')) x)
      ORDER BY l.id FOR NO KEY UPDATE;
    IF jsonb_array_length(p->'revenue') > 0 THEN
        PERFORM 1 FROM {schema}.accounting_revenueline l
          WHERE l.id IN (SELECT (x->>'line')::uuid FROM jsonb_array_elements(p->'revenue') x)
          ORDER BY l.id FOR NO KEY UPDATE;
    END IF;
    refusals := refusals || {schema}.books_refusals(p);
    IF jsonb_array_length(refusals) > 0 THEN
        RETURN jsonb_build_object('refusals', refusals);
    END IF;

    IF jsonb_array_length(p->'moves') > 0 THEN
        PERFORM {schema}.books_move_budget(p);
    END IF;
    IF jsonb_array_length(p->'revenue') > 0 THEN
        PERFORM {schema}.books_move_revenue(p);
    END IF;
    IF jsonb_array_length(p->'lines') > 0 THEN
        PERFORM {schema}.books_move_ledger(p);
    END IF;
    numbers := {schema}.books_take_numbers(p->'numbers');
    PERFORM {schema}.books_write_entries(p, numbers);
    IF jsonb_array_length(p->'writes') > 0 THEN
        PERFORM {schema}.books_write_documents(p->'writes', numbers);
    END IF;
    IF jsonb_array_length(p->'audit') > 0 THEN
        INSERT INTO {schema}.core_auditentry
            (id, recorded_at, actor_id, actor_name, client_id, verb, subject_type, subject_id, summary, facts,
             request_id)
        SELECT a.id, c.at, c.by, a.actor_name, a.client_id, a.verb, c.document_type, c.document_id, a.summary,
               a.facts, a.request_id
          FROM jsonb_to_recordset(p->'audit') AS a(c integer, id uuid, actor_name text, client_id text, verb text,
               summary text, facts jsonb, request_id text)
          JOIN jsonb_to_recordset(p->'commands') AS c(c integer, at timestamptz, by uuid, document_type text,
               document_id uuid) ON c.c = a.c;
    END IF;
    RETURN jsonb_build_object('numbers', numbers);
END
$$;
