-- A document that was ever submitted is kept; once approved, what it says and its number stay for ever
-- (행정업무의 운영 및 혁신에 관한 규정 제17조); states of an ended document stay.
CREATE FUNCTION {schema}.guard_official_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.content_version > 0 OR OLD.number IS NOT NULL THEN
            RAISE EXCEPTION 'document % was submitted', OLD.id
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'document_kept';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.number IS NOT NULL AND (NEW.number IS DISTINCT FROM OLD.number OR NEW.number_text <> OLD.number_text
        OR NEW.special_text <> OLD.special_text OR NEW.entry_id IS DISTINCT FROM OLD.entry_id)
    THEN
        RAISE EXCEPTION 'document % has its number', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'document_number_fixed';
    END IF;
    IF OLD.state IN ('APPROVED', 'REJECTED', 'DISCARDED') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'document % is ended', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'document_state_final';
    END IF;
    IF OLD.state = 'APPROVED' AND (
        NEW.title <> OLD.title OR NEW.abstract <> OLD.abstract OR NEW.keywords <> OLD.keywords
        OR NEW.body <> OLD.body OR NEW.enclosures <> OLD.enclosures OR NEW.values <> OLD.values
        OR NEW.receivers <> OLD.receivers OR NEW.disclosure <> OLD.disclosure OR NEW.grounds <> OLD.grounds
        OR NEW.amount IS DISTINCT FROM OLD.amount OR NEW.people <> OLD.people
        OR NEW.selectors <> OLD.selectors OR NEW.record_file_id IS DISTINCT FROM OLD.record_file_id
        OR NEW.content_hash <> OLD.content_hash OR NEW.content_version <> OLD.content_version
        OR NEW.business_type <> OLD.business_type OR NEW.line_hash <> OLD.line_hash OR NEW.line_version <> OLD.line_version
        OR NEW.round <> OLD.round OR NEW.seal_hash <> OLD.seal_hash OR NEW.form_id <> OLD.form_id
        OR NEW.drafter_id <> OLD.drafter_id OR NEW.department_id <> OLD.department_id
        OR NEW.decided_at IS DISTINCT FROM OLD.decided_at OR NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id
        OR (OLD.cancelled_by_id IS NOT NULL AND NEW.cancelled_by_id IS DISTINCT FROM OLD.cancelled_by_id))
    THEN
        RAISE EXCEPTION 'document % is approved', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'document_content_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER document_kept BEFORE UPDATE OR DELETE ON {schema}.approvals_officialdocument
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_official_document();

-- Terminal states of a step never change, and no step is taken away.
CREATE FUNCTION {schema}.guard_approval_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state NOT IN ('WAITING', 'ACTIVE', 'HELD')
        OR NEW.document_id <> OLD.document_id OR NEW.round <> OLD.round OR NEW.seat_key <> OLD.seat_key
    THEN
        RAISE EXCEPTION 'step % is %', OLD.id, OLD.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'step_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER step_fixed BEFORE UPDATE OR DELETE ON {schema}.approvals_approvalstep
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_approval_step();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {schema}.approvals_approvalgroup
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();

-- Files come and go only while the document is with its drafter; the bytes of a blob never change.
CREATE FUNCTION {schema}.guard_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.document_id ELSE OLD.document_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM {schema}.approvals_officialdocument d
                WHERE d.id = touched AND d.state NOT IN ('DRAFT', 'RETURNED', 'RECALLED'))
        OR (TG_OP = 'UPDATE' AND NEW.document_id <> OLD.document_id)
    THEN
        RAISE EXCEPTION 'files of document % are fixed', touched
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'attachment_fixed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER attachment_fixed BEFORE INSERT OR UPDATE OR DELETE ON {schema}.approvals_attachment
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_attachment();

CREATE FUNCTION {schema}.guard_attachment_blob() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.sha256 <> OLD.sha256 OR NEW.size <> OLD.size OR NEW.stored_as <> OLD.stored_as THEN
        RAISE EXCEPTION 'blob % is fixed', OLD.sha256
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'attachment_blob_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER attachment_blob_fixed BEFORE UPDATE OR DELETE ON {schema}.approvals_attachmentblob
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_attachment_blob();

-- The effect of an approval happens once: an applied or withdrawn one stays.
CREATE FUNCTION {schema}.guard_business_effect() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'WAITING' OR NEW.subject_id <> OLD.subject_id THEN
        RAISE EXCEPTION 'effect % is %', OLD.id, OLD.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'business_effect_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER business_effect_fixed BEFORE UPDATE OR DELETE ON {schema}.approvals_businesseffect
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_business_effect();
