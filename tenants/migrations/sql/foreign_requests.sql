-- The record of requests for other tenants' objects: never changed, taken away only after its year.
CREATE FUNCTION {schema}.keep_for_a_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.asked_at < now() - interval '1 year' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.tenants_foreignrequest
    FOR EACH ROW EXECUTE FUNCTION {schema}.keep_for_a_year();
