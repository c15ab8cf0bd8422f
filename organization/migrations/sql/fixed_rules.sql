-- Rows of a delegation table are what lines were built by: a change is a new version.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.organization_delegationrule
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
