-- A line of the leave ledger moves its lot in the same statement; nothing else moves a lot.
CREATE FUNCTION {schema}.attendance_entry_applied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind IN ('HOLD', 'RELEASE') THEN
        UPDATE {schema}.attendance_leavelot SET held = held - NEW.minutes WHERE id = NEW.lot_id;
    ELSE
        UPDATE {schema}.attendance_leavelot SET balance = balance + NEW.minutes WHERE id = NEW.lot_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entry_applied AFTER INSERT ON {schema}.attendance_leaveentry
    FOR EACH ROW EXECUTE FUNCTION {schema}.attendance_entry_applied();

CREATE FUNCTION {schema}.attendance_lot_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'leave lots are never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.balance <> 0 OR NEW.held <> 0 THEN
            RAISE EXCEPTION 'a leave lot begins empty' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.balance <> OLD.balance OR NEW.held <> OLD.held) AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'a leave lot is moved by its ledger only' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.staff_id, NEW.pool, NEW.granted_on, NEW.rule, NEW.is_advance)
       IS DISTINCT FROM (OLD.staff_id, OLD.pool, OLD.granted_on, OLD.rule, OLD.is_advance) THEN
        RAISE EXCEPTION 'what a leave lot is never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lot_guard BEFORE INSERT OR UPDATE OR DELETE ON {schema}.attendance_leavelot
    FOR EACH ROW EXECUTE FUNCTION {schema}.attendance_lot_guard();
