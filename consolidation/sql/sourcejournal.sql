SELECT j.id, j.number, j.fiscal_year, j.period, j.effective_on, j.recorded_at, j.event, j.document_type,
    j.document_id, j.document_no, j.account_unit_code,
    regexp_replace(
        regexp_replace(j.text, coalesce(persons.names, chr(1)), '***', 'g'),
        '\d{{6}}-?[1-8]\d{{6}}|\d{{2,6}}-\d{{2,6}}-\d{{3,8}}', '***', 'g'
    ) AS text
FROM {schema}.accounting_journal j
LEFT JOIN LATERAL (
    SELECT string_agg(DISTINCT regexp_replace(p.name, '([^[:alnum:] ])', '\\\1', 'g'), '|') AS names
    FROM {schema}.accounting_journalline l
    JOIN {schema}.accounting_partner p ON p.id = l.partner_id
    WHERE l.journal_id = j.id AND p.kind IN ('INDIVIDUAL', 'STAFF') AND p.name <> ''
) persons ON true
