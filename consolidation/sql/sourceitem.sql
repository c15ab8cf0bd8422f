SELECT id, fiscal_year, side, code AS item_code, name AS item_name
FROM {schema}.accounting_statitem
