SELECT id, fiscal_year, period, side, item_code, entity_code, agreement, amount, effective_on
FROM {schema}.accounting_intercompanyentry
