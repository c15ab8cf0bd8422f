-- The record of rights changes can only grow (kept three years and more).
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.identity_rightschange
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
