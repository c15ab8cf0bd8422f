SELECT e.id, e.number_text, e.year, e.direction, e.department_code, e.department_name,
    CASE
        WHEN coalesce(c.title_hidden, e.title_hidden) AND coalesce(c.disclosure, e.disclosure) <> 'OPEN' THEN ''
        ELSE regexp_replace(
            regexp_replace(
                coalesce(c.title, e.title),
                coalesce((
                    SELECT string_agg(DISTINCT regexp_replace(p.name, '([^[:alnum:] ])', '\\\1', 'g'), '|')
                    FROM (
                        SELECT s.subject_id AS id
                        FROM {schema}.approvals_documentsubject s WHERE s.document_id = e.document_id
                        UNION ALL
                        SELECT x.commitment_id
                        FROM {schema}.approvals_documentsubject s
                        JOIN {schema}.accounting_commitmentchange x ON x.id = s.subject_id
                        WHERE s.document_id = e.document_id
                    ) paper
                    CROSS JOIN LATERAL (
                        SELECT m.partner_id
                        FROM {schema}.accounting_commitment m WHERE m.id = paper.id OR m.proposal_id = paper.id
                        UNION ALL
                        SELECT r.partner_id
                        FROM {schema}.accounting_commitment m
                        JOIN {schema}.accounting_commitmentrow k ON k.commitment_id = m.id
                        JOIN {schema}.accounting_paymentvoucherrow r ON r.commitment_row_id = k.id
                        WHERE m.id = paper.id OR m.proposal_id = paper.id
                        UNION ALL
                        SELECT r.partner_id
                        FROM {schema}.accounting_paymentvoucherrow r WHERE r.voucher_id = paper.id
                        UNION ALL
                        SELECT o.partner_id
                        FROM {schema}.accounting_paymentorderline o WHERE o.order_id = paper.id
                        UNION ALL
                        SELECT t.partner_id
                        FROM {schema}.accounting_expenditurereturn t WHERE t.id = paper.id
                        UNION ALL
                        SELECT a.partner_id
                        FROM {schema}.accounting_revenueassessment a WHERE a.id = paper.id
                    ) named
                    JOIN {schema}.accounting_partner p ON p.id = named.partner_id
                    WHERE p.kind NOT IN ('COMPANY', 'INSTITUTION', 'GOVERNMENT', 'COLLECTIVE') AND p.name <> ''
                ), chr(1)),
                '***', 'g'
            ),
            '\d{{6}}-?[1-8]\d{{6}}|\d{{2,6}}-\d{{2,6}}-\d{{3,8}}', '***', 'g'
        )
    END AS title,
    coalesce(c.title_hidden, e.title_hidden) AND coalesce(c.disclosure, e.disclosure) <> 'OPEN' AS is_title_hidden,
    e.produced_at AS registered_at,
    coalesce(c.disclosure, e.disclosure) AS disclosure, coalesce(c.grounds, e.grounds) AS grounds,
    e.retention_code, u.code AS unit_task_code, coalesce(v.name, '') AS unit_task_name
FROM {schema}.records_registryentry e
LEFT JOIN (
    SELECT DISTINCT ON (n.entry_id) n.entry_id, n.title, n.title_hidden, n.disclosure, n.grounds, n.record_file_id
    FROM {schema}.records_registrycorrection n
    ORDER BY n.entry_id, n.ordinal DESC
) c ON c.entry_id = e.id
JOIN {schema}.records_recordfile f ON f.id = coalesce(c.record_file_id, e.record_file_id)
JOIN {schema}.records_unittask u ON u.id = f.unit_task_id
LEFT JOIN {schema}.records_unittaskversion v
    ON v.unit_task_id = u.id AND v.from_on <= (e.produced_at AT TIME ZONE 'Asia/Seoul')::date
    AND (v.until_on IS NULL OR v.until_on > (e.produced_at AT TIME ZONE 'Asia/Seoul')::date)
