-- What was registered beside a document stays as it was registered.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.records_separateattachment
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
