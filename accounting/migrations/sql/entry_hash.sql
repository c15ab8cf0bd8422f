-- Content hash of every ledger row: SHA-256 over its fields, joined by the unit separator. A journal's
-- hash ends with the SHA-256 (hex) of its lines, which are joined by the record separator.
-- Times in UTC with microseconds, empty text for null.
CREATE FUNCTION {schema}.stamp_text(at timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

CREATE FUNCTION {schema}.budget_entry_hash(
    id uuid, line_id uuid, bucket text, amount bigint, event text, document_type text, document_id uuid,
    document_no text, effective_on date, recorded_at timestamptz, recorded_by uuid, command_id uuid
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(concat_ws(chr(31), id, line_id, bucket, amount, event, document_type, document_id,
        document_no, to_char(effective_on, 'YYYY-MM-DD'), {schema}.stamp_text(recorded_at),
        coalesce(recorded_by::text, ''), command_id), 'UTF8'))
$$;

CREATE FUNCTION {schema}.journal_line_text(
    ordinal integer, account_code text, debit bigint, credit bigint, account_unit_code text, sector text,
    activity text, department_id uuid, detail_project_id uuid, funding_code text, partner_id uuid,
    entity_code text, budget_line_id uuid, line_text text
) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT concat_ws(chr(31), ordinal, account_code, debit, credit, account_unit_code, sector, activity,
        coalesce(department_id::text, ''), coalesce(detail_project_id::text, ''), funding_code,
        coalesce(partner_id::text, ''), entity_code, coalesce(budget_line_id::text, ''), line_text)
$$;

CREATE FUNCTION {schema}.journal_hash(
    id uuid, number text, fiscal_year integer, effective_on date, recorded_at timestamptz, recorded_by uuid,
    command_id uuid, event text, document_type text, document_id uuid, document_no text, revision integer,
    account_unit_code text, journal_text text, reverses uuid, lines_hash text
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(concat_ws(chr(31), id, number, fiscal_year, to_char(effective_on, 'YYYY-MM-DD'),
        {schema}.stamp_text(recorded_at), coalesce(recorded_by::text, ''), command_id, event, document_type,
        document_id, document_no, revision, account_unit_code, journal_text, coalesce(reverses::text, ''))
        || chr(30) || lines_hash, 'UTF8'))
$$;
