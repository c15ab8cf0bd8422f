-- What the board resolved is written once.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.approvals_boardresolution
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
