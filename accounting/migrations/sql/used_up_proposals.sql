-- Proposals used to the last won are closed since their last commitment was approved.
UPDATE {schema}.accounting_spendingproposal p
   SET state = 'CLOSED', version = p.version + 1,
       closed_at = (SELECT max(c.approved_at) FROM {schema}.accounting_commitment c WHERE c.proposal_id = p.id)
 WHERE p.state IN ('APPROVED', 'PARTLY_USED') AND p.used_amount = p.total_amount;
