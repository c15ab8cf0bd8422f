-- A closed day is not rewritten; only reopening its month gives it back.
CREATE FUNCTION {schema}.attendance_day_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'CLOSED' AND (TG_OP = 'DELETE' OR NEW.state <> 'CONFIRMED'
        OR (NEW.worked, NEW.ordered, NEW.late, NEW.early, NEW.out, NEW.absent, NEW.leave_used)
           IS DISTINCT FROM (OLD.worked, OLD.ordered, OLD.late, OLD.early, OLD.out, OLD.absent, OLD.leave_used)) THEN
        RAISE EXCEPTION 'a closed day of attendance is not changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER day_guard BEFORE UPDATE OR DELETE ON {schema}.attendance_attendanceday
    FOR EACH ROW EXECUTE FUNCTION {schema}.attendance_day_guard();
