-- A journal balances as a whole and within each account unit, and its head tells its lines and sum.
-- Checked at commit, whatever path wrote it (INV-1).
CREATE FUNCTION {schema}.check_journal_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lines integer;
    debits bigint;
    unbalanced integer;
BEGIN
    SELECT coalesce(sum(u.lines), 0), coalesce(sum(u.debit), 0), count(*) FILTER (WHERE u.debit <> u.credit)
      INTO lines, debits, unbalanced
      FROM (SELECT count(*) AS lines, sum(l.debit) AS debit, sum(l.credit) AS credit
              FROM {schema}.accounting_journalline l
             WHERE l.journal_id = NEW.id
             GROUP BY l.account_unit_code) u;
    IF unbalanced > 0 OR lines <> NEW.line_count OR debits <> NEW.total_amount THEN
        RAISE EXCEPTION 'journal % does not balance', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_balance';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER journal_balance AFTER INSERT ON {schema}.accounting_journal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.check_journal_balance();

-- A line belongs to a place its head announced, so no line can join a posted journal later:
-- heads never change and every announced place is taken when the head commits.
CREATE FUNCTION {schema}.check_journal_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head record;
BEGIN
    SELECT j.line_count, j.fiscal_year, j.period, j.effective_on INTO head
      FROM {schema}.accounting_journal j WHERE j.id = NEW.journal_id;
    IF NOT FOUND OR NEW.ordinal < 1 OR NEW.ordinal > head.line_count OR NEW.fiscal_year <> head.fiscal_year
        OR NEW.period <> head.period OR NEW.effective_on <> head.effective_on
    THEN
        RAISE EXCEPTION 'line % does not belong to its journal', NEW.ordinal
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_line_place';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER journal_line_place BEFORE INSERT ON {schema}.accounting_journalline
    FOR EACH ROW EXECUTE FUNCTION {schema}.check_journal_line();

-- Nothing is recorded in a month that is closed or was never opened (E-ACC-002), and the month is
-- the month of the day.
CREATE FUNCTION {schema}.check_open_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.period <> extract(year FROM NEW.effective_on) * 100 + extract(month FROM NEW.effective_on)
        OR NOT EXISTS (SELECT 1 FROM {schema}.accounting_accountingperiod p
                        WHERE p.period = NEW.period AND p.state IN ('OPEN', 'SOFT_CLOSED'))
    THEN
        RAISE EXCEPTION 'period % is not open', NEW.period
            USING ERRCODE = 'check_violation', CONSTRAINT = 'open_period';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER open_period BEFORE INSERT ON {schema}.accounting_budgetledger
    FOR EACH ROW EXECUTE FUNCTION {schema}.check_open_period();
CREATE TRIGGER open_period BEFORE INSERT ON {schema}.accounting_revenueledger
    FOR EACH ROW EXECUTE FUNCTION {schema}.check_open_period();

-- A journal names its fiscal year: the month must be open in the books of that year.
CREATE FUNCTION {schema}.check_open_period_of_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.period <> extract(year FROM NEW.effective_on) * 100 + extract(month FROM NEW.effective_on)
        OR NOT EXISTS (SELECT 1 FROM {schema}.accounting_accountingperiod p
                        WHERE p.fiscal_year = NEW.fiscal_year AND p.period = NEW.period
                          AND p.state IN ('OPEN', 'SOFT_CLOSED'))
    THEN
        RAISE EXCEPTION 'period % of % is not open', NEW.period, NEW.fiscal_year
            USING ERRCODE = 'check_violation', CONSTRAINT = 'open_period';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER open_period BEFORE INSERT ON {schema}.accounting_journal
    FOR EACH ROW EXECUTE FUNCTION {schema}.check_open_period_of_year();
