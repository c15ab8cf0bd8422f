-- Protected numbers, contacts and families go only by a destruction that two officers decided, and only what was
-- there when it was decided; everything else of the record stays as it was known.
CREATE FUNCTION {schema}.hr_is_destroyed(of_person uuid, wanted text, since timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM {schema}.hr_destructionline AS line
        JOIN {schema}.hr_destruction AS act ON act.id = line.destruction_id
        WHERE line.person_id = of_person AND line.part = wanted
            AND act.state = 'DESTROYED' AND act.decided_at >= since
    )
$$;

CREATE FUNCTION {schema}.guard_hr_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT {schema}.hr_is_destroyed(OLD.person_id, 'SECRETS', OLD.recorded_at) THEN
        RAISE EXCEPTION 'secret % is kept', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hr_secret_kept';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER hr_secret_kept BEFORE DELETE ON {schema}.hr_personsecret
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_secret();

CREATE FUNCTION {schema}.guard_hr_family() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND {schema}.hr_is_destroyed(OLD.person_id, 'FAMILY', OLD.known_from) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.known_until IS NOT NULL OR NEW.known_until IS NULL
        OR to_jsonb(NEW) - 'known_until' <> to_jsonb(OLD) - 'known_until'
    THEN
        RAISE EXCEPTION '% % stays as it was known', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hr_known_fixed';
    END IF;
    RETURN NEW;
END
$$;

DROP TRIGGER hr_known_fixed ON {schema}.hr_family;
CREATE TRIGGER hr_known_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_family
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_family();

CREATE FUNCTION {schema}.guard_hr_card() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    contacts text[] := ARRAY['postal_code', 'address', 'phone', 'mobile', 'email', 'emergency_contact'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - contacts = to_jsonb(OLD) - contacts
        AND NEW.postal_code || NEW.address || NEW.phone || NEW.mobile || NEW.email || NEW.emergency_contact = ''
        AND {schema}.hr_is_destroyed(OLD.person_id, 'CONTACTS', OLD.known_from)
    THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.known_until IS NOT NULL OR NEW.known_until IS NULL
        OR to_jsonb(NEW) - 'known_until' <> to_jsonb(OLD) - 'known_until'
    THEN
        RAISE EXCEPTION '% % stays as it was known', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hr_known_fixed';
    END IF;
    RETURN NEW;
END
$$;

DROP TRIGGER hr_known_fixed ON {schema}.hr_personversion;
CREATE TRIGGER hr_known_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_personversion
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_card();

-- What was decided stays: the act never changes afterwards, its lines only while it is proposed or carried out.
CREATE FUNCTION {schema}.guard_hr_destruction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'PROPOSED' THEN
        RAISE EXCEPTION 'destruction % is %', OLD.id, OLD.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hr_destruction_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER hr_destruction_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_destruction
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_destruction();

CREATE FUNCTION {schema}.guard_hr_destruction_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'destroyed' <> to_jsonb(OLD) - 'destroyed' OR OLD.destroyed <> 0 THEN
        RAISE EXCEPTION 'destruction line % stays', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'hr_destruction_line_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER hr_destruction_line_fixed BEFORE UPDATE OR DELETE ON {schema}.hr_destructionline
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_hr_destruction_line();
