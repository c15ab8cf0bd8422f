-- Images of seals, their uses, sent copies, received files and every step through the house stay as they are.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.approvals_sealversion
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.approvals_sealuse
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.approvals_dispatchcopy
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.approvals_receivedfile
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.approvals_receivedmove
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();

-- A received letter is what was sent; its number is given once.
CREATE FUNCTION {schema}.guard_received_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.sender_schema <> OLD.sender_schema OR NEW.transport_id <> OLD.transport_id
        OR NEW.sent <> OLD.sent OR NEW.letter_hash <> OLD.letter_hash OR NEW.print_sha256 <> OLD.print_sha256
        OR NEW.print_stored_as <> OLD.print_stored_as OR NEW.arrived_at <> OLD.arrived_at
        OR NEW.title <> OLD.title OR NEW.sender_name <> OLD.sender_name OR NEW.sender_number <> OLD.sender_number
        OR (OLD.entry_id IS NOT NULL AND (NEW.entry_id IS DISTINCT FROM OLD.entry_id
            OR NEW.number_text <> OLD.number_text OR NEW.registered_at IS DISTINCT FROM OLD.registered_at))
        OR (OLD.state IN ('SENT_BACK', 'DONE') AND NEW.state <> OLD.state)
    THEN
        RAISE EXCEPTION 'received document % is fixed', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'received_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER received_fixed BEFORE UPDATE OR DELETE ON {schema}.approvals_receiveddocument
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_received_document();

-- What was handed over and when it arrived is not rewritten.
CREATE FUNCTION {schema}.guard_transport() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.dispatch_id <> OLD.dispatch_id OR NEW.kind <> OLD.kind OR NEW.target <> OLD.target
        OR NEW.name <> OLD.name OR (OLD.letter_hash <> '' AND NEW.letter_hash <> OLD.letter_hash)
        OR (OLD.arrived_at IS NOT NULL AND NEW.arrived_at IS DISTINCT FROM OLD.arrived_at)
        OR (OLD.state IN ('SENT_BACK', 'DECLINED') AND NEW.state <> OLD.state)
    THEN
        RAISE EXCEPTION 'transport % is fixed', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'transport_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER transport_fixed BEFORE UPDATE OR DELETE ON {schema}.approvals_transport
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_transport();
