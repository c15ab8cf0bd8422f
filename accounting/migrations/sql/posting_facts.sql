-- What the posting rules must know about budget lines, payees and the paying account. A function, because
-- its plan is kept: planning these joins costs several times what they take.
CREATE FUNCTION {schema}.posting_facts(partner_ids uuid[], bank text, line_ids uuid[]) RETURNS TABLE (
    o_line uuid, o_year integer, o_unit varchar, o_department uuid, o_project uuid, o_funding varchar, o_inactive date,
    o_item varchar, o_sector varchar, o_activity varchar, o_debit varchar, o_credit varchar, o_kind varchar,
    o_vat varchar, o_funding_kind varchar, o_grantor uuid, o_grantor_entity varchar, o_policy jsonb,
    o_sub_types jsonb, o_default_sub_type varchar, o_entities jsonb, o_bank uuid, o_bank_account varchar
) LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY
    SELECT l.id, l.fiscal_year::integer, l.account_unit_code, l.department_id, l.detail_project_id, l.funding_code,
           least(l.inactive_from, i.inactive_from), i.code, p.sector, p.activity, m.debit_account, m.credit_account,
           m.kind, m.vat_rule, f.kind, g.id, f.entity_code, y.values,
           (SELECT jsonb_object_agg(s.code, s.debit_account) FROM {schema}.accounting_vouchersubtype s
             WHERE s.fiscal_year = l.fiscal_year AND s.item_code = i.code),
           (SELECT s.code FROM {schema}.accounting_vouchersubtype s
             WHERE s.fiscal_year = l.fiscal_year AND s.item_code = i.code AND s.is_default),
           (SELECT jsonb_object_agg(e.id, e.entity_code) FROM {schema}.accounting_partner e
             WHERE e.id = ANY(partner_ids) AND e.entity_code <> ''),
           b.id, b.account_code
      FROM {schema}.accounting_budgetline l
      JOIN {schema}.accounting_statitem i ON i.id = l.stat_item_id
      JOIN {schema}.accounting_detailproject p ON p.id = l.detail_project_id
      JOIN {schema}.accounting_fundingsource f ON f.code = l.funding_code
      LEFT JOIN {schema}.accounting_budgetaccountmapping m
        ON m.fiscal_year = l.fiscal_year AND m.item_code = i.code
      LEFT JOIN {schema}.accounting_policyprofile y ON y.fiscal_year = l.fiscal_year
      LEFT JOIN LATERAL (SELECT a.id FROM {schema}.accounting_partner a
                          WHERE f.entity_code <> '' AND a.entity_code = f.entity_code AND a.is_active
                          ORDER BY a.id LIMIT 1) g ON true
      LEFT JOIN {schema}.accounting_bankaccount b ON b.code = bank
     WHERE l.id = ANY(line_ids);
END
$$;
