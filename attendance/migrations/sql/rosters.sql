-- Changes of published rosters and settlements of periods are insert-only: a correction is a new row.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.attendance_rosterchange
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.attendance_periodsettlement
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
