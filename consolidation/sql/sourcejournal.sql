SELECT j.id, j.number, j.fiscal_year, j.period, j.effective_on, j.recorded_at, j.event, j.document_type,
    j.document_id, j.document_no, j.account_unit_code,
    regexp_replace(
        regexp_replace(
            j.text,
            coalesce((
                SELECT string_agg(DISTINCT regexp_replace(p.name, '([^[:alnum:] ])', '\\\1', 'g'), '|')
                FROM (
                    SELECT x.partner_id FROM {schema}.accounting_journalline x WHERE x.journal_id = j.id
                    UNION ALL
                    SELECT r.partner_id FROM {schema}.accounting_paymentvoucherrow r WHERE r.voucher_id = j.document_id
                    UNION ALL
                    SELECT o.partner_id FROM {schema}.accounting_paymentorderline o WHERE o.order_id = j.document_id
                ) named
                JOIN {schema}.accounting_partner p ON p.id = named.partner_id
                WHERE p.kind NOT IN ('COMPANY', 'INSTITUTION', 'GOVERNMENT', 'COLLECTIVE') AND p.name <> ''
            ), chr(1)),
            '***', 'g'
        ),
        '\d{{6}}-?[1-8]\d{{6}}|\d{{2,6}}-\d{{2,6}}-\d{{3,8}}', '***', 'g'
    ) AS text
FROM {schema}.accounting_journal j
