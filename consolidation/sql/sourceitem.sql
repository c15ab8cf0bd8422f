SELECT i.id, i.fiscal_year, i.side, i.code AS item_code, i.name AS item_name,
    coalesce(x.standard_code, '') AS standard_code, coalesce(x.standard_group, '') AS standard_group,
    coalesce(x.standard_class, '') AS standard_class, coalesce(x.parent_counterpart, '') AS parent_counterpart
FROM {schema}.accounting_statitem i
LEFT JOIN {schema}.accounting_itemcrosswalk x
    ON x.fiscal_year = i.fiscal_year AND x.side = i.side AND x.item_code = i.code
