SELECT r.id, r.code AS kind, r.key AS code, coalesce(r.payload ->> 'name', r.key) AS name, r.ordinal
FROM {schema}.hr_ruletable r
CROSS JOIN (SELECT (now() AT TIME ZONE 'Asia/Seoul')::date AS today) t
WHERE r.code IN ('grade', 'job_series', 'employment_type') AND r.withdrawn_at IS NULL
    AND r.from_on <= t.today AND (r.until_on IS NULL OR r.until_on > t.today)
