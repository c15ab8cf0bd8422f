-- Where a letter went on to, why, and when it arrived there is not rewritten.
CREATE FUNCTION {schema}.guard_forwarding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.received_id <> OLD.received_id OR NEW.kind <> OLD.kind OR NEW.target <> OLD.target
        OR NEW.name <> OLD.name OR NEW.reason <> OLD.reason OR NEW.forwarded_at <> OLD.forwarded_at
        OR (OLD.letter_hash <> '' AND NEW.letter_hash <> OLD.letter_hash)
        OR (OLD.arrived_at IS NOT NULL AND NEW.arrived_at IS DISTINCT FROM OLD.arrived_at)
        OR (OLD.accepted_text <> '' AND NEW.accepted_text <> OLD.accepted_text)
        OR (OLD.state = 'SENT_BACK' AND NEW.state <> OLD.state)
    THEN
        RAISE EXCEPTION 'forwarding % is fixed', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'forwarding_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER forwarding_fixed BEFORE UPDATE OR DELETE ON {schema}.approvals_forwarding
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_forwarding();
