-- A letterhead that letters were sent under, and a print that was handed out, stay as they are.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.approvals_letterheadversion
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.approvals_rendition
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
