SELECT l.id, l.journal_id, j.number AS journal_no, l.fiscal_year, l.period, l.effective_on, l.ordinal,
    l.account_unit_code, l.account_code, l.entity_code,
    CASE
        WHEN p.id IS NULL THEN ''
        WHEN p.kind NOT IN ('INDIVIDUAL', 'STAFF') THEN p.name
        WHEN char_length(p.name) <= 1 THEN '*'
        WHEN char_length(p.name) = 2 THEN left(p.name, 1) || '*'
        ELSE left(p.name, 1) || repeat('*', char_length(p.name) - 2) || right(p.name, 1)
    END AS partner_name,
    l.debit, l.credit,
    regexp_replace(
        CASE WHEN p.kind IN ('INDIVIDUAL', 'STAFF') AND p.name <> ''
            THEN replace(coalesce(nullif(l.text, ''), j.text), p.name, '***')
            ELSE coalesce(nullif(l.text, ''), j.text) END,
        '\d{{6}}-?[1-8]\d{{6}}|\d{{2,6}}-\d{{2,6}}-\d{{3,8}}', '***', 'g'
    ) AS text,
    j.document_type, j.document_id, j.document_no
FROM {schema}.accounting_journalline l
JOIN {schema}.accounting_journal j ON j.id = l.journal_id
LEFT JOIN {schema}.accounting_partner p ON p.id = l.partner_id
