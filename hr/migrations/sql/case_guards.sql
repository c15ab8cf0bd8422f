-- Every step of a discipline case stays as it was entered.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.hr_disciplinecasestep
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
