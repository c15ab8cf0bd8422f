SELECT l.id, l.journal_id, j.number AS journal_no, l.fiscal_year, l.period, l.effective_on, l.ordinal,
    l.account_unit_code, l.account_code, a.name AS account_name, l.entity_code,
    CASE
        WHEN partner.id IS NULL THEN ''
        WHEN partner.kind IN ('COMPANY', 'INSTITUTION', 'GOVERNMENT', 'COLLECTIVE') THEN partner.name
        WHEN char_length(partner.name) <= 1 THEN '*'
        WHEN char_length(partner.name) = 2 THEN left(partner.name, 1) || '*'
        ELSE left(partner.name, 1) || repeat('*', char_length(partner.name) - 2) || right(partner.name, 1)
    END AS partner_name,
    l.debit, l.credit,
    regexp_replace(
        regexp_replace(
            coalesce(nullif(l.text, ''), j.text),
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
    ) AS text,
    j.document_type, j.document_id, j.document_no
FROM {schema}.accounting_journalline l
JOIN {schema}.accounting_journal j ON j.id = l.journal_id
JOIN {schema}.accounting_account a ON a.code = l.account_code
LEFT JOIN {schema}.accounting_partner partner ON partner.id = l.partner_id
