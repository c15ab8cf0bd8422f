SELECT id, code, name, kind, normal_side, parent_code, is_posting
FROM {schema}.accounting_account
