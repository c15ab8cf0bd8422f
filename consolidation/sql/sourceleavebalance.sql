SELECT md5(concat_ws('/', d.year, d.employment_type, d.grade))::uuid AS id, d.year, d.employment_type, d.grade,
    sum(d.people) AS people,
    CASE WHEN sum(d.people) >= 3 THEN sum(d.granted) END AS granted,
    CASE WHEN sum(d.people) >= 3 THEN sum(d.used) END AS used,
    CASE WHEN sum(d.people) >= 3 THEN sum(d.ended) END AS ended,
    CASE WHEN sum(d.people) >= 3 THEN sum(d.unused) END AS unused
FROM (
    SELECT n.year, CASE WHEN n.is_small THEN '' ELSE n.employment_type END AS employment_type,
        CASE WHEN n.is_small THEN '' ELSE n.grade END AS grade, n.people, n.granted, n.used, n.ended, n.unused
    FROM (
        SELECT m.*, m.people < 3 OR (m.small_people BETWEEN 1 AND 2 AND m.place = m.small_groups + 1) AS is_small
        FROM (
            SELECT w.*,
                row_number() OVER (PARTITION BY w.year ORDER BY w.people, w.employment_type, w.grade) AS place,
                count(*) FILTER (WHERE w.people < 3) OVER (PARTITION BY w.year) AS small_groups,
                coalesce(sum(w.people) FILTER (WHERE w.people < 3) OVER (PARTITION BY w.year), 0) AS small_people
            FROM (
                SELECT l.year, l.employment_type, l.grade, count(DISTINCT l.staff_id) AS people,
                    sum(l.granted) AS granted, sum(l.used) AS used, sum(l.ended) AS ended, sum(l.unused) AS unused
                FROM (
                    SELECT o.staff_id, extract(year FROM o.granted_on)::integer AS year,
                        coalesce((
                            SELECT c.code FROM {schema}.hr_employmentfact c
                            WHERE c.employment_id = a.employment_id AND c.fact = 'CONTRACT' AND c.slot = ''
                                AND c.known_until IS NULL
                                AND c.from_on <= (now() AT TIME ZONE 'Asia/Seoul')::date
                            ORDER BY c.from_on DESC LIMIT 1
                        ), '') AS employment_type,
                        coalesce((
                            SELECT g.code FROM {schema}.hr_employmentfact g
                            WHERE g.employment_id = a.employment_id AND g.fact = 'GRADE' AND g.slot = ''
                                AND g.known_until IS NULL
                                AND g.from_on <= (now() AT TIME ZONE 'Asia/Seoul')::date
                            ORDER BY g.from_on DESC LIMIT 1
                        ), '') AS grade,
                        e.granted, e.used, e.ended, e.granted - e.used - e.ended AS unused
                    FROM {schema}.attendance_leavelot o
                    JOIN {schema}.attendance_staff a ON a.id = o.staff_id
                    JOIN (
                        SELECT i.lot_id,
                            coalesce(sum(i.minutes)
                                FILTER (WHERE i.kind IN ('GRANT', 'ADVANCE', 'CARRY', 'ADJUST')), 0) AS granted,
                            -coalesce(sum(i.minutes) FILTER (WHERE i.kind IN ('USE', 'REVERSE')), 0) AS used,
                            -coalesce(sum(i.minutes) FILTER (WHERE i.kind IN ('EXPIRE', 'PAYOUT')), 0) AS ended
                        FROM {schema}.attendance_leaveentry i GROUP BY i.lot_id
                    ) e ON e.lot_id = o.id
                    WHERE o.pool = 'ANNUAL'
                ) l
                GROUP BY l.year, l.employment_type, l.grade
            ) w
        ) m
    ) n
) d
GROUP BY d.year, d.employment_type, d.grade
