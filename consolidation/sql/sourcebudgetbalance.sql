SELECT id, fiscal_year, period, account_unit_code, side, item_code, original, supplementary,
    original + supplementary + carried_in + contingency + transferred + excess + pending_supplementary
        AS current,
    allotted, reserved, committed, paid, carried_out, assessed, received, refunded, written_off
FROM {schema}.accounting_budgetbalance
