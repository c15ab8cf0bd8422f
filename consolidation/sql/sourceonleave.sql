SELECT md5(concat_ws('/', d.employment_type, d.grade))::uuid AS id, d.employment_type, d.grade,
    sum(d.people) AS people, CASE WHEN sum(d.people) >= 3 THEN sum(d.on_leave) END AS on_leave
FROM (
    SELECT CASE WHEN n.is_small THEN '' ELSE n.employment_type END AS employment_type,
        CASE WHEN n.is_small THEN '' ELSE n.grade END AS grade, n.people, n.on_leave
    FROM (
        SELECT m.employment_type, m.grade, m.people, m.on_leave,
            m.people < 3 OR (m.small_people BETWEEN 1 AND 2 AND m.place = m.small_groups + 1) AS is_small
        FROM (
            SELECT w.employment_type, w.grade, w.people, w.on_leave,
                row_number() OVER (ORDER BY w.people, w.employment_type, w.grade) AS place,
                count(*) FILTER (WHERE w.people < 3) OVER () AS small_groups,
                coalesce(sum(w.people) FILTER (WHERE w.people < 3) OVER (), 0) AS small_people
            FROM (
                SELECT coalesce(c.code, '') AS employment_type, coalesce(g.code, '') AS grade, count(*) AS people,
                    count(*) FILTER (WHERE st.code = 'ON_LEAVE') AS on_leave
                FROM (SELECT (now() AT TIME ZONE 'Asia/Seoul')::date AS today) t
                JOIN {schema}.hr_employmentfact st ON st.fact = 'STATUS' AND st.slot = ''
                    AND st.known_until IS NULL
                    AND st.from_on <= t.today AND (st.until_on IS NULL OR st.until_on > t.today)
                    AND st.code IN ('PROBATION', 'ACTIVE', 'ON_LEAVE', 'SECONDED', 'REMOVED', 'SUSPENDED')
                LEFT JOIN {schema}.hr_employmentfact c ON c.employment_id = st.employment_id
                    AND c.fact = 'CONTRACT' AND c.slot = '' AND c.known_until IS NULL
                    AND c.from_on <= t.today AND (c.until_on IS NULL OR c.until_on > t.today)
                LEFT JOIN {schema}.hr_employmentfact g ON g.employment_id = st.employment_id
                    AND g.fact = 'GRADE' AND g.slot = '' AND g.known_until IS NULL
                    AND g.from_on <= t.today AND (g.until_on IS NULL OR g.until_on > t.today)
                GROUP BY coalesce(c.code, ''), coalesce(g.code, '')
            ) w
        ) m
    ) n
) d
GROUP BY d.employment_type, d.grade
