-- A numbered document keeps its number, year and account unit for ever and is never deleted.
CREATE FUNCTION {schema}.guard_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.number = '' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' OR NEW.number <> OLD.number OR NEW.fiscal_year <> OLD.fiscal_year
        OR NEW.account_unit_code <> OLD.account_unit_code
    THEN
        RAISE EXCEPTION 'document % has its number', OLD.number
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'document_identity';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_allotment
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_spendingproposal
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_commitment
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_inspection
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_paymentvoucher
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_paymentorder
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_expenditurereturn
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_revenueassessment
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_receipt
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_revenuerefund
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();
CREATE TRIGGER document_identity BEFORE UPDATE OR DELETE ON {schema}.accounting_manualjournal
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_document();

-- Once a voucher is approved, what its rows say about money stays as it was approved.
CREATE FUNCTION {schema}.guard_voucher_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM {schema}.accounting_paymentvoucher v
                WHERE v.id = OLD.voucher_id AND v.state IN ('APPROVED', 'ORDERED', 'PAID'))
        AND (TG_OP = 'DELETE' OR NEW.amount <> OLD.amount OR NEW.line_id <> OLD.line_id
             OR NEW.partner_id <> OLD.partner_id OR NEW.withheld_amount <> OLD.withheld_amount
             OR NEW.vat_amount <> OLD.vat_amount OR NEW.voucher_id <> OLD.voucher_id)
    THEN
        RAISE EXCEPTION 'row % belongs to an approved voucher', OLD.ordinal
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'voucher_row_fixed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER voucher_row_fixed BEFORE UPDATE OR DELETE ON {schema}.accounting_paymentvoucherrow
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_voucher_row();

-- The amounts of an order line are fixed from its first moment (훈령 제39조④).
CREATE FUNCTION {schema}.guard_order_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.gross_amount <> OLD.gross_amount OR NEW.net_amount <> OLD.net_amount
        OR NEW.partner_id <> OLD.partner_id OR NEW.order_id <> OLD.order_id
    THEN
        RAISE EXCEPTION 'order line % is fixed', OLD.ordinal
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'order_line_fixed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER order_line_fixed BEFORE UPDATE OR DELETE ON {schema}.accounting_paymentorderline
    FOR EACH ROW EXECUTE FUNCTION {schema}.guard_order_line();
