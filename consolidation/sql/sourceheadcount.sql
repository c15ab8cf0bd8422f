SELECT md5(concat_ws('/', q.grade, q.job_series, q.employment_type, q.department_id, q.counted))::uuid AS id,
    q.grade, q.job_series, q.employment_type, q.department_id, q.counted, count(*) AS people
FROM (
    SELECT f.grade, f.job_series, f.employment_type,
        CASE WHEN EXISTS (
            SELECT 1 FROM {schema}.hr_authorizedheadcount h
            WHERE h.department_id = f.department_id
                AND h.from_on <= f.today AND (h.until_on IS NULL OR h.until_on > f.today)
        ) THEN f.department_id END AS department_id,
        CASE
            WHEN f.is_replacement AND NOT coalesce((f.of_replacement ->> 'counts')::boolean, false) THEN 'OUT'
            WHEN NOT coalesce((f.of_type ->> 'counts')::boolean, true) THEN 'OUT'
            WHEN NOT coalesce((f.of_status ->> 'counts')::boolean, false) THEN 'OUT'
            WHEN f.is_away AND f.away_until > f.away_from
                AND (f.away_from + make_interval(months => f.apart))::date
                    + CASE WHEN extract(day FROM f.away_from)
                        > extract(day FROM f.away_from + make_interval(months => f.apart)) THEN 1 ELSE 0 END
                    <= f.away_until THEN 'SEPARATE'
            ELSE 'IN'
        END AS counted
    FROM (
        SELECT t.today, coalesce(g.code, '') AS grade, coalesce(s.code, '') AS job_series,
            coalesce(c.code, '') AS employment_type, p.department_id,
            coalesce(c.values ->> 'replaces', '') NOT IN ('', 'false') AS is_replacement,
            st.code IN ('ON_LEAVE', 'SECONDED') AS is_away,
            coalesce(nullif(st.values ->> 'since', '')::date, st.from_on) AS away_from,
            nullif(st.values ->> 'planned_until', '')::date AS away_until,
            (rs.payload ->> 'separate_from_months')::integer AS apart,
            rs.payload AS of_status, rt.payload AS of_type, rr.payload AS of_replacement
        FROM (SELECT (now() AT TIME ZONE 'Asia/Seoul')::date AS today) t
        JOIN {schema}.hr_employmentfact st ON st.fact = 'STATUS' AND st.slot = '' AND st.known_until IS NULL
            AND st.from_on <= t.today AND (st.until_on IS NULL OR st.until_on > t.today)
            AND st.code IN ('PROBATION', 'ACTIVE', 'ON_LEAVE', 'SECONDED', 'REMOVED', 'SUSPENDED')
        LEFT JOIN {schema}.hr_employmentfact g ON g.employment_id = st.employment_id AND g.fact = 'GRADE'
            AND g.slot = '' AND g.known_until IS NULL
            AND g.from_on <= t.today AND (g.until_on IS NULL OR g.until_on > t.today)
        LEFT JOIN {schema}.hr_employmentfact s ON s.employment_id = st.employment_id AND s.fact = 'SERIES'
            AND s.slot = '' AND s.known_until IS NULL
            AND s.from_on <= t.today AND (s.until_on IS NULL OR s.until_on > t.today)
        LEFT JOIN {schema}.hr_employmentfact c ON c.employment_id = st.employment_id AND c.fact = 'CONTRACT'
            AND c.slot = '' AND c.known_until IS NULL
            AND c.from_on <= t.today AND (c.until_on IS NULL OR c.until_on > t.today)
        LEFT JOIN {schema}.hr_employmentfact p ON p.employment_id = st.employment_id AND p.fact = 'POST'
            AND p.slot = '' AND p.known_until IS NULL
            AND p.from_on <= t.today AND (p.until_on IS NULL OR p.until_on > t.today)
        LEFT JOIN LATERAL (
            SELECT r.payload FROM {schema}.hr_ruletable r
            WHERE r.code = 'headcount_counting' AND r.key = st.code AND r.withdrawn_at IS NULL
                AND r.from_on <= t.today AND (r.until_on IS NULL OR r.until_on > t.today)
            ORDER BY r.ordinal DESC LIMIT 1
        ) rs ON true
        LEFT JOIN LATERAL (
            SELECT r.payload FROM {schema}.hr_ruletable r
            WHERE r.code = 'headcount_counting' AND r.key = c.code AND r.withdrawn_at IS NULL
                AND r.from_on <= t.today AND (r.until_on IS NULL OR r.until_on > t.today)
            ORDER BY r.ordinal DESC LIMIT 1
        ) rt ON true
        LEFT JOIN LATERAL (
            SELECT r.payload FROM {schema}.hr_ruletable r
            WHERE r.code = 'headcount_counting' AND r.key = 'REPLACEMENT' AND r.withdrawn_at IS NULL
                AND r.from_on <= t.today AND (r.until_on IS NULL OR r.until_on > t.today)
            ORDER BY r.ordinal DESC LIMIT 1
        ) rr ON true
    ) f
) q
GROUP BY q.grade, q.job_series, q.employment_type, q.department_id, q.counted
