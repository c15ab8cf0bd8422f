-- A calculation names the rule rows it used: what a row says never changes, and none is taken away.
CREATE FUNCTION {schema}.guard_hr_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.code <> OLD.code OR NEW.key <> OLD.key OR NEW.regime <> OLD.regime
        OR NEW.payload <> OLD.payload OR NEW.source <> OLD.source OR NEW.from_on <> OLD.from_on
        OR NEW.recorded_at <> OLD.recorded_at
        OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)
    THEN
        RAISE EXCEPTION 'rule row % stays as it is', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hr_rule_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER hr_rule_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_ruletable
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_rule();
