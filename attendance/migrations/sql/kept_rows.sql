-- Charges of lateness and absences taken over are insert-only: a correction is a new row.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.attendance_latenesscharge
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.attendance_pastabsence
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
