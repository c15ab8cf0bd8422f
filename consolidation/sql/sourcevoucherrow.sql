SELECT r.id, r.voucher_id, v.number AS voucher_no, v.fiscal_year, r.ordinal, i.code AS item_code,
    d.name AS project_name,
    CASE
        WHEN p.kind IN ('COMPANY', 'INSTITUTION', 'GOVERNMENT', 'COLLECTIVE') THEN p.name
        WHEN char_length(p.name) <= 1 THEN '*'
        WHEN char_length(p.name) = 2 THEN left(p.name, 1) || '*'
        ELSE left(p.name, 1) || repeat('*', char_length(p.name) - 2) || right(p.name, 1)
    END AS payee,
    regexp_replace(
        regexp_replace(
            r.text,
            coalesce((
                SELECT string_agg(DISTINCT regexp_replace(n.name, '([^[:alnum:] ])', '\\\1', 'g'), '|')
                FROM {schema}.accounting_paymentvoucherrow x
                JOIN {schema}.accounting_partner n ON n.id = x.partner_id
                WHERE x.voucher_id = r.voucher_id AND n.kind NOT IN ('COMPANY', 'INSTITUTION', 'GOVERNMENT', 'COLLECTIVE') AND n.name <> ''
            ), chr(1)),
            '***', 'g'
        ),
        '\d{{6}}-?[1-8]\d{{6}}|\d{{2,6}}-\d{{2,6}}-\d{{3,8}}', '***', 'g'
    ) AS text,
    r.amount, r.withheld_amount, CASE WHEN r.paid_on IS NULL THEN 0 ELSE r.amount - r.returned END AS paid_amount,
    r.paid_on, o.id AS order_id, coalesce(o.number, '') AS order_no
FROM {schema}.accounting_paymentvoucherrow r
JOIN {schema}.accounting_paymentvoucher v ON v.id = r.voucher_id
JOIN {schema}.accounting_budgetline l ON l.id = r.line_id
JOIN {schema}.accounting_statitem i ON i.id = l.stat_item_id
JOIN {schema}.accounting_detailproject d ON d.id = l.detail_project_id
JOIN {schema}.accounting_partner p ON p.id = r.partner_id
LEFT JOIN {schema}.accounting_paymentorderline ol ON ol.id = r.order_line_id
LEFT JOIN {schema}.accounting_paymentorder o ON o.id = ol.order_id
WHERE v.state <> 'DRAFT'
