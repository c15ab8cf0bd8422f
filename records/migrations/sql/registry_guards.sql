-- The register is written once: lines, corrections and finished duties of a year stay as they are.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.records_registryentry
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.records_registrycorrection
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.records_yearstep
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();

-- A series only counts upwards, one by one or several at once, and is never taken away.
CREATE FUNCTION {schema}.records_series_counts_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a number series is kept' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.last < OLD.last OR (NEW.system, NEW.department_code, NEW.year, NEW.kind)
        IS DISTINCT FROM (OLD.system, OLD.department_code, OLD.year, OLD.kind) THEN
        RAISE EXCEPTION 'a number series only counts up' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER counts_up BEFORE UPDATE OR DELETE ON {schema}.records_numberseries
    FOR EACH ROW EXECUTE FUNCTION {schema}.records_series_counts_up();
