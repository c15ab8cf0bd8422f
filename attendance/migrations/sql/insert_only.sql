-- Clock records, ledger lines, results and adjustments are insert-only: a correction is a new row.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.attendance_clockevent
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.attendance_leaveentry
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.attendance_compensatoryleave
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.attendance_attendancemonthresult
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.attendance_attendanceadjustment
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.attendance_laborrefusal
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
