SELECT id, fiscal_year, side, item_code, standard_code, standard_class, parent_counterpart
FROM {schema}.accounting_itemcrosswalk
