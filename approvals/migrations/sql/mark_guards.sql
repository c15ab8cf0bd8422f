-- Who proposed and who reports an approved document is part of what was signed.
CREATE FUNCTION {schema}.guard_document_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'APPROVED' AND (NEW.proposer_id IS DISTINCT FROM OLD.proposer_id
        OR NEW.reporter_id IS DISTINCT FROM OLD.reporter_id)
    THEN
        RAISE EXCEPTION 'document % is approved', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'document_content_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER document_marks_kept BEFORE UPDATE OF proposer_id, reporter_id ON {schema}.approvals_officialdocument
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document_marks();
