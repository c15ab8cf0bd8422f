-- The documents an approved document refers to are part of what was signed.
CREATE FUNCTION {schema}.guard_related_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'APPROVED' AND NEW.related <> OLD.related THEN
        RAISE EXCEPTION 'document % is approved', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'document_content_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER document_related_kept BEFORE UPDATE OF related ON {schema}.approvals_officialdocument
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_related_documents();
