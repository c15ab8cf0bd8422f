SELECT v.id, v.number, v.fiscal_year, v.account_unit_code, coalesce(d.name, '') AS department_name,
    regexp_replace(
        regexp_replace(
            v.title,
            coalesce((
                SELECT string_agg(DISTINCT regexp_replace(p.name, '([^[:alnum:] ])', '\\\1', 'g'), '|')
                FROM {schema}.accounting_paymentvoucherrow r
                JOIN {schema}.accounting_partner p ON p.id = r.partner_id
                WHERE r.voucher_id = v.id AND p.kind NOT IN ('COMPANY', 'INSTITUTION', 'GOVERNMENT', 'COLLECTIVE') AND p.name <> ''
            ), chr(1)),
            '***', 'g'
        ),
        '\d{{6}}-?[1-8]\d{{6}}|\d{{2,6}}-\d{{2,6}}-\d{{3,8}}', '***', 'g'
    ) AS title,
    v.document_date, v.state, v.total_amount, v.withheld_amount, v.approved_at
FROM {schema}.accounting_paymentvoucher v
LEFT JOIN {schema}.organization_departmentversion d
    ON d.department_id = v.department_id AND d.from_on <= v.document_date
    AND (d.until_on IS NULL OR d.until_on > v.document_date)
WHERE v.state <> 'DRAFT'
