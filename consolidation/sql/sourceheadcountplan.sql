SELECT h.id, h.grade, h.job_series, h.employment_type, h.department_id, h.count AS allowed, h.basis_document,
    h.consultation_document_no, h.board_resolution_no
FROM {schema}.hr_authorizedheadcount h
CROSS JOIN (SELECT (now() AT TIME ZONE 'Asia/Seoul')::date AS today) t
WHERE h.from_on <= t.today AND (h.until_on IS NULL OR h.until_on > t.today)
