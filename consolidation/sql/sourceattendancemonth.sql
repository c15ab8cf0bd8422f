SELECT md5(concat_ws('/', q.year, q.month))::uuid AS id, q.year, q.month, q.people,
    CASE WHEN q.people >= 3 THEN q.over_52 END AS over_52,
    CASE WHEN q.people >= 3 THEN q.overtime END AS overtime,
    CASE WHEN q.people >= 3 THEN q.leave_used END AS leave_used
FROM (
    SELECT c.year, coalesce(c.month, 0) AS month, count(DISTINCT c.staff_id) AS people,
        count(DISTINCT c.staff_id) FILTER (WHERE c.weeks_over_52 > 0) AS over_52,
        sum(c.overtime) AS overtime, sum(c.leave_used) AS leave_used
    FROM (
        SELECT m.period / 100 AS year, m.period % 100 AS month, r.staff_id,
            (r.values ->> 'weeks_over_52')::integer AS weeks_over_52,
            (r.values ->> 'overtime')::integer AS overtime, (r.values ->> 'leave_used')::integer AS leave_used
        FROM {schema}.attendance_attendancemonth m
        JOIN {schema}.attendance_attendancemonthresult r ON r.month_id = m.id AND r.run = m.run
        WHERE m.state = 'HR_CLOSED'
    ) c
    GROUP BY GROUPING SETS ((c.year, c.month), (c.year))
) q
