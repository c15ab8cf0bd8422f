-- What was known stays: a row of the two time axes is superseded once and never changed or taken away.
CREATE FUNCTION {schema}.guard_hr_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.known_until IS NOT NULL OR NEW.known_until IS NULL
        OR to_jsonb(NEW) - 'known_until' <> to_jsonb(OLD) - 'known_until'
    THEN
        RAISE EXCEPTION '% % stays as it was known', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hr_known_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER hr_known_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_personversion
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_known();
CREATE TRIGGER hr_known_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_employmentfact
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_known();
CREATE TRIGGER hr_known_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_career
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_known();
CREATE TRIGGER hr_known_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_family
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_known();
CREATE TRIGGER hr_known_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_recordentry
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_known();

-- An issued order is the register (발령대장): it and its items never change; items move on in their states.
CREATE FUNCTION {schema}.guard_hr_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'order % is %', OLD.id, OLD.state
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hr_order_kept';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state IN ('ISSUED', 'VOIDED') THEN
        RAISE EXCEPTION 'order % is %', OLD.id, OLD.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hr_order_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER hr_order_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_appointmentorder
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_order();

CREATE FUNCTION {schema}.guard_hr_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'DRAFT' AND (TG_OP = 'DELETE'
        OR to_jsonb(NEW) - 'state' - 'applied_at' <> to_jsonb(OLD) - 'state' - 'applied_at'
        OR NEW.state = 'DRAFT' OR OLD.state IN ('CANCELLED', 'CORRECTED'))
    THEN
        RAISE EXCEPTION 'appointment % is issued', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hr_item_fixed';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER hr_item_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_appointmentitem
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_item();

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.hr_retroimpact
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.hr_ordernotice
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.hr_certificaterequest
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.hr_secretaccess
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.hr_accessreview
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
