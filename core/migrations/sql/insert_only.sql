-- Rows of a ledger are never changed or taken away; used by every insert-only table of the schema.
CREATE FUNCTION {schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.core_auditentry
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
