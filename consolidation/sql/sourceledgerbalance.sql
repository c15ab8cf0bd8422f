SELECT id, fiscal_year, period, account_unit_code, account_code, entity_code, debit, credit
FROM {schema}.accounting_ledgerbalance
