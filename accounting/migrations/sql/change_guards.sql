-- A numbered change of a commitment keeps its number; what its rows say stays once it is decided.
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_commitmentchange
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();

CREATE FUNCTION {schema}.guard_change_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM {schema}.accounting_commitmentchange c
                WHERE c.id = OLD.change_id AND c.state = 'APPROVED')
    THEN
        RAISE EXCEPTION 'row % belongs to a decided change', OLD.ordinal
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'change_row_fixed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER change_row_fixed BEFORE UPDATE OR DELETE ON {schema}.accounting_commitmentchangerow
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_change_row();
