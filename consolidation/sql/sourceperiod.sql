SELECT id, fiscal_year, period, state, closed_at
FROM {schema}.accounting_accountingperiod
