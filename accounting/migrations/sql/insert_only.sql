-- Ledgers are insert-only: a correction is a new row that names what it corrects.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.accounting_budgetledger
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.accounting_revenueledger
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.accounting_journal
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.accounting_journalline
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.accounting_intercompanyentry
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.accounting_policychange
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();

-- Account codes of lines and of the institution's own bank accounts exist in the chart.
ALTER TABLE {schema}.accounting_journalline ADD CONSTRAINT journal_line_account_exists
    FOREIGN KEY (account_code) REFERENCES {schema}.accounting_account (code);
ALTER TABLE {schema}.accounting_bankaccount ADD CONSTRAINT bank_account_account_exists
    FOREIGN KEY (account_code) REFERENCES {schema}.accounting_account (code);
