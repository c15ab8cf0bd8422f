-- Seals of days are written once, here and at the parent.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.records_dayroot
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.records_rootreceipt
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.records_heldroot
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
