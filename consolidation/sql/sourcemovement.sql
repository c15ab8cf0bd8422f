SELECT m.id, l.fiscal_year, m.period, l.account_unit_code, i.code AS item_code,
    coalesce(d.name, '') AS department_name, p.name AS project_name, m.bucket, m.amount, m.event,
    m.document_type, m.document_id, m.document_no, m.effective_on, m.recorded_at
FROM {schema}.accounting_budgetledger m
JOIN {schema}.accounting_budgetline l ON l.id = m.line_id
JOIN {schema}.accounting_statitem i ON i.id = l.stat_item_id
JOIN {schema}.accounting_detailproject p ON p.id = l.detail_project_id
LEFT JOIN {schema}.organization_departmentversion d
    ON d.department_id = l.department_id AND d.from_on <= m.effective_on
    AND (d.until_on IS NULL OR d.until_on > m.effective_on)
