-- What officers looked at and what the parent paid is never changed or taken away.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.consolidation_lookrecord
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.consolidation_parenttransfer
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
